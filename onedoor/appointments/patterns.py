"""When somebody comes: a pattern as days, a day as times, and a pattern in plain words."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.appointments.models import Pattern, Slot
from onedoor.kit.days import monday_of
from onedoor.venues.forms import WEEKDAYS
from onedoor.worktime.counting import is_workday

DAY = timedelta(days=1)


def comes_on(pattern: Pattern, day: date) -> bool:
    """Counted from the week in which the pattern begins; never on a day that is not worked."""
    if day.isoweekday() != pattern.weekday or day < pattern.valid_from:
        return False
    if pattern.valid_until and day > pattern.valid_until:
        return False
    if pattern.nth:
        return (day.day - 1) // 7 + 1 == pattern.nth and is_workday(day)
    weeks = (monday_of(day) - monday_of(pattern.valid_from)).days // 7
    return weeks % pattern.every == 0 and is_workday(day)


def times_on(pattern: Pattern, day: date) -> Iterator[tuple[datetime, datetime]]:
    """One after the other; what would run into the break begins after it, and nothing stands outside the service's hours."""
    service = pattern.service
    length = timedelta(minutes=service.minutes)
    begins, ends = (
        max(pattern.begins, service.opens or time.min),
        min(pattern.ends, service.closes or time.max),
    )
    at, end = datetime.combine(day, begins), datetime.combine(day, ends)
    pause = _pause(pattern, day)
    while at + length <= end:
        if pause and at < pause[1] and at + length > pause[0]:
            at = pause[1]
            continue
        yield timezone.make_aware(at), timezone.make_aware(at + length)
        at += length


def is_made_by(slot: Slot, patterns: list[Pattern]) -> bool:
    """Whether one of them still has this very time."""
    day = timezone.localdate(slot.starts_at)
    span = (slot.starts_at, slot.ends_at)
    return any(comes_on(one, day) and span in set(times_on(one, day)) for one in patterns)


def rhythm(pattern: Pattern) -> str:
    """Which days, in plain words: every second Thursday, the second Thursday of each month."""
    weekday = WEEKDAYS[pattern.weekday - 1]
    if pattern.nth:
        return _("每月第%(nth)s个%(weekday)s") % {"nth": pattern.nth, "weekday": weekday}
    if pattern.every == 1:
        return _("每个%(weekday)s") % {"weekday": weekday}
    if pattern.every == 2:
        return _("隔周%(weekday)s（两周一次）") % {"weekday": weekday}
    return _("每%(weeks)s周一次，%(weekday)s") % {"weeks": pattern.every, "weekday": weekday}


def _pause(pattern: Pattern, day: date) -> tuple[datetime, datetime] | None:
    if pattern.break_from is None or pattern.break_until is None:
        return None
    return datetime.combine(day, pattern.break_from), datetime.combine(day, pattern.break_until)
