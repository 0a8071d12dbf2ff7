"""大厅的每一步 — every change to the line is one function of this package's modules."""

from onedoor.hall.actions.calling import (
    call_again,
    call_next,
    call_this,
    finish,
    hold,
    miss,
    move,
    reopen,
    resume,
    serve,
)
from onedoor.hall.actions.issuing import Coming, close_day, issue, leave, open_day, rejoin, tidy_days
from onedoor.hall.actions.rating import rate
from onedoor.hall.actions.seating import repeat_week, seat, seat_many, unseat
from onedoor.hall.actions.sitting import pause, sit_down, stand_up

__all__ = [
    "Coming",
    "call_again",
    "call_next",
    "call_this",
    "close_day",
    "finish",
    "hold",
    "issue",
    "leave",
    "miss",
    "move",
    "open_day",
    "pause",
    "rate",
    "rejoin",
    "reopen",
    "repeat_week",
    "resume",
    "seat",
    "seat_many",
    "serve",
    "sit_down",
    "stand_up",
    "tidy_days",
    "unseat",
]
