"""How far ahead and how long rooms may be booked."""

from datetime import timedelta

# A room is for the work of the coming weeks; who books a year ahead keeps others out.
MOST_DAYS_AHEAD = 60
LONGEST = timedelta(hours=12)
