"""预约的每一步 — held, confirmed, moved, cancelled, come, received, not come.

Slots are locked in the order of their keys, rooms are taken last: whoever waits, waits for somebody who waits for nobody.
"""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.appointments.actions.rooms import let_go, take_room
from onedoor.appointments.actions.telling import say, warn
from onedoor.appointments.actions.waiting import fill_all, fill_freed
from onedoor.appointments.gripping import (
    count_grips,
    insist_on_contact,
    insist_on_measure,
    insist_on_number,
    marks_of,
)
from onedoor.appointments.limits import EARLY, SECOND_THOUGHTS
from onedoor.appointments.models import WISHES, Appointment, Slot, Wait
from onedoor.appointments.moving import begin, forget_wishes, hold_slot, insist_free, taking, wish
from onedoor.appointments.signals import arrived
from onedoor.appointments.standing import insist, is_resident, may_book, may_take
from onedoor.audit.actions import Kind, note
from onedoor.audit.purposes import purpose_of
from onedoor.cases.models import Slip
from onedoor.cases.slips import give_out
from onedoor.kit.problems import NotNow, NotValid
from onedoor.kit.sealing import blind_index
from onedoor.persons.actions import enter
from onedoor.persons.cards import clean, read
from onedoor.posts.given import resident_actor, system_actor

WISHED = (*WISHES, "language", "gender")
Tell, Door = Appointment.Tell, Appointment.Door
NOBODYS = "预约人"


@transaction.atomic
def hold(slot: Slot, *, by, slip: Slip | None = None, browser: str = "", gender: str = "") -> Appointment:
    """占号 — kept for some minutes; the slip that comes with it opens it. No name, no number. `gender`: whom they wished for."""
    marks = marks_of(browser) if is_resident(by) else []
    insist_on_measure(slot.service, marks)
    slot = hold_slot(slot.pk)
    insist(may_book(slot.service, by))
    _be_in_time(slot, by)
    _lapse_for_the_line(slot, by)
    # Before a code is given out: of sixty-four who want one time, one draws a code.
    insist_free(slot)
    until = timezone.now() + timedelta(minutes=slot.service.hold_minutes)
    slip = slip or give_out(slot.service.centre.org)
    door = Door.PORTAL if is_resident(by) else Door.DESK
    made = begin(slot, "held", by=by, slip=slip, held_until=until, door=door, gender=gender)
    count_grips(marks, appointment=made)
    return made


@transaction.atomic
def book(
    appointment: Appointment,
    *,
    by,
    secret=None,
    phone: str = "",
    tell: str = Tell.NONE,
    wishes=(),
    language: str = "",
    browser: str = "",
) -> Appointment:
    """确认预约 — nothing is asked; a number only of whoever wants to be told, and then by the way they chose."""
    phone = clean("phone", phone)
    if is_resident(by) and not phone and appointment.person_id is None:
        # Before the slot, as whoever holds a time does: one order of locks.
        insist_on_number(appointment, marks_of(browser))
    with taking(appointment, "book", by=by, secret=secret) as fresh:
        if min(fresh.held_until, fresh.slot.starts_at) <= timezone.now():
            raise NotNow(_("占号已经到期，请重新选一个时间。"))
        if tell != Tell.NONE and not (phone or fresh.person_id):
            raise NotValid(_("要联系您，请留一个电话。"), field="phone")
        if phone:
            _keep_contact(fresh, phone, by)
        _within_the_day(fresh)
        fresh.tell, fresh.held_until = tell if phone or fresh.person_id else Tell.NONE, None
        wish(fresh, wishes, language)
        fresh.booking = take_room(fresh.slot, by=by)
    Wait.objects.filter(slip=fresh.slip, state=Wait.State.OFFERED).update(state=Wait.State.TAKEN)
    say(fresh, "appointment.booked", by=by)
    warn(fresh.slot.provider, fresh, by=by)
    return fresh


@transaction.atomic
def book_slot(
    slot: Slot, *, by, phone: str = "", tell: str = Tell.NONE, slip: Slip | None = None
) -> Appointment:
    """约定 — held and confirmed at once: at the desk, or by another room that goes on with the same slip."""
    held = hold(slot, by=by, slip=slip)
    return book(held, by=by, secret=held.slip.seed, phone=phone, tell=tell)


