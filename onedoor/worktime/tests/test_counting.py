from datetime import date, timedelta

import chinese_calendar
import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from onedoor.worktime import counting
from onedoor.worktime.counting import CALENDAR, WORKING, Run, Special, Table, load
from onedoor.worktime.models import SpecialDay
from onedoor.worktime.notices import notice_days, take_in

DAY = timedelta(days=1)


def published(*years) -> Table:
    days = {
        day.date: Special(day.is_workday, day.name, day.source) for year in years for day in notice_days(year)
    }
    return Table(days, frozenset(years))


KNOWN = published(2024, 2025, 2026)
days_known = st.dates(date(2024, 1, 1), date(2026, 6, 30))
units = st.sampled_from([WORKING, CALENDAR])


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_every_day_of_a_published_year_equals_the_notice(year):
    days = [date(year, 1, 1) + DAY * n for n in range(366) if (date(year, 1, 1) + DAY * n).year == year]
    assert [KNOWN.is_workday(day) for day in days] == [chinese_calendar.is_workday(day) for day in days]


def test_an_objection_before_the_spring_festival_counts_the_moved_saturday():
    """信访工作条例 第二十三条: five working days from Friday 2026-02-13."""
    assert KNOWN.end_of(date(2026, 2, 13), 5) == date(2026, 2, 27)


def test_a_period_that_ends_in_a_holiday_ends_on_the_first_day_after_it():
    """人民调解法 第三十三条: thirty days from 2026-01-22."""
    assert KNOWN.end_of(date(2026, 1, 22), 30, CALENDAR) == date(2026, 2, 21)
    assert KNOWN.end_of(date(2026, 1, 22), 30, CALENDAR, roll_forward=True) == date(2026, 2, 24)


def test_the_last_day_to_give_notice_three_working_days_before_a_meeting():
    assert KNOWN.before(date(2026, 10, 12), 3) == date(2026, 10, 8)
    assert KNOWN.before(date(2026, 3, 5), 3) == date(2026, 3, 2)
    assert KNOWN.before(date(2026, 3, 5), 3, CALENDAR) == date(2026, 3, 2)


def test_the_day_something_begins_does_not_count():
    assert KNOWN.end_of(date(2026, 3, 2), 1) == date(2026, 3, 3)
    assert KNOWN.end_of(date(2026, 3, 2), 0) == date(2026, 3, 2)


@given(days_known, st.integers(0, 60), units)
def test_a_longer_period_never_ends_earlier(start, days, unit):
    assert KNOWN.end_of(start, days, unit) <= KNOWN.end_of(start, days + 1, unit)


@given(days_known, st.integers(0, 60), units, st.booleans())
def test_a_period_that_begins_later_never_ends_earlier(start, days, unit, roll):
    assert KNOWN.end_of(start, days, unit, roll) <= KNOWN.end_of(start + DAY, days, unit, roll)


@given(days_known, st.integers(1, 60), units)
def test_the_days_between_a_start_and_its_end_are_the_days_of_the_period(start, days, unit):
    assert KNOWN.days_between(start, KNOWN.end_of(start, days, unit), unit) == days


@given(days_known, st.integers(1, 60))
def test_a_period_of_working_days_ends_on_a_working_day(start, days):
    assert KNOWN.is_workday(KNOWN.end_of(start, days))


@given(days_known.filter(KNOWN.is_workday), st.integers(1, 60), units)
def test_counting_back_from_a_working_day_and_forth_again_comes_to_it(end, days, unit):
    assert KNOWN.end_of(KNOWN.before(end, days, unit), days, unit) == end


def test_rest_days_in_a_row_are_named_together():
    assert list(KNOWN.runs(date(2026, 9, 24), date(2026, 10, 16), is_workday=False)) == [
        Run(date(2026, 9, 25), date(2026, 9, 27), "中秋节"),
        Run(date(2026, 10, 1), date(2026, 10, 7), "国庆节"),
    ]
    assert list(KNOWN.runs(date(2026, 9, 24), date(2026, 10, 16), is_workday=True)) == [
        Run(date(2026, 10, 10), date(2026, 10, 10), "国庆节调休")
    ]
    assert list(KNOWN.runs(date(2025, 9, 30), date(2025, 10, 10), is_workday=False)) == [
        Run(date(2025, 10, 1), date(2025, 10, 8), "国庆节、中秋节")
    ]


def test_a_year_without_notice_is_provisional_and_rests_on_the_days_the_law_fixes():
    assert KNOWN.is_provisional(date(2027, 1, 4))
    assert not KNOWN.is_provisional(date(2026, 12, 31))
    assert not KNOWN.is_workday(date(2027, 1, 1))
    assert not KNOWN.is_workday(date(2027, 2, 8))
    assert not KNOWN.is_workday(date(2027, 4, 5))
    assert KNOWN.is_workday(date(2027, 2, 10))
    assert KNOWN.end_of(date(2026, 12, 31), 1) == date(2027, 1, 4)


def test_the_law_fixes_thirteen_days_a_year():
    assert len(list(counting.statutory.rest_days(2027))) == 13


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_the_solar_feast_is_computed_as_the_library_has_it(year):
    day = next(day for day, name in counting.statutory.rest_days(year) if name == "清明节")
    assert chinese_calendar.get_holiday_detail(day) == (True, "Tomb-sweeping Day")


@pytest.mark.django_db
def test_the_table_is_read_once_and_again_after_some_seconds(django_assert_num_queries):
    take_in(2026)
    with time_machine.travel(0, tick=False) as now:
        with django_assert_num_queries(2):
            assert counting.end_of(date(2026, 9, 30), 1) == date(2026, 10, 8)
            assert counting.is_workday(date(2026, 10, 8))
        SpecialDay.objects.create(date=date(2026, 10, 8), is_workday=False, name="停电")
        assert counting.is_workday(date(2026, 10, 8))
        now.shift(counting.FRESH_SECONDS)
        assert not counting.is_workday(date(2026, 10, 8))


@pytest.mark.django_db
def test_what_the_table_holds_is_what_counting_uses():
    take_in(2026)
    assert load() == published(2026)
    assert counting.is_published(2026)
    assert not counting.is_published(2025)
    assert not counting.is_provisional(date(2026, 5, 1))
    assert counting.before(date(2026, 10, 12), 3) == date(2026, 10, 8)
    assert counting.days_between(date(2026, 9, 30), date(2026, 10, 12)) == 4
