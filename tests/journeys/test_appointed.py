"""From a booked time into the hall's line: the ticket carries the slip that the person already has."""

import pytest
import time_machine
from django.urls import reverse

from onedoor.appointments import actions
from onedoor.appointments.tests.people import TUESDAY, Office
from onedoor.hall.models import Service, Ticket
from onedoor.venues.tests.people import at


@pytest.fixture
def office(town):
    with time_machine.travel(at("08:00"), tick=False):
        office = Office(town)
        office.comes(office.law, office.legal)
        office.comes(office.ear, office.talk)
        Service.objects.create(centre=office.centre, letter="F", code="legal", name="法律咨询")
        yield office


def test_whoever_comes_by_appointment_stands_from_their_time_with_their_own_code(office):
    made = office.booked(clock="10:00")
    with time_machine.travel(at("09:10", TUESDAY), tick=False):
        _arrived, address = actions.arrive(made, by=office.desk)
    ticket = Ticket.objects.get()
    assert (ticket.visit.slip, ticket.visit.door, ticket.stands_at) == (
        made.slip,
        "appointment",
        made.slot.starts_at,
    )
    assert address == reverse("hall:ticket", args=[ticket.secret])


def test_a_sealed_one_stands_in_no_line(office):
    made = office.booked(office.ear)
    with time_machine.travel(at("08:50", TUESDAY), tick=False):
        assert actions.arrive(made, by=office.town.portal, secret=made.slip.seed)[1] == ""
    assert Ticket.objects.count() == 0
