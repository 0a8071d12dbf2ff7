"""分期 — one amount in several parts, to the cent; and the day of each, by months as the calendar has them, or by days."""

from datetime import date
from decimal import ROUND_DOWN, Decimal

from onedoor.worktime.counting import CALENDAR, MONTHS, end_of

CENT = Decimal("0.01")
MOST_PARTS = 60
UNITS = (MONTHS, CALENDAR)


def split(amount: Decimal, parts: int) -> list[Decimal]:
    """Equal parts in whole cents; the last one takes what is left over."""
    share = (amount / parts).quantize(CENT, ROUND_DOWN)
    return [share] * (parts - 1) + [amount - share * (parts - 1)]


def days_of(first: date, parts: int, every: int = 30, unit: str = CALENDAR) -> list[date]:
    """The day of each part. By months always counted from the first: the 31st comes again after a February (民法典 第二百零二条)."""
    return [first] + [end_of(first, every * number, unit) for number in range(1, parts)]
