"""When somebody comes: a pattern as days, and a day as times."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.utils import timezone

from onedoor.appointments.models import Pattern
from onedoor.kit.days import monday_of
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
    """One after the other; what would run into the break begins after it."""
    length = timedelta(minutes=pattern.service.minutes)
    at, end = datetime.combine(day, pattern.begins), datetime.combine(day, pattern.ends)
    pause = _pause(pattern, day)
    while at + length <= end:
        if pause and at < pause[1] and at + length > pause[0]:
            at = pause[1]
            continue
        yield timezone.make_aware(at), timezone.make_aware(at + length)
        at += length


def _pause(pattern: Pattern, day: date) -> tuple[datetime, datetime] | None:
    if pattern.break_from is None or pattern.break_until is None:
        return None
    return datetime.combine(day, pattern.break_from), datetime.combine(day, pattern.break_until)
