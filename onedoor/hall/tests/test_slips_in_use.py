"""The PIN of a slip is told to whoever holds the number only until something is opened with it."""

import pytest
import time_machine
from django.core.cache import cache
from django.urls import reverse

from onedoor.cases.opening import draft_cases, give_pin
from onedoor.cases.slips import pin_of, use_up
from onedoor.hall.actions import printing
from onedoor.hall.models import Device, Printer, Ticket
from onedoor.hall.tests.sink import printer
from onedoor.posts.given import resident_actor, system_actor

KEPT = "已经立案，查询码在原来的小票上"


@pytest.fixture(autouse=True)
def nine():
    cache.clear()
    with time_machine.travel("2026-11-23 09:00:00+08:00") as clock:
        yield clock


@pytest.fixture
def ticket(hall):
    return hall.comes()


def open_a_case(ticket, town):
    slip, clerk = ticket.visit.slip, town.actor("clerk")
    (case,) = draft_cases([("反映停水", town.community, "normal")], by=clerk, slips=[slip])
    give_pin(case, str(slip.seed))
    case.save(force_insert=True)
    use_up({slip: case})


def test_no_page_of_a_number_tells_the_pin_of_a_case(client, hall, town, ticket):
    machine = Device.objects.create(centre=hall.centre, kind=Device.Kind.KIOSK, name="取号机一")
    town.login(client, town.actor("receptionist"))
    pages = [
        reverse("hall:kiosk_ticket", args=[machine.token, ticket.secret]),
        reverse("hall:desk_ticket", args=[ticket.secret]),
        reverse("hall:ticket", args=[ticket.secret]),
    ]
    pin = pin_of(ticket.visit.slip)
    assert [pin in client.get(page).content.decode() for page in pages] == [True] * 3
    open_a_case(ticket, town)
    shown = [client.get(page).content.decode() for page in pages]
    assert [pin in page for page in shown] == [False] * 3
    assert [KEPT in page for page in shown] == [True, True, False]


def test_printed_again_it_names_the_code_alone(hall, town, ticket):
    pin = pin_of(ticket.visit.slip)
    with printer() as sink:
        one = Printer.objects.create(centre=hall.centre, name="一", host="127.0.0.1", port=sink.port)
        printing.carry_out(printing.print_ticket(ticket, one, by=resident_actor()).pk, by=system_actor())
        open_a_case(ticket, town)
        again = Ticket.objects.get(pk=ticket.pk)
        printing.carry_out(printing.print_ticket(again, one, by=resident_actor()).pk, by=system_actor())
    first, second = ("".join(sheet.words) for sheet in sink.sheets)
    assert ([pin in first, pin in second], KEPT in second, ticket.visit.slip.code in second) == (
        [True, False],
        True,
        True,
    )
