"""The times to answer that a district starts with; it may change them on their page."""

from django.utils.translation import gettext_noop

from onedoor.whistles.models import Unit, WhistleClass

# The quickest first: an emergency is blown with it.
CLASSES = (
    ("urgent", gettext_noop("紧急"), 30, Unit.MINUTES),
    ("quick", gettext_noop("加急"), 4, Unit.HOURS),
    ("usual", gettext_noop("一般"), 1, Unit.WORKING),
)


def load_classes() -> None:
    """应哨时限 — made where missing; what the district has changed stays."""
    rows = [WhistleClass(code=code, name=name, count=count, unit=unit) for code, name, count, unit in CLASSES]
    WhistleClass.objects.bulk_create(rows, ignore_conflicts=True)
