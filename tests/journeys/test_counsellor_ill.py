"""A counsellor who comes every second Thursday falls ill: four people are waiting for that day, and each hears of it once, in the
way they chose; nobody else learns that there was anything."""

from datetime import time, timedelta

import pytest
import time_machine
import vobject
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from onedoor.appointments import actions
from onedoor.appointments.models import Appointment, Slot, Wait
from onedoor.appointments.queries.feed import CALLED_OFF, calendar_of
from onedoor.appointments.queries.free import free_slots
from onedoor.appointments.queries.week import appointment_for, calls_owed, day_of
from onedoor.appointments.tests.people import Office
from onedoor.cases.slips import pin_of
from onedoor.kit.problems import NotAllowed, NotFound, NotNow, NotValid
from onedoor.notices.models import Delivery, Notice
from onedoor.venues.tests.people import MONDAY, at

THURSDAY = MONDAY + timedelta(days=3)
NEXT = THURSDAY + timedelta(days=14)
PHONES = ("13809380001", "13809380002", "13809380003")


@pytest.fixture
def clock():
    with time_machine.travel(at("08:00"), tick=False) as clock:
        yield clock


@pytest.fixture
def office(clock, town):
    """Dr Lin every second Thursday, four times a morning, until the middle of December; Dr He this Thursday at nine alone."""
    office = Office(town)
    office.comes(
        office.ear,
        office.talk,
        weekday=4,
        every=2,
        begins=time(8),
        ends=time(12),
        valid_until=NEXT,
    )
    office.colleague, office.other_ear = office._provider("counsellor", "何老师", office.talk)
    told = {"begins": time(8), "ends": time(9), "valid_until": THURSDAY}
    office.comes(office.other_ear, office.talk, weekday=4, **told)
    return office


@pytest.fixture
def four(office):
    """Three left a number, one did not; a fortnight later three of the four times are taken by others."""
    ways = [
        ("08:00", "sms", PHONES[0]),
        ("09:00", "sms", PHONES[1]),
        ("10:00", "call", PHONES[2]),
        ("11:00", "none", ""),
    ]
    four = [
        office.booked(office.ear, clock, day=THURSDAY, tell=tell, phone=phone) for clock, tell, phone in ways
    ]
    for clock in ("08:00", "09:00", "10:00"):
        office.booked(office.ear, clock, day=NEXT)
    Delivery.objects.all().delete()
    return four


def latest(appointment) -> Appointment:
    return Appointment.objects.select_related("slot__provider").get(slip=appointment.slip, moved_to=None)


def page_of(appointment) -> str:
    """What whoever holds the slip sees, on any telephone."""
    client, address = Client(), reverse("appointments:mine")
    client.post(address, {"code": appointment.slip.code, "pin": pin_of(appointment.slip)})
    return client.get(address).content.decode()


def told_in(provider) -> dict:
    events = vobject.readOne(calendar_of(provider).decode()).contents.get("vevent", [])
    return {f"{timezone.localtime(one.dtstart.value):%m-%d %H:%M}": one.status.value for one in events}


def test_the_pattern_is_every_second_thursday(office):
    days = sorted({timezone.localdate(one.starts_at) for one in office.ear.slots.all()})
    assert (days, office.ear.slots.count()) == ([THURSDAY, NEXT], 8)


def test_each_of_the_four_is_found_something_and_told_once(office, four):
    done = actions.close_day(office.ear, THURSDAY, by=office.counsellor)
    assert (done.moved, done.offered, done.cancelled) == (1, 1, 2)
    now = [latest(one) for one in four]
    assert [(one.status, one.slot.provider, one.slot.starts_at) for one in now] == [
        ("booked", office.other_ear, at("08:00", THURSDAY)),
        ("held", office.ear, at("11:00", NEXT)),
        ("cancelled", office.ear, at("10:00", THURSDAY)),
        ("cancelled", office.ear, at("11:00", THURSDAY)),
    ]
    sent = list(Delivery.objects.all())
    assert sorted(one.person_id for one in sent) == sorted(one.person_id for one in four[:2])
    words = "".join(one.text for one in sent)
    assert [word in words for word in ("心理", "林", "何", *(one.slip.code for one in four))] == [False] * 7
    assert Notice.objects.filter(post=office.colleague.post).exists()
    texts = [page_of(one) for one in four]
    # Of a sealed time the page names nobody.
    assert "08:00" in texts[0] and "已约好" in texts[0] and "何老师" not in texts[0]
    assert "11:00" in texts[1] and "确认预约" in texts[1]
    assert ["已取消" in text for text in texts] == [False, False, True, True]


