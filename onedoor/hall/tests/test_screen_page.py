"""A call screen: what stands on it when it is switched on, and whom its address lets in."""

from datetime import timedelta

import pytest
import time_machine

from onedoor.hall import actions
from onedoor.hall.models import Device
from onedoor.hall.queries.screens import shown_on


@pytest.fixture
def screen(hall):
    return Device.objects.create(centre=hall.centre, kind=Device.Kind.SCREEN, name="东侧屏")


def call(hall, number, *services):
    window, clerk = hall.seat(number)
    hall.comes(*services)
    return actions.call_next(window, by=clerk)


def test_the_screen_shows_numbers_windows_and_how_many_wait(hall, screen, client):
    call(hall, 1)
    call(hall, 3, hall.advice)
    hall.comes()
    answer = client.get(f"/hall/d/{screen.token}/")
    shown = answer.content.decode()
    assert [word in shown for word in ("B001", "A001", "综合受理", "人等候", "区综治中心")] == [True] * 5
    assert (answer.context["latest"]["label"], [one["label"] for one in answer.context["earlier"]]) == (
        "B001",
        ["A001"],
    )


def test_no_name_stands_on_it(hall, screen, client):
    call(hall, 1)
    shown = client.get(f"/hall/d/{screen.token}/").content.decode()
    assert [word in shown for word in ("窗口1", "王芳")] == [False, False]


def test_a_screen_of_some_windows_shows_those_alone(hall, screen):
    call(hall, 1)
    call(hall, 3, hall.advice)
    screen.windows.set([hall.windows[2]])
    shown = shown_on(screen)
    assert (
        shown["latest"]["label"],
        shown["earlier"],
        [one["number"] for one in shown["windows"]],
        [one["letter"] for one in shown["waiting"]],
    ) == ("B001", [], [3], ["B"])


def test_a_call_that_was_missed_is_not_shown_as_one(hall, screen):
    window, clerk = hall.seat(1)
    hall.comes()
    ticket = actions.call_next(window, by=clerk)
    assert shown_on(screen)["latest"]["label"] == "A001"
    actions.miss(ticket, by=clerk)
    assert shown_on(screen)["latest"] is None


def test_nobody_is_called_on_who_is_at_the_window_or_gone(hall, screen, client):
    called = []
    for number, service in ((1, hall.intake), (3, hall.advice), (2, hall.intake)):
        window, clerk = hall.seat(number)
        hall.comes(service)
        called.append((actions.call_next(window, by=clerk), clerk))
    (first, _by), (second, _by), (third, _by) = called
    actions.serve(third, by=called.pop()[1])
    told = shown_on(screen)
    assert (told["latest"]["label"], [one["label"] for one in told["earlier"]]) == (
        second.label,
        [first.label, third.label],
    )
    for ticket, by in called:
        actions.finish(actions.serve(ticket, by=by), by=by)
    told = shown_on(screen)
    assert (told["latest"], len(told["earlier"])) == (None, 3)
    page = client.get(f"/hall/d/{screen.token}/").content.decode()
    assert ("请等候叫号" in page.split("<template")[0], "最近叫过" in page) == (True, True)


def test_an_unknown_token_and_a_device_out_of_use_look_the_same(screen, client):
    Device.objects.update(is_active=False)
    out, unknown = client.get(f"/hall/d/{screen.token}/"), client.get("/hall/d/nobody/")
    assert (out.status_code, unknown.status_code) == (404, 404)


def test_it_is_noted_once_a_minute_that_a_device_is_on(screen, client):
    with time_machine.travel("2026-11-23 09:00:00+08:00", tick=False) as clock:
        client.get(f"/hall/d/{screen.token}/")
        first = Device.objects.get().seen_at
        clock.shift(timedelta(seconds=30))
        client.head(f"/hall/d/{screen.token}/")
        assert Device.objects.get().seen_at == first
        clock.shift(timedelta(minutes=1))
        client.head(f"/hall/d/{screen.token}/")
        assert Device.objects.get().seen_at == first + timedelta(seconds=90)
