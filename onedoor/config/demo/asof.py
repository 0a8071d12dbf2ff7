"""The demo tells of weeks that are over by the actions themselves: what they read on the clock is the day on which it was."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import count

from django.utils import timezone


@contextmanager
def as_of(moment: datetime) -> Iterator[None]:
    """那时候 — inside, it is `moment` and goes on by a second each time somebody looks. Invented people only, one process."""
    real, ticks = timezone.now, count()
    vars(timezone)["now"] = lambda: moment + timedelta(seconds=next(ticks))
    try:
        yield
    finally:
        vars(timezone)["now"] = real
