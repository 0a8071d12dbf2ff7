"""停约与换班 — somebody is ill, or two colleagues change places; whoever has an appointment is found another time and told."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.appointments.actions.booking import lapse_if_over, successor
from onedoor.appointments.actions.rooms import let_go, take_room
from onedoor.appointments.actions.telling import say, warn
from onedoor.appointments.actions.waiting import fill_freed
from onedoor.appointments.limits import OFFER
from onedoor.appointments.models import Appointment, BlackOut, Provider, Slot
from onedoor.appointments.moving import hold_slot, taking
from onedoor.appointments.queries.free import free_slots, same_time
from onedoor.appointments.standing import insist, may_rearrange
from onedoor.kit.problems import NotNow, NotValid


@dataclass(frozen=True)
class Closed:
    """What came of the appointments of a closed day."""

    moved: int
    offered: int
    cancelled: int


@transaction.atomic
def close_day(provider: Provider, day: date, *, by) -> Closed:
    """停约一天 — nobody can book it any more; each who had, comes to a colleague at the same time, or is offered another."""
    insist(may_rearrange(provider, by))
    if day < timezone.localdate():
        raise NotValid(_("停约日不能早于今天。"), field="day")
    BlackOut.objects.get_or_create(centre=provider.centre, provider=provider, day=day)
    on_day = provider.slots.filter(starts_at__date=day, ends_at__gt=timezone.now())
    # First, so that nobody is offered another time of the same day.
    on_day.filter(state=Slot.State.FREE).update(state=Slot.State.CLOSED)
    homeless = list(filter(None, [_shut(slot, by) for slot in on_day.exclude(state=Slot.State.CLOSED)]))
    # Whoever can keep their time does so, before others are offered what is left.
    left = [one for one in homeless if not _moved_to_colleague(one, by)]
    offered = sum(_offered(one, by) for one in left)
    return Closed(len(homeless) - len(left), offered, len(left) - offered)


def _shut(slot: Slot, by) -> Appointment | None:
    """The slot is closed; whoever has it, if anybody."""
    slot = hold_slot(slot.pk)
    lapse_if_over(slot, by=by)
    slot.state = Slot.State.CLOSED
    slot.save(update_fields=["state"])
    return slot.appointments.filter(status__in=("held", "booked")).select_related("slot__service").first()


def _first_free(found) -> Slot | None:
    """Locked; what somebody else is about to take is passed over."""
    key = found.select_for_update(of=["self"], skip_locked=True).values_list("pk", flat=True).first()
    return key and hold_slot(key)


def _moved_to_colleague(appointment: Appointment, by) -> bool:
    slot = _first_free(same_time(appointment.slot)) if appointment.status == "booked" else None
    if slot is None:
        return False
    try:
        with transaction.atomic():
            made = _succeed(appointment, slot, "booked", by)
            made.booking = take_room(slot, by=by)
            made.save(update_fields=["booking"])
    except NotNow:
        return False
    say(made, "appointment.changed", by=by)
    warn(slot.provider, made, by=by)
    return True


def _offered(appointment: Appointment, by) -> bool:
    """The next free time, kept for them; when there is none, their time is cancelled and they are called."""
    if slot := _first_free(free_slots(appointment.slot.service)):
        until = min(timezone.now() + OFFER, slot.starts_at)
        say(_succeed(appointment, slot, "held", by, until), "appointment.called_off", by=by)
        return True
    with taking(appointment, "cancel", by=by) as old:
        let_go(old, by=by)
        old.call_due = old.person_id is not None
    say(old, "appointment.called_off", by=by)
    return False


def _succeed(appointment: Appointment, slot: Slot, status: str, by, until=None) -> Appointment:
    with taking(appointment, "move", by=by) as old:
        let_go(old, by=by)
    return successor(old, slot, status, by=by, held_until=until)


@transaction.atomic
def open_again(provider: Provider, day: date, *, by) -> None:
    """恢复接待 — well again: what was closed and has nobody in it is free."""
    insist(may_rearrange(provider, by))
    BlackOut.objects.filter(provider=provider, day=day).delete()
    for key in (
        provider.slots.filter(starts_at__date=day, state="closed").order_by("pk").values_list("pk", flat=True)
    ):
        slot = hold_slot(key)
        slot.state = Slot.State.FREE
        slot.save(update_fields=["state"])
        fill_freed(key, by=by)


@transaction.atomic
def swap(slot: Slot, other: Slot, *, by) -> None:
    """换班 — two colleagues take each other's time; whoever has an appointment keeps it, and both are told."""
    first, second = (hold_slot(key) for key in sorted((slot.pk, other.pk)))
    insist(may_rearrange(slot.provider, by))
    if first.service_id != second.service_id or first.provider_id == second.provider_id:
        raise NotValid(_("只能与接待同一项服务的同事换班。"))
    if first.service.is_sealed and not any(one.provider.post_id == by.post.pk for one in (first, second)):
        raise NotValid(_("保密服务由接待人自己换班。"))
    if min(first.starts_at, second.starts_at) <= timezone.now():
        raise NotNow(_("已经过去的时间不能再换。"))
    for provider, theirs, mine in ((first.provider, second, first), (second.provider, first, second)):
        others = provider.slots.exclude(pk=mine.pk).exclude(state="closed")
        if others.filter(starts_at__lt=theirs.ends_at, ends_at__gt=theirs.starts_at).exists():
            raise NotNow(_("%(provider)s在那个时间已有安排。") % {"provider": provider})
    first.provider, second.provider = second.provider, first.provider
    for one in (first, second):
        one.save(update_fields=["provider"])
        standing = one.appointments.live().select_related("slot").first()
        for provider in (first.provider, second.provider) if standing else ():
            warn(provider, standing, by=by)
