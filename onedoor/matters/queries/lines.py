"""One line of a list of matters: what it says, and the colour of its clock."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from onedoor.cases.due import day_of, midnight_after
from onedoor.cases.explaining import due_state
from onedoor.cases.models import Case
from onedoor.matters.models import Matter
from onedoor.worktime import counting


@dataclass(frozen=True)
class Line:
    """A case of a list with its matter, the colour (ok, near, late, done) and the words of its clock."""

    case: Case
    matter: Matter
    colour: str
    words: str
    queue: str = ""


def near_until(now: datetime) -> datetime:
    """Due before this is "near": today, or by the end of the next working day."""
    return midnight_after(counting.end_of(day_of(now), 1))


def for_lines(cases: QuerySet) -> QuerySet:
    """With what a line shows, in one query."""
    shown = cases.select_related("matter__category", "matter__lead", "matter__desk", "region__parent__parent")
    return shown.defer("matter__words", "matter__body", "matter__reply", "matter__result")


def lines(cases: Iterable[Case], now: datetime | None = None, queues: dict | None = None) -> list[Line]:
    now, table = now or timezone.now(), counting.table()
    near = near_until(now)
    return [_line(case, now, near, table, (queues or {}).get(case.pk, "")) for case in cases]


def _line(case, now, near, table, queue) -> Line:
    if case.closed_at:
        return Line(case, case.matter, "done", case.matter.get_status_display(), queue)
    state = due_state(case.due_at, now, table)
    if state.colour in ("ok", "near"):
        state = state._replace(colour="near" if case.due_at <= near else "ok")
    return Line(case, case.matter, state.colour, state.words, queue)
