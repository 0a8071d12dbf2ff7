"""How far ahead times are made, and how long an offer stands."""

from datetime import timedelta

AHEAD = timedelta(days=90)
# A freed time is kept so long for whoever waits, and never past the last moment to book it.
OFFER = timedelta(hours=12)
# What would stand for less than this is offered to nobody: it would cost them their place.
LEAST_OFFER = timedelta(minutes=30)
# Times that are new are offered to whoever waits only so far ahead: later ones they could have chosen themselves.
SOON = timedelta(days=14)
# So long whoever pressed the wrong button may take it back.
SECOND_THOUGHTS = timedelta(days=1)
# What nobody looks at is shut: phones are shared in a family, screens in a hall.
IDLE_MINUTES = 30
REMIND = timedelta(hours=24)
# From so long before their time somebody may say that they have come.
EARLY = timedelta(hours=2)
MOST_ON_A_PAGE = 60
# How many times may be kept at once, and taken in an hour, by one browser and from one network. The second is wider: the
# hall's machine, a village or an office share one address. The desk has no such limit.
AT_ONCE, AN_HOUR_EACH = (3, 9), (10, 30)
AN_HOUR = timedelta(hours=1)
# Places in one line, and times booked without a number that are still to come; the second of a network is wider still.
IN_LINE, NAMELESS = (1, 9), (3, 60)
# To one number: so many times taken in a day, and so many with those that were moved.
A_NUMBER, A_NUMBER_MOVED, A_DAY = 3, 6, timedelta(days=1)
