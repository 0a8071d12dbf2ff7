"""Every period of the law as worked examples: from this day, this is the last day. 2026 as the State Council announced it."""

from datetime import UTC, date, datetime

import chinese_calendar
import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from onedoor.mediation.law import (
    BEFORE_A_DAY,
    CHANGE_OF_SESSION,
    NOTICE_OF_HEARING,
    NOTICE_OF_SESSION,
    TERMS,
    latest_day,
)
from onedoor.worktime.counting import CALENDAR, HOURS, MONTHS, WORKING, Special, Table
from onedoor.worktime.notices import notice_days

DAYS = [day for year in (2024, 2025, 2026) for day in notice_days(year)]
KNOWN = Table(
    {day.date: Special(day.is_workday, day.name, day.source) for day in DAYS}, frozenset((2024, 2025, 2026))
)
# (the rule, the day on which it begins, its last day). 2026: Spring Festival 15 to 23 February with 14 and 28 February
# worked, Labour Day 1 to 5 May with 9 May worked, Mid-Autumn 25 to 27 September, National Day 1 to 7 October with
# 20 September and 10 October worked.
EXAMPLES = (
    ("RT-10", "2026-01-30", "2026-02-28"),
    ("RT-10", "2026-02-10", "2026-03-10"),
    ("RT-09", "2026-04-28", "2026-05-28"),
    ("RT-09", "2026-09-18", "2026-10-19"),
    ("SQ-03", "2026-09-24", "2026-09-28"),
    ("SQ-03", "2026-01-30", "2026-02-02"),
    ("SQ-04", "2026-02-10", "2026-03-12"),
    ("SQ-04", "2026-04-28", "2026-05-28"),
    ("SQ-07", "2026-09-18", "2026-10-08"),
    ("SQ-07", "2026-09-24", "2026-10-09"),
    ("SQ-08", "2026-01-30", "2026-07-30"),
    ("SQ-08", "2026-02-10", "2026-08-10"),
    ("LD-01", "2026-04-28", "2026-05-13"),
    ("LD-01", "2026-09-18", "2026-10-03"),
    ("LD-02", "2026-09-24", "2027-09-24"),
    ("LD-02", "2026-01-30", "2027-02-01"),
    ("LD-03", "2026-02-10", "2026-02-24"),
    ("LD-03", "2026-04-28", "2026-05-06"),
    ("LD-04a", "2026-09-18", "2026-09-23"),
    ("LD-04a", "2026-09-24", "2026-09-29"),
    ("LD-04b", "2026-01-30", "2026-02-09"),
    ("LD-04b", "2026-02-10", "2026-02-24"),
    ("LD-05a", "2026-04-28", "2026-06-12"),
    ("LD-05a", "2026-09-18", "2026-11-02"),
    ("LD-05b", "2026-09-24", "2026-11-23"),
    ("LD-05b", "2026-01-30", "2026-03-31"),
    ("LD-06", "2026-02-10", "2026-02-25"),
    ("LD-06", "2026-04-28", "2026-05-13"),
    ("LD-08", "2026-09-18", "2026-10-08"),
    ("LD-08", "2026-09-24", "2026-10-09"),
    ("MD-01", "2026-01-30", "2026-03-19"),
    ("MD-01", "2026-02-10", "2026-03-30"),
    ("MD-02a", "2026-04-28", "2026-05-08"),
    ("MD-02a", "2026-09-18", "2026-09-24"),
    ("MD-02b", "2026-09-24", "2026-11-12"),
    ("MD-02b", "2026-01-30", "2026-03-19"),
    ("MD-04b", "2026-02-10", "2026-02-17"),
    ("MD-04b", "2026-04-28", "2026-05-05"),
    ("MD-05", "2026-09-18", "2026-10-02"),
    ("MD-05", "2026-09-24", "2026-10-08"),
    ("MD-06", "2026-01-30", "2026-03-19"),
    ("MD-06", "2026-02-10", "2026-03-30"),
    ("RC-01a", "2026-04-28", "2026-05-14"),
    ("RC-01a", "2026-09-18", "2026-10-09"),
    ("RC-01b", "2026-09-24", "2026-10-09"),
    ("RC-01b", "2026-01-30", "2026-02-06"),
    ("RC-02", "2026-02-10", "2026-02-13"),
    ("RC-02", "2026-04-28", "2026-05-06"),
    ("RC-03", "2026-09-18", "2026-10-09"),
    ("RC-03", "2026-09-24", "2026-10-15"),
    ("RC-04", "2026-01-30", "2026-02-04"),
    ("RC-04", "2026-02-10", "2026-02-13"),
    ("RC-08", "2026-04-28", "2026-05-14"),
    ("RC-08", "2026-09-18", "2026-10-09"),
    ("RC-10", "2026-09-24", "2026-09-30"),
    ("RC-10", "2026-01-30", "2026-02-04"),
    ("TD-02", "2026-02-10", "2028-02-10"),
    ("TD-02", "2026-04-28", "2028-04-28"),
    ("TD-03", "2026-09-18", "2026-09-24"),
    ("TD-03", "2026-09-24", "2026-10-09"),
    ("TD-04", "2026-01-30", "2026-02-09"),
    ("TD-04", "2026-02-10", "2026-02-24"),
    ("TD-06a", "2026-04-28", "2026-06-29"),
    ("TD-06a", "2026-09-18", "2026-11-17"),
    ("TD-06b", "2026-09-24", "2026-12-23"),
    ("TD-06b", "2026-01-30", "2026-04-30"),
    ("TD-06c", "2026-02-10", "2026-02-13"),
    ("TD-06c", "2026-04-28", "2026-05-06"),
    ("TD-06d", "2026-09-18", "2026-10-19"),
    ("TD-06d", "2026-09-24", "2026-10-26"),
    ("FA-01", "2026-01-30", "2026-02-06"),
    ("FA-01", "2026-02-10", "2026-02-24"),
    ("FA-02", "2026-04-28", "2026-05-06"),
    ("FA-02", "2026-09-18", "2026-09-21"),
    ("FA-03", "2026-09-24", "2026-09-28"),
    ("FA-03", "2026-01-30", "2026-02-02"),
    ("FA-07", "2026-02-10", "2026-02-24"),
    ("FA-07", "2026-04-28", "2026-05-06"),
    ("DV-02a", "2026-09-18", "2027-03-18"),
    ("DV-02a", "2026-09-24", "2027-03-24"),
    ("DV-02b", "2026-01-30", "2026-02-04"),
    ("DV-02b", "2026-02-10", "2026-02-24"),
    ("PO-01", "2026-04-28", "2026-05-11"),
    ("PO-01", "2026-09-18", "2026-09-29"),
    ("AR-01a", "2026-09-24", "2026-11-23"),
    ("AR-01a", "2026-01-30", "2026-03-31"),
    ("AR-01b", "2026-02-10", "2026-02-24"),
    ("AR-01b", "2026-04-28", "2026-05-08"),
    ("AR-01c", "2026-09-18", "2026-11-17"),
    ("AR-01c", "2026-09-24", "2026-11-23"),
    ("AR-01d", "2026-01-30", "2026-03-02"),
    ("AR-01d", "2026-02-10", "2026-03-12"),
    ("AR-02", "2026-04-28", "2026-10-28"),
    ("AR-02", "2026-09-18", "2027-03-18"),
    ("CV-01", "2026-09-24", "2029-09-24"),
    ("CV-01", "2026-01-30", "2029-01-30"),
    ("GI-01", "2026-02-10", "2026-03-16"),
    ("GI-01", "2026-04-28", "2026-05-28"),
)
HOURLY = (
    ("MD-04a", "2026-02-16T03:10", "2026-02-18T03:10"),
    ("FA-04", "2026-09-30T17:00", "2026-10-01T17:00"),
    ("DV-01a", "2026-09-30T09:00", "2026-10-03T09:00"),
    ("DV-01b", "2026-02-15T22:30", "2026-02-16T22:30"),
)
EARLIER = (
    (NOTICE_OF_SESSION, "2026-02-25", "2026-02-13"),
    (NOTICE_OF_SESSION, "2026-10-09", "2026-09-29"),
    (CHANGE_OF_SESSION, "2026-02-25", "2026-02-24"),
    (CHANGE_OF_SESSION, "2026-10-09", "2026-10-08"),
    (NOTICE_OF_HEARING, "2026-02-25", "2026-02-11"),
    (NOTICE_OF_HEARING, "2026-10-09", "2026-09-24"),
)


