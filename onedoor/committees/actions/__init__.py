"""Every change of this room, one function each."""

from onedoor.committees.actions.declaring import be_away, declare, end_tie
from onedoor.committees.actions.founding import change, close, found, seat, unseat
from onedoor.committees.actions.rostering import enrol, gather, honour, leave

__all__ = [
    "be_away",
    "change",
    "close",
    "declare",
    "end_tie",
    "enrol",
    "found",
    "gather",
    "honour",
    "leave",
    "seat",
    "unseat",
]
