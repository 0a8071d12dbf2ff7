"""How a case stands, for this room and for those above that ask before they bring people together."""

from onedoor.safety.queries.standing_level import (
    current,
    fear_stands,
    is_invented,
    is_on,
    last_checklist,
    level_of,
    needs_second_mediator,
    reviews,
    said_yes,
    stands_at,
)
from onedoor.safety.queries.steps import done_late, mine, steps_of, supervisors_of

__all__ = [
    "current",
    "done_late",
    "fear_stands",
    "is_invented",
    "is_on",
    "last_checklist",
    "level_of",
    "mine",
    "needs_second_mediator",
    "reviews",
    "said_yes",
    "stands_at",
    "steps_of",
    "supervisors_of",
]
