"""When a room is open: its hours of the weekday, the working calendar, the days on which it is out of use."""

from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.utils import timezone

from onedoor.venues.models import Room
from onedoor.worktime import counting

MONDAY = 1


class Span(NamedTuple):
    """From when to when, aware."""

    begin: datetime
    end: datetime


def moment(day: date, time) -> datetime:
    return timezone.make_aware(datetime.combine(day, time))


def midnight(day: date) -> datetime:
    return moment(day, datetime.min.time())


def weekday_kept(day: date) -> int | None:
    """Which weekday's hours a day has: none on a public holiday, Monday's on a Saturday that is worked for it."""
    special = counting.table().special(day)
    if special is None:
        return day.isoweekday()
    if not special.is_workday:
        return None
    return min(day.isoweekday(), MONDAY) if day.isoweekday() > 5 else day.isoweekday()


def spans_of(room: Room, day: date) -> list[Span]:
    """开放时段 — of one day, in their order; none when the room is not open."""
    weekday = weekday_kept(day)
    closed = day in {one.day for one in room.closed_days.all()}
    if not room.is_open or closed or weekday is None:
        return []
    hours = sorted((h for h in room.hours.all() if h.weekday == weekday), key=lambda h: h.opens)
    return [Span(moment(day, one.opens), moment(day, one.closes)) for one in hours]


def why_closed(room: Room, day: date) -> str:
    """The reason that was given for a day out of use."""
    return next((one.reason for one in room.closed_days.all() if one.day == day), "")


def steps_within(span: Span, minutes: int):
    """The beginnings of whole steps that fit into a span."""
    step, at = timedelta(minutes=minutes), span.begin
    while at + step <= span.end:
        yield at
        at += step
