"""What a sealed time tells nobody, and what somebody with a planted key, a stranger's number or a slow finger cannot do."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from onedoor.appointments import actions
from onedoor.appointments.models import Appointment, Slot, Wait
from onedoor.appointments.tests.people import PHONE, TUESDAY
from onedoor.audit.models import AccessLog
from onedoor.cases.slips import pin_of
from onedoor.kit.problems import NotNow, NotValid, TooMany
from onedoor.notices.models import Delivery
from onedoor.venues import actions as venues
from onedoor.venues.models import BookedSlot, Booking
from onedoor.venues.queries.timetable import sign_of
from onedoor.venues.tests.people import at

OTHER_PHONE = "13900139000"


def page(name, *args):
    return reverse(f"appointments:{name}", args=args)


def text_of(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def in_room(office):
    """A sealed time of the counsellor's at nine, and an open one of the lawyer's at ten, in the same room."""
    actions.set_service(office.talk, by=office.keeper, rooms=[office.room])
    actions.set_service(office.legal, by=office.keeper, rooms=[office.room])
    return office.booked(office.ear), office.booked(office.law, "10:00")


def test_the_room_of_a_sealed_time_says_neither_whose_nor_what_for(office, in_room):
    sealed, plain = in_room
    told = sealed.booking
    assert (told.post, told.staff, told.work, told.case) == (None, None, "", None)
    addresses = (
        reverse("venues:bookings"),
        reverse("venues:rooms") + f"?centre={office.centre.pk}&day={TUESDAY}",
        reverse("venues:room", args=[office.room.pk]) + f"?day={TUESDAY}",
    )
    for kind in ("leader", "operator"):
        client = office.town.login(Client(), office.town.actor(kind))
        shown = [text_of(client.get(address)) for address in addresses]
        assert [str(told.pk) in one for one in shown] == [False] * 3
        assert [str(plain.booking_id) in one for one in shown] == [True] * 3
        assert ["已占用" in one for one in shown] == [False, True, True]
        assert client.get(reverse("venues:booking", args=[told.pk])).status_code == 404
        cancelled = client.post(reverse("venues:cancel", args=[told.pk]), {"reason": "不要了"})
        assert (cancelled.status_code, Booking.objects.filter(pk=told.pk).exists()) == (404, True)


def test_who_wants_the_room_then_learns_that_it_is_taken_and_no_more(office, in_room):
    with pytest.raises(NotNow) as refused:
        venues.book(office.room, at("09:00", TUESDAY), at("09:30", TUESDAY), "meeting", by=office.desk)
    assert refused.value.message == "法律咨询室：09:00—10:00 已占用。请换一个时间。"
    with pytest.raises(NotNow) as shut:
        venues.close_on(office.room, TUESDAY, "检修", by=office.keeper)
    assert "不公开单位" in shut.value.message


def test_the_sign_at_the_door_keeps_people_out_and_says_nothing_else(office, in_room):
    with time_machine.travel(at("08:45", TUESDAY), tick=False):
        before = sign_of(office.room)
        assert [one.pk for one in before.coming] == [in_room[1].booking_id]
    with time_machine.travel(at("09:15", TUESDAY), tick=False):
        assert sign_of(office.room)[:3] == ("taken", None, None)
        shown = text_of(Client().get(reverse("venues:sign", args=[office.room.pk])))
        assert ("使用中" in shown, "09:00" in shown, shown.count("咨询 ")) == (True, False, 0)


def test_given_up_nothing_is_left_of_it(office, in_room):
    sealed = in_room[0]
    actions.cancel(sealed, by=office.town.portal, secret=sealed.slip.seed)
    sealed.refresh_from_db()
    assert (sealed.booking, Booking.objects.count()) == (None, 1)
    assert not BookedSlot.objects.filter(starts_at=at("09:00", TUESDAY)).exists()


def test_neither_log_nor_outbox_tells_a_sealed_time_from_another(office):
    office.booked(phone=PHONE, tell="sms")
    office.booked(office.ear, phone=OTHER_PHONE, tell="sms")
    facts = ("case_code", "purpose", "post", "fields")
    plain, sealed = AccessLog.objects.filter(kind="enter").order_by("pk").values(*facts)
    assert plain == sealed
    assert set(Delivery.objects.values_list("case_code", flat=True)) == {""}


def test_a_planted_session_reads_nothing(office):
    sealed, thief, person = office.booked(office.ear), Client(), Client()
    thief.post(page("hold", office.slot(office.law).pk))
    person.cookies["session"] = thief.cookies["session"].value
    person.post(page("mine"), {"code": sealed.slip.code, "pin": pin_of(sealed.slip)})
    assert pin_of(sealed.slip) in text_of(person.get(page("slip")))
    assert pin_of(sealed.slip) not in text_of(thief.get(page("slip"), follow=True))


def test_my_page_names_no_sealed_service_and_shuts_by_itself(office, client):
    client.post(page("hold", office.slot(office.ear).pk))
    client.post(page("confirm"), {"tell": "none"})
    shown = text_of(client.get(page("mine")))
    assert ("心理咨询" in shown, "林老师" in shown, "09:00" in shown) == (False, False, True)
    with time_machine.travel(at("08:31"), tick=False):
        assert "输入小票上的编号和查询码" in text_of(client.get(page("mine")))


def test_at_the_desk_the_next_one_begins_without_the_slip_before(office, client):
    office.town.login(client, office.desk)
    client.post(page("hold", office.slot(office.ear).pk))
    client.post(page("confirm"), {"tell": "none"})
    assert Appointment.objects.get().slip.code in text_of(client.get(page("slip")))
    client.get(page("services"))
    assert "输入小票上的编号和查询码" in text_of(client.get(page("mine")))


def test_one_browser_has_one_place_in_a_line(office, client):
    codes = [client.post(page("wait", office.talk.pk), {"gender": ""}).status_code for _ in range(3)]
    assert (codes, Wait.objects.count()) == ([302, 422, 422], 1)
    assert client.post(page("wait", office.legal.pk), {"gender": ""}).status_code == 302


def test_one_browser_books_three_times_without_a_number_and_more_with_one(office, client):
    for slot in list(Slot.objects.filter(service=office.talk).order_by("starts_at")[:4]):
        client.post(page("hold", slot.pk))
        answer = client.post(page("confirm"), {"tell": "none"})
    assert (answer.status_code, Appointment.objects.filter(status="booked").count()) == (429, 3)
    assert "没留电话的预约最多同时有3个" in text_of(answer)
    told = client.post(page("confirm"), {"tell": "sms", "phone": PHONE})
    assert (told.status_code, Appointment.objects.filter(status="booked").count()) == (302, 4)


def test_a_strangers_number_gets_three_messages_a_day(office):
    days = [TUESDAY + timedelta(days=7 * n) for n in range(4)]
    for day in days[:3]:
        office.booked(day=day, phone=PHONE, tell="sms")
    with pytest.raises(TooMany):
        office.booked(day=days[3], phone=PHONE, tell="sms")
    with pytest.raises(TooMany):
        actions.wait(office.talk, by=office.town.portal, phone=PHONE)
    assert Delivery.objects.filter(channel="sms").count() == 3
    assert office.booked(day=days[3], phone=PHONE, tell="sms", by=office.desk).status == "booked"


def test_a_number_left_is_for_a_message_or_a_call(office, client):
    client.post(page("hold", office.slot(office.law).pk))
    answer = client.post(page("confirm"), {"tell": "none", "phone": PHONE})
    assert (answer.status_code, "留了电话，请选发短信还是打电话" in text_of(answer)) == (422, True)
    assert Appointment.objects.get().status == "held"


def test_cancelled_by_staff_whoever_it_concerns_is_told(office):
    by_sms = office.booked(phone=PHONE, tell="sms")
    by_call = office.booked(office.other_law, phone=OTHER_PHONE, tell="call")
    own = office.booked(office.ear, phone="13700137000", tell="call")
    actions.cancel(by_sms, by=office.lawyer)
    actions.cancel(by_call, by=office.desk)
    actions.cancel(own, by=office.town.portal, secret=own.slip.seed)
    assert Delivery.objects.filter(channel="sms", text__contains="已取消").count() == 1
    owed = [Appointment.objects.get(pk=one.pk).call_due for one in (by_sms, by_call, own)]
    assert owed == [False, True, False]


@pytest.mark.parametrize(("giver", "who", "kind"), [("law", "desk", "reveal"), ("ear", "counsellor", "read")])
def test_a_number_to_call_is_opened_once_and_noted(office, giver, who, kind):
    one, by = office.booked(getattr(office, giver), phone=PHONE, tell="call"), getattr(office, who)
    client = office.town.login(Client(), by)
    assert PHONE not in text_of(client.post(page("number", one.pk)))
    Appointment.objects.filter(pk=one.pk).update(call_due=True)
    shown = text_of(client.get(page("day" if who == "desk" else "week")))
    assert ("138****8000" in shown, PHONE in shown, "打开号码" in shown) == (True, False, True)
    assert PHONE in text_of(client.post(page("number", one.pk)))
    log = AccessLog.objects.filter(post=by.post, kind=kind).latest("pk")
    assert (log.case_code, bool(log.subjects)) == ("", kind == "reveal")


def test_whoever_pressed_the_wrong_button_takes_it_back_within_a_day(office):
    one = office.booked(phone=PHONE, tell="call")
    with pytest.raises(NotNow):
        actions.finish(office.booked(day=TUESDAY + timedelta(days=7)), by=office.lawyer)
    with time_machine.travel(at("09:10", TUESDAY), tick=False):
        missed = actions.miss(one, by=office.lawyer)
        again = actions.again(missed, by=office.lawyer)
        assert (missed.call_due, again.call_due, again.status) == (True, False, "booked")
        done = actions.finish(again, by=office.lawyer)
    with time_machine.travel(at("09:40", TUESDAY + timedelta(days=1)), tick=False), pytest.raises(NotNow):
        actions.again(done, by=office.lawyer)


def test_no_swap_sends_a_man_or_takes_a_colleagues_sealed_time(office):
    held = actions.hold(office.slot(office.law), by=office.town.portal, gender="woman")
    actions.book(held, by=office.town.portal, secret=held.slip.seed)
    with pytest.raises(NotNow):
        actions.swap(held.slot, office.slot(office.other_law, "10:00"), by=office.lawyer)
    actor, other = office._provider("counsellor", "白老师", office.talk)
    office.comes(other, office.talk, weekday=3)
    sealed, mine = office.booked(office.ear), office.slot(other, "10:00", TUESDAY + timedelta(days=1))
    with pytest.raises(NotValid):
        actions.swap(mine, sealed.slot, by=actor)
    free = office.slot(office.ear, "10:00")
    actions.swap(mine, free, by=actor)
    free.refresh_from_db()
    assert free.provider == other