@pytest.mark.parametrize(("rule", "begins", "last"), EXAMPLES)
def test_a_period_ends_on_this_day(rule, begins, last):
    assert TERMS[rule].last_day(date.fromisoformat(begins), KNOWN) == date.fromisoformat(last)


@pytest.mark.parametrize(("rule", "begins", "over"), HOURLY)
def test_hours_run_from_the_moment_through_every_holiday(rule, begins, over):
    begun = datetime.fromisoformat(begins).replace(tzinfo=UTC)
    assert TERMS[rule].end(begun) == datetime.fromisoformat(over).replace(tzinfo=UTC)


@pytest.mark.parametrize(("term", "event", "latest"), EARLIER)
def test_notice_is_given_so_many_working_days_before(term, event, latest):
    assert latest_day(term, date.fromisoformat(event), KNOWN) == date.fromisoformat(latest)


def test_every_term_has_an_example_and_names_its_article():
    shown = {rule for rule, _, _ in (*EXAMPLES, *HOURLY)}
    assert shown == set(TERMS)
    assert len(EXAMPLES) + len(HOURLY) + len(EARLIER) >= 60
    assert [term.rule for term in (*TERMS.values(), *BEFORE_A_DAY) if "》第" not in str(term.basis)] == []


def counted(term, begins):
    """The same, by another way: step by step over the days that a library knows."""
    if term.unit == WORKING:
        day, left = begins, term.amount
        while left:
            day += relativedelta(days=1)
            left -= chinese_calendar.is_workday(day)
        return day
    days = {"days": term.amount} if term.unit == CALENDAR else {}
    months = term.amount * (1 if term.unit == MONTHS else 12) if term.unit != CALENDAR else 0
    day = begins + relativedelta(months=months, **days)
    while term.rolls and not chinese_calendar.is_workday(day):
        day += relativedelta(days=1)
    return day


@given(
    st.sampled_from([term for term in TERMS.values() if term.unit != HOURS and term.unit != "years"]),
    st.dates(date(2024, 1, 1), date(2026, 4, 30)),
)
def test_every_period_is_counted_as_by_a_library(term, begins):
    assert term.last_day(begins, KNOWN) == counted(term, begins)


def test_a_period_of_hours_has_no_last_day():
    with pytest.raises(ValueError, match="hours"):
        TERMS["DV-01a"].last_day(date(2026, 2, 10), KNOWN)
