"""Who comes to be mediated, and who is there for them: a desk, its committees and mediators, and what follows by errand."""

from datetime import date

from onedoor.committees import actions as committees
from onedoor.committees.models import Committee, Mediator
from onedoor.config.reactions import LATER
from onedoor.mediation import actions
from onedoor.mediation.applying import Told, Who
from onedoor.mediation.models import Consent, Side

R = Side.Standing.RESPONDENT
K = Committee.Kind


def who(name, standing=Side.Standing.APPLICANT, phone="", **more):
    return Who({"name": name, "phone": phone, "identity": "", "card_seen": False}, standing, **more)


FOLLOW = tuple(
    f"onedoor.config.{name}" for name in ("mediating", "outcomes", "alerting", "informing", "leaving")
)


def later(case, verb):
    """What follows by errand from the last event of this kind, twice: an errand must be safe to repeat."""
    event = case.events.filter(verb=verb).order_by("-seq").first()
    for handler in LATER[verb] * 2:
        if handler.__module__ in FOLLOW:
            handler(event)


class Cast:
    """A district centre, a people's committee of the community, a labour committee; a desk and mediators."""

    def __init__(self, town):
        self.town, self.clerk = town, town.actor("clerk")
        self.editor = town.actor("operator")
        self.desk = town.actor("mediation_desk", org=town.community_office)
        self.far_desk = town.actor("mediation_desk", org=town.labour, name="劳动秘书")
        self.near = self.found(
            "进步巷人民调解委员会", K.PEOPLE, "进民", town.community_office, town.community
        )
        self.labour = self.found("区劳动人事争议调解委员会", K.LABOUR, "秦劳", town.labour, town.district)
        self.centre = self.found("区调处中心", K.CENTRE, "秦处", town.centre, town.district)
        self.one, self.other = self.enrol("调解员甲"), self.enrol("调解员乙")

    def found(self, name, kind, series, org, region):
        told = {"name": name, "kind": kind, "series": series, "org": org, "region": region}
        return committees.found(**told, opened_on=date(2026, 1, 4), by=self.editor)

    def enrol(self, name):
        actor = self.town.actor("mediator", org=self.town.community_office, name=name)
        row = committees.enrol(actor.staff, post=actor.post, by=self.editor)
        committees.seat(self.near, row, by=self.editor)
        return actor

    @staticmethod
    def row(actor):
        return Mediator.objects.get(staff=actor.staff)

    def told(self, *sides, **more):
        sides = list(sides) or [who("周建国", phone="13909380001"), who("李秀英", R, "13909380002")]
        words = {"type": "0201", "facts": "楼上漏水。", "committee": self.near}
        return Told(**words | {"region": self.town.community} | more, sides=sides)

    def agreed_to(self, mediation, by):
        for side in mediation.sides.current():
            actions.say(side, Consent.About.MEDIATE, True, how="signed", by=by)

    def accepted(self, *sides, **more):
        mediation, _pin = actions.apply_(self.told(*sides, **more), by=self.desk)
        self.agreed_to(mediation, self.desk)
        return actions.accept(mediation, by=self.desk)
