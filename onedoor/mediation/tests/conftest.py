"""Who is in the mediation room: the desk of a committee, its mediators, a clerk of the hall, the two sides."""

from datetime import date

import pytest
from django.utils import timezone

from onedoor.committees.models import Committee, Mediator, Member
from onedoor.mediation import actions
from onedoor.mediation.applying import Told, Who
from onedoor.mediation.models import Consent, Side
from onedoor.posts.given import resident_actor

R = Side.Standing.RESPONDENT


def who(name, standing=Side.Standing.APPLICANT, phone="", identity="", **more):
    """One side, told at the window; names are invented."""
    person = {"name": name, "phone": phone, "identity": identity, "card_seen": bool(identity)}
    return Who(person, standing, **more)


class Room:
    """A committee with two mediators, and what its tests say again and again."""

    def __init__(self, town):
        self.town = town
        self.clerk = town.actor("clerk")
        self.desk = town.actor("mediation_desk")
        self.committee = self.found("测试人民调解委员会", "people", "测民", self.desk.post.org)
        self.mediator = self.enrol("调解员甲")
        self.other_mediator = self.enrol("调解员乙")

    def found(self, name, kind, series, org, **more):
        columns = {"region": self.desk.post.region, "opened_on": date(2026, 1, 4)} | more
        return Committee.objects.create(name=name, kind=kind, series=series, org=org, **columns)

    def enrol(self, name, committee=None, **more):
        actor = self.town.actor("mediator", name=name)
        today = timezone.localdate()
        row = Mediator.objects.create(staff=actor.staff, post=actor.post, since=today, **more)
        Member.objects.create(committee=committee or self.committee, mediator=row, since=today)
        return actor

    def told(self, *sides, **more):
        sides = list(sides) or [who("周建国"), who("李秀英", R)]
        words = {"type": "0201", "facts": "楼上漏水，两家说不拢。", "claims": "修好并赔偿三千元。"}
        return Told(**{"committee": self.committee} | words | more, sides=sides)

    def apply(self, *sides, by=None, **more):
        return actions.apply_(self.told(*sides, **more), by=by or self.desk)[0]

    def agreed_to(self, mediation, about=Consent.About.MEDIATE):
        for side in mediation.sides.current():
            actions.say(side, about, True, how=Consent.How.SIGNED, by=self.desk)

    def accepted(self, *sides, **more):
        mediation = self.apply(*sides, **more)
        self.agreed_to(mediation)
        return actions.accept(mediation, by=self.desk)

    def mediating(self, *sides, **more):
        return actions.assign(self.accepted(*sides, **more), self.row(self.mediator), by=self.desk)

    @staticmethod
    def row(actor):
        """The mediator's line of the roster."""
        return Mediator.objects.get(staff=actor.staff)

    @staticmethod
    def resident(mediation, place=1):
        """The side at this place, at a browser of their own: the first by the case's slip, the others by their own."""
        party = mediation.sides.get(place=place).party
        claims = () if party.since is None else ((mediation.case_id, party.pk),)
        return resident_actor((mediation.case_id,), claims)


@pytest.fixture
def room(town):
    return Room(town)
