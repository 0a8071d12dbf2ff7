"""Appointments at a machine of the hall: booked, come to, and nothing stays on it."""

import time_machine
from django.test import Client
from django.urls import reverse

from onedoor.appointments.models import Appointment
from onedoor.appointments.tests.people import TUESDAY
from onedoor.cases.slips import pin_of
from onedoor.venues.tests.people import at

ARRIVE, MINE, LEAVE = (reverse(f"appointments:{name}") for name in ("arrive", "mine", "leave"))
HOME = "/hall/d/some-machine/"


def key_of(made: Appointment) -> dict[str, str]:
    return {"code": made.slip.code, "pin": pin_of(made.slip)}


def text_of(answer) -> str:
    return answer.content.decode()


def test_code_and_pin_say_that_one_has_come_and_a_second_time_the_same(office, client):
    made = office.booked()
    with time_machine.travel(at("08:50", TUESDAY), tick=False):
        assert client.post(ARRIVE, key_of(made) | {"pin": "000000"}).status_code == 422
        answers = [client.post(ARRIVE, key_of(made)).url for _ in range(2)]
    assert answers == [reverse("appointments:expected")] * 2
    assert Appointment.objects.get().status == "arrived"
    assert "请坐下稍等" in text_of(client.get(answers[0]))


def test_who_comes_too_early_or_never_booked_is_told_so(office, client):
    made = office.booked()
    assert "还没到您的时间" in text_of(client.post(ARRIVE, key_of(made)))
    assert Appointment.objects.get().status == "booked"


def test_at_a_machine_pages_fill_the_screen_and_the_next_person_finds_nothing(office, client):
    first = text_of(client.get(reverse("appointments:services"), {"device": HOME}))
    assert ("device-main" in first, LEAVE in first) == (True, True)
    client.post(reverse("appointments:hold", args=[office.slot(office.law).pk]))
    assert "data-digit" in text_of(client.get(MINE))
    client.post(reverse("appointments:confirm"), {"tell": "none"})
    made = Appointment.objects.get()
    slip = text_of(client.get(reverse("appointments:slip")))
    assert (made.slip.code in slip, pin_of(made.slip) in slip) == (True, True)
    assert client.get(LEAVE).url == HOME
    assert made.slip.code not in text_of(client.get(MINE))


def test_a_visit_that_begins_at_a_machine_forgets_the_one_before(office, client):
    client.get(ARRIVE, {"device": HOME})
    client.post(reverse("appointments:hold", args=[office.slot(office.law).pk]))
    client.get(reverse("appointments:services"), {"device": HOME})
    assert "输入小票上的编号" in text_of(client.get(MINE))


def test_no_machine_leads_out_of_the_house(office):
    client = Client()
    client.get(ARRIVE, {"device": "https://elsewhere.example/"})
    assert client.get(LEAVE).url == reverse("appointments:services")
