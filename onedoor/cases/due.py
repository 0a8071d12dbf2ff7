"""When a clock is due and when it must ring: pure counting over a calendar, shared by all that happens to clocks."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import ngettext

from onedoor.cases.models import Deadline
from onedoor.worktime import counting
from onedoor.worktime.counting import CALENDAR, HOURS, MINUTES, WORKING

# Alarms come in the morning: nobody's phone rings at midnight because a day has begun.
MORNING = time(8)
# Units that run by the clock on the wall, whatever the calendar says.
RUNNING = {HOURS: timedelta(hours=1), MINUTES: timedelta(minutes=1)}


def amount(count: int, unit: str) -> str:
    """So many days of a kind."""
    words = {"n": count}
    if unit == WORKING:
        return ngettext("%(n)s个工作日", "%(n)s个工作日", count) % words
    if unit == CALENDAR:
        return ngettext("%(n)s日", "%(n)s日", count) % words
    if unit == MINUTES:
        return ngettext("%(n)s分钟", "%(n)s分钟", count) % words
    return ngettext("%(n)s小时", "%(n)s小时", count) % words


def midnight_after(day: date) -> datetime:
    """24:00 of a day (民法典 第二百零三条), which is 0:00 of the next."""
    return timezone.make_aware(datetime.combine(day + counting.DAY, time()), timezone.get_default_timezone())


def day_of(moment: datetime) -> date:
    return timezone.localdate(moment, timezone.get_default_timezone())


def last_day(clock: Deadline) -> date:
    """The last whole day of a clock that counts in days."""
    return day_of(clock.due_at) - counting.DAY


def counted_due(clock: Deadline, table: counting.Table) -> datetime:
    """When the clock is due by its own numbers and today's calendar."""
    total = clock.days + clock.extra_days + clock.extended_days
    if clock.unit in RUNNING:
        return clock.started_at + total * RUNNING[clock.unit]
    return midnight_after(table.end_of(day_of(clock.started_at), total, clock.unit, clock.roll_forward))


def _near(clock, table) -> datetime:
    """When to warn. A clock too short for its own warning warns on its last morning."""
    if clock.unit in RUNNING:
        return clock.due_at - clock.warn_days * RUNNING[clock.unit]
    zone, last = timezone.get_default_timezone(), last_day(clock)
    for day in (table.before(last, clock.warn_days, clock.unit), last):
        morning = timezone.make_aware(datetime.combine(day, MORNING), zone)
        if morning > clock.started_at:
            return morning
    return clock.due_at


def set_due(clock: Deadline, table: counting.Table, now: datetime) -> None:
    """Count the due moment anew, never earlier than people have been told; then set the next alarm."""
    due = counted_due(clock, table)
    clock.due_at = max(due, clock.due_at) if clock.due_at else due
    by_calendar = clock.unit == WORKING or clock.roll_forward
    clock.provisional = by_calendar and table.is_provisional(last_day(clock))
    near = _near(clock, table) if clock.warn_days else clock.due_at
    clock.warned = clock.warned and near <= now
    clock.alarm_at = clock.due_at if clock.warned else near
