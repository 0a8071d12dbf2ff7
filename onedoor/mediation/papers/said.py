"""Days as papers write them."""

from datetime import date, datetime

from django.utils import timezone


def said_day(moment: date | datetime | None) -> str:
    """2026年11月24日; nothing for nothing."""
    if moment is None:
        return ""
    day = timezone.localdate(moment) if isinstance(moment, datetime) else moment
    return f"{day.year}年{day.month}月{day.day}日"


def said_time(moment: datetime | None) -> str:
    """2026年11月24日9时30分."""
    if moment is None:
        return ""
    local = timezone.localtime(moment)
    return f"{said_day(moment)}{local.hour}时{local.minute:02d}分"


def said_span(begin: datetime, end: datetime) -> str:
    """2026年11月24日9时30分至11时00分; the day once."""
    first, last = said_time(begin), said_time(end)
    return f"{first}至{last.removeprefix(said_day(begin)) if said_day(begin) == said_day(end) else last}"
