"""What units owe, as lists show it."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from onedoor.cases.access import cases_for
from onedoor.cases.explaining import ClockState, clock_state
from onedoor.cases.models import Duty
from onedoor.worktime import counting

SIZE = 25


class DutyLine(NamedTuple):
    """A duty and how its clock stands."""

    duty: Duty
    clock: ClockState


def lines(duties: Iterable[Duty], now: datetime) -> list[DutyLine]:
    table = counting.table()
    return [DutyLine(duty, clock_state(duty.clock, now, table)) for duty in duties]


def owed_by_unit(actor) -> QuerySet[Duty]:
    """What the actor's unit still owes, within reach."""
    return Duty.objects.open().filter(org=actor.post.org_id, case__in=cases_for(actor))


def tally(actor, now: datetime) -> tuple[int, int]:
    """How many, and how many of them are late."""
    told = owed_by_unit(actor).aggregate(all=Count("pk"), late=Count("pk", filter=Q(clock__due_at__lte=now)))
    return told["all"], told["late"]


def page_of_unit(actor, after: str) -> tuple[list[Duty], str]:
    """A page, earliest due first, and where the next one begins (empty on the last)."""
    owed = owed_by_unit(actor).select_related("case", "giver", "org", "clock").order_by("clock__due_at", "pk")
    if begin := _read(after):
        due_at, key = begin
        owed = owed.filter(Q(clock__due_at__gt=due_at) | Q(clock__due_at=due_at, pk__gt=key))
    found = list(owed[: SIZE + 1])
    if len(found) <= SIZE:
        return found, ""
    last = found[SIZE - 1]
    return found[:SIZE], f"{last.clock.due_at.isoformat()}~{last.pk}"


def _read(after: str) -> tuple[datetime, UUID] | None:
    """Where a page begins; what cannot be read begins at the beginning."""
    due_at, _sign, key = after.partition("~")
    try:
        return datetime.fromisoformat(due_at), UUID(key)
    except ValueError:
        return None
