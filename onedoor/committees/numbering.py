"""文号 — “（年）某人调字第n号”: gapless for a committee and year, in the order of acceptance; a voided number is kept."""

from django.db.models import F
from django.utils import timezone

from onedoor.committees.models import Committee, Series, Voided


def next_number(committee: Committee, year: int) -> str:
    """The next number, inside the transaction that accepts: rolled back with it, so that no number is lost."""
    Series.objects.get_or_create(committee=committee, year=year)
    Series.objects.filter(committee=committee, year=year).update(last=F("last") + 1)
    last = Series.objects.get(committee=committee, year=year).last
    return f"（{year}）{committee.series}人调字第{last}号"


def void(committee: Committee, number: str, reason: str) -> Voided:
    """作废文号 — it is not given again: the series stays without a gap, and says what became of this one."""
    return Voided.objects.create(committee=committee, number=number, reason=reason, at=timezone.now())
