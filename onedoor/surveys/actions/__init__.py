"""Every change to surveys."""

from onedoor.surveys.actions.answering import answer, take_in
from onedoor.surveys.actions.bringing import bring, bring_again, drop, end, publish
from onedoor.surveys.actions.forgetting import forget
from onedoor.surveys.actions.passwords import end_password, make_password
from onedoor.surveys.actions.reading import export, open_photo, open_replies

__all__ = [
    "answer",
    "bring",
    "bring_again",
    "drop",
    "end",
    "end_password",
    "export",
    "forget",
    "make_password",
    "open_photo",
    "open_replies",
    "publish",
    "take_in",
]
