"""Walking a matter to where a move starts, along the lifecycle's own table, by people who hold just the verb."""

from collections import deque

from onedoor.matters import actions
from onedoor.matters.actions import Draft
from onedoor.matters.lifecycle import LIFECYCLE
from onedoor.matters.models import Matter

# What each move is told besides who takes it.
WITH = {
    "accept": {},
    "decline": {"note": "不属受理范围", "turn_to": "区法院"},
    "transfer_out": {"note": "属仲裁事项", "turn_to": "区劳动仲裁院"},
    "merge": {"note": "同一件事"},
    "unmerge": {"note": "不是同一件事"},
    "end_merged": {},
    "submit": {"note": "请领导定"},
    "raise_": {"note": "请上级定"},
    "instruct": {"words": "请三日内办结"},
    "dispatch": {},
    "settle": {"result": "已当场答复"},
    "sign": {},
    "return_": {"reason": "no_facts", "basis": "没有写明地点，无法判断归谁管"},
    "refer": {"note": "两家都说不归自己管"},
    "rule": {"note": "管网由供水单位负责"},
    "remand": {"note": "不属职责争议"},
    "resolve": {"result": "已修复"},
    "verify": {"note": "属实"},
    "redo": {"note": "还在漏"},
    "answer": {"reply": "您反映的漏水已修复。"},
    "close": {},
    "object_": {"note": "还是没有水"},
}
LEAK = {"title": "水管破裂", "body": "进步巷三天无水。", "kind": "help", "source": "portal"}


class Walk:
    """One town, one matter at the street's desk, and people made for each step."""

    def __init__(self, town):
        self.town = town

    def register(self):
        draft = Draft(**LEAK, community=self.town.community, desk=self.town.street_centre)
        return actions.register(draft, by=self.town.portal).matter

    def to_start_of(self, name: str) -> Matter:
        """A new matter, taken the shortest way to a status the move starts from."""
        matter = self.register()
        for step in way_to(LIFECYCLE.moves[name].frm[0]):
            matter = self.take(step, matter, self.holder(step))
        return matter

    def holder(self, name: str):
        """Somebody who holds the verb of a move, in the unit that takes it."""
        return self._seat(name, LIFECYCLE.moves[name].verb)

    def stand_in(self, name: str):
        """Somebody in the same unit who holds every verb of the lifecycle but this move's."""
        verb = LIFECYCLE.moves[name].verb
        return self._seat(name, *sorted({move.verb for move in LIFECYCLE.moves.values()} - {verb}))

    def _seat(self, name, *verbs):
        town = self.town
        unit = town.water if name in ("sign", "return_", "resolve") else town.street_centre
        unit = town.centre if name in ("verify", "redo", "rule", "remand") else unit
        return town.actor_with(*verbs, org=unit, region=town.district)

    def take(self, name: str, matter: Matter, by):
        told = dict(WITH[name])
        if name in ("dispatch", "rule"):
            told["lead"] = self.town.water
        if name == "merge":
            told["into"] = self.register()
        return getattr(actions, name)(matter, by=by, **told)


def way_to(status: str) -> list[str]:
    """The fewest moves from the first status to this one."""
    first = Matter._meta.get_field("status").default
    waiting, known = deque([(first, [])]), {first}
    while waiting:
        here, moves = waiting.popleft()
        if here == status:
            return moves
        for name in LIFECYCLE.open_from(here):
            there = LIFECYCLE.moves[name].to
            if there not in known:
                known.add(there)
                waiting.append((there, [*moves, name]))
    raise LookupError(status)
