"""事项 — what a resident, a grid worker or another agency asks the centre to deal with."""

from onedoor.matters.models.category import Category, Kind
from onedoor.matters.models.instruction import Instruction
from onedoor.matters.models.matter import Matter, MatterQuerySet, Verification

__all__ = ["Category", "Instruction", "Kind", "Matter", "MatterQuerySet", "Verification"]
