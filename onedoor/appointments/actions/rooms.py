"""约场所 — a room is taken with the appointment and let go with it."""

from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.appointments.models import Appointment, Slot
from onedoor.kit.problems import NotNow, NotValid
from onedoor.posts.actor import Actor
from onedoor.venues import actions as venues
from onedoor.venues.models import Booking


def take_room(slot: Slot, *, by) -> Booking | None:
    """约场所 — the first of the service's rooms that is free then, in the provider's own post: whose appointment it is, is not said."""
    rooms = list(slot.service.rooms.filter(is_open=True).select_related("centre"))
    own = Actor(None, slot.provider.post)
    for room in rooms:
        try:
            return venues.book(room, slot.starts_at, slot.ends_at, Booking.Work.ADVICE, by=own)
        except (NotNow, NotValid):
            continue
    if rooms:
        raise NotNow(_("这个时间没有空的房间，请另选一个时间。"))
    return None


def let_go(appointment: Appointment, *, by) -> None:
    """退场所 — free for others again; what is over is left as it was."""
    booking = appointment.booking
    if booking is None or booking.cancelled_at or booking.ends_at <= timezone.now():
        return
    venues.release(booking, by=Actor(None, appointment.slot.provider.post), reason="预约变动")
