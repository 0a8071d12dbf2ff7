"""推荐调解组织 — by what the dispute is about and where it is, with the reason in words."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from onedoor.committees.models import Committee
from onedoor.committees.types import TYPES

K = Committee.Kind
# Which specialised committee a type belongs to when the committee's own list does not say it: the longest code wins.
SPECIAL = {
    "01": K.FAMILY,
    "07": K.LABOUR,
    "08": K.FINANCE,
    "0502": K.MEDICAL,
    "0503": K.TRAFFIC,
    "0901": K.LAND,
    "0904": K.WATER,
}


@dataclass(frozen=True)
class Proposal:
    """Who is to take it, and why."""

    committee: Committee
    reason: str


def propose(code: str, region) -> Proposal | None:
    """The specialised one of that type on whose ground it lies; else the nearest people's committee, from the village up; else the
    district's centre."""
    if code not in TYPES:
        return None
    there = [one for one in Committee.objects.active().for_rows() if region.path.startswith(one.region.path)]
    # The nearest ground first.
    there.sort(key=lambda one: (-len(one.region.path), one.pk))
    return _special(code, there) or _people(there) or _centre(there)


def _special(code: str, there: list[Committee]) -> Proposal | None:
    kind = SPECIAL.get(code) or SPECIAL.get(code[:2])
    for one in there:
        if one.kind in (K.PEOPLE, K.CENTRE):
            continue
        versed = code in one.types or code[:2] in one.types if one.types else one.kind == kind
        if versed:
            words = _("“%(type)s”由%(committee)s受理，管辖%(region)s。")
            told = {"type": TYPES[code].name, "committee": one, "region": one.region}
            return Proposal(one, words % told)
    return None


def _people(there: list[Committee]) -> Proposal | None:
    near = next((one for one in there if one.kind == K.PEOPLE), None)
    words = _("没有专门的调解组织受理这一类，由最近的%(committee)s就地调解。")
    return near and Proposal(near, words % {"committee": near})


def _centre(there: list[Committee]) -> Proposal | None:
    centre = next((one for one in there if one.kind == K.CENTRE), None)
    words = _("当地没有人民调解委员会，由%(committee)s受理。")
    return centre and Proposal(centre, words % {"committee": centre})
