"""日历订阅 — a provider's times for their own calendar: when, where and which kind of talk; never who, and never a code."""

from datetime import timedelta

from django.utils import timezone
from icalendar import Calendar, Event

from onedoor.appointments.models import Appointment, Provider

BEHIND, SEALED = timedelta(days=14), "预约"


def provider_with(secret: str) -> Provider | None:
    return Provider.objects.select_related("centre").filter(secret=secret).first()


def calendar_of(provider: Provider) -> bytes:
    """RFC 5545; of a sealed service not even its name."""
    calendar = Calendar()
    calendar.add("prodid", "-//Onedoor//Appointments//ZH")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", SEALED)
    found = Appointment.objects.whole().filter(
        slot__provider=provider,
        status__in=("booked", "arrived", "done"),
        slot__starts_at__gte=timezone.now() - BEHIND,
    )
    for one in found.order_by("slot__starts_at"):
        calendar.add_component(_event(one, provider))
    return calendar.to_ical()


def _event(appointment: Appointment, provider: Provider) -> Event:
    slot, event = appointment.slot, Event()
    event.add("uid", f"{slot.pk}@onedoor")
    event.add("dtstamp", appointment.made_at)
    event.add("dtstart", slot.starts_at)
    event.add("dtend", slot.ends_at)
    event.add("summary", SEALED if slot.service.is_sealed else slot.service.name)
    room = appointment.booking.room if appointment.booking else None
    event.add("location", f"{provider.centre} {room or ''}".strip())
    return event
