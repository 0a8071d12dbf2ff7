"""Counting days the way the law counts them: the day something begins is day zero (民法典 第二百零一条).

`Table` counts over days given to it and touches nothing else, so a whole district can be counted in one go;
`table()` is this process's copy of the district's table, and the functions below count over that.
"""

import time
from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from onedoor.worktime import statutory
from onedoor.worktime.models import SpecialDay, YearNotice

WORKING, CALENDAR, HOURS, MINUTES = "working", "calendar", "hours", "minutes"
MONTHS, YEARS = "months", "years"
DAY = timedelta(days=1)
FRESH_SECONDS = 5


class Special(NamedTuple):
    """What a day out of the ordinary is: worked or not, why, and who said so."""

    is_workday: bool
    name: str
    source: str


class Run(NamedTuple):
    """Days in a row of the same sort."""

    first: date
    last: date
    name: str


@dataclass(frozen=True)
class Table:
    """Special days and the years whose notice is known. Years without one fall back to the law's own fixed days."""

    days: Mapping[date, Special] = field(default_factory=dict)
    published: frozenset[int] = frozenset()
    _assumed: dict[int, dict[date, Special]] = field(default_factory=dict, repr=False, compare=False)

    def special(self, day: date) -> Special | None:
        found = self.days.get(day)
        if found is None and day.year not in self.published:
            found = self._assumed_in(day.year).get(day)
        return found

    def is_workday(self, day: date) -> bool:
        found = self.special(day)
        return found.is_workday if found else day.weekday() < 5

    def is_published(self, year: int) -> bool:
        return year in self.published

    def is_provisional(self, end: date) -> bool:
        """Whether a notice still to come may change where a period ends that runs up to `end`."""
        return end.year not in self.published

    def end_of(self, start: date, days: int, unit: str = WORKING, roll_forward: bool = False) -> date:
        """The last day of a period of `days` that begins on `start`; `roll_forward`: not on a rest day (民法典 第二百零三条)."""
        if unit in (MONTHS, YEARS):
            end = _months_on(start, days * (12 if unit == YEARS else 1))
        else:
            end = start + DAY * days if unit == CALENDAR else self._workdays_on(start, days, DAY)
        while roll_forward and not self.is_workday(end):
            end += DAY
        return end

    def before(self, end: date, days: int, unit: str = WORKING) -> date:
        """The day `days` before `end`: the latest day to give notice that long before."""
        return end - DAY * days if unit == CALENDAR else self._workdays_on(end, days, -DAY)

    def days_between(self, start: date, end: date, unit: str = WORKING) -> int:
        """How many days of `unit` lie after `start`, up to and with `end`; none when `end` is not later."""
        span = max((end - start).days, 0)
        if unit == CALENDAR:
            return span
        return sum(self.is_workday(start + DAY * n) for n in range(1, span + 1))

    def runs(self, start: date, end: date, *, is_workday: bool) -> Iterator[Run]:
        """Special days after `start` up to and with `end`, days in a row taken together: 10月1日至7日（国庆节）."""
        run: Run | None = None
        for n in range(1, (end - start).days + 1):
            day = start + DAY * n
            found = self.special(day)
            if found is None or found.is_workday != is_workday:
                continue
            if run and day - run.last == DAY:
                names = run.name if found.name in run.name.split("、") else f"{run.name}、{found.name}"
                run = Run(run.first, day, names)
                continue
            if run:
                yield run
            run = Run(day, day, found.name)
        if run:
            yield run

    def _workdays_on(self, day: date, days: int, step: timedelta) -> date:
        while days > 0:
            day += step
            days -= self.is_workday(day)
        return day

    def _assumed_in(self, year: int) -> dict[date, Special]:
        if year not in self._assumed:
            self._assumed[year] = {day: Special(False, name, "") for day, name in statutory.rest_days(year)}
        return self._assumed[year]


def _months_on(start: date, months: int) -> date:
    """The same day of a later month, or its last day where there is no such day (民法典 第二百零二条)."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


_kept: tuple[float, Table] | None = None


def load() -> Table:
    """The district's table as it stands now."""
    rows = SpecialDay.objects.values_list("date", "is_workday", "name", "source")
    return Table(
        {row[0]: Special(*row[1:]) for row in rows},
        frozenset(YearNotice.objects.values_list("year", flat=True)),
    )


def table() -> Table:
    """This process's copy, read again after some seconds, so that an edit made in another process is seen soon."""
    global _kept
    now = time.time()
    if _kept is None or not 0 <= now - _kept[0] < FRESH_SECONDS:
        _kept = now, load()
    return _kept[1]


def forget() -> None:
    """Read the table again at the next question: called by whoever changed it."""
    global _kept
    _kept = None


def is_workday(day: date) -> bool:
    return table().is_workday(day)


def is_published(year: int) -> bool:
    return table().is_published(year)


def is_provisional(end: date) -> bool:
    return table().is_provisional(end)


def end_of(start: date, days: int, unit: str = WORKING, roll_forward: bool = False) -> date:
    return table().end_of(start, days, unit, roll_forward)


def before(end: date, days: int, unit: str = WORKING) -> date:
    return table().before(end, days, unit)


def days_between(start: date, end: date, unit: str = WORKING) -> int:
    return table().days_between(start, end, unit)
