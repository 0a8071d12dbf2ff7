"""Rules of appointments: who gets a time, what frees it, who may see it, and what somebody's illness does."""

from datetime import time, timedelta

import pytest
import time_machine
import vobject
from django.db import IntegrityError, transaction

from onedoor.appointments import actions
from onedoor.appointments.models import Appointment, BlackOut, Slot, Wait
from onedoor.appointments.queries.feed import calendar_of
from onedoor.appointments.queries.free import free_slots
from onedoor.appointments.queries.week import appointment_for, day_of
from onedoor.appointments.tests.people import PHONE, TUESDAY
from onedoor.kit.problems import NotAllowed, NotFound, NotNow, NotValid
from onedoor.notices.models import Delivery, Notice
from onedoor.venues.models import Booking
from onedoor.venues.tests.people import MONDAY, at


def days_of(provider) -> list:
    return sorted({one.starts_at.date() for one in provider.slots.all()})


# ---------------------------------------------------------------- times


def test_a_pattern_makes_its_times_and_made_again_nothing_is_new(office):
    clocks = [f"{at:%H:%M}" for at in _local(office.law.slots.filter(starts_at__date=TUESDAY))]
    assert clocks == ["09:00", "09:30", "10:00", "10:30", "11:00", "11:30"]
    assert (actions.make_all(by=office.keeper), office.law.slots.count() % 6) == (0, 0)


def _local(slots):
    return [one.starts_at.astimezone(at("08:00").tzinfo) for one in slots]


def test_every_second_thursday_and_the_third_friday_of_a_month(office):
    office.comes(office.law, office.legal, weekday=4, every=2, ends=time(9, 30))
    office.comes(office.law, office.legal, weekday=5, nth=3, ends=time(9, 30))
    found = [day for day in days_of(office.law) if day.isoweekday() > 2][:4]
    assert [f"{day:%m-%d}" for day in found] == ["11-26", "12-10", "12-18", "12-24"]


def test_a_break_a_holiday_and_a_black_out_have_no_times(office):
    actions.black_out(office.centre, MONDAY + timedelta(days=2), by=office.keeper)
    office.comes(office.law, office.legal, weekday=3, break_from=time(9, 40), break_until=time(10))
    office.comes(office.law, office.legal, weekday=5)
    wednesdays = office.law.slots.filter(starts_at__iso_week_day=3).order_by("starts_at")
    assert [f"{one:%d %H:%M}" for one in _local(wednesdays[:3])] == ["02 09:00", "02 10:00", "02 10:30"]
    assert not office.law.slots.filter(starts_at__date="2027-01-01").exists()


# ---------------------------------------------------------------- booking


def test_whoever_books_says_nothing_and_gets_a_slip(office):
    made = office.booked()
    assert (made.status, made.person, made.slot.state, made.slip.case) == ("booked", None, "booked", None)
    with pytest.raises(NotNow):
        office.booked()


def test_a_room_is_taken_in_the_providers_name_and_let_go(office):
    office.legal.rooms.set([office.room])
    made = office.booked()
    assert (made.booking.room, made.booking.post, made.booking.case) == (
        office.room,
        office.lawyer.post,
        None,
    )
    with pytest.raises(NotNow) as refused:
        office.booked(office.other_law)
    assert refused.value.message == "这个时间没有空的房间，请另选一个时间。"
    actions.cancel(made, by=office.town.portal, secret=made.slip.seed)
    assert Booking.objects.standing().count() == 0
    assert office.booked(office.other_law).booking.room == office.room


def test_the_database_itself_refuses_a_slot_twice(office):
    made = office.booked()
    with pytest.raises(IntegrityError), transaction.atomic():
        Appointment.objects.create(
            slot=made.slot, slip=office.booked(clock="10:00").slip, status="booked", made_at=made.made_at
        )


