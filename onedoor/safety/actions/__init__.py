"""Every change of this room, one function each."""

from onedoor.safety.actions.checking import check
from onedoor.safety.actions.erasing import erase_over
from onedoor.safety.actions.following import after_agreement, session_held
from onedoor.safety.actions.hearing import hear, open_words
from onedoor.safety.actions.levels import agree_to_lower, ask_to_lower, raise_level
from onedoor.safety.actions.reporting import report
from onedoor.safety.actions.reviewing import confirm_review, withdraw_review
from onedoor.safety.actions.stepping import finish
from onedoor.safety.actions.tending import tend

__all__ = [
    "after_agreement",
    "agree_to_lower",
    "ask_to_lower",
    "check",
    "confirm_review",
    "erase_over",
    "finish",
    "hear",
    "open_words",
    "raise_level",
    "report",
    "session_held",
    "tend",
    "withdraw_review",
]
