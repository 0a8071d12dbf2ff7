"""Nobody who was sent to a window or a person, or waits for a service, is left where nobody calls them."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from onedoor.hall import actions
from onedoor.hall.actions import setting_up
from onedoor.hall.models import Policy, Sitting, Skill, Ticket, Window
from onedoor.hall.tests.people import Hall
from onedoor.hall.window_forms import MoveForm
from onedoor.kit.problems import NotNow, NotValid


@pytest.fixture(autouse=True)
def nine():
    with time_machine.travel("2026-11-23 09:00:00+08:00") as clock:
        yield clock


@pytest.fixture
def keeper(hall):
    return hall.town.actor("operator")


def sent(hall, clerk, **where):
    """Somebody called to window 1 and sent on from it."""
    hall.comes()
    return actions.move(actions.call_next(hall.windows[0], by=clerk), by=clerk, **where)


def aims(ticket) -> tuple:
    return Ticket.objects.values_list("for_window", "for_staff").get(pk=ticket.pk)


def test_who_was_sent_to_a_person_or_window_waits_for_the_service_when_it_empties(hall):
    window, clerk = hall.seat(1)
    second, other = hall.seat(2)
    to_person = sent(hall, clerk, staff=other.staff)
    to_window = sent(hall, clerk, window=second)
    stands = to_person.stands_at
    actions.stand_up(second, by=other)
    assert (aims(to_person), aims(to_window)) == ((None, None), (None, None))
    assert Ticket.objects.get(pk=to_person.pk).stands_at == stands
    assert actions.call_next(window, by=clerk).pk == to_person.pk


def test_who_sits_down_at_another_window_is_followed_by_those_sent_to_them(hall):
    window, clerk = hall.seat(1)
    second, other = hall.seat(2)
    to_person = sent(hall, clerk, staff=other.staff)
    to_window = sent(hall, clerk, window=second)
    actions.sit_down(hall.windows[2], by=other)
    assert (aims(to_person), aims(to_window)) == ((None, other.staff.pk), (None, None))
    assert actions.call_next(hall.windows[2], by=other).pk == to_person.pk


def test_who_sits_down_in_another_hall_frees_those_sent_to_them(hall):
    elsewhere = Hall(hall.town, hall.town.street_centre)
    window, clerk = hall.seat(1)
    _second, other = hall.seat(2)
    to_person = sent(hall, clerk, staff=other.staff)
    actions.sit_down(elsewhere.windows[0], by=other)
    assert aims(to_person) == (None, None)
    assert Sitting.objects.get(until=None, staff=other.staff).window == elsewhere.windows[0]


def test_nobody_is_sent_to_an_empty_place(hall):
    window, clerk = hall.seat(1)
    hall.comes()
    ticket = actions.call_next(window, by=clerk)
    away = hall.town.actor("clerk", name="不在的人").staff
    with pytest.raises(NotNow, match="3号窗口现在没有人"):
        actions.move(ticket, by=clerk, window=hall.windows[2])
    with pytest.raises(NotNow, match="不在的人现在不在窗口"):
        actions.move(ticket, by=clerk, staff=away)
    elsewhere = Hall(hall.town, hall.town.street_centre)
    with pytest.raises(NotValid, match="本大厅"):
        actions.move(ticket, by=clerk, window=elsewhere.windows[2])
    hall.advice.offers.all().delete()
    with pytest.raises(NotNow, match="没有窗口办理“法律咨询”"):
        actions.move(ticket, by=clerk, service=hall.advice)
    assert list(MoveForm(window=window).fields["window"].queryset) == []
    third, _lawyer = hall.seat(3)
    assert list(MoveForm(window=window).fields["window"].queryset) == [third]


def test_a_window_that_closes_frees_whoever_was_sent_to_it(hall, keeper):
    window, clerk = hall.seat(1)
    second, _other = hall.seat(2)
    ticket = sent(hall, clerk, window=second)
    # As a power cut leaves it: nobody stood up, and nobody sits there.
    Sitting.objects.filter(window=second).delete()
    second.is_open = False
    setting_up.save_window(second, {hall.intake: 1}, by=keeper)
    assert aims(ticket) == (None, None)


def test_to_whom_a_number_was_sent_is_read_in_the_hall(hall):
    window, clerk = hall.seat(1)
    _second, other = hall.seat(2)
    sent(hall, clerk, staff=other.staff)
    browser = hall.town.login(Client(), hall.town.actor("receptionist"))
    assert f"指定给{other.staff}" in browser.get("/hall/line/").content.decode()


def test_nobody_changes_their_window_with_somebody_at_it(hall):
    window, clerk = hall.seat(1)
    hall.comes()
    ticket = actions.call_next(window, by=clerk)
    with pytest.raises(NotNow, match="A001还在1号窗口"):
        actions.sit_down(hall.windows[1], by=clerk)
    assert Sitting.objects.get(until=None).window == window
    actions.miss(ticket, by=clerk)
    assert actions.sit_down(hall.windows[1], by=clerk).window == hall.windows[1]


def test_a_service_keeps_its_last_window_while_somebody_waits_for_it(hall, keeper):
    hall.advice.offers.filter(window=hall.windows[1]).delete()
    hall.advice.is_open = False
    hall.advice.save()
    third = hall.windows[2]
    ticket = hall.comes()
    ticket.visit.needs.create(service=hall.advice, position=2)
    with pytest.raises(NotNow, match="还有人在等“法律咨询”"):
        setting_up.save_window(third, {hall.intake: 1}, by=keeper)
    third.is_open = False
    with pytest.raises(NotNow, match="还有人在等“法律咨询”"):
        setting_up.save_window(third, {hall.advice: 1}, by=keeper)
    actions.leave(ticket, by=hall.town.actor("receptionist"))
    assert not setting_up.save_window(
        Window.objects.get(pk=third.pk), {hall.intake: 1}, by=keeper
    ).offers.filter(service=hall.advice)


def test_a_window_picks_only_from_its_own_lines(hall):
    window, clerk = hall.seat(1)
    second, other = hall.seat(2)
    advice, elsewhere = hall.comes(hall.advice), sent(hall, clerk, window=second)
    for ticket in (advice, elsewhere):
        with pytest.raises(NotNow, match="不在这个窗口的队列里"):
            actions.call_this(ticket, window, by=clerk)
    assert actions.call_this(elsewhere, second, by=other).window == second
    actions.miss(elsewhere, by=other)
    Skill.objects.create(staff=other.staff, service=hall.intake)
    with pytest.raises(NotNow, match="不在这个窗口的队列里"):
        actions.call_this(advice, second, by=other)


def test_a_key_that_comes_back_with_something_else_is_not_answered_with_that_ticket(hall):
    key = uuid4()
    taken = hall.comes(key=key)
    for services, told in (
        ([hall.advice], {}),
        ([hall.intake], {"people": 2}),
        ([hall.intake], {"is_priority": True}),
        ([hall.intake, hall.advice], {}),
    ):
        with pytest.raises(NotValid, match="请再按一次"):
            hall.comes(*services, key=key, **told)
    with pytest.raises(NotValid, match="请再按一次"):
        Hall(hall.town, hall.town.street_centre).comes(key=key)
    assert hall.comes(key=key).pk == taken.pk


def test_pressed_once_more_after_that_a_number_is_given(hall):
    browser = hall.town.login(Client(), hall.town.actor("receptionist"))
    told = {"key": str(uuid4()), "service": ["legal_advice"], "people": "1", "priority": "no"}
    hall.comes(key=told["key"])
    answer = browser.post("/hall/take/", told)
    assert (answer.status_code, "请再按一次" in answer.content.decode()) == (422, True)
    told["key"] = answer.context["form"]["key"].value()
    assert browser.post("/hall/take/", told).status_code == 302
    assert sorted(str(ticket) for ticket in Ticket.objects.all()) == ["A001", "B001"]


def test_behind_nobody_means_first_in_line(hall, nine):
    Policy.objects.create(centre=hall.centre, rejoin_after=0)
    window, clerk = hall.seat(1)
    missed = hall.comes()
    for _n in range(2):
        nine.shift(timedelta(minutes=1))
        hall.comes()
    actions.miss(actions.call_next(window, by=clerk), by=clerk)
    actions.rejoin(missed, by=clerk)
    assert [ticket.label for ticket in Ticket.objects.waiting()] == ["A001", "A002", "A003"]
