"""A grid with a building, a dwelling and a shop; a worker who walks it, a manager who answers for it, an operator."""

from datetime import timedelta

from django.utils import timezone

from onedoor.kit.keys import uuid7
from onedoor.registers import actions
from onedoor.registers.models import Entry
from onedoor.registers.queries.finding import held
from onedoor.registers.values import value_of

SHOP = {
    "name": "进步巷便民超市",
    "address": "进步巷12号",
    "sort": "shop",
    "uscc": "92620502MA0000001X",
    "trade": "零售",
    "state": "open",
}
BUILDING = {"name": "3号楼", "address": "进步巷12号", "use": "homes", "floors": 6}


class Ground:
    """The registers of one community."""

    def __init__(self, town):
        self.town, self.grid = town, town.grid
        self.worker = town.actor("grid_worker")
        self.second = town.actor("grid_worker", name="张某")
        self.manager = town.actor("grid_manager")
        self.operator = town.actor("operator")

    def enter(self, register="building", told=BUILDING, grid=None, by=None) -> Entry:
        made = actions.enter(register, told, by=by or self.manager, grid=grid or self.grid)
        return made.entry

    def dwelling(self, **told) -> Entry:
        building = self.enter()
        return self.enter("dwelling", {"building": str(building.pk), "name": "501", "rooms": 3} | told)

    def propose(self, entry, *, by=None, base=None, ref=None, at_phone=None, **changes):
        changes = {name: {"old": old, "new": new} for name, (old, new) in changes.items()}
        told = {"ref": ref or uuid7(), "base": base or entry.version, "at_phone": at_phone}
        return actions.propose(entry.register, by=by or self.worker, entry=entry.pk, changes=changes, **told)

    def propose_new(self, register="building", told=BUILDING, by=None, grid=None):
        changes = {name: {"new": value} for name, value in told.items()}
        by = by or self.worker
        return actions.propose(register, by=by, ref=uuid7(), changes=changes, grid=grid or self.grid)


def value(entry, name):
    """What stands there now."""
    return value_of(held(entry.pk), name)


def in_days(days):
    return timezone.localdate() + timedelta(days=days)
