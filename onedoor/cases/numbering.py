"""编号 — case codes: one counter row a unit and day, safe under concurrency and without a sequence."""

from datetime import date
from unicodedata import normalize

from django.utils import timezone

from onedoor.kit.prepared import sent

TAKE = """
INSERT INTO cases_daycount (day, unit, last) VALUES (%s, %s, %s)
ON CONFLICT (day, unit) DO UPDATE SET last = cases_daycount.last + excluded.last RETURNING last
"""


def code_of(day: date, unit: str, number: int) -> str:
    """'261123-103-0042': the day, the receiving unit's number, and the place in that unit's day."""
    return f"{day:%y%m%d}-{unit}-{number:04d}"


def digits_of(typed: str) -> str:
    """The digits of what somebody typed, full width or half, whatever they put in between."""
    return "".join(sign for sign in normalize("NFKC", typed) if sign.isascii() and sign.isdigit())


def as_printed(typed: str) -> str:
    """A code, or the beginning of one, as `code_of` writes it: nobody is refused over a dash."""
    digits = digits_of(typed)
    return "-".join(part for part in (digits[:6], digits[6:9], digits[9:]) if part)


def next_codes(unit: str, count: int = 1, day: date | None = None) -> list[str]:
    """The next `count` codes of a unit; the counter row stays locked until the transaction ends."""
    day = day or timezone.localdate()
    with sent(TAKE, [day, unit, count]) as cursor:
        ((last,),) = cursor.fetchall()
    return [code_of(day, unit, number) for number in range(last - count + 1, last + 1)]
