"""What the line of a hall says about the wait, read from its rows."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from onedoor.hall import actions
from onedoor.hall.estimating import Expectation
from onedoor.hall.models import Service, Skill
from onedoor.hall.queries.expecting import expected, in_words, rounded
from onedoor.venues.models import Centre

NINE = "2026-11-23 09:00:00+08:00"


@pytest.fixture(autouse=True)
def nine():
    with time_machine.travel(NINE, tick=False) as clock:
        yield clock


def test_nobody_at_a_window_means_no_time_but_a_place(hall):
    hall.comes()
    ticket = hall.comes()
    said = expected(hall.centre)
    assert tuple(said.of(ticket)) == (1, None, None, None)
    assert tuple(said.newcomer(hall.intake)) == (2, None, None, None)


def test_a_line_at_one_window_waits_as_long_as_those_before_take(hall, nine):
    tickets = [hall.comes() for _n in range(5)]
    window, clerk = hall.seat(1)
    called = actions.call_next(window, by=clerk)
    said = expected(hall.centre)
    assert said.of(called) is None
    assert [said.of(ticket).before for ticket in tickets[1:]] == [0, 1, 2, 3]
    middles = [said.of(ticket).middle for ticket in tickets[1:]]
    assert middles == sorted(middles)
    assert 30 < middles[-1] < 60
    assert said.newcomer(hall.intake).before == 4
    assert said.newcomer(hall.advice) == Expectation(0)


def test_what_visits_took_today_is_learned(hall, nine):
    window, clerk = hall.seat(1)
    for _n in range(12):
        hall.comes()
        called = actions.call_next(window, by=clerk)
        actions.serve(called, by=clerk)
        nine.shift(timedelta(minutes=3))
        actions.finish(called, by=clerk)
    tickets = [hall.comes() for _n in range(5)]
    # Five tickets of three minutes and a little, where the hall had declared twelve.
    assert 10 < expected(hall.centre).of(tickets[4]).middle < 30


def test_a_paused_window_is_taken_to_come_back(hall):
    window, clerk = hall.seat(1)
    ticket = hall.comes()
    actions.pause(window, by=clerk)
    assert 0 < expected(hall.centre).of(ticket).middle < 15


def test_a_window_does_what_its_person_was_taught(hall):
    window, clerk = hall.seat(2)
    ticket = hall.comes(hall.advice)
    assert expected(hall.centre).of(ticket).middle == 0
    Skill.objects.create(staff=clerk.staff, service=hall.intake)
    assert expected(hall.centre).of(ticket).middle is None


def test_who_is_sent_to_a_person_waits_for_them(hall):
    window, clerk = hall.seat(1)
    other, colleague = hall.seat(3)
    ticket = hall.comes()
    called = actions.call_next(window, by=clerk)
    actions.move(called, by=clerk, staff=colleague.staff)
    assert expected(hall.centre).of(ticket).middle == 0
    actions.stand_up(other, by=colleague)
    # In their service's line again: the first window takes them.
    assert expected(hall.centre).of(ticket).middle == 0
    assert actions.call_next(window, by=clerk).pk == ticket.pk


def test_it_asks_four_times_however_many_wait(hall):
    for number in (1, 2, 3):
        hall.seat(number)
    counts = []
    for _round in range(2):
        for service in (hall.intake, hall.advice) * 4:
            hall.comes(service)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            expected(hall.centre)
        counts.append(len(asked))
    assert counts == [4, 4]


def test_another_hall_has_a_line_of_its_own(hall, town):
    hall.comes()
    other = Centre.objects.create(org=town.labour, region=town.town, name="镇综治中心")
    service = Service.objects.create(centre=other, code="intake", name="综合受理", letter="A")
    said = expected(other)
    assert (said.newcomer(service), said.newcomer(hall.intake)) == (Expectation(0), Expectation(0))
    assert expected(hall.centre).newcomer(hall.intake).before == 1


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        ((2, 0, 4), "5分钟以内"),
        ((7, 0, 14), "约5分钟（最多15）"),
        ((16, 11, 24), "约15分钟（10—25）"),
        ((74, 52, 103), "约70分钟（50—110）"),
        ((None, None, None), ""),
    ],
)
def test_words_promise_no_minute(minutes, words):
    assert in_words(Expectation(3, *minutes)) == words


def test_the_range_is_rounded_outwards():
    assert rounded(12, 8, 21) == (10, 5, 25)
    assert in_words(None) == ""
