"""台账 — what stands on the ground of a grid: one spine row an entry, one table a register; and, apart, who receives a service."""

from onedoor.registers.models.bringing import Bringing
from onedoor.registers.models.entry import Checked, Entry, Kind, Revision
from onedoor.registers.models.ground import Building, Dwelling, Spot
from onedoor.registers.models.proposal import Item, Proposal
from onedoor.registers.models.standing_things import Facility, Organisation, Resource
from onedoor.registers.models.support import CommunityHelp, DisabilitySupport, ElderVisit, SupportSwitch

__all__ = [
    *(
        "Bringing",
        "Building",
        "Checked",
        "CommunityHelp",
        "DisabilitySupport",
        "Dwelling",
        "ElderVisit",
        "Entry",
    ),
    *(
        "Facility",
        "Item",
        "Kind",
        "Organisation",
        "Proposal",
        "Resource",
        "Revision",
        "Spot",
        "SupportSwitch",
    ),
]
