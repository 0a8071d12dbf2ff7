"""A town with a case, its hosts and its units, for the tests of whistles."""

import pytest

from onedoor.cases.models import Case
from onedoor.cases.opening import draft_cases
from onedoor.whistles import actions
from onedoor.whistles.actions import Asked
from onedoor.whistles.classes import load_classes
from onedoor.whistles.models import WhistleClass


class Scene:
    """One case in the street, hosted by its centre; three departments to call."""

    def __init__(self, town):
        load_classes()
        self.town = town
        self.host = town.actor("dispatcher", org=town.street_centre)
        self.water = town.actor("handler", org=town.water)
        self.labour = town.actor("handler", org=town.labour, name="人社经办")
        self.housing = town.actor("handler", org=town.housing, name="住建经办")
        self.case = self.open_case()

    def open_case(self, region=None):
        region = region or self.town.community
        [case] = draft_cases([("工地欠薪堵路", region, Case.Secrecy.NORMAL)], by=self.host)
        case.save(force_insert=True)
        return case

    def asked(self, *orgs, reason="joint", within="urgent", bring="执法证"):
        units = [(org, bring) for org in orgs or (self.town.water, self.town.labour)]
        words = "请到现场一起查清欠薪，疏散人员。"
        return Asked(reason, words, "进步巷工地门口", WhistleClass.objects.get(code=within), units)

    def blow(self, *orgs, case=None, by=None, **more):
        return actions.blow(case or self.case, self.asked(*orgs, **more), by=by or self.host)

    def arrived(self, *orgs):
        """A whistle to which these have come."""
        whistle = self.blow(*orgs)
        for call in whistle.calls.all():
            actions.confirm_arrival(whistle, by=self.host, org=call.org)
        return whistle

    def gathered(self, *orgs):
        return actions.gather(self.arrived(*orgs), by=self.host)

    def minuted(self, *orgs, given=()):
        return actions.minute(
            self.gathered(*orgs),
            by=self.host,
            minutes="三日内付清工资",
            present="大城街道、水务局",
            given=given,
        )


@pytest.fixture
def scene(town):
    return Scene(town)


def verbs(case) -> list[str]:
    return list(case.events.order_by("seq").values_list("verb", flat=True))
