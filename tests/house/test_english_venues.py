"""Rooms and halls in English: every page, and every refusal of their forms."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from onedoor.venues import actions
from onedoor.venues.tests.people import MONDAY, House, at
from tests.house.test_english import data, read_all


@pytest.fixture
def house(town):
    """A room that is booked, one day out of use, a fault reported, a booking cancelled."""
    with time_machine.travel(at("08:00"), tick=False):
        made = House(town)
        made.booking = made.booked(by=made.keeper)
        actions.release(made.booked("15:00", "16:00", by=made.keeper), by=made.keeper, reason="改期")
        actions.close_on(made.room, MONDAY + timedelta(days=1), "粉刷", by=made.keeper)
        actions.report(made.water, words="不出热水", by=made.keeper)
        actions.enter_equipment(made.centre, by=made.keeper, kind="rack", count=2)
        yield made


def page(name, *args):
    return reverse(f"venues:{name}", args=args)


def read(town, actor, addresses, method="GET"):
    browser = town.login(Client(headers={"accept-language": "en"}), actor)
    return read_all(browser, addresses, data(), method)


def test_every_page_of_rooms_and_halls_is_english(town, house):
    centre, room, water = house.centre.pk, house.room.pk, house.water.pk
    plain = [page(name) for name in ("centres", "rooms", "bookings", "centre_new")]
    plain.append(page("bookings") + "?past=1")
    of_centre = [
        page(name, centre) for name in ("centre", "centre_edit", "room_new", "equipment", "equipment_new")
    ]
    of_room = [page(name, room) for name in ("room", "room_edit", "book", "sign")]
    rest = [page("booking", house.booking.pk), page("fault", water), page("equipment_edit", water)]
    assert read(town, house.keeper, [*plain, *of_centre, *of_room, *rest]) == {}


def test_every_refusal_of_their_forms_is_english(town, house):
    centre, room, water = house.centre.pk, house.room.pk, house.water.pk
    asked = [page(name, centre) for name in ("centre_edit", "room_new", "equipment_new")]
    asked += [page(name, room) for name in ("room_edit", "close_day", "open_day", "book")]
    asked += [page(name, house.booking.pk) for name in ("booking", "cancel")]
    asked += [page(name, water) for name in ("fault", "check", "equipment_edit")]
    asked += [page("centre_new")]
    assert read(town, house.keeper, asked, "POST") == {}
    outsider = town.actor("handler", org=town.labour)
    theirs = [page("room", house.street_room.pk), page("booking", house.booking.pk)]
    assert read(town, outsider, theirs) == {}
