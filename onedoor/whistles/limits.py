"""应哨时限 — the clock of one call, made from the class that the whistle was blown with."""

from django.utils.translation import gettext_noop

from onedoor.cases.clocks import Limit
from onedoor.worktime.counting import MINUTES

CALL = "call"


def answer_limit(whistle) -> Limit:
    """A third of the minutes before the end, or one hour or morning before it, the unit is reminded."""
    return Limit(
        CALL,
        gettext_noop("应哨答复"),
        whistle.count,
        whistle.unit,
        gettext_noop("本区吹哨报到办法"),
        since=gettext_noop("吹哨"),
        warn_days=whistle.count // 3 if whistle.unit == MINUTES else 1,
    )
