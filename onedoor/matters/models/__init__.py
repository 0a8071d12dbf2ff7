"""事项 — what a resident, a grid worker or another agency asks the centre to deal with."""

from onedoor.matters.models.category import Category, Kind
from onedoor.matters.models.clock_request import ClockRequest
from onedoor.matters.models.import_source import ImportedRow, ImportRun, ImportSource
from onedoor.matters.models.instruction import Instruction
from onedoor.matters.models.matter import Matter, MatterQuerySet, Verification
from onedoor.matters.models.proposal import Proposal
from onedoor.matters.models.responsibility import Advice, Responsibility
from onedoor.matters.models.returning import Return, Ruling, RulingQuerySet
from onedoor.matters.models.saved_view import SavedView

__all__ = [
    *(
        "Category",
        "ClockRequest",
        "ImportRun",
        "ImportSource",
        "ImportedRow",
        "Instruction",
        "Kind",
        "Matter",
        "MatterQuerySet",
    ),
    *("Proposal", "Return", "Ruling", "RulingQuerySet", "SavedView", "Verification"),
    *("Advice", "Responsibility"),
]