@transaction.atomic
def reschedule(appointment: Appointment, slot: Slot, *, by, secret=None) -> Appointment:
    """改约 — to another time of the same service; the slip stays, what was had before is free. Pressed twice, it is one."""
    if appointment.slot_id == slot.pk:
        insist(may_take(appointment, "move", by, secret))
        return appointment
    if is_resident(by):
        insist_on_contact(appointment.contact_index, appointment.slot.service, is_moved=True)
    # Both are locked here, in order of key, before either changes.
    for key in sorted({appointment.slot_id, slot.pk}):
        hold_slot(key)
    with taking(appointment, "move", by=by, secret=secret) as old:
        _still_free_to_change(old, by)
        let_go(old, by=by)
    fresh_slot = hold_slot(slot.pk)
    if fresh_slot.service_id != old.slot.service_id:
        raise NotValid(_("只能改到同一项服务的时间。"))
    _be_in_time(fresh_slot, by)
    _lapse_for_the_line(fresh_slot, by)
    made = successor(old, fresh_slot, "booked", by=by)
    _within_the_day(made)
    made.booking = take_room(fresh_slot, by=by)
    made.save(update_fields=["booking"])
    say(made, "appointment.changed", by=by)
    for provider in {old.slot.provider, fresh_slot.provider}:
        warn(provider, made, by=by)
    fill_freed(old.slot_id, by=by)
    return made


def successor(old: Appointment, slot: Slot, status: str, *, by, held_until=None) -> Appointment:
    """改约后的预约 — the same slip and the same person in another slot, which the caller holds."""
    told = {"slip": old.slip, "person": old.person, "contact_index": old.contact_index, "tell": old.tell}
    wished = {name: vars(old)[name] for name in WISHED}
    made = begin(slot, status, by=by, **told, **wished, door=old.door, moved_from=old, held_until=held_until)
    forget_wishes(old)
    old.save(update_fields=WISHED)
    return made


def cancel(appointment: Appointment, *, by, secret=None) -> Appointment:
    """取消预约 — the time goes to whoever waits for it, or is free."""
    with transaction.atomic():
        with taking(appointment, "cancel", by=by, secret=secret) as fresh:
            _still_free_to_change(fresh, by)
            let_go(fresh, by=by)
        Wait.objects.filter(slip=fresh.slip, state=Wait.State.OFFERED).update(state=Wait.State.LEFT)
        # Whoever holds the slip has done it themselves, or stands beside whoever did.
        if secret is None:
            say(fresh, "appointment.cancelled", by=by)
        warn(fresh.slot.provider, fresh, by=by)
        fill_freed(fresh.slot_id, by=by)
    return fresh


def arrive(appointment: Appointment, *, by, secret=None, machine: str = "") -> tuple[Appointment, str]:
    """到场 — the person is here; the address of their number in the hall's line, if the service has one. Said twice, it is
    the same number. `machine`: the page of the hall's machine at which they say so."""
    if appointment.status == "arrived":
        insist(may_take(appointment, "arrive", by, secret))
        return appointment, _number_of(appointment, by, machine)
    with taking(appointment, "arrive", by=by, secret=secret) as fresh:
        early = fresh.slot.starts_at - timezone.now()
        if early > EARLY or timezone.localdate(fresh.slot.starts_at) != timezone.localdate():
            raise NotNow(_("还没到您的时间，请在约定时间前两小时内再报到。"))
        address = _number_of(fresh, by, machine)
    warn(fresh.slot.provider, fresh, by=by)
    return fresh, address


def _number_of(appointment: Appointment, by, machine: str) -> str:
    answers = arrived.send(sender=Appointment, appointment=appointment, by=by, machine=machine)
    return next((address for _heard, address in answers if address), "")


def finish(appointment: Appointment, *, by) -> Appointment:
    """接待完 — what was talked about stands elsewhere, if anywhere."""
    with taking(appointment, "finish", by=by) as fresh:
        if fresh.slot.starts_at - timezone.now() > EARLY:
            raise NotNow(_("约定的时间还没有到。"))
    return fresh


def miss(appointment: Appointment, *, by) -> Appointment:
    """没有来 — whoever left a number gets one call; nothing else follows."""
    with taking(appointment, "miss", by=by) as fresh:
        if fresh.slot.starts_at > timezone.now():
            raise NotNow(_("约定的时间还没有到。"))
        fresh.call_due = fresh.person_id is not None
    return fresh


