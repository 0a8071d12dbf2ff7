"""联动 — plans of joint work over a period, and joint meetings whose decisions become duties."""

from onedoor.joint.models.meeting import AgendaItem, Attendance, Decision, Meeting
from onedoor.joint.models.plan import ChecklistItem, Ground, Place, Plan
from onedoor.joint.models.visit import Answer, Find, Visit

__all__ = [
    "AgendaItem",
    "Answer",
    "Attendance",
    "ChecklistItem",
    "Decision",
    "Find",
    "Ground",
    "Meeting",
    "Place",
    "Plan",
    "Visit",
]
