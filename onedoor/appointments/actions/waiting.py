"""候补 — whoever waits for a time gets the next one that is freed, in the order in which they came."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.appointments.actions.telling import say
from onedoor.appointments.gripping import count_grips, insist_on_contact, insist_on_line, marks_of
from onedoor.appointments.limits import LEAST_OFFER, OFFER, SOON
from onedoor.appointments.models import Appointment, Service, Slot, Wait
from onedoor.appointments.moving import begin, hold_slot
from onedoor.appointments.standing import insist, is_resident, may_book
from onedoor.cases.slips import give_out
from onedoor.kit.problems import NotAllowed, NotNow
from onedoor.kit.sealing import blind_index
from onedoor.persons.actions import enter
from onedoor.persons.cards import clean
from onedoor.posts.given import resident_actor


@transaction.atomic
def wait(service: Service, *, by, phone: str = "", gender: str = "", browser: str = "") -> Wait:
    """候补 — with a number they are told of a freed time; without one they look with code and PIN."""
    insist(may_book(service, by))
    if not service.is_open:
        raise NotNow(_("这项服务现在不接受预约。"))
    marks = marks_of(browser) if is_resident(by) else []
    insist_on_line(service, marks)
    person, index = None, None
    if number := clean("phone", phone):
        index = blind_index(number, "appointment.contact")
        if is_resident(by):
            insist_on_contact(index, service)
        enterer = by if by.holds("matter.register") else resident_actor()
        person = enter("预约人", phone=number, by=enterer, card_seen=False)
    told = {"person": person, "contact_index": index, "gender": gender, "at": timezone.now()}
    made = Wait.objects.create(service=service, slip=give_out(service.centre.org), **told)
    count_grips(marks, wait=made)
    return made


@transaction.atomic
def leave_line(wait: Wait, *, by, secret) -> None:
    """退出候补 — by whoever holds the slip."""
    if secret != wait.slip.seed:
        raise NotAllowed(_("凭候补时的小票才能退出。"))
    Wait.objects.filter(pk=wait.pk, state=Wait.State.WAITING).update(state=Wait.State.LEFT)


@transaction.atomic
def fill_freed(slot_key, *, by) -> Appointment | None:
    """递补 — a freed time is kept for the first who waits and whom it suits, and they are told."""
    slot = hold_slot(slot_key)
    until = min(timezone.now() + OFFER, slot.starts_at - timedelta(minutes=slot.service.lead_minutes))
    if slot.state != Slot.State.FREE or until - timezone.now() < LEAST_OFFER:
        return None
    if not (slot.service.is_open and slot.provider.is_open):
        return None
    line = Wait.objects.select_for_update(of=["self"], skip_locked=True).filter(
        service=slot.service_id, state=Wait.State.WAITING, gender__in=["", slot.provider.gender]
    )
    first = line.select_related("slip", "person").first()
    if first is None:
        return None
    told = {"slip": first.slip, "person": first.person, "gender": first.gender}
    index = first.contact_index
    tell = Appointment.Tell.SMS if first.person else Appointment.Tell.NONE
    made = begin(
        slot,
        "held",
        by=by,
        **told,
        contact_index=index,
        tell=tell,
        door=Appointment.Door.WAIT,
        held_until=until,
    )
    first.state = Wait.State.OFFERED
    first.save(update_fields=["state"])
    say(made, "appointment.offered", by=by)
    return made


def fill_all(slot_key, *, by) -> None:
    """递补到满 — every seat that is free, as long as somebody waits."""
    while fill_freed(slot_key, by=by):
        pass


def fill_new(slots: list[Slot], *, by) -> None:
    """新号递补 — times made just now are offered to whoever waits, the earliest first; those far off are for everybody."""
    services = set(Wait.objects.filter(state=Wait.State.WAITING).values_list("service", flat=True))
    soon = [one for one in slots if one.service_id in services and one.starts_at < timezone.now() + SOON]
    # Not yet seen by anybody else, so that their order locks nobody out.
    for slot in sorted(soon, key=lambda one: one.starts_at):
        if Slot.objects.filter(pk=slot.pk).exists():
            fill_all(slot.pk, by=by)
