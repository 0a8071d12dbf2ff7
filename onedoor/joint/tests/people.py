"""A plan and a meeting to test with, and who takes part in them."""

from datetime import timedelta

from django.utils import timezone

from onedoor.joint.actions import meetings, plans

WORDS = {"name": "汛期巡查", "purpose": "看护岸、排水和山洪沟。"}


def period():
    today = timezone.localdate()
    return {"from_day": today, "to_day": today + timedelta(days=20)}


class Round:
    """A plan of the centre: the water department and a community, two items, two places."""

    def __init__(self, town):
        self.town = town
        self.planner = town.actor("dispatcher")
        self.water = town.actor("handler", org=town.water)
        self.head = town.actor("village_head")
        self.plan = plans.draft_plan(**WORDS, **period(), orgs=[town.water], by=self.planner)

    def prepared(self):
        by = self.planner
        plans.set_grounds(self.plan, add=[self.town.street], by=by)
        plans.add_item(self.plan, words="排水沟畅通", kind="yes_no", expected="yes", by=by)
        plans.add_item(self.plan, words="积水深度", kind="figure", measure="厘米", by=by)
        told = {"region": self.town.community, "address": "进步巷口", "by": by}
        plans.add_place(self.plan, name="进步巷排水沟", **told)
        plans.add_place(self.plan, name="藉河护岸", org=self.town.water, **told)
        return self

    def running(self):
        self.prepared()
        self.plan = plans.start(self.plan, by=self.planner)
        return self

    def place(self, number=1):
        return self.plan.places.get(number=number)


def called(town, *orgs, name="十一月联席会议", by=None):
    by = by or town.actor("dispatcher")
    at = timezone.now() + timedelta(days=2)
    return meetings.call(name=name, at=at, venue="三楼会议室", orgs=orgs, by=by)
