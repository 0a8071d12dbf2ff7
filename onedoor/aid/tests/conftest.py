"""Who is in the legal aid room: an officer, a reviewer in the bureau, lawyers of two units."""

import pytest
from django.utils import timezone

from onedoor.aid import actions
from onedoor.aid.applying import Asked, Told, Who
from onedoor.aid.models import Lawyer


class Room:
    """The aid centre, with what its tests say again and again."""

    def __init__(self, town):
        self.town = town
        self.bureau = town._org("justice", "214", "区司法局", town.water.kind, town.district)
        self.officer = town.actor("aid_officer")
        self.reviewer = town.actor("aid_reviewer", org=self.bureau, name="复核人")
        self.lawyer = self.enrol("律师甲")

    def enrol(self, name, org=None, **more):
        actor = self.town.actor("lawyer", org=org, name=name)
        actions.enrol(post=actor.post, staff=actor.staff, by=self.officer, **more)
        return actor

    def told(self, applicant=None, opponent=None, **more):
        words = {"kind": "labour", "facts": "公司拖欠三个月工资，要求支付。", "household": 3, "income": 2400}
        words |= {"papers": ["identity", "facts", "hardship", "work"]}
        return Told(**words | more, who=Who(applicant or person("周建国"), opponent))

    def asked(self, **more):
        return Asked("labour", "工资怎么要", **more)

    def apply(self, name="周建国", applicant=None, **more):
        return actions.apply_(self.told(applicant or person(name), **more), by=self.officer)[0]

    def granted(self, **more):
        return actions.grant(self.apply(**more), by=self.officer)


def row(actor):
    """The line of the roster."""
    return Lawyer.objects.get(staff=actor.staff)


def person(name, phone="", identity=""):
    return {"name": name, "phone": phone, "identity": identity, "card_seen": bool(identity)}


@pytest.fixture
def room(town):
    return Room(town)


@pytest.fixture
def standard(room):
    told = {"since": timezone.localdate(), "monthly": 900, "basis": "测试用标准"}
    return actions.set_standard(**told, by=room.officer)
