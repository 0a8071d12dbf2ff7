"""开庭日历 — RFC 5545: the court days of one lawyer, without names and without codes."""

from datetime import timedelta

from django.utils import timezone
from icalendar import Calendar, Event

from onedoor.aid.models import Hearing, Lawyer

BEHIND, LASTS = timedelta(days=14), timedelta(hours=2)


def calendar_of(lawyer: Lawyer) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "-//Onedoor//Legal aid//ZH")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", "法律援助开庭")
    for hearing in days_of(lawyer):
        calendar.add_component(_event(hearing))
    return calendar.to_ical()


def days_of(lawyer: Lawyer):
    """Of the last fortnight and to come."""
    return Hearing.objects.to_come(timezone.now() - BEHIND).filter(lawyer=lawyer).select_related("case")


def _event(hearing: Hearing) -> Event:
    event = Event()
    event.add("uid", f"{hearing.pk}@onedoor")
    event.add("dtstamp", timezone.now())
    event.add("dtstart", hearing.at)
    event.add("dtend", hearing.at + LASTS)
    event.add("summary", "开庭")
    event.add("location", hearing.place)
    return event
