"""From the tables to the papers: what is known stands in them, and the rest is a line for somebody's hand.

Names are opened once for all the papers that are made in one go, for the purpose of mediating (P02), and logged.
"""

from dataclasses import replace
from functools import cached_property

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import override

from onedoor.mediation.lifecycle import Status
from onedoor.mediation.models import Consent, Mediation, Representative, Side, WayIn
from onedoor.mediation.models.file import Kind
from onedoor.mediation.papers import ending, entering, facts_ended, facts_sessions
from onedoor.mediation.papers.parts import PartyWords, Words
from onedoor.mediation.papers.returning import replies
from onedoor.mediation.papers.said import said_day
from onedoor.mediation.ways import ways_of
from onedoor.persons.actions import reveal

PURPOSE = "P02"
HIDDEN = "（按申请保密）"
CHINESE = "zh-hans"


class Told:
    """One mediation, told for its papers by one actor; by nobody, with masked names, to see what could be written."""

    def __init__(self, mediation: Mediation, by):
        self.mediation, self.by, self.opened = mediation, by, {}

    @cached_property
    def sides(self) -> list[Side]:
        rows = self.mediation.sides.current().select_related("party__person")
        return list(rows.prefetch_related("representatives__person", "consents"))

    @cached_property
    def common(self) -> dict:
        """What stands in every paper."""
        mediation = self.mediation
        # Whoever mediates, or mediated until it was filed: the volume is bound after that.
        last = (
            Q(until=None) | Q(until=mediation.volume.filed_at)
            if mediation.status == Status.FILED
            else Q(until=None)
        )
        assigned = mediation.assignments.filter(last).select_related("mediator__staff").order_by("role")
        return {
            "office": mediation.committee.name if mediation.committee else "",
            "number": mediation.number,
            "parties": tuple(self.party(side) for side in self.sides),
            "mediators": tuple(one.mediator.staff.name for one in assigned),
        }

    def party(self, side: Side) -> PartyWords:
        """One side; what is protected does not stand in what the other side gets, and nobody's telephone number does."""
        person, name = side.party.person, self.field(side.party.person, "name")
        identity = self.field(person, "identity") if person.identity_mask and not side.is_protected else ""
        standing_for, spoken = self.representative(side)
        is_org = bool(side.organisation)
        return PartyWords(
            standing=str(Side.Standing(side.standing).label),
            name=side.organisation or name,
            sex=_sex(identity),
            age=_age(identity),
            identity=identity,
            phone=HIDDEN if side.is_protected else "",
            address=self._contact(side, "address", person.has_address),
            credit_code=side.credit_code,
            representative=spoken or (name if is_org else ""),
            representative_as=standing_for,
            is_organisation=is_org,
        )

    def reached(self, side: Side) -> PartyWords:
        """One side with its telephone number."""
        return replace(
            self.party(side), phone=self._contact(side, "phone", bool(side.party.person.phone_mask))
        )

    def representative(self, side) -> tuple[str, str]:
        """Who speaks for them now: in which capacity, and the name."""
        now = [one for one in side.representatives.all() if one.until is None]
        if not now:
            return "", ""
        return str(Representative.Kind(now[0].kind).label), self.field(now[0].person, "name")

    def _contact(self, side, field, is_there) -> str:
        if side.is_protected:
            return HIDDEN
        return self.field(side.party.person, field) if is_there else ""

    def field(self, person, name) -> str:
        """One field in full, opened once however many papers say it."""
        if self.by is None:
            return person.name_mask if name == "name" else ""
        key = (person.pk, name)
        if key not in self.opened:
            code = self.mediation.case.code
            self.opened[key] = reveal(
                person, name, by=self.by, purpose=PURPOSE, case_code=code, assigned=True
            )
        return self.opened[key]


def _sex(identity: str) -> str:
    return ("女", "男")[int(identity[16]) % 2] if len(identity) == 18 else ""


def _age(identity: str) -> str:
    if len(identity) != 18:
        return ""
    today, born = timezone.localdate(), identity[6:14]
    return f"{today.year - int(born[:4]) - (f'{today:%m%d}' < born[4:])}岁"


def worded(told: Told, kind: str) -> list[Words]:
    """The papers of this kind as far as what they say is known: none, one, or one for each session, side, visit."""
    with override(CHINESE):
        return _GATHER[kind](told) if kind in _GATHER else []


