"""Simulated days of the hall: the bound of the expected wait, held without a clock."""

from statistics import median

import pytest

from onedoor.config.bench.hall_days import SERVICES, WINDOWS, Day, days
from onedoor.config.bench.hall_waits import CROWDS, MOST_ERROR, minutes, percents, told, within


def silent(day, slip):
    return {}


@pytest.fixture(scope="module")
def busy():
    """Two busy days, each slip told by every way."""
    return days(2, seed=1, crowd=CROWDS["busy"], told=told)


def test_half_of_those_who_wait_are_told_within_a_quarter_of_it(busy):
    ours, mean = median(percents(busy, "ours")), median(percents(busy, "mean"))
    assert len(percents(busy, "ours")) > 250
    assert ours <= MOST_ERROR.limit < mean
    assert median(minutes(busy, "ours")) < median(minutes(busy, "mean")) / 1.5


def test_the_range_holds_about_three_of_four(busy):
    assert 65 < within(busy) < 90


def test_a_day_is_the_same_day_when_it_is_played_again():
    played = [
        [(slip.service, slip.called) for slip in days(1, seed=3, crowd=1.0, told=silent)]
        for _twice in range(2)
    ]
    assert played[0] == played[1]
    assert played[0] != [(slip.service, slip.called) for slip in days(1, seed=4, crowd=1.0, told=silent)]


def test_everybody_is_called_once_and_only_by_a_window_that_can():
    day = Day(1, crowd=1.3, told=silent, before={})
    slips = day.run()
    assert all(slip.waited >= 0 for slip in slips)
    assert sorted(slip.number for slip in slips) == list(range(1, len(slips) + 1))
    assert sum(map(len, day.finished.values())) == len(slips)
    assert set(SERVICES) == {service for weights in WINDOWS for service in weights}


def test_within_a_service_they_are_called_as_they_stand():
    slips = days(1, seed=2, crowd=1.5, told=silent)
    for service in SERVICES:
        line = sorted((slip for slip in slips if slip.service == service), key=lambda slip: slip.called)
        overtaken = [
            (one.number, other.number)
            for place, one in enumerate(line)
            for other in line[place + 1 :]
            if (other.stands, other.number) < (one.stands, one.number) and other.issued < one.called
        ]
        assert overtaken == []


def test_the_error_is_of_what_was_waited_and_short_waits_have_none():
    slips = days(1, seed=2, crowd=1.0, told=silent)[:2]
    for slip, waited in zip(slips, (20, 4), strict=True):
        slip.called, slip.told = slip.issued + waited, {"ours": 15, "low": 10, "high": 30}
    assert [round(value, 6) for value in percents(slips, "ours")] == [25.0]
    assert [round(value, 6) for value in minutes(slips, "ours")] == [5, 11]
    assert within(slips) == 100