def test_who_wants_a_call_gets_exactly_one(office, four):
    actions.close_day(office.ear, THURSDAY, by=office.counsellor)
    owed = list(calls_owed(office.counsellor))
    assert [(one.slip, one.person.masked_phone) for one in owed] == [(four[2].slip, "138****0003")]
    # Of a sealed service the desk neither sees the call nor makes it.
    assert list(calls_owed(office.desk)) == []
    with pytest.raises(NotNow):
        actions.called(owed[0], by=office.desk)
    actions.called(owed[0], by=office.counsellor)
    assert list(calls_owed(office.counsellor)) == []
    with pytest.raises(NotNow):
        actions.called(owed[0], by=office.counsellor)


def test_who_lets_the_offer_pass_makes_room_for_whoever_waits(office, four, clock):
    actions.close_day(office.ear, THURSDAY, by=office.counsellor)
    waiting = actions.wait(office.talk, by=office.town.portal)
    offered = latest(four[1])
    clock.move_to(offered.held_until)
    actions.lapse_holds(by=office.town.system)
    waiting.refresh_from_db()
    assert (latest(four[1]).status, waiting.state) == ("lapsed", "offered")
    given = Appointment.objects.select_related("slot").get(slip=waiting.slip)
    assert (given.status, given.slot_id) == ("held", offered.slot_id)
    actions.book(given, by=office.town.portal, secret=waiting.slip.seed)
    waiting.refresh_from_db()
    assert (waiting.state, Appointment.objects.get(pk=given.pk).status) == ("taken", "booked")


def test_well_again_the_day_goes_first_to_whoever_waits(office, four):
    actions.close_day(office.ear, THURSDAY, by=office.counsellor)
    waiting = actions.wait(office.talk, by=office.town.portal)
    actions.open_again(office.ear, THURSDAY, by=office.counsellor)
    waiting.refresh_from_db()
    assert waiting.state == Wait.State.OFFERED
    states = [slot.state for slot in office.ear.slots.filter(starts_at__date=THURSDAY).order_by("starts_at")]
    assert sorted(states) == ["free", "free", "free", "held"]


def test_nobody_closes_somebody_elses_day(office, four):
    for by in (office.colleague, office.lawyer, office.desk, office.town.actor("leader"), office.town.portal):
        with pytest.raises(NotAllowed):
            actions.close_day(office.ear, THURSDAY, by=by)
    with pytest.raises(NotValid):
        actions.close_day(office.ear, MONDAY - timedelta(days=1), by=office.counsellor)
    client = office.town.login(Client(), office.colleague)
    # What somebody presses on their own page closes their own day, and they have but one.
    client.post(reverse("appointments:close"), {"day": str(THURSDAY), "provider": office.ear.pk})
    assert [latest(one).status for one in four] == ["booked"] * 4
    assert Slot.objects.filter(provider=office.ear, state="closed").count() == 0


def test_a_day_that_is_off_is_booked_by_nobody(office, four):
    actions.close_day(office.ear, THURSDAY, by=office.counsellor)
    assert list(free_slots(office.talk)) == []
    for by in (office.town.portal, office.desk, office.counsellor):
        with pytest.raises((NotNow, NotAllowed)):
            actions.hold(office.slot(office.ear, "09:00", THURSDAY), by=by)
    actions.make_all(by=office.keeper)
    assert list(free_slots(office.talk)) == []


def test_the_calendars_of_both_say_so_and_a_week_later_nothing(office, four, clock):
    before = told_in(office.ear)
    actions.close_day(office.ear, THURSDAY, by=office.counsellor)
    after, theirs = told_in(office.ear), told_in(office.other_ear)
    on, off = "CONFIRMED", "CANCELLED"
    day = {f"11-26 {hour:02}:00": on for hour in (8, 9, 10, 11)}
    later = {f"12-10 {hour:02}:00": on for hour in (8, 9, 10)}
    assert before == day | later
    assert (after, theirs) == (dict.fromkeys(day, off) | later, {"11-26 08:00": on})
    clock.shift(CALLED_OFF + timedelta(minutes=1))
    assert told_in(office.ear) == later


def test_no_public_page_and_no_colleagues_list_tells_of_it(office, four, client):
    actions.close_day(office.ear, THURSDAY, by=office.counsellor)
    codes = [one.slip.code for one in four]
    pages = [
        client.get(reverse("appointments:services")),
        client.get(reverse("appointments:times", args=[office.talk.pk])),
        client.get("/"),
        office.town.login(Client(), office.desk).get(f"{reverse('appointments:day')}?day={THURSDAY}"),
        office.town.login(Client(), office.lawyer).get(f"{reverse('appointments:week')}?day={THURSDAY}"),
    ]
    seen = [page.content.decode() for page in pages]
    assert [page.status_code for page in pages] == [200] * 5
    assert [code for code in codes for text in seen if code in text] == []
    assert (
        codes[0]
        in office.town.login(Client(), office.colleague)
        .get(f"{reverse('appointments:week')}?day={THURSDAY}")
        .content.decode()
    )
    for by in (office.desk, office.keeper, office.counsellor):
        with pytest.raises(NotFound):
            appointment_for(latest(four[0]).pk, by)
    assert [one.slip.code for one in day_of(THURSDAY, office.colleague)] == codes[:1]