def filled(told: Told, kind: str, papers: dict[str, type[Words]]) -> Words:
    """A form of this kind with the sides and the number filled in, for whatever else is written by hand."""
    with override(CHINESE):
        return papers[kind](**told.common)


def _application(told):
    mediation = told.mediation
    if mediation.way_in not in (WayIn.WINDOW, WayIn.ONLINE):
        return []
    claims = tuple(line for line in mediation.claims.splitlines() if line.strip())
    day = said_day(mediation.asked_at)
    return [entering.Application(**told.common, facts=mediation.facts, requests=claims, day=day)]


def _register(told):
    mediation = told.mediation
    if mediation.accepted_at is None:
        return []
    return [
        entering.Register(
            **told.common,
            accepted_on=said_day(mediation.accepted_at),
            kind=str(mediation.kind_of_dispute.name),
            source=str(mediation.get_way_in_display()),
            source_words=" ".join(filter(None, [mediation.from_org, mediation.reference])),
            facts=mediation.facts,
            on=said_day(mediation.accepted_at),
        )
    ]


def _refusal(told):
    mediation = told.mediation
    if mediation.status != Status.DECLINED:
        return []
    kind = str(mediation.kind_of_dispute.name)
    to = told.common["parties"][0].name
    doors = tuple(
        (str(way.name), str(way.where), f"{way.bring}（{way.article}）") for way in ways_of(mediation.type)
    )
    day = said_day(mediation.ended_at)
    words = {"to": to, "matter": kind, "reason": mediation.reason, "doors": doors, "day": day}
    return [entering.Refusal(**told.common, **words)]


def _rights(told):
    """Known when every side was told."""
    said = [
        [one for one in side.consents.all() if one.about == Consent.About.RIGHTS and one.is_yes]
        for side in told.sides
    ]
    if not all(said):
        return []
    mediates = "、".join(told.common["mediators"])
    day = said_day(max(one.at for ones in said for one in ones))
    return [entering.Rights(**told.common, mediates=mediates, day=day)]


def _identity(told):
    """Known when a card or a credit code of every side is."""
    seen = all(side.credit_code or side.party.person.identity_mask for side in told.sides)
    return [entering.Identity(**told.common)] if seen else []


def _authority(told):
    made = []
    for side in told.sides:
        for one in side.representatives.all():
            if one.until is None and one.kind != Representative.Kind.GUARDIAN:
                taker = PartyWords("受托人", name=told.field(one.person, "name"))
                special = one.authority == Representative.Authority.SPECIAL
                made.append(
                    entering.Authority(
                        **told.common,
                        giver=_as_giver(told.party(side)),
                        taker=taker,
                        matter=str(told.mediation.kind_of_dispute.name),
                        is_special=special,
                        of=("side", side.pk),
                        day=said_day(one.since),
                    )
                )
    return made


def _as_giver(party: PartyWords) -> PartyWords:
    return PartyWords(**{**vars(party), "standing": "委托人", "representative": ""})


def _address(told):
    """Its own sheet alone says the telephone number."""
    return [
        entering.Address(**told.common, party=told.reached(side), of=("side", side.pk))
        for side in told.sides
        if side.address_confirmed
    ]


def _closing(told):
    mediation = told.mediation
    if mediation.ended_at is None:
        return []
    return [
        ending.Closing(
            **told.common,
            handler="、".join(told.common["mediators"]),
            accepted_on=said_day(mediation.accepted_at),
            closed_on=said_day(mediation.ended_at),
            source=str(mediation.get_way_in_display()),
            facts=mediation.facts,
            process=facts_sessions.process_of(told),
            result=facts_ended.result_of(mediation),
            day=said_day(mediation.ended_at),
        )
    ]


_GATHER = {
    Kind.APPLICATION: _application,
    Kind.REGISTER: _register,
    Kind.REFUSAL: _refusal,
    Kind.RIGHTS: _rights,
    Kind.IDENTITY: _identity,
    Kind.AUTHORITY: _authority,
    Kind.ADDRESS: _address,
    Kind.CLOSING: _closing,
    Kind.REPLY: replies,
    **facts_sessions.GATHER,
    **facts_ended.GATHER,
}
