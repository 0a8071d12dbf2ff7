"""From a booked time into the hall's line: the ticket carries the slip that the person already has."""

import pytest
import time_machine
from django.urls import reverse

from onedoor.appointments import actions
from onedoor.appointments.tests.people import TUESDAY, Office
from onedoor.cases.slips import pin_of
from onedoor.hall.models import Day, Device, Service, Ticket
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


def test_at_the_ticket_machine_code_and_pin_give_the_machines_own_ticket(office, client):
    made = office.booked(clock="10:00")
    machine = Device.objects.create(centre=office.centre, kind="kiosk", name="取号机")
    home = reverse("hall:device", args=[machine.token]) + "?m=l"
    with time_machine.travel(at("09:10", TUESDAY), tick=False):
        client.get(reverse("appointments:arrive"), {"device": home})
        answer = client.post(
            reverse("appointments:arrive"), {"code": made.slip.code, "pin": pin_of(made.slip)}
        )
        ticket = Ticket.objects.get()
        assert answer.url == reverse("hall:kiosk_ticket", args=[machine.token, ticket.secret]) + "?m=l"
        assert ticket.label in client.get(answer.url).content.decode()


def test_when_the_hall_gives_no_more_numbers_whoever_has_a_time_is_still_expected(office):
    made = office.booked(clock="10:00")
    with time_machine.travel(at("09:10", TUESDAY), tick=False):
        Day.objects.create(centre=office.centre, date=TUESDAY, closed_at=at("09:00", TUESDAY))
        arrived, address = actions.arrive(made, by=office.desk)
    assert (arrived.status, address, Ticket.objects.count()) == ("arrived", "", 0)