def test_a_hold_lapses_and_the_time_is_free_for_whoever_asks(office):
    slot = office.slot(office.law)
    held = actions.hold(slot, by=office.town.portal)
    with pytest.raises(NotNow):
        actions.hold(slot, by=office.town.portal)
    with time_machine.travel(at("08:16"), tick=False):
        with pytest.raises(NotNow):
            actions.book(held, by=office.town.portal, secret=held.slip.seed)
        again = actions.hold(slot, by=office.town.portal)
    held.refresh_from_db()
    assert (held.status, again.status, again.slip != held.slip) == ("lapsed", "held", True)


def test_time_alone_frees_what_is_held(office):
    held = actions.hold(office.slot(office.law), by=office.town.portal)
    assert actions.lapse_holds(by=office.town.system) == 0
    with time_machine.travel(at("08:16"), tick=False):
        assert actions.lapse_holds(by=office.town.system) == 1
    assert Slot.objects.get(pk=held.slot_id).state == "free"


def test_one_telephone_has_one_time_a_day_and_is_sealed(office):
    made = office.booked(phone=PHONE, tell="sms")
    with pytest.raises(NotNow) as refused:
        office.booked(clock="10:00", phone=PHONE)
    assert refused.value.message == "同一个电话一天最多约1次“法律咨询”。"
    assert (made.person.phone_mask, Delivery.objects.get().case_code) == ("138****8000", "")
    with pytest.raises(NotValid):
        office.booked(clock="10:30", tell="sms")


def test_too_late_is_too_late_for_residents_but_not_for_the_desk(office):
    with time_machine.travel(at("08:30", TUESDAY), tick=False):
        with pytest.raises(NotNow):
            office.booked()
        made = office.booked(by=office.desk)
        with pytest.raises(NotNow):
            actions.cancel(made, by=office.town.portal, secret=made.slip.seed)


def test_moved_it_keeps_its_slip_and_what_it_had_is_free(office):
    made = office.booked()
    moved = actions.reschedule(
        made, office.slot(office.other_law, "10:00"), by=office.town.portal, secret=made.slip.seed
    )
    made.refresh_from_db()
    assert (made.status, moved.slip, moved.moved_from) == ("moved", made.slip, made)
    assert office.slot(office.law).state == "free"


def test_another_slip_changes_nothing(office):
    made, other = office.booked(), office.booked(clock="10:00")
    for act in (actions.cancel, actions.arrive):
        with pytest.raises(NotAllowed):
            act(made, by=office.town.portal, secret=other.slip.seed)
    with pytest.raises(NotAllowed):
        actions.finish(made, by=office.other_lawyer)


# ---------------------------------------------------------------- who waits, who comes


def test_a_freed_time_goes_to_the_first_who_waits_and_on_to_the_next(office):
    made = office.booked()
    man = actions.wait(office.legal, by=office.town.portal, gender="man")
    first = actions.wait(office.legal, by=office.town.portal, gender="woman")
    second = actions.wait(office.legal, by=office.town.portal)
    actions.cancel(made, by=office.town.portal, secret=made.slip.seed)
    offered = Appointment.objects.get(status="held")
    assert (offered.slip, offered.door) == (first.slip, "wait")
    with time_machine.travel(offered.held_until, tick=False):
        actions.lapse_holds(by=office.town.system)
    states = [Wait.objects.get(pk=one.pk).state for one in (man, first, second)]
    assert states == ["waiting", "left", "offered"]


def test_arrival_reception_and_the_one_call(office):
    made, other = office.booked(phone=PHONE, tell="call"), office.booked(clock="10:00")
    with pytest.raises(NotNow):
        actions.arrive(other, by=office.desk)
    with time_machine.travel(at("09:20", TUESDAY), tick=False):
        assert actions.arrive(other, by=office.desk)[0].status == "arrived"
        assert actions.finish(other, by=office.lawyer).status == "done"
        missed = actions.miss(made, by=office.lawyer)
        assert (missed.status, missed.call_due) == ("missed", True)
        actions.called(missed, by=office.desk)
        with pytest.raises(NotNow):
            actions.called(missed, by=office.desk)


