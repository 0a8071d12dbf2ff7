"""到点的事 — what time does by itself: holds that lapse, places that are offered on, reminders."""

from django.db import transaction
from django.utils import timezone

from onedoor.appointments.actions.booking import lapse_if_over
from onedoor.appointments.actions.telling import say
from onedoor.appointments.actions.waiting import fill_all
from onedoor.appointments.gripping import forget_grips
from onedoor.appointments.limits import REMIND
from onedoor.appointments.models import Appointment
from onedoor.appointments.moving import hold_slot


def lapse_holds(*, by) -> int:
    """占号到期 — free again, or offered to the next who waits; how many there were."""
    over = Appointment.objects.filter(status="held", held_until__lte=timezone.now())
    keys = list(over.order_by("slot").values_list("slot", flat=True))
    for key in keys:
        with transaction.atomic():
            lapse_if_over(hold_slot(key), by=by)
            fill_all(key, by=by)
    forget_grips()
    return len(keys)


def remind(*, by) -> int:
    """预约提醒 — a day ahead, once, by the way they chose."""
    now = timezone.now()
    soon = Appointment.objects.whole().filter(
        status="booked", reminded_at=None, slot__starts_at__gt=now, slot__starts_at__lte=now + REMIND
    )
    due = list(soon.exclude(tell=Appointment.Tell.NONE).select_related("person"))
    for one in due:
        with transaction.atomic():
            if Appointment.objects.filter(pk=one.pk, reminded_at=None).update(reminded_at=now):
                say(one, "appointment.reminded", by=by)
    return len(due)
