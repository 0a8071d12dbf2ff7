"""Committees and mediators."""

from onedoor.committees.models.committee import Committee, Member, Series, Voided
from onedoor.committees.models.honour import Absence, Honour, Panel
from onedoor.committees.models.mediator import Mediator, Tie

__all__ = [
    "Absence",
    "Committee",
    "Honour",
    "Mediator",
    "Member",
    "Panel",
    "Series",
    "Tie",
    "Voided",
]
