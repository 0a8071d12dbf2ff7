"""社情民意的限度 — how much one writes, how long it is kept, and when a topic is said to rise."""

MOST_WORDS, MOST_PLACE = 200, 60
# What people talked about a year ago says nothing of today.
KEPT_MONTHS = 12
# A topic is shown beside the weeks before; it rises when it is twice their mean, and not just three voices.
WEEKS_BEFORE, RISES_BY, AT_LEAST = 8, 2, 4
# Until then whoever wrote it may take it back.
TAKE_BACK_HOURS = 24
