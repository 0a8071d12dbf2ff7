"""The tables of safety. None of them knows a person, and none holds a number."""

from onedoor.safety.models.checklist import Checklist
from onedoor.safety.models.event import SafetyEvent
from onedoor.safety.models.level import Level, Lowering
from onedoor.safety.models.review import Review
from onedoor.safety.models.step import Step
from onedoor.safety.models.telling import OwnWord, Report
from onedoor.safety.models.vault import Vault

__all__ = [
    "Checklist",
    "Level",
    "Lowering",
    "OwnWord",
    "Report",
    "Review",
    "SafetyEvent",
    "Step",
    "Vault",
]
