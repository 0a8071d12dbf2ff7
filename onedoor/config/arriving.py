"""Who comes with an appointment stands in the hall's line from their time, with the code they already have."""

from urllib.parse import urlsplit

from django.db import transaction
from django.urls import Resolver404, resolve, reverse

from onedoor.appointments.models import Appointment
from onedoor.appointments.signals import arrived
from onedoor.hall.actions import Coming, issue
from onedoor.hall.actions.printing import print_ticket
from onedoor.hall.models import Device, Service, Visit
from onedoor.kit.problems import Problem


def take_number(sender, appointment: Appointment, by, machine: str = "", **kwargs) -> str:
    """按时入列 — the address of the ticket; nothing when the service stands in no line, or the hall takes no numbers."""
    booked = appointment.slot.service
    if not booked.hall_letter or booked.is_sealed:
        return ""
    service = Service.objects.filter(centre=booked.centre_id, letter=booked.hall_letter, is_open=True).first()
    if service is None:
        return ""
    coming = Coming(services=[service], given_at=appointment.slot.starts_at, door=Visit.Door.APPOINTMENT)
    slip = None if Visit.objects.filter(slip=appointment.slip).exists() else appointment.slip
    try:
        # Whoever has a time is received, whether or not the hall still gives numbers.
        with transaction.atomic():
            ticket, is_new = issue(appointment.pk, coming, booked.centre, by=by, slip=slip)
    except Problem:
        return ""
    return _shown_at(machine, ticket, is_new, by) or reverse("hall:ticket", args=[ticket.secret])


def _shown_at(machine: str, ticket, is_new: bool, by) -> str:
    """At a ticket machine the number is shown and printed as any other it gives."""
    told = urlsplit(machine)
    try:
        token = resolve(told.path).kwargs.get("token")
    except Resolver404:
        return ""
    device = Device.objects.filter(token=token, kind=Device.Kind.KIOSK, is_active=True).first()
    if device is None or device.centre_id != ticket.day.centre_id:
        return ""
    printer = device.printers.filter(is_active=True).first()
    if is_new and printer:
        print_ticket(ticket, printer, by=by)
    address = reverse("hall:kiosk_ticket", args=[device.token, ticket.secret])
    return f"{address}?{told.query}" if told.query else address


def connect() -> None:
    arrived.connect(take_number, dispatch_uid="arriving")
