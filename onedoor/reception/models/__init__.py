"""接访 — what was taken down of a visit, the days on which leaders receive, and what they instructed."""

from onedoor.reception.models.leader_day import LeaderDay
from onedoor.reception.models.reception import Instruction, Reception

__all__ = ["Instruction", "LeaderDay", "Reception"]