def again(appointment: Appointment, *, by) -> Appointment:
    """改回 — pressed by mistake: within a day it stands as before, unless the slip has another time by now."""
    with taking(appointment, "again", by=by) as fresh:
        if timezone.now() > fresh.slot.ends_at + SECOND_THOUGHTS:
            raise NotNow(_("已经过了一天，不能再改回。"))
        if Appointment.objects.live().filter(slip=fresh.slip).exists():
            raise NotNow(_("这张小票已经另约了时间，不能再改回。"))
        fresh.call_due = False
    return fresh


def open_number(appointment: Appointment, *, by) -> str:
    """打开号码 — of whoever is to be called, once it is noted who looked; of a sealed service not at whose number."""
    fresh = (
        Appointment.objects.open_to(by).select_related("person", "slot__service").filter(pk=appointment.pk)
    )
    one = fresh.filter(call_due=True).exclude(person=None).first()
    if one is None:
        raise NotNow(_("这个电话已经打过了。"))
    if one.slot.service.is_sealed:
        note(Kind.READ, by=by, fields=("sealed",), purpose="P04")
    else:
        note(Kind.REVEAL, by=by, subjects=[one.person_id], fields=["phone"], purpose=purpose_of(by) or "P01")
    return read(one.person, "phone")


@transaction.atomic
def called(appointment: Appointment, *, by) -> None:
    """已打电话 — once, whether or not somebody answered."""
    fresh = Appointment.objects.open_to(by).filter(pk=appointment.pk, call_due=True).first()
    if fresh is None:
        raise NotNow(_("这个电话已经打过了。"))
    Appointment.objects.filter(pk=fresh.pk).update(call_due=False)
    fresh.changes.create(name="called", at=timezone.now(), post=by.post)


def lapse_if_over(slot: Slot, *, by) -> int:
    """占号到期 — of a slot that the caller holds: what nobody confirmed in time is free; how many there were."""
    if (
        slot.state in (Slot.State.CLOSED, Slot.State.GONE)
        or slot.seats == 1
        and slot.state != Slot.State.HELD
    ):
        return 0
    over = slot.appointments.filter(status="held", held_until__lte=timezone.now()).select_related("slip")
    for one in over:
        with taking(one, "lapse", by=system_actor()) as fresh:
            fresh.call_due = fresh.moved_from_id is not None and fresh.person_id is not None
        Wait.objects.filter(slip=one.slip, state=Wait.State.OFFERED).update(state=Wait.State.LEFT)
        slot.refresh_from_db(fields=["state"])
    return len(over)


def _lapse_for_the_line(slot: Slot, by) -> None:
    """What was not confirmed goes to whoever waits for it, before whoever comes now."""
    if lapse_if_over(slot, by=by):
        fill_all(slot.pk, by=by)
        slot.refresh_from_db(fields=["state"])


def _be_in_time(slot: Slot, by) -> None:
    """The desk may book until the time itself, residents until the service's last moment."""
    lead = timedelta(minutes=slot.service.lead_minutes if is_resident(by) else 0)
    if slot.starts_at <= timezone.now() + lead:
        raise NotNow(_("这个时间已经来不及预约，请选晚一些的时间。"))
    if not (slot.service.is_open and slot.provider.is_open):
        raise NotNow(_("这项服务现在不接受预约。"))


def _still_free_to_change(appointment: Appointment, by) -> None:
    if not is_resident(by) or appointment.status == "held":
        return
    last = appointment.slot.starts_at - timedelta(minutes=appointment.slot.service.cancel_minutes)
    if timezone.now() > last:
        raise NotNow(_("离约定时间太近，网上不能再改，请打中心的电话。"))


def _keep_contact(appointment: Appointment, phone: str, by) -> None:
    """The number, sealed; no name is asked for, and the log names no slip, or those left out would be the sealed ones."""
    index = blind_index(phone, "appointment.contact")
    if is_resident(by):
        insist_on_contact(index, appointment.slot.service)
    enterer = by if by.holds("matter.register") else resident_actor()
    appointment.person = enter(NOBODYS, phone=phone, by=enterer, card_seen=False)
    appointment.contact_index = index


def _within_the_day(appointment: Appointment) -> None:
    if appointment.contact_index is None:
        return
    day = timezone.localdate(appointment.slot.starts_at)
    same = Appointment.objects.live().filter(
        contact_index=appointment.contact_index,
        slot__service=appointment.slot.service_id,
        slot__starts_at__date=day,
    )
    most = appointment.slot.service.a_day
    if same.exclude(pk=appointment.pk).count() >= most:
        words = _("同一个电话一天最多约%(most)s次“%(service)s”。")
        raise NotNow(words % {"most": most, "service": appointment.slot.service}, field="phone")
