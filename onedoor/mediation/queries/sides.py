"""当事各方 — who stands where, what each said last, and who mediates."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from onedoor.kit.problems import NotValid
from onedoor.mediation.models import Consent, Side
from onedoor.mediation.queries.signing import still_to


def own_side(mediation, side: Side) -> Side:
    """The same side as one of this mediation's, whoever brought its key here; refused when it is another's."""
    if side.mediation_id != mediation.pk:
        raise NotValid(_("这一方不在这件调解里。"), field="side")
    side.mediation = mediation
    return side


def insist_heard(how: str) -> None:
    """What a side keeps to itself is passed on by its own leave, and somebody heard it give it."""
    if how not in Consent.How.values or how == Consent.How.ONLINE:
        raise NotValid(_("请写明这一方怎样表示同意的。"), field="how")


def is_open(mediation) -> bool:
    """公开进行 — only when every side said so in this round (人民调解法 第二十三条; medical ones never without it)."""
    return not still_to(mediation, Consent.About.OPEN) and mediation.sides.current().exists()


def may_leave(side: Side) -> bool:
    """Whether the others can go on without it: a third side always, else while somebody applies and somebody answers."""
    if side.standing == Side.Standing.THIRD:
        return True
    others = side.mediation.sides.current().exclude(pk=side.pk)
    left = set(others.values_list("standing", flat=True))
    return {Side.Standing.APPLICANT, Side.Standing.RESPONDENT} <= left


@dataclass(frozen=True)
class Shown:
    """A side with its last word to every question of this round."""

    side: Side
    said: list[Consent]


def sides_of(mediation) -> list[Shown]:
    """All sides, in the order in which they stand in papers."""
    sides = list(
        mediation.sides.current()
        .for_rows()
        .prefetch_related("representatives__person", "consents__mediator__staff")
    )
    return [Shown(side, _last_words(side, mediation.round)) for side in sides]


def _last_words(side: Side, round_: int) -> list[Consent]:
    last = {(one.about, one.mediator_id): one for one in side.consents.all() if one.round == round_}
    return list(last.values())


def assigned_of(mediation) -> list:
    """Who mediates now."""
    return list(mediation.assignments.filter(until=None).select_related("mediator__staff").order_by("role"))
