"""What a slip opens at which door: the one word an SMS leads to, and a time that belongs to one of several."""

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from onedoor.aid.opening import open_case
from onedoor.appointments.tests.people import Office
from onedoor.cases.models import Party
from onedoor.cases.opening import give_own_pin
from onedoor.cases.slips import pin_of
from onedoor.persons.actions import enter
from onedoor.venues.tests.people import at


@pytest.fixture
def clock():
    with time_machine.travel(at("08:00"), tick=False):
        yield


def test_from_the_page_an_sms_names_one_comes_to_ones_time(town, clock):
    office = Office(town)
    office.comes(office.ear, office.talk)
    sealed, client = office.booked(office.ear), Client()
    answer = client.post(
        reverse("portal:track"), {"code": sealed.slip.code, "pin": pin_of(sealed.slip)}, follow=True
    )
    assert answer.redirect_chain[-1][0] == reverse("appointments:mine")
    assert sealed.slip.code in answer.content.decode()


def test_a_claimants_own_pin_does_not_open_the_time_of_whoever_came_first(town, clock):
    office = Office(town)
    office.comes(office.law, office.legal)
    booked, officer = office.booked(), town.actor("aid_officer")
    case = open_case("工资", booked.slip.code, verb="aid.apply", by=officer).case
    joined = Party(case=case, person=enter("乙", by=officer, case_code=case.code), role="applicant")
    joined.save()
    pin = give_own_pin(joined)
    joined.save()
    client = Client()
    answer = client.post(reverse("appointments:mine"), {"code": booked.slip.code, "pin": pin})
    assert (answer.status_code, "这张小票没有预约" in answer.content.decode()) == (422, True)
    assert pin_of(booked.slip) not in client.get(reverse("appointments:slip"), follow=True).content.decode()