def test_a_reminder_goes_out_once(office):
    office.booked(phone=PHONE, tell="sms")
    office.booked(clock="10:00")
    with time_machine.travel(at("10:00"), tick=False):
        assert [actions.remind(by=office.town.system) for _ in range(2)] == [1, 0]


# ---------------------------------------------------------------- illness and swaps


def test_who_falls_ill_is_stood_in_for_or_another_time_is_offered(office):
    to_colleague = office.booked(phone=PHONE, tell="sms")
    taken = office.booked(office.other_law, "10:00")
    to_later = office.booked(clock="10:00")
    done = actions.close_day(office.law, TUESDAY, by=office.lawyer)
    assert (done.moved, done.offered, done.cancelled) == (1, 1, 0)
    now = Appointment.objects.live().select_related("slot")
    mine = {one.slip_id: one for one in now}
    assert mine[to_colleague.slip_id].slot == office.slot(office.other_law)
    assert (mine[to_later.slip_id].status, mine[taken.slip_id].slot) == ("held", taken.slot)
    assert set(office.law.slots.filter(starts_at__date=TUESDAY).values_list("state", flat=True)) == {"closed"}
    assert Delivery.objects.count() == 2
    actions.open_again(office.law, TUESDAY, by=office.lawyer)
    assert (BlackOut.objects.count(), office.slot(office.law).state) == (0, "free")
    with pytest.raises(NotAllowed):
        actions.close_day(office.law, TUESDAY, by=office.other_lawyer)


def test_two_colleagues_take_each_others_time(office):
    office.comes(office.other_law, office.legal, weekday=3)
    wednesday = MONDAY + timedelta(days=2)
    made = office.booked()
    with pytest.raises(NotNow):
        actions.swap(made.slot, office.slot(office.other_law, "10:00"), by=office.lawyer)
    office.other_law.slots.filter(starts_at=made.slot.starts_at).delete()
    actions.swap(made.slot, office.slot(office.other_law, "09:00", wednesday), by=office.lawyer)
    made.slot.refresh_from_db()
    assert made.slot.provider == office.other_law
    assert Notice.objects.filter(post=office.other_lawyer.post).exists()


# ---------------------------------------------------------------- what is sealed


def test_a_sealed_one_is_on_nobodys_list_but_the_providers(office):
    sealed, plain = office.booked(office.ear, by=office.desk, phone=PHONE, tell="sms"), office.booked()
    for by in (
        office.desk,
        office.keeper,
        office.town.actor("clerk"),
        office.town.actor("leader"),
        office.lawyer,
    ):
        assert sealed not in day_of(TUESDAY, by)
        with pytest.raises(NotFound):
            appointment_for(sealed.pk, by)
    assert plain in day_of(TUESDAY, office.desk)
    assert list(day_of(TUESDAY, office.counsellor)) == [sealed]
    told = Delivery.objects.get()
    assert (told.case_code, sealed.slip.code in told.text, "心理" in told.text) == ("", False, False)
    with pytest.raises(NotValid):
        office.talk.hall_letter = ""
        actions.set_service(office.talk, by=office.keeper, hall_letter="X")


def test_the_calendar_is_read_by_somebody_elses_reader_and_names_nobody(office):
    made = office.booked(phone=PHONE, tell="call")
    talk = office.booked(office.ear)
    (event,) = vobject.readOne(calendar_of(office.law).decode()).vevent_list
    assert (event.dtstart.value, event.dtend.value) == (made.slot.starts_at, made.slot.ends_at)
    assert event.summary.value == "法律咨询"
    (hidden,) = vobject.readOne(calendar_of(office.ear).decode()).vevent_list
    assert hidden.summary.value == "预约"
    whole = (calendar_of(office.law) + calendar_of(office.ear)).decode()
    assert [word in whole for word in (made.slip.code, talk.slip.code, PHONE, "心理")] == [False] * 4


def test_a_wish_is_kept(office):
    assert {one.provider for one in free_slots(office.legal, gender="woman")} == {office.law}
    assert free_slots(office.legal, language="秦安话").count() == 0
