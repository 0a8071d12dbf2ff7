"""A request on its way — the people who take it along, each in their own chair."""

from onedoor.matters import actions as matters
from onedoor.matters.actions import Draft

LEAK = {"title": "水管破裂", "body": "进步巷三天无水，老人无法做饭。", "kind": "help"}


class Way:
    """The people who take a request along, and the request as far as it has come."""

    def __init__(self, town):
        self.town = town
        self.clerk, self.dispatcher = town.actor("clerk"), town.actor("dispatcher")
        self.leader, self.unit = town.actor("leader"), town.actor("handler", org=town.water)
        self.verifier = town.actor("verifier")
        self.matter = matters.register(
            Draft(**LEAK, source="portal", community=town.community, desk=town.centre), by=town.resident()
        ).matter
        self.resident = town.resident(self.matter.case_id)

    def to_dispatched(self, **more):
        self.matter = matters.accept(self.matter, by=self.clerk)
        self.matter = matters.dispatch(self.matter, by=self.dispatcher, lead=self.town.water, **more)
        return self.matter

    def to_resolved(self):
        matters.sign(self.to_dispatched(), by=self.unit)
        self.matter = matters.resolve(self.matter, by=self.unit, result="已换管，恢复供水。")
        return self.matter

    def to_closed(self):
        matters.verify(self.to_resolved(), by=self.verifier, note="现场查看，已通水。")
        matters.answer(self.matter, by=self.verifier, reply="您反映的漏水已修复。")
        self.matter = matters.close(self.matter, by=self.verifier)
        return self.matter
