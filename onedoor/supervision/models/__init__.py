"""督办 — what is asked of a unit that is late, and the rules by which it is asked."""

from onedoor.supervision.models.rule import Rule, RuleChange
from onedoor.supervision.models.supervision import (
    Interview,
    LetterCount,
    Supervision,
    SupervisionQuerySet,
)

__all__ = ["Interview", "LetterCount", "Rule", "RuleChange", "Supervision", "SupervisionQuerySet"]
