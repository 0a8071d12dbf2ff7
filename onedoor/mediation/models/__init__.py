"""The tables of mediation."""

from onedoor.mediation.models.agreement import Agreement, Obligation, Signature
from onedoor.mediation.models.confirmation import Confirmation, CourtAnswer, Willing
from onedoor.mediation.models.drawer import Drawer, DrawerHanding, Note
from onedoor.mediation.models.ending import Ending, EndingTold, EndingWay
from onedoor.mediation.models.evidence import Appraisal, Evidence
from onedoor.mediation.models.file import File, FileBody
from onedoor.mediation.models.followup import FollowUp, Reminder
from onedoor.mediation.models.guest import Guest, GuestWord, Onward
from onedoor.mediation.models.mediation import WITH_REFERENCE, Mediation, WayIn
from onedoor.mediation.models.offer import Offer, OfferAnswer
from onedoor.mediation.models.performance import Due, Performance, Proof, Urging
from onedoor.mediation.models.returning import ANSWERED, Returned
from onedoor.mediation.models.session import (
    Attendance,
    Postponement,
    Record,
    RecordSignature,
    Session,
    Summons,
)
from onedoor.mediation.models.settling import Settling
from onedoor.mediation.models.side import Assignment, Consent, Representative, Side
from onedoor.mediation.models.volume import Volume, VolumeAsking, VolumeBody

__all__ = [
    "ANSWERED",
    "WITH_REFERENCE",
    "Agreement",
    "Appraisal",
    "Assignment",
    "Attendance",
    "Confirmation",
    "Consent",
    "CourtAnswer",
    "Drawer",
    "DrawerHanding",
    "Due",
    "Ending",
    "EndingTold",
    "EndingWay",
    "Evidence",
    "File",
    "FileBody",
    "FollowUp",
    "Guest",
    "GuestWord",
    "Mediation",
    "Note",
    "Obligation",
    "Offer",
    "OfferAnswer",
    "Onward",
    "Performance",
    "Postponement",
    "Proof",
    "Record",
    "RecordSignature",
    "Reminder",
    "Representative",
    "Returned",
    "Session",
    "Settling",
    "Side",
    "Signature",
    "Summons",
    "Urging",
    "Volume",
    "VolumeAsking",
    "VolumeBody",
    "WayIn",
    "Willing",
]
