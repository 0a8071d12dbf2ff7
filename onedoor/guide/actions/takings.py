"""Counting what is taken from the rack, of nobody in particular."""

from django.utils import timezone

from onedoor.guide.models import Item, Taking
from onedoor.kit.keys import uuid7
from onedoor.kit.prepared import sent

# One statement: two people at two racks are two takings.
COUNT = """
INSERT INTO guide_taking (id, item_id, month, way, count) VALUES (%s, %s, %s, %s, 1)
ON CONFLICT (item_id, month, way) DO UPDATE SET count = guide_taking.count + 1
"""


def take(item: Item, way: Taking.Way) -> None:
    """取阅 — one more this month."""
    with sent(COUNT, [uuid7(), item.pk, timezone.localdate().replace(day=1), way]):
        pass
