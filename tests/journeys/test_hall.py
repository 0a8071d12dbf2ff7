"""One day in the hall, with its refusals: three windows on one slip, the number that comes back, the group, the slip that
becomes a matter and keeps its code."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse

from onedoor.cases.keys import open_with_pin
from onedoor.cases.slips import pin_of
from onedoor.hall import actions
from onedoor.hall.models import Device, Policy, Ticket
from onedoor.hall.queries.board import board
from onedoor.hall.tests.people import Hall
from onedoor.kit.problems import NotAllowed, NotNow
from onedoor.matters.models import Matter


@pytest.fixture(autouse=True)
def nine():
    with time_machine.travel("2026-11-23 09:00:00+08:00") as clock:
        yield clock


@pytest.fixture
def hall(town):
    made = Hall(town)
    Policy.objects.create(centre=made.centre, is_always_open=True)
    return made


@pytest.fixture
def machine(hall):
    return Device.objects.create(centre=hall.centre, kind=Device.Kind.KIOSK, name="大门取号机")


def taps(client, machine, service, key=None, **told):
    """What the machine sends for one person who goes first to `service`."""
    sent = {"service": service, "people": "1", "priority": "no", "key": key or uuid4(), **told}
    answer = client.post(reverse("hall:kiosk_take", args=[machine.token]), sent)
    assert answer.status_code == 302, answer.content.decode()
    return Ticket.objects.select_related("visit__slip", "service").latest("id")


def served(window, clerk, nine, minutes=6):
    ticket = actions.serve(actions.call_next(window, by=clerk), by=clerk)
    nine.shift(timedelta(minutes=minutes))
    return ticket


def test_one_person_three_windows_one_slip(client, hall, machine, nine):
    ticket = taps(client, machine, ["intake", "legal_advice"])
    first, second, third = (hall.seat(n) for n in (1, 2, 3))
    nine.shift(timedelta(minutes=1))
    later = taps(client, machine, "legal_advice")
    at_first = served(*first, nine)
    with pytest.raises(NotAllowed, match="先入座"):
        actions.finish(at_first, by=third[1])
    # The clerk of the first window sends the visitor to the second, which knows the papers.
    actions.move(at_first, by=first[1], window=second[0])
    assert actions.call_next(first[0], by=first[1]) is None
    at_second = served(*second, nine)
    assert at_second.pk == ticket.pk
    actions.finish(at_second, by=second[1])
    # On to the second thing they came for, before whoever took a number for it later.
    at_third = served(*third, nine)
    assert (at_third.pk, at_third.label, at_third.service) == (ticket.pk, "A001", hall.advice)
    assert actions.finish(at_third, by=third[1]).status == "done"
    assert actions.call_next(third[0], by=third[1]).pk == later.pk
    windows = [
        p.window.number
        for p in ticket.periods.filter(kind="serving").select_related("window").order_by("began_at")
    ]
    assert (windows, Ticket.objects.count()) == ([1, 2, 3], 2)
    page = client.get(reverse("hall:ticket", args=[ticket.secret])).content.decode()
    assert ("A001" in page, "已经办完" in page) == (True, True)


def test_the_missed_number_comes_back_from_the_telephone(client, hall, machine, nine):
    missed = taps(client, machine, "intake")
    for _n in range(4):
        nine.shift(timedelta(minutes=1))
        taps(client, machine, "intake")
    window, clerk = hall.seat(1)
    called = actions.call_next(window, by=clerk)
    for _n in range(2):
        actions.call_again(called, by=clerk)
    assert client.post(reverse("hall:rejoin", args=[missed.secret])).status_code == 409
    actions.miss(called, by=clerk)
    assert client.post(reverse("hall:rejoin", args=["nosuchslip22"])).status_code == 404
    assert client.post(reverse("hall:rejoin", args=[missed.secret])).status_code == 302
    order = []
    for _n in range(5):
        ticket = served(window, clerk, nine, 1)
        order.append(ticket.label)
        actions.finish(ticket, by=clerk)
    assert order == ["A002", "A003", "A004", "A001", "A005"]


def test_a_group_is_one_visit_and_no_screen_says_who_they_are(client, hall, machine):
    ticket = taps(client, machine, "intake", people="more", many="14")
    assert (ticket.visit.people, Ticket.objects.count()) == (14, 1)
    window, clerk = hall.seat(1)
    actions.call_next(window, by=clerk)
    shown = board(hall.centre.pk)["calls"][0]
    assert set(shown) == {"label", "window", "window_name", "times", "at", "status"}


def test_the_slip_becomes_a_matter_and_keeps_its_code(client, hall, machine, nine):
    ticket = taps(client, machine, "intake")
    code, pin = ticket.visit.slip.code, pin_of(ticket.visit.slip)
    waiting = client.post(reverse("portal:track"), {"code": code, "pin": pin}, follow=True)
    assert "按号等候" in waiting.content.decode()
    window, clerk = hall.seat(1)
    present = served(window, clerk, nine)
    hall.town.login(client, clerk)
    desk = reverse("matters:desk")
    assert code in client.get(desk, {"slip": code}).content.decode()
    told = {
        "key": uuid4(),
        "slip": code,
        "pin": pin,
        "body": "进步巷自来水断了三天，请尽快修好。",
        "kind": "help",
        "secrecy": "normal",
    }
    assert client.post(desk, told).status_code == 302
    matter = Matter.objects.select_related("case").get()
    assert matter.case.code == code
    again = client.post(desk, {**told, "key": uuid4(), "once_more": "on"})
    assert (again.status_code, Matter.objects.count()) in ((409, 1), (422, 1))
    assert actions.finish(present, by=clerk).status == "turned"
    assert open_with_pin(code, pin, address="10.0.0.9").case == matter.case
    client.logout()
    phone = client.get(reverse("hall:ticket", args=[ticket.secret])).content.decode()
    assert ("您的事已经立案" in phone, code in phone) == (True, True)
    with pytest.raises(NotNow):
        actions.leave(Ticket.objects.get(), by=clerk)
