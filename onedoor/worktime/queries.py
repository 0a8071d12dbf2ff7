"""A year of the calendar as its page shows it: twelve months of weeks, each day with what sort of day it is."""

from calendar import Calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from onedoor.worktime.counting import Table
from onedoor.worktime.models import SpecialDay
from onedoor.worktime.names import spoken

MONDAY = 0


@dataclass(frozen=True)
class Cell:
    """One day; `sort` is its colour: rest or makeup when it is out of the ordinary, weekend, or plain."""

    day: date
    sort: str
    name: str
    is_own: bool


@dataclass(frozen=True)
class Month:
    """Weeks from Monday to Sunday; days of the neighbouring months are None."""

    first: date
    weeks: list[list[Cell | None]]


def months(year: int, table: Table) -> Iterator[Month]:
    """Twelve of them."""
    for month in range(1, 13):
        weeks = Calendar(MONDAY).monthdatescalendar(year, month)
        cells = [[_cell(day, table) if day.month == month else None for day in week] for week in weeks]
        yield Month(date(year, month, 1), cells)


def _cell(day: date, table: Table) -> Cell:
    special = table.special(day)
    if special is None:
        return Cell(day, "weekend" if day.weekday() >= 5 else "plain", "", False)
    sort = "makeup" if special.is_workday else "rest"
    return Cell(day, sort, spoken(special.name), special.source == SpecialDay.Source.DISTRICT)


def workdays_in(year: int, table: Table) -> int:
    """How many days of a year are worked."""
    return table.days_between(date(year - 1, 12, 31), date(year, 12, 31))
