"""Given times from the first press to the chair: at the machine, by telephone at the desk, on the resident's own pages; moved, given
up, waited for, reminded of, come to and missed. No name is asked, and no screen tells of anybody."""

from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from onedoor.appointments import actions
from onedoor.appointments.models import Appointment, Slot, Wait
from onedoor.appointments.queries.week import calls_owed
from onedoor.appointments.tests.people import PHONE, TUESDAY, Office
from onedoor.cases.slips import give_out, pin_of
from onedoor.hall import actions as hall_actions
from onedoor.hall.models import Device, Offer, Policy, Service, Ticket, Window
from onedoor.hall.queries.board import board
from onedoor.notices.models import Delivery
from onedoor.persons.models import Person
from onedoor.venues.tests.people import MONDAY, at

OTHER_PHONE = "13900139000"


def page(name, *args):
    return reverse(f"appointments:{name}", args=args)


def text_of(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def clock():
    with time_machine.travel(at("08:00"), tick=False) as clock:
        yield clock


@pytest.fixture
def office(clock, town):
    """Two lawyers on Tuesday mornings; the hall has a line F for legal advice, one window, one ticket machine."""
    office = Office(town)
    office.comes(office.law, office.legal)
    office.comes(office.other_law, office.legal)
    office.comes(office.ear, office.talk)
    line = Service.objects.create(centre=office.centre, letter="F", code="legal", name="法律咨询")
    Policy.objects.create(centre=office.centre, is_always_open=True)
    office.window = Window.objects.create(centre=office.centre, number=3, name="法律咨询")
    Offer.objects.create(window=office.window, service=line, weight=1)
    office.machine = Device.objects.create(centre=office.centre, kind=Device.Kind.KIOSK, name="大门取号机")
    return office


def at_machine(client, office, name) -> str:
    """The tile on the machine's first page, pressed."""
    first = client.get(reverse("hall:device", args=[office.machine.token]))
    address = next(
        part.split('"')[0]
        for part in text_of(first).split('href="')
        if part.startswith(f"{page(name)}?device=")
    )
    return text_of(client.get(address.replace("&amp;", "&")))


def booked_on_pages(client, slot, **told) -> Appointment:
    client.post(page("hold", slot.pk))
    assert client.post(page("confirm"), {"tell": "none"} | told).status_code == 302
    return Appointment.objects.select_related("slip", "slot").get(slot=slot, status="booked")


def opened(appointment) -> Client:
    """Another browser, opened with code and PIN."""
    client = Client()
    told = {"code": appointment.slip.code, "pin": pin_of(appointment.slip)}
    assert client.post(page("mine"), told).status_code == 302
    return client


def now(appointment) -> Appointment:
    return Appointment.objects.select_related("slot").get(pk=appointment.pk)


# ---------------------------------------------------------------- the way of most


def test_booked_at_the_machine_and_come_to_there(office, client, clock):
    assert "法律咨询" in at_machine(client, office, "services")
    assert "10:00" in text_of(client.get(page("times", office.legal.pk)))
    made = booked_on_pages(client, office.slot(office.law, "10:00"))
    slip = text_of(client.get(page("slip")))
    assert (made.slip.code in slip, pin_of(made.slip) in slip) == (True, True)
    home = client.post(page("leave")).url
    assert home.startswith(reverse("hall:device", args=[office.machine.token]))
    # The next person at the machine finds nothing of it.
    assert made.slip.code not in text_of(client.get(page("mine"))) + text_of(client.get(home))
    assert Person.objects.count() == 0

    clock.move_to(at("09:00", TUESDAY))
    early = hall_actions.issue(uuid4(), coming(office), office.centre, by=office.town.portal)[0]
    assert "查询码" in at_machine(client, office, "arrive")
    key = {"code": made.slip.code, "pin": pin_of(made.slip)}
    number = client.post(page("arrive"), key)
    ticket = Ticket.objects.get(visit__slip=made.slip)
    assert number.url.split("?")[0] == reverse(
        "hall:kiosk_ticket", args=[office.machine.token, ticket.secret]
    )
    assert (ticket.stands_at, now(made).status) == (at("10:00", TUESDAY), "arrived")
    # Their place is their time: after whoever came long before it, before whoever comes later.
    clock.move_to(at("10:02", TUESDAY))
    late = hall_actions.issue(uuid4(), coming(office), office.centre, by=office.town.portal)[0]
    hall_actions.sit_down(office.window, by=office.lawyer)
    order = []
    for _n in range(3):
        called = hall_actions.call_next(office.window, by=office.lawyer)
        order.append(called.pk)
        hall_actions.finish(hall_actions.serve(called, by=office.lawyer), by=office.lawyer)
    assert order == [early.pk, ticket.pk, late.pk]
    actions.finish(made, by=office.lawyer)
    assert now(made).status == "done"


def coming(office):
    return hall_actions.Coming(services=list(Service.objects.filter(centre=office.centre)))


def test_by_telephone_the_desk_books_and_the_caller_is_told_as_they_chose(office, clock):
    desk = office.town.login(Client(), office.desk)
    by_sms = booked_on_pages(desk, office.slot(office.law, "10:00"), phone=PHONE, tell="sms")
    by_call = booked_on_pages(desk, office.slot(office.law, "10:30"), phone=OTHER_PHONE, tell="call")
    silent = booked_on_pages(desk, office.slot(office.law, "11:00"))
    assert [one.door for one in (by_sms, by_call, silent)] == ["desk"] * 3
    # What was just said on the telephone needs no call.
    assert list(calls_owed(office.desk)) == []
    Delivery.objects.all().delete()
    clock.move_to(at("11:00", MONDAY))
    assert [actions.remind(by=office.town.system) for _n in range(2)] == [2, 0]
    sent = Delivery.objects.get()
    assert (sent.case_code, sent.person_id, "11-24 10:00" in sent.text) == (
        "",
        by_sms.person_id,
        True,
    )
    assert [one.slip for one in calls_owed(office.desk)] == [by_call.slip]
    desk = office.town.login(Client(), office.desk)
    shown = text_of(desk.get(f"{page('day')}?day={TUESDAY}"))
    assert ("139****9000" in shown, OTHER_PHONE in shown) == (True, False)
    assert desk.post(page("step", by_call.pk, "called")).status_code == 302
    assert list(calls_owed(office.desk)) == []


def test_moved_on_ones_own_pages_and_what_was_had_goes_to_whoever_waits(office):
    made = booked_on_pages(Client(), office.slot(office.law, "10:00"))
    waits = actions.wait(office.legal, by=office.town.portal, phone=PHONE)
    client = opened(made)
    client.post(page("hold", office.slot(office.other_law, "11:00").pk), {"move": "1"})
    moved = Appointment.objects.select_related("slot").get(moved_from=made)
    assert (now(made).status, moved.status, moved.slip_id) == ("moved", "booked", made.slip_id)
    assert "11:00" in text_of(client.get(page("mine")))
    offered = Appointment.objects.select_related("slot", "slip").get(slip=waits.slip)
    assert (offered.status, offered.slot_id) == ("held", made.slot_id)
    # The message says a time and where, and nothing of who had it.
    sent = Delivery.objects.get()
    assert ("11-24 10:00" in sent.text, made.slip.code in sent.text) == (True, False)
    opened(offered).post(page("confirm"), {"tell": "none"})
    assert (now(offered).status, Wait.objects.get().state) == ("booked", "taken")


def test_given_up_it_leaves_no_trace_on_any_public_screen(office, client):
    made = booked_on_pages(Client(), office.slot(office.law, "10:00"), phone=PHONE, tell="sms")
    assert "10:00" not in text_of(client.get(page("times", office.legal.pk) + f"?gender=woman&day={TUESDAY}"))
    assert opened(made).post(page("cancel")).status_code == 302
    assert (now(made).status, now(made).slot.state) == ("cancelled", "free")
    token = office.machine.token
    public = [page("services"), page("times", office.legal.pk), reverse("hall:device", args=[token]), "/"]
    seen = "".join(text_of(client.get(address)) for address in public) + str(board(office.centre.pk))
    assert "10:00" in text_of(client.get(page("times", office.legal.pk) + f"?gender=woman&day={TUESDAY}"))
    assert [word in seen for word in (made.slip.code, "已取消", PHONE, "138****")] == [False] * 4
    desk = office.town.login(Client(), office.desk)
    assert made.slip.code not in text_of(desk.get(f"{page('day')}?day={TUESDAY}"))
    # Whoever holds the slip reads what became of it.
    assert "已取消" in text_of(opened(made).get(page("mine")))


def test_what_nobody_confirms_is_free_again_and_goes_down_the_line(office, clock):
    client = Client()
    client.post(page("hold", office.slot(office.law, "10:00").pk))
    held = Appointment.objects.select_related("slip").get()
    first, second = (actions.wait(office.legal, by=office.town.portal) for _n in range(2))
    clock.move_to(held.held_until)
    late = client.post(page("confirm"), {"tell": "none"})
    assert (late.status_code, "占号已经到期" in text_of(late)) == (409, True)
    assert actions.lapse_holds(by=office.town.system) == 1
    offered = Appointment.objects.get(slip=first.slip)
    assert (now(held).status, offered.slot_id) == ("lapsed", held.slot_id)
    clock.move_to(offered.held_until)
    actions.lapse_holds(by=office.town.system)
    states = [Wait.objects.get(pk=one.pk).state for one in (first, second)]
    assert states == ["left", "offered"]
    last = Appointment.objects.select_related("slip").get(slip=second.slip)
    opened(last).post(page("cancel"))
    assert Slot.objects.get(pk=held.slot_id).state == "free"


def test_who_does_not_come_gets_one_call_and_nothing_else(office, clock):
    with_number = booked_on_pages(Client(), office.slot(office.law, "10:00"), phone=PHONE, tell="sms")
    without = booked_on_pages(Client(), office.slot(office.law, "10:30"))
    lawyer = office.town.login(Client(), office.lawyer)
    lawyer.post(page("step", with_number.pk, "miss"))
    assert now(with_number).status == "booked"  # its time has not come
    clock.move_to(at("11:00", TUESDAY))
    lawyer = office.town.login(Client(), office.lawyer)
    told = Delivery.objects.count()
    for one in (with_number, without):
        lawyer.post(page("step", one.pk, "miss"))
    assert [now(one).status for one in (with_number, without)] == ["missed"] * 2
    assert [one.slip for one in calls_owed(office.desk)] == [with_number.slip]
    desk = office.town.login(Client(), office.desk)
    for _n in range(2):
        desk.post(page("step", with_number.pk, "called"))
    assert with_number.changes.filter(name="called").count() == 1
    assert (list(calls_owed(office.desk)), Delivery.objects.count()) == ([], told)
    # Nobody is kept out for it: the same number has a time again.
    clock.move_to(at("12:00", TUESDAY))
    again = office.law.slots.filter(starts_at__gt=at("12:00", TUESDAY)).order_by("starts_at").first()
    assert booked_on_pages(Client(), again, phone=PHONE, tell="sms").status == "booked"


# ---------------------------------------------------------------- what is refused


def test_only_whoever_holds_the_slip_changes_anything(office, client):
    made = booked_on_pages(Client(), office.slot(office.law, "10:00"))
    other = booked_on_pages(Client(), office.slot(office.law, "10:30"))
    wrong = client.post(page("mine"), {"code": made.slip.code, "pin": pin_of(other.slip)})
    assert (wrong.status_code, "10:00" in text_of(wrong)) == (422, False)
    assert [client.post(page(name)).status_code for name in ("cancel", "confirm")] == [404, 404]
    empty = give_out(office.town.centre)
    told = {"code": empty.code, "pin": pin_of(empty)}
    assert [client.post(page(name), told).status_code for name in ("mine", "arrive")] == [422, 422]
    lawyer = office.town.login(Client(), office.other_lawyer)
    steps = [lawyer.post(page("step", made.pk, name)).status_code for name in ("finish", "miss", "cancel")]
    assert (steps, now(made).status) == ([404] * 3, "booked")


def test_a_time_that_somebody_has_is_given_to_nobody_else(office, client):
    slot = office.slot(office.law, "10:00")
    booked_on_pages(Client(), slot, phone=PHONE, tell="sms")
    taken = client.post(page("hold", slot.pk), follow=True)
    assert "刚刚被约走" in text_of(taken)
    client.post(page("hold", office.slot(office.law, "10:30").pk))
    again = client.post(page("confirm"), {"phone": PHONE, "tell": "sms"})
    assert (again.status_code, "同一个电话一天最多约1次" in text_of(again)) == (409, True)
    assert Appointment.objects.filter(status="booked").count() == 1


def test_too_early_too_late_and_on_another_day(office, client, clock):
    made = booked_on_pages(Client(), office.slot(office.law, "10:00"))
    key = {"code": made.slip.code, "pin": pin_of(made.slip)}
    early = client.post(page("arrive"), key)
    assert (early.status_code, "还没到您的时间" in text_of(early)) == (422, True)
    clock.move_to(at("09:30", TUESDAY))
    late = opened(made).post(page("cancel"))
    assert (late.status_code, "离约定时间太近" in text_of(late)) == (409, True)
    assert (now(made).status, Ticket.objects.count()) == ("booked", 0)


def test_of_a_sealed_one_neither_desk_nor_machine_tells(office, client, clock):
    desk = office.town.login(Client(), office.desk)
    made = booked_on_pages(desk, office.slot(office.ear, "09:00"), phone=PHONE, tell="call")
    assert list(calls_owed(office.desk)) == []
    assert desk.post(page("step", made.pk, "cancel")).status_code == 404
    clock.move_to(at("08:30", TUESDAY))
    at_machine(client, office, "arrive")
    answer = client.post(page("arrive"), {"code": made.slip.code, "pin": pin_of(made.slip)}, follow=True)
    said = text_of(answer)
    assert ("请坐下稍等" in said, "心理" in said, made.slip.code in said) == (True, False, False)
    assert (now(made).status, Ticket.objects.count()) == ("arrived", 0)
