"""日历 — a provider's times for their own calendar: when, where and which kind of talk; never who, and never a code."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from hashlib import blake2b
from itertools import groupby
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Max
from django.utils import timezone
from icalendar import Calendar, Event, FreeBusy, Timezone

from onedoor.appointments.models import Appointment, Provider

BEHIND, SEALED = timedelta(days=14), "预约"
# So long a calendar is told that a time is off; then it is not spoken of any more.
CALLED_OFF = timedelta(days=7)
STANDING = ("booked", "arrived", "done", "missed")


@dataclass(frozen=True)
class Entry:
    """日历里的一个时间 — one time of the provider, whoever has it; cancelled and given to somebody else it is the same entry."""

    key: UUID
    starts_at: datetime
    ends_at: datetime
    changed_at: datetime
    event: Event

    @property
    def is_on(self) -> bool:
        return self.event["STATUS"] == "CONFIRMED"

    @property
    def text(self) -> bytes:
        return calendar_with([self])

    @property
    def etag(self) -> str:
        return mark_of(self.event.to_ical())


def provider_with(secret: str) -> Provider | None:
    return Provider.objects.select_related("centre").filter(secret=secret).first()


def entries_of(provider: Provider) -> list[Entry]:
    """Times that somebody was given, by time. What was only kept for a while, and never confirmed, was never one."""
    now = timezone.now()
    found = Appointment.objects.whole().filter(
        slot__provider=provider, held_until=None, slot__starts_at__gte=now - BEHIND
    )
    told = found.annotate(steps=Count("changes"), changed_at=Max("changes__at"))
    rows = told.order_by("slot__starts_at", "slot_id", "made_at")
    entries = [_entry(list(same), provider) for _slot, same in groupby(rows, key=lambda one: one.slot_id)]
    return [one for one in entries if one.is_on or one.changed_at > now - CALLED_OFF]


def calendar_of(provider: Provider) -> bytes:
    return calendar_with(entries_of(provider))


def calendar_with(entries: list[Entry]) -> bytes:
    """RFC 5545, with the time zone that the times are told in."""
    calendar = _empty()
    for one in entries:
        calendar.add_component(one.event)
    return calendar.to_ical()


def busy_of(entries: list[Entry], since: datetime, until: datetime) -> bytes:
    """忙闲 — when somebody is taken, and nothing else."""
    calendar, busy = _empty(), FreeBusy()
    busy.add("dtstamp", timezone.now())
    busy.add("dtstart", since)
    busy.add("dtend", until)
    for one in entries:
        if one.is_on:
            busy.add("freebusy", (one.starts_at, one.ends_at))
    calendar.add_component(busy)
    return calendar.to_ical()


def mark_of(text: bytes) -> str:
    """As an ETag: the same words, the same mark."""
    return f'"{blake2b(text, digest_size=12).hexdigest()}"'


def _empty() -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", "-//Onedoor//Appointments//ZH")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", SEALED)
    calendar.add_component(_zone())
    return calendar


@cache
def _zone() -> Timezone:
    return Timezone.from_tzid(settings.TIME_ZONE)


def _entry(same: list, provider: Provider) -> Entry:
    """Of a sealed service not even its name or its room; the number of changes is the edition that a calendar keeps."""
    slot, standing = same[-1].slot, [one for one in same if one.status in STANDING]
    changed_at, event = max(one.changed_at for one in same), Event()
    event.add("uid", f"{slot.pk}@onedoor")
    event.add("dtstamp", changed_at)
    event.add("last-modified", changed_at)
    event.add("sequence", sum(one.steps for one in same))
    event.add("dtstart", timezone.localtime(slot.starts_at))
    event.add("dtend", timezone.localtime(slot.ends_at))
    event.add("status", "CONFIRMED" if standing else "CANCELLED")
    event.add("transp", "OPAQUE" if standing else "TRANSPARENT")
    event.add("class", "PRIVATE")
    event.add("summary", SEALED if slot.service.is_sealed else slot.service.name)
    if not slot.service.is_sealed:
        room = standing[-1].booking.room if standing and standing[-1].booking else ""
        event.add("location", f"{provider.centre} {room}".strip())
    return Entry(slot.pk, slot.starts_at, slot.ends_at, changed_at, event)
