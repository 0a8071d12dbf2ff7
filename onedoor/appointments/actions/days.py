"""停约 — somebody is ill, or the centre is shut; whoever has an appointment is found another time, and everybody is told."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.appointments.actions.booking import lapse_if_over, successor
from onedoor.appointments.actions.rooms import let_go, take_room
from onedoor.appointments.actions.slots import make_slots
from onedoor.appointments.actions.telling import say, tell_provider, warn
from onedoor.appointments.actions.waiting import fill_all
from onedoor.appointments.limits import OFFER
from onedoor.appointments.models import Appointment, BlackOut, Provider, Slot
from onedoor.appointments.moving import hold_slot, settle, taking
from onedoor.appointments.queries.free import free_slots, same_time
from onedoor.appointments.standing import insist, may_edit, may_rearrange
from onedoor.kit.keys import uuid7
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
    _not_over(day)
    BlackOut.objects.get_or_create(centre=provider.centre, provider=provider, day=day)
    done = _empty([provider], day, by)
    words = _("%(day)s您停约，已约好的人已另行安排。")
    tell_provider(provider, words % {"day": day}, key=f"closed-{provider.pk}-{day}-{uuid7()}", by=by)
    return done


@transaction.atomic
def black_out(centre, day: date, *, by) -> Closed:
    """设停约日 — the whole centre gives no appointments that day; whoever had one is found another, and those who give are told."""
    insist(may_edit(centre, by))
    _not_over(day)
    BlackOut.objects.get_or_create(centre=centre, provider=None, day=day)
    providers = list(Provider.objects.filter(centre=centre).select_related("post"))
    done = _empty(providers, day, by)
    for provider in providers:
        words = _("%(day)s全中心停约，已约好的人已另行安排。")
        tell_provider(provider, words % {"day": day}, key=f"closed-{provider.pk}-{day}-{uuid7()}", by=by)
    return done


def _not_over(day: date) -> None:
    if day < timezone.localdate():
        raise NotValid(_("停约日不能早于今天。"), field="day")


def _empty(providers: list[Provider], day: date, by) -> Closed:
    """All their times of that day are shut first, so that nobody is found another among them."""
    on_day = Slot.objects.filter(provider__in=providers, starts_at__date=day, ends_at__gt=timezone.now())
    still_open = list(on_day.exclude(state__in=["closed", "gone"]).order_by("pk"))
    homeless = [one for slot in still_open for one in _shut(slot, by)]
    # First come, first served; and whoever can keep their time does so, before others are offered what is left.
    homeless.sort(key=lambda one: (one.made_at, one.slot.starts_at))
    left = [one for one in homeless if not _moved_to_colleague(one, by)]
    offered = sum(_offered(one, by) for one in left)
    return Closed(len(homeless) - len(left), offered, len(left) - offered)


def _shut(slot: Slot, by) -> list[Appointment]:
    """The slot is closed; all who have a seat in it."""
    slot = hold_slot(slot.pk)
    lapse_if_over(slot, by=by)
    slot.state = Slot.State.CLOSED
    slot.save(update_fields=["state"])
    return list(
        slot.appointments.filter(status__in=("held", "booked"))
        .select_related("slot__service", "person", "slip")
        .order_by("made_at")
    )


def _first_free(found) -> Slot | None:
    """Locked; what somebody else is about to take is passed over."""
    key = found.select_for_update(of=["self"], skip_locked=True).values_list("pk", flat=True).first()
    return key and hold_slot(key)


def _moved_to_colleague(appointment: Appointment, by) -> bool:
    same = same_time(appointment.slot, gender=appointment.gender)
    slot = _first_free(same) if appointment.status == "booked" else None
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
    free = free_slots(appointment.slot.service, gender=appointment.gender)
    # Whoever wished for a woman or a man is asked, when there is none, and never simply sent to the other.
    if slot := _first_free(free) or _first_free(free_slots(appointment.slot.service)):
        until = min(timezone.now() + OFFER, slot.starts_at)
        if appointment.held_until and appointment.door != "wait" and appointment.moved_from_id is None:
            # What was only chosen, and not confirmed, stays so for its minutes.
            until = min(until, appointment.held_until)
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
    """恢复接待 — well again: what was closed is free, and offered to whoever waits."""
    insist(may_rearrange(provider, by))
    BlackOut.objects.filter(provider=provider, day=day).delete()
    if BlackOut.objects.filter(centre=provider.centre_id, provider=None, day=day).exists():
        raise NotNow(_("这一天全中心停约，请先由中心撤销停约日。"))
    _reopen(provider, day, by)


@transaction.atomic
def open_centre(centre, day: date, *, by) -> None:
    """撤销停约日 — the centre gives appointments after all; who closed the day for themselves stays closed."""
    insist(may_edit(centre, by))
    BlackOut.objects.filter(centre=centre, provider=None, day=day).delete()
    away = BlackOut.objects.filter(centre=centre, day=day).values("provider")
    for provider in Provider.objects.filter(centre=centre).exclude(pk__in=away).select_related("post"):
        _reopen(provider, day, by)
        words = _("%(day)s不停约了，照常接待。")
        tell_provider(provider, words % {"day": day}, key=f"opened-{provider.pk}-{day}-{uuid7()}", by=by)


def _reopen(provider: Provider, day: date, by) -> None:
    closed = provider.slots.filter(starts_at__date=day, state=Slot.State.CLOSED).order_by("pk")
    for key in closed.values_list("pk", flat=True):
        slot = hold_slot(key)
        slot.state = Slot.State.FREE
        settle(slot)
        fill_all(key, by=by)
    # The day may have come within reach only since.
    make_slots(provider, by=by)
