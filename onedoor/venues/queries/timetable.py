"""Timetables: rooms by time on one day, one room through a week, and what the sign at its door says."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.utils import timezone

from onedoor.posts.models import Org
from onedoor.venues.models import GRAIN, Booking, Centre, Room
from onedoor.venues.queries.bookings import DAY, bookings_on, rooms
from onedoor.venues.queries.centres import of_region
from onedoor.venues.queries.hours import Span, moment, spans_of
from onedoor.venues.standing import may_book

USUAL = ("08:00", "18:00")
HOUR, WEEK = timedelta(hours=1), 7
ON_SIGN = 4


class Cell(NamedTuple):
    """A stretch of a row: free, taken, past or closed; `width` in quarters of an hour."""

    kind: str
    begin: datetime
    end: datetime
    booking: Booking | None = None
    is_own: bool = False

    @property
    def width(self) -> int:
        return round((self.end - self.begin) / timedelta(minutes=GRAIN))


@dataclass
class Row:
    """One room on one day."""

    room: Room
    day: date
    cells: list[Cell] = field(default_factory=list)

    @property
    def is_closed(self) -> bool:
        return all(cell.kind == "closed" for cell in self.cells)


class Grid(NamedTuple):
    """Rows under one line of hours; an hour is (its begin, its width)."""

    hours: list[tuple[datetime, int]]
    rows: list[Row]


def centres_for(by) -> list[Centre]:
    """Whose rooms the actor may book: one's own centre first."""
    mine = of_region(by.post.org.region)
    found = [centre for centre in Centre.objects.open() if not may_book(centre, by)]
    return sorted(found, key=lambda centre: centre != mine)


def day_of(centre: Centre, day: date, org: Org) -> Grid:
    """某日场所 — every open room of a centre on one day."""
    return _grid([(room, day) for room in rooms().filter(centre=centre, is_open=True)], org)


def week_of(room: Room, first: date, org: Org) -> Grid:
    """一周 — one room, seven days from the first."""
    return _grid([(room, first + DAY * n) for n in range(WEEK)], org)


def _grid(pairs: list[tuple[Room, date]], org: Org) -> Grid:
    if not pairs:
        return Grid([], [])
    days = [day for _room, day in pairs]
    taken = bookings_on({room for room, _day in pairs}, min(days), max(days))
    begin, end = _frame([span for room, day in pairs for span in spans_of(room, day)])
    rows = []
    for room, day in pairs:
        window = Span(moment(day, begin), moment(day, end))
        mine = [one for one in taken[room.pk] if one.starts_at < window.end and one.ends_at > window.begin]
        rows.append(Row(room, day, _cells(room, day, mine, window, org)))
    first = moment(days[0], begin)
    count = round((moment(days[0], end) - first) / HOUR)
    return Grid([(first + HOUR * n, HOUR // timedelta(minutes=GRAIN)) for n in range(count)], rows)


def _frame(spans: list[Span]):
    """The hours that are shown: from the first that is open to the last, whole hours."""
    begins = [timezone.localtime(span.begin).time() for span in spans]
    ends = [timezone.localtime(span.end).time() for span in spans]
    clock = datetime.min.time().fromisoformat
    begin, end = min(begins, default=clock(USUAL[0])), max(ends, default=clock(USUAL[1]))
    end_hour = min(end.hour + (1 if end.minute else 0), 23)
    return begin.replace(minute=0), end.replace(hour=end_hour, minute=0)


def _cells(room: Room, day: date, taken: list[Booking], window: Span, org: Org) -> list[Cell]:
    spans, now = spans_of(room, day), timezone.now()
    cells: list[Cell] = []
    at = window.begin
    while at < window.end:
        cell = _cell(room, at, taken, spans, window.end, now, org)
        if cells and cell.kind in ("closed", "past") and cells[-1].kind == cell.kind:
            cell = cells.pop()._replace(end=cell.end)
        cells.append(cell)
        at = cell.end
    return cells


def _cell(room, at, taken, spans, limit, now, org) -> Cell:
    """What begins at this moment, and how long it lasts."""
    booking = next((one for one in taken if one.starts_at <= at < one.ends_at), None)
    if booking:
        return Cell("taken", at, min(booking.ends_at, limit), booking, booking.org == org)
    limit = min([one.starts_at for one in taken if one.starts_at > at], default=limit)
    span = next((span for span in spans if span.begin <= at < span.end), None)
    if span is None:
        return Cell("closed", at, min([limit, *(span.begin for span in spans if span.begin > at)]))
    end = min(at + timedelta(minutes=room.step), span.end, limit)
    return Cell("free" if end > now else "past", at, end)


class Sign(NamedTuple):
    """What the sign at a door says: in use, free or closed, until when, and what comes next."""

    state: str
    until: datetime | None
    now: Booking | None
    coming: list[Booking]


def sign_of(room: Room) -> Sign:
    """门牌 — only units and kinds of work; never whose case. Of what is only occupied no more than that nobody may come in now."""
    now, today = timezone.now(), timezone.localdate()
    bookings = [one for one in bookings_on([room], today, today)[room.pk] if one.ends_at > now]
    here = next((one for one in bookings if one.starts_at <= now), None)
    coming = [one for one in bookings if one.starts_at > now and not one.is_quiet]
    if here and here.is_quiet:
        return Sign("taken", None, None, coming[:ON_SIGN])
    if here:
        return Sign("taken", here.ends_at, here, coming[:ON_SIGN])
    span = next((span for span in spans_of(room, today) if span.begin <= now < span.end), None)
    if span is None:
        return Sign("closed", None, None, coming[:ON_SIGN])
    until = min([span.end, *(one.starts_at for one in coming)])
    return Sign("free", until, None, coming[:ON_SIGN])
