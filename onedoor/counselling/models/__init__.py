"""咨询 — a talk with a counsellor in a sealed case of its own; what is said there stays there."""

from onedoor.counselling.models.asking import Asking, CodeTry
from onedoor.counselling.models.opening import Handover, Look, Objection, Report
from onedoor.counselling.models.talk import Consent, FollowUp, SafeContact, Session, Talk, TalkKey

__all__ = [
    *(
        "Asking",
        "CodeTry",
        "Consent",
        "FollowUp",
        "Handover",
        "Look",
        "Objection",
        "Report",
        "SafeContact",
        "Session",
        "Talk",
    ),
    "TalkKey",
]
