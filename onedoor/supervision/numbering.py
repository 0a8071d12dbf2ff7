"""文号 — 督〔2026〕12号: one counter row a year; it stays locked until the letter is written or taken back."""

from datetime import datetime

from django.utils import timezone

from onedoor.kit.prepared import sent

TAKE = """
INSERT INTO supervision_lettercount (year, last) VALUES (%s, %s)
ON CONFLICT (year) DO UPDATE SET last = supervision_lettercount.last + excluded.last RETURNING last
"""


def number_of(year: int, place: int) -> str:
    return f"督〔{year}〕{place}号"


def next_number(at: datetime) -> str:
    """The next number of the year that a letter is written in."""
    year = timezone.localtime(at, timezone.get_default_timezone()).year
    with sent(TAKE, [year, 1]) as cursor:
        ((last,),) = cursor.fetchall()
    return number_of(year, last)
