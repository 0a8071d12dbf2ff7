"""重算期限 — counting running clocks anew after the calendar has changed: dates may move later, never earlier."""

from django.db.models import Q
from django.utils import timezone

from onedoor.cases import clocks
from onedoor.cases.due import set_due
from onedoor.cases.models import Deadline, DeadlineChange
from onedoor.cases.moving import holding
from onedoor.cases.timeline import record
from onedoor.worktime import counting

State = Deadline.State


def recount(*, by) -> list[Deadline]:
    """重算 — every clock that rests on the calendar; the ones whose date moved, each with an entry on its timeline."""
    table, moved = counting.load(), []
    by_calendar = Q(unit=counting.WORKING) | Q(roll_forward=True)
    running = Deadline.objects.filter(by_calendar, state__in=[State.RUNNING, State.PAUSED])
    for clock in running.order_by("case_id").iterator():
        before = (clock.due_at, clock.provisional)
        set_due(clock, table, timezone.now())
        if (clock.due_at, clock.provisional) != before and _recount_one(clock, table, by):
            moved.append(clock)
    return moved


def _recount_one(stale: Deadline, table, by) -> bool:
    """Once more with the case held, since somebody may have been at it. Whether the date moved."""
    now = timezone.now()
    with holding(stale.case_id) as cases:
        case = cases[stale.case_id]
        clock = case.deadlines.filter(pk=stale.pk, state__in=[State.RUNNING, State.PAUSED]).first()
        if clock is None:
            return False
        before = clock.due_at
        set_due(clock, table, now)
        if clock.state == State.PAUSED:
            clock.alarm_at = None
        clock.save()
        if clock.due_at == before:
            return False
        change = DeadlineChange.Kind.RECOUNTED
        clock.changes.create(kind=change, at=now, post=by.post, due_at=clock.due_at, reason="工作日历变动")
        clocks.refresh(case)
        facts = {"kind": clock.kind, "was": before.isoformat(), "due_at": clock.due_at.isoformat()}
        record(case, "deadline.recounted", label="期限重算", by=by, about=clock, note=clock.label, **facts)
    return True
