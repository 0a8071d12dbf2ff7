"""The estimate plays the queue forward by the rule that calls; whatever is known exactly comes out exactly."""

from datetime import UTC, datetime, timedelta

import pytest

from onedoor.hall.choosing import choose
from onedoor.hall.estimating import Desk, Expectation, ServiceTime, Serving, Waiting, forecast, learned

NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)
TEN = ServiceTime(10, 0.01)


def ago(minutes):
    return NOW - timedelta(minutes=minutes)


def line(*, service="A", count=4, first=1, **more):
    return [Waiting(f"{service}{n}", service, ago(60 - n), n, **more) for n in range(first, first + count)]


def middles(said):
    return {who: round(expectation.middle, -1) for who, expectation in said.tickets.items()}


def test_of_two_lines_the_heavier_is_taken_sooner_and_the_lighter_does_not_starve():
    heads = [(1, 0, 1, "light"), (3, 30, 2, "heavy")]
    assert [choose(heads, now) for now in (40, 44, 45, 46, 400)] == [
        "light",
        "light",
        "light",
        "heavy",
        "heavy",
    ]
    # Ever new heavy ones come; after three times as long the light one is taken.
    assert [choose([(1, 0, 1, "light"), (3, now - 20, 2, "heavy")], now) for now in (59, 60, 61)] == [
        "heavy",
        "light",
        "light",
    ]


def test_equals_are_taken_as_they_stand_and_then_by_number():
    assert choose([(1, 5, 7, "later"), (1, 5, 3, "first")], 10) == "first"
    assert choose([], 10) is None


def test_one_free_window_takes_them_one_after_the_other():
    said = forecast(line(), [], [Desk(1, {"A": 1})], {"A": TEN}, now=NOW)
    assert middles(said) == {"A1": 0, "A2": 10, "A3": 20, "A4": 30}
    before, middle, _low, _high = said.newcomers["A"]
    assert (before, round(middle, -1)) == (4, 40)
    assert [said.tickets[who].before for who in ("A1", "A2", "A3", "A4")] == [0, 1, 2, 3]


def test_two_windows_halve_the_wait():
    said = forecast(line(), [], [Desk(1, {"A": 1}), Desk(2, {"A": 1})], {"A": TEN}, now=NOW)
    assert middles(said) == {"A1": 0, "A2": 0, "A3": 10, "A4": 10}


def test_a_busy_window_is_free_after_what_is_left_of_its_visit():
    said = forecast(line(count=1), [Serving(1, "A", ago(4))], [Desk(1, {"A": 1})], {"A": TEN}, now=NOW)
    assert round(said.tickets["A1"].middle) == 6


def test_a_visit_that_lasts_longer_than_any_other_still_ends():
    said = forecast(line(count=1), [Serving(1, "A", ago(500))], [Desk(1, {"A": 1})], {"A": TEN}, now=NOW)
    before, middle, low, high = said.tickets["A1"]
    assert 0 < low < middle < high < 60


def test_who_was_sent_to_one_window_waits_for_that_one_alone():
    sent = line(count=1, for_window=2)
    times, desks = {"A": TEN}, [Desk(1, {"A": 1}), Desk(2, {})]
    busy = [Serving(1, "A", ago(1)), Serving(2, "A", ago(8))]
    said = forecast([*sent, *line(first=2, count=1)], busy, desks, times, now=NOW)
    assert {who: round(told.middle) for who, told in said.tickets.items()} == {"A1": 2, "A2": 9}


def test_what_no_window_does_is_told_no_time():
    said = forecast(line(), [], [Desk(1, {"B": 1})], {"A": TEN, "B": TEN}, now=NOW)
    assert said.tickets["A4"] == Expectation(3, None, None, None)
    assert said.newcomers["A"] == Expectation(4)
    assert said.newcomers["B"].middle == 0


def test_an_empty_hall_waits_for_nobody():
    said = forecast([], [], [Desk(1, {"A": 1})], {"A": TEN}, now=NOW)
    assert (said.tickets, tuple(said.newcomers["A"])) == ({}, (0, 0, 0, 0))


def test_others_who_come_with_more_weight_make_the_wait_longer():
    desks, times = [Desk(1, {"A": 1, "B": 9})], {"A": TEN, "B": TEN}
    busy = [Serving(1, "B", ago(0))]
    waiting = [Waiting("A1", "A", NOW, 1)]
    quiet = forecast(waiting, busy, desks, times, now=NOW).tickets["A1"].middle
    crowded = forecast(waiting, busy, desks, times, {"B": 0.2}, now=NOW).tickets["A1"].middle
    assert (round(quiet), crowded > 15) == (10, True)


def test_asked_again_it_says_the_same():
    asked = [
        forecast(line(), [], [Desk(1, {"A": 1})], {"A": ServiceTime(10, 6)}, now=NOW) for _twice in range(2)
    ]
    assert asked[0] == asked[1]
    assert asked[0].tickets["A4"].low < asked[0].tickets["A4"].middle < asked[0].tickets["A4"].high


@pytest.mark.parametrize(
    ("finished", "mean"),
    [
        ([], 12),
        ([20] * 6, 16),
        ([20] * 54, 19.2),
        # A ticket left open over lunch counts as a long visit, not as eleven.
        ([10] * 9 + [240], 12.6),
        ([0, -3], 12),
    ],
)
def test_the_declared_duration_gives_way_to_what_was_seen(finished, mean):
    declared = ServiceTime(12, 7)
    assert round(learned(finished, declared).mean, 1) == mean
