"""方案 — kept in their order; how far apart the last sums are; what was accepted."""

import json
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from onedoor.kit.problems import NotFound
from onedoor.mediation.models import Appraisal, Evidence, Mediation, Offer, Side


@dataclass(frozen=True)
class Terms:
    """What is offered: money in yuan, or what would be done, said or agreed."""

    kind: str
    amount: Decimal | None = None
    words: str = ""

    def packed(self) -> str:
        amount = None if self.amount is None else str(self.amount)
        return json.dumps({"kind": self.kind, "amount": amount, "words": self.words}, ensure_ascii=False)

    @classmethod
    def unpacked(cls, text: str) -> "Terms":
        """Of what was destroyed there is nothing but that it was."""
        told = json.loads(text or "null") or {"kind": "terms", "amount": None, "words": _("（已经销毁）")}
        return cls(told["kind"], told["amount"] and Decimal(told["amount"]), told["words"])


@dataclass(frozen=True)
class Shown:
    """An offer beside its words; `terms` is nothing where this reader may not know them."""

    offer: Offer
    terms: Terms | None


@dataclass(frozen=True)
class Column:
    """One side's offers, in their order, and its last sum."""

    side: Side | None
    offers: list[Shown]

    @property
    def last_sum(self) -> Decimal | None:
        sums = [one.terms.amount for one in self.offers if one.terms and one.terms.amount is not None]
        return sums[-1] if sums else None


@dataclass(frozen=True)
class Comparison:
    """The sides beside each other; `distance` between the last sums of the two that stand furthest apart."""

    columns: list[Column]

    @property
    def distance(self) -> Decimal | None:
        sums = [one.last_sum for one in self.columns if one.side and one.last_sum is not None]
        return max(sums) - min(sums) if len(sums) > 1 else None


def offers_of(mediation: Mediation) -> list[Offer]:
    """All of them, in their order; whose words may be read, the action asks."""
    rows = list(mediation.offers.for_rows())
    for row in rows:
        row.mediation = mediation
    return rows


def compared(mediation: Mediation, offers: list[Offer], terms: dict) -> Comparison:
    """What each side offered, beside what the other did; offers that nobody may read here are left out."""
    this_round = [one for one in offers if one.round == mediation.round]
    known = [Shown(one, terms[one.pk]) for one in this_round if one.pk in terms]
    sides: list[Side | None] = list(mediation.sides.current().for_rows())
    columns = [
        Column(side, [one for one in known if one.offer.side_id == (side and side.pk)])
        for side in [*sides, None]
    ]
    return Comparison([one for one in columns if one.side or one.offers])


def accepted_of(mediation: Mediation) -> list[Offer]:
    """What may stand in this round's agreement: nothing else of what was offered does."""
    return list(mediation.offers.accepted().filter(round=mediation.round))


def offer_of(mediation: Mediation, pk) -> Offer:
    found = mediation.offers.for_rows().filter(pk=pk).first()
    if found is None:
        raise NotFound(_("没有这个方案。"))
    found.mediation = mediation
    return found


def evidence_of(mediation: Mediation) -> list[Evidence]:
    """Number by number; of what lies in a drawer only that it is there."""
    return list(mediation.evidence.for_rows())


def appraisals_of(mediation: Mediation) -> list[Appraisal]:
    return list(mediation.appraisals.select_related("file"))


def clock_of(mediation: Mediation):
    """The law's clock of this mediation, running or standing still."""
    return mediation.case.deadlines.filter(kind="mediation").order_by("-started_at").first()


def asked_of(row: Offer) -> set:
    """The sides whose yes it takes: the one it was made to, or everybody but its giver."""
    if row.to_id:
        return {row.to_id}
    sides = row.mediation.sides.current()
    return set(sides.exclude(pk=row.side_id).values_list("pk", flat=True))
