"""How a time is said in a notice."""

from datetime import datetime

from django.utils import timezone


def said_time(at: datetime) -> str:
    """Month, day and minute, in the district's own time."""
    return f"{timezone.localtime(at):%m-%d %H:%M}"
