"""Who has a room when, and what is still free."""

from datetime import date, datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.cases.access import cases_for
from onedoor.cases.models import Case
from onedoor.kit.problems import NotFound
from onedoor.venues.limits import MOST_DAYS_AHEAD
from onedoor.venues.models import GRAIN, BookedSlot, Booking, Room
from onedoor.venues.queries.hours import Span, midnight, spans_of, steps_within
from onedoor.venues.standing import insist, may_book, may_change

QUARTER = timedelta(minutes=GRAIN)
DAY = timedelta(days=1)


def rooms():
    return Room.objects.select_related("centre__org", "centre__region").prefetch_related(
        "hours", "closed_days"
    )


def find_room(key: int) -> Room:
    room = rooms().filter(pk=key).first()
    if room is None:
        raise NotFound(_("没有这个场所。"))
    return room


def room_for(key: int, by) -> Room:
    """A room whose timetable the actor may read: whoever may book there, and whoever keeps the centre."""
    room = find_room(key)
    insist(may_book(room.centre, by))
    return room


def find_booking(key: UUID, by) -> Booking:
    """A booking of one's own unit, or of one's own centre's rooms."""
    found = Booking.objects.select_related("room__centre__region", "post__org", "cancelled_by__org", "case")
    booking = found.filter(pk=key).first()
    if booking is None or may_change(booking, by):
        raise NotFound(_("没有这次预订，或者不是本单位的预订。"))
    return booking


def case_of(booking: Booking, by) -> Case | None:
    """What a room is booked for, told to the unit that booked it and may open the case; to nobody else."""
    if booking.case_id is None or booking.org != by.post.org:
        return None
    return cases_for(by).filter(pk=booking.case_id).first()


def quarters(begin: datetime, end: datetime):
    """The quarters of an hour from begin up to end, in their order."""
    while begin < end:
        yield begin
        begin += QUARTER


def bookings_on(rooms, first: date, last: date) -> dict[int, list[Booking]]:
    """Of each room, from the first day to the last, both counted."""
    standing = Booking.objects.standing().between(midnight(first), midnight(last + DAY))
    found: dict[int, list[Booking]] = {room.pk: [] for room in rooms}
    for booking in standing.filter(room__in=found):
        found[booking.room_id].append(booking)
    return found


def takers_of(room: Room, begin: datetime, end: datetime, but: Booking | None = None) -> list[Booking]:
    """Whose bookings stand in the way."""
    taken = BookedSlot.objects.filter(room=room, starts_at__gte=begin, starts_at__lt=end)
    if but:
        taken = taken.exclude(booking=but)
    return list(Booking.objects.standing().filter(pk__in=taken.values("booking")))


class Free(NamedTuple):
    """A time that can be booked as it stands."""

    begin: datetime
    end: datetime


def next_free(room: Room, begin: datetime, length: timedelta, count: int = 4) -> list[Free]:
    """下一个空闲时间 — the next times of this length, whole and in the room's own steps, one after another."""
    now, found = timezone.now(), []
    first = max(timezone.localdate(begin), timezone.localdate(now))
    last = min(first + DAY * 14, timezone.localdate(now) + DAY * MOST_DAYS_AHEAD)
    taken = _taken(room, first, last)
    for n in range((last - first).days + 1):
        for span in spans_of(room, first + DAY * n):
            found += _free_in(span, room, length, taken, max(begin, now))
            if len(found) >= count:
                return found[:count]
    return found


def _taken(room: Room, first: date, last: date) -> set[datetime]:
    slots = BookedSlot.objects.filter(
        room=room, starts_at__gte=midnight(first), starts_at__lt=midnight(last + DAY)
    )
    return set(slots.values_list("starts_at", flat=True))


def _free_in(span: Span, room: Room, length: timedelta, taken: set[datetime], since: datetime) -> list[Free]:
    """Times that do not overlap each other."""
    found: list[Free] = []
    for at in steps_within(span, room.step):
        end = at + length
        follows = not found or at >= found[-1].end
        if follows and at >= since and end <= span.end and not taken.intersection(quarters(at, end)):
            found.append(Free(at, end))
    return found


def bookings_of(org, *, past: bool = False):
    """本单位的预订 — what is to come and what runs; or what is over and what was cancelled, the latest first."""
    mine = Booking.objects.filter(post__org=org).select_related("room__centre", "post__org", "staff", "case")
    now = timezone.now()
    if past:
        return (mine.filter(ends_at__lte=now) | mine.exclude(cancelled_at=None)).order_by("-starts_at")
    return mine.filter(ends_at__gt=now, cancelled_at=None).order_by("starts_at")
