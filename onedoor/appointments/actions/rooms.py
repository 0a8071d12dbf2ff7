"""约场所 — a room is taken with the appointment and let go with it."""

from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.appointments.models import Appointment, Slot
from onedoor.kit.problems import NotNow, NotValid
from onedoor.posts.actor import Actor
from onedoor.venues import actions as venues
from onedoor.venues.models import Booking


def take_room(slot: Slot, *, by) -> Booking | None:
    """约场所 — one room for all who come at this time: the first takes it, the first of the service's that is free then, in the
    provider's own post. Whose appointment it is, is not said; of a sealed service not even that it is one."""
    shared = slot.appointments.live().filter(booking__cancelled_at=None).exclude(booking=None)
    if first := shared.select_related("booking").first():
        return first.booking
    rooms = list(slot.service.rooms.filter(is_open=True).select_related("centre"))
    own = Actor(None, slot.provider.post)
    for room in rooms:
        try:
            if slot.service.is_sealed:
                return venues.occupy(room, slot.starts_at, slot.ends_at, by=own)
            return venues.book(room, slot.starts_at, slot.ends_at, Booking.Work.ADVICE, by=own)
        except (NotNow, NotValid):
            continue
    if rooms:
        raise NotNow(_("这个时间没有空的房间，请另选一个时间。"))
    return None


def let_go(appointment: Appointment, *, by) -> None:
    """退场所 — the last who has it lets it go, for others; what is over is left as it was."""
    booking = appointment.booking
    if booking is None or booking.cancelled_at or booking.ends_at <= timezone.now():
        return
    if Appointment.objects.live().filter(booking=booking).exclude(pk=appointment.pk).exists():
        return
    if booking.post is None:
        Appointment.objects.filter(booking=booking).update(booking=None)
        appointment.booking = None
        venues.vacate(booking, by=by)
        return
    # Two colleagues may have changed places since: the room is still booked in the name of the first.
    venues.release(booking, by=Actor(None, booking.post), reason="预约变动")
