"""Counsellors who sit in no chair of counselling any more, and how many talks of theirs are open: a number, and nothing of which."""

from django.db.models import Count

from onedoor.counselling.lifecycle import OPEN
from onedoor.counselling.models import Talk
from onedoor.counselling.standing import seated


def left() -> list:
    """Whoever left or was shut out, with the number of open talks."""
    open_ones = Talk.objects.filter(status__in=OPEN, key__isnull=False).exclude(counsellor__in=seated())
    named = open_ones.values("counsellor", "counsellor__name").annotate(n=Count("pk"))
    return list(named.order_by("counsellor__name"))
