"""法律援助 — applications, lawyers, who was given to whom, advice at the window, court days, the standard of hardship."""

from onedoor.aid.models.advice import Advice
from onedoor.aid.models.application import Application, Standard
from onedoor.aid.models.hearing import Hearing
from onedoor.aid.models.lawyer import Assignment, Lawyer, Recusal

__all__ = ["Advice", "Application", "Assignment", "Hearing", "Lawyer", "Recusal", "Standard"]
