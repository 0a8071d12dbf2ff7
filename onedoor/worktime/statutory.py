"""What can be known before a year's notice: the days the law itself fixes (全国年节及纪念日放假办法, 2024).

Lunar feasts stand in a table. Days given back for a feast that falls on a weekend, and weekends moved to make bridges,
come with the notice alone; until then every date that rests on these days is marked provisional.
"""

from collections.abc import Iterator
from datetime import date, timedelta

DAY = timedelta(days=1)
# First day of the lunar year, fifth of the fifth month, fifteenth of the eighth month.
LUNAR = {
    2027: ((2, 6), (6, 9), (9, 15)),
    2028: ((1, 26), (5, 28), (10, 3)),
    2029: ((2, 13), (6, 16), (9, 22)),
    2030: ((2, 3), (6, 5), (9, 12)),
    2031: ((1, 23), (6, 24), (10, 1)),
    2032: ((2, 11), (6, 12), (9, 19)),
    2033: ((1, 31), (6, 1), (9, 8)),
    2034: ((2, 19), (6, 20), (9, 27)),
    2035: ((2, 8), (6, 10), (9, 16)),
}
FIXED = [
    ((1, 1), "元旦"),
    ((5, 1), "劳动节"),
    ((5, 2), "劳动节"),
    ((10, 1), "国庆节"),
    ((10, 2), "国庆节"),
    ((10, 3), "国庆节"),
]


def _qingming(year: int) -> date:
    """The solar term falls on the 4th of April in the first two years of every four, else on the 5th (holds to 2041)."""
    return date(year, 4, 4 if year % 4 in (0, 1) else 5)


def rest_days(year: int) -> Iterator[tuple[date, str]]:
    """Every day of rest of `year` that is fixed by law, with its name."""
    for (month, day), name in FIXED:
        yield date(year, month, day), name
    yield _qingming(year), "清明节"
    if year in LUNAR:
        spring, dragon, autumn = (date(year, *month_day) for month_day in LUNAR[year])
        for n in range(-1, 3):
            yield spring + DAY * n, "春节"
        yield dragon, "端午节"
        yield autumn, "中秋节"
