"""How often a message is tried, when the house keeps quiet, and how long what was said is kept."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from onedoor.notices.models import Channel

# After each try that came to nothing.
WAITS = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2))
MOST_TRIES = len(WAITS) + 1
# A channel that fails so often in a row is left alone until the next minute.
MOST_IN_A_ROW = 3
# Whoever was sending has died: it cannot be known whether the message went out.
LOST_AFTER = timedelta(minutes=10)
QUIET_FROM, QUIET_UNTIL = time(21), time(8)
AT_ANY_HOUR = (Channel.EMAIL,)
# What is older counts as read, and what is much older is forgotten.
UNREAD_FOR = timedelta(days=30)
NOTICES_KEPT, DELIVERIES_KEPT = timedelta(days=365), timedelta(days=180)
MOST_COUNTED = 99
# Of cases of these secrecies nothing goes out to residents at all: whoever must not know may hold the telephone.
UNSENT = ("counselling", "family", "minor", "talk")


def loud_at(moment: datetime, channel: str, urgent: bool = False) -> datetime:
    """The first moment, from this one on, at which the channel may ring in somebody's pocket."""
    if urgent or channel in AT_ANY_HOUR:
        return moment
    local = timezone.localtime(moment)
    if QUIET_UNTIL <= local.time() < QUIET_FROM:
        return moment
    morning = local.replace(hour=QUIET_UNTIL.hour, minute=0, second=0, microsecond=0)
    return morning if local.time() < QUIET_UNTIL else morning + timedelta(days=1)
