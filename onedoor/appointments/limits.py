"""How far ahead times are made, and how long an offer stands."""

from datetime import timedelta

AHEAD = timedelta(days=90)
# A freed time is kept so long for whoever waits, and never past the last moment to book it.
OFFER = timedelta(hours=12)
REMIND = timedelta(hours=24)
# From so long before their time somebody may say that they have come.
EARLY = timedelta(hours=2)
MOST_ON_A_PAGE = 60
# How many times may be kept at once, and taken in an hour, by one browser and from one network. The second is wider: the
# hall's machine, a village or an office share one address. The desk has no such limit.
AT_ONCE, AN_HOUR_EACH = (3, 9), (10, 30)
AN_HOUR = timedelta(hours=1)
