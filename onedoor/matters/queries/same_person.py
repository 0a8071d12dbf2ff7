"""同一人、同一件事 — the same person at two doors with the same thing: found by keyed fingerprints of card or telephone within
matters somebody may see anyway, never by a name, and without opening a seal. A person decides."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta
from itertools import combinations

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from onedoor.cases.access import cases_for
from onedoor.cases.models import Case, Party
from onedoor.matters.comparing import SHARED_PLACE, Said, compare
from onedoor.matters.likeness import DAYS, SHOWN, Likely, Pair, rarity, said_of
from onedoor.matters.models import Matter

# The same person need say less alike than two strangers for it to be the same thing; to live where one lives is no likeness,
# and nothing in common is never enough.
WORTH_ASKING = 0.03
# A telephone that more matters than this share belongs to somebody who brings what others say: a grid worker, a shop.
MOST_OF_ONE = 12


def same_person_words() -> str:
    """Why, without who: pages show nothing more of it."""
    return _("同一人反映（登记的证件或电话相同）")


def fingerprints(parties: QuerySet[Party]) -> dict:
    """Cases by each keyed fingerprint of those who brought them."""
    cases = defaultdict(set)
    told = parties.filter(role=Party.Role.APPLICANT, until=None)
    for case_id, identity, phone in told.values_list(
        "case_id", "person__identity_index", "person__phone_index"
    ):
        for mark in (identity, phone):
            if mark:
                cases[bytes(mark)].add(case_id)
    return cases


def pairs_of_one(matters: Iterable[Matter], days: int = DAYS) -> list[Pair]:
    """Of matters that are compared anyway: those of one person that are alike, the likeliest first."""
    by_case = {matter.case_id: matter for matter in matters}
    cases = fingerprints(Party.objects.filter(case__in=by_case))
    twos = {
        tuple(sorted(pair, key=lambda pk: (by_case[pk].reported_at, by_case[pk].case.code)))
        for held in cases.values()
        if 1 < len(held) <= MOST_OF_ONE
        for pair in combinations(sorted(held), 2)
    }
    said = said_of([by_case[pk] for pk in {pk for pair in twos for pk in pair}])
    found = [_paired(by_case[later], by_case[earlier], said) for earlier, later in twos]
    close = timedelta(days=days)
    return sorted(
        (p for p in found if _is_alike(p.likeness) and p.later.reported_at - p.earlier.reported_at <= close),
        key=lambda pair: -pair.likeness.score,
    )


def _paired(later: Matter, earlier: Matter, said: dict) -> Pair:
    return Pair(later, earlier, compare(said[later.pk], said[earlier.pk], rarity()))


def _is_alike(likeness) -> bool:
    return likeness.score - SHARED_PLACE.get(likeness.place, 0) >= WORTH_ASKING


def earlier_of_one(matter: Matter, actor, days: int = DAYS) -> list[Likely]:
    """What the same person brought before within the actor's reach, if it is alike; the caller logs that it was looked for."""
    marks = list(fingerprints(matter.case.parties.all()))
    if not marks:
        return []
    at = matter.reported_at
    same = Q(person__identity_index__in=marks) | Q(person__phone_index__in=marks)
    parties = Party.objects.filter(same, until=None).exclude(case=matter.case_id)
    cases: QuerySet[Case] = cases_for(actor).filter(pk__in=parties.values("case"))
    earlier = Matter.objects.for_rows().filter(
        case__in=cases, reported_at__range=(at - timedelta(days=days), at), part_of=None
    )
    others = list(earlier.order_by("-reported_at")[:MOST_OF_ONE])
    said: dict[object, Said] = said_of([matter, *others])
    found = [_paired(matter, other, said) for other in others]
    best = sorted((pair for pair in found if _is_alike(pair.likeness)), key=lambda p: -p.likeness.score)
    return [
        Likely(p.earlier, p.likeness.score, _("；").join((same_person_words(), p.likeness.why)))
        for p in best[:SHOWN]
    ]
