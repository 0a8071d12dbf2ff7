"""Who comes with an appointment stands in the hall's line from their time, with the code they already have."""

from django.urls import reverse

from onedoor.appointments.models import Appointment
from onedoor.appointments.signals import arrived
from onedoor.hall.actions import Coming, issue
from onedoor.hall.models import Service, Visit


def take_number(sender, appointment: Appointment, by, **kwargs) -> str:
    """按时入列 — the address of the ticket; nothing when the service stands in no line, or the hall takes no numbers."""
    booked = appointment.slot.service
    if not booked.hall_letter or booked.is_sealed:
        return ""
    service = Service.objects.filter(centre=booked.centre_id, letter=booked.hall_letter, is_open=True).first()
    if service is None:
        return ""
    coming = Coming(services=[service], given_at=appointment.slot.starts_at, door=Visit.Door.APPOINTMENT)
    slip = None if Visit.objects.filter(slip=appointment.slip).exists() else appointment.slip
    ticket, _is_new = issue(appointment.pk, coming, booked.centre, by=by, slip=slip)
    return reverse("hall:ticket", args=[ticket.secret])


def connect() -> None:
    arrived.connect(take_number, dispatch_uid="arriving")
