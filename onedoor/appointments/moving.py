"""The way an appointment changes. The slot's row is the lock: of all who want one time, as many get it as it has seats."""

from contextlib import contextmanager

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.appointments.lifecycle import TAKING
from onedoor.appointments.models import WISHES, Appointment, Slot
from onedoor.appointments.standing import insist, may_take
from onedoor.kit.problems import NotFound, NotNow

S = Slot.State
# What becomes of an appointment that somebody goes on to another time with, is told there.
ENDS = ("done", "missed", "cancelled", "lapsed")


def hold_slot(key) -> Slot:
    """The slot as it is now, locked until the transaction ends."""
    locked = Slot.objects.select_for_update(of=["self"]).select_related(
        "service__centre__region", "service__centre__org", "provider__post__type", "provider__post__org"
    )
    if (slot := locked.filter(pk=key).first()) is None:
        raise NotFound(_("没有这个时间。"))
    return slot


@contextmanager
def taking(appointment: Appointment, name: str, *, by, secret=None):
    """Along one arrow of the lifecycle: lock the slot, ask for access, let the caller change it, save, note who did it."""
    with transaction.atomic():
        slot = hold_slot(appointment.slot_id)
        fresh = Appointment.objects.select_related("slip", "booking", "person").get(pk=appointment.pk)
        fresh.slot = slot
        insist(may_take(fresh, name, by, secret))
        to = fresh.lifecycle.move(name, fresh.status).to
        yield fresh
        fresh.status = to
        if to in ENDS:
            forget_wishes(fresh)
        fresh.save()
        fresh.changes.create(name=name, at=timezone.now(), post=by.post)
        settle(slot)


def forget_wishes(appointment: Appointment) -> None:
    """What whoever receives them had to know beforehand, nobody has to know afterwards."""
    wish(appointment, (), "")
    appointment.gender = ""


def wish(appointment: Appointment, wishes, language: str) -> None:
    """What they need, told to whoever receives them."""
    vars(appointment).update({one: one in wishes for one in WISHES}, language=language)


def settle(slot: Slot) -> None:
    """The slot's state follows from its appointments; what is closed stays closed."""
    if slot.state in (S.CLOSED, S.GONE):
        return
    taken = list(slot.appointments.filter(status__in=TAKING).values_list("status", flat=True))
    full = S.HELD if "held" in taken else S.BOOKED
    slot.state = full if len(taken) >= slot.seats else S.FREE
    slot.save(update_fields=["state"])


def _free_seat(slot: Slot) -> int:
    """The lowest that nobody has, counted from one."""
    taken = set(slot.appointments.filter(status__in=TAKING).values_list("seat", flat=True))
    return next((seat for seat in range(1, slot.seats + 1) if seat not in taken), slot.seats)


def insist_free(slot: Slot) -> None:
    """Of a slot that the caller holds."""
    if slot.state != S.FREE:
        raise NotNow(_("这个时间刚刚被约走了，请另选一个时间。"))


def begin(slot: Slot, status: str, *, by, **told) -> Appointment:
    """A new appointment in a slot that the caller holds; the database refuses a second one, whoever asks."""
    insist_free(slot)
    made = Appointment(slot=slot, seat=_free_seat(slot), status=status, made_at=timezone.now(), **told)
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as taken:
        raise NotNow(_("这个时间刚刚被约走了，或者这张小票已有预约。")) from taken
    made.changes.create(name="begin", at=made.made_at, post=by.post)
    settle(slot)
    return made
