"""The hall in English: the pages of those who wait, of the windows and of those who keep it, with every refusal."""

from datetime import date

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from onedoor.hall import actions
from onedoor.hall.models import Device, Printer, PrintJob
from onedoor.hall.steps import STEPS
from onedoor.hall.tests.people import Hall
from onedoor.posts.verbs import VERBS
from tests.house.test_english import data, read_all

MONDAY = date(2026, 11, 23)
ENGLISH = {"accept-language": "en"}


@pytest.fixture
def hall(town):
    """One done, one called, one served, one missed, one waiting with two services; devices, a failing printer, a roster."""
    cache.clear()
    with time_machine.travel("2026-11-23 09:00:00+08:00", tick=False):
        made = Hall(town)
        made.window, made.clerk = made.seat(1)
        made.done = made.comes()
        actions.finish(call_and_serve(made.window, made.clerk), by=made.clerk)
        made.missed = made.comes()
        actions.miss(actions.call_next(made.window, by=made.clerk), by=made.clerk)
        made.served = made.comes(is_priority=True, people=2)
        call_and_serve(made.window, made.clerk)
        second, other = made.seat(2)
        made.called = made.comes()
        actions.call_next(second, by=other)
        made.waiting = made.comes(made.intake, made.advice)
        made.devices = {
            kind: Device.objects.create(centre=made.centre, kind=kind, name=kind)
            for kind in Device.Kind.values
        }
        made.devices["rater"].windows.add(made.window)
        made.printer = Printer.objects.create(
            centre=made.centre, name="one", host="192.0.2.1", state="failed", words="缺纸", at_desk=True
        )
        made.keeper = town.actor_with(*VERBS)
        person = made.keeper.staff
        actions.seat(made.window, MONDAY, "am", person, by=made.keeper)
        yield made


def call_and_serve(window, clerk):
    return actions.serve(actions.call_next(window, by=clerk), by=clerk)


def page(name, *args):
    return reverse(f"hall:{name}", args=args)


def read(town, actor, addresses, method="GET"):
    browser = Client(headers=ENGLISH)
    return read_all(town.login(browser, actor) if actor else browser, addresses, data(), method)


def test_every_page_of_those_who_wait_is_english(town, hall):
    tickets = (hall.done, hall.missed, hall.served, hall.called, hall.waiting)
    token = hall.devices["kiosk"].token
    asked = [page("ticket", one.secret) for one in tickets] + [page("rate", one.secret) for one in tickets]
    asked += [page("device", one.token) for one in hall.devices.values()]
    asked += [page("kiosk_take", token) + f"?service=intake{more}" for more in ("", "&service=legal_advice")]
    asked += [page("device", token) + "?m=ldbp", page("kiosk_ticket", token, hall.waiting.secret)]
    asked += [page("plan"), page("plan") + "?week=2026-11-30", page("my_ticket") + "?code=261123-000-0001"]
    assert read(town, None, asked) == {}


def test_what_is_refused_to_those_who_wait_is_english(town, hall):
    token = hall.devices["kiosk"].token
    asked = [page(name, hall.called.secret) for name in ("leave", "rejoin", "rate")]
    asked += [
        page("kiosk_take", token) + "?service=intake",
        page("rate", hall.done.secret),
        page("device", "guessed"),
    ]
    assert read(town, None, asked, "POST") == {}
    actions.close_day(hall.centre, by=hall.keeper)
    assert read(town, None, [page("device", token)]) == {}


def test_every_page_of_the_windows_and_the_desk_is_english(town, hall):
    mine = [page(name, hall.window.pk) for name in ("window", "window_line", "window_visitor")]
    other = [page("window", one.pk) for one in hall.windows[1:]]
    assert read(town, hall.clerk, [page("windows"), *mine, *other]) == {}
    PrintJob.objects.create(printer=hall.printer, ticket=hall.waiting, made_at=hall.waiting.stands_at)
    desk = [page("line"), page("desk_take"), page("desk_ticket", hall.waiting.secret), page("printers")]
    assert read(town, hall.keeper, desk) == {}


def test_every_refusal_of_the_windows_is_english(town, hall):
    pk = hall.window.pk
    asked = [page("window_step", pk, name) for name in STEPS]
    asked += [page("window_call", pk), page("window_move", pk), page("window_visitor", pk)]
    asked += [page("window_seat", one.pk, "sit") for one in hall.windows]
    asked += [page("line_step", name) for name in ("leave", "rejoin")] + [page("desk_take")]
    assert read(town, hall.clerk, asked, "POST") == {}


def kept(hall) -> list[str]:
    person = hall.keeper.staff
    return [
        *(page(name) for name in ("policy", "service_new", "window_new", "group_new", "device_new")),
        *(page("service_edit", hall.intake.pk), page("window_edit", hall.window.pk)),
        *(page("group_edit", hall.centre.priority_groups.get().pk), page("skills", person.pk)),
        *(page("device_edit", hall.devices["rater"].pk), page("printer_new")),
        *(page("printer_edit", hall.printer.pk), page("seat", hall.window.pk, MONDAY, "am")),
    ]


def test_every_page_of_those_who_keep_the_hall_is_english(town, hall):
    lists = [page(name) for name in ("setup", "devices", "planning", "figures")]
    lists += [page("figures") + "?since=2027-01-01&until=2026-01-01", page("planning") + "?week=2026-11-30"]
    assert read(town, hall.keeper, [*lists, *kept(hall)]) == {}


def test_every_refusal_of_the_setup_is_english(town, hall):
    assert read(town, hall.keeper, kept(hall), "POST") == {}
    outsider = town.actor("clerk", name="another")
    assert read(town, outsider, [page("setup"), page("window", hall.window.pk)]) == {}
