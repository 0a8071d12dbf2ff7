"""半年内又来 — whether what was agreed came back: the same sides asked again, or it was taken up again, within six months.

Known again by the fingerprints of card or telephone, or as the same person; who they were is read nowhere.
"""

from collections import defaultdict

from django.utils import timezone

from onedoor.cases.models import Event
from onedoor.mediation.lifecycle import Status
from onedoor.mediation.models import Mediation, Side
from onedoor.worktime.counting import MONTHS, end_of

MONTHS_BACK = 6


def came_back(rows) -> dict:
    """For each agreement whose six months are over, by its key: whether it came back within them."""
    today = timezone.localdate()
    over = {row["key"]: row for row in rows if row["agreed"] and _until(row) < today}
    if not over:
        return {}
    again = _reopened(over.values())
    first = min(row["at"] for row in over.values())
    later = Mediation.objects.filter(asked_at__gt=first).exclude(status=Status.DECLINED)
    asked = {one["pk"]: one for one in later.values("pk", "type", "asked_at")}
    marks = _marks({row["mediation"] for row in over.values()} | set(asked))
    candidates: dict[tuple, list] = defaultdict(list)
    for pk, one in asked.items():
        for mark in _flat(marks[pk]):
            candidates[(one["type"], mark)].append(pk)
    return {
        key: _taken_up(row, again) or _asked_again(row, marks, candidates, asked) for key, row in over.items()
    }


def _until(row):
    return end_of(timezone.localdate(row["at"]), MONTHS_BACK, MONTHS)


def _reopened(rows) -> dict:
    """When each of these mediations was taken up again."""
    cases = {row["case"] for row in rows}
    found = Event.objects.filter(
        case__in=cases, verb__in=("mediation.reopened", "mediation.resumed")
    ).order_by()
    times: dict = defaultdict(list)
    for case, at in found.values_list("case", "at"):
        times[case].append(at)
    return times


def _taken_up(row, again) -> bool:
    return any(row["at"] < at and timezone.localdate(at) <= _until(row) for at in again[row["case"]])


def _marks(keys) -> dict:
    """The sides of each mediation, each as the set of marks by which it is known again."""
    sides: dict = defaultdict(list)
    columns = ("mediation", "party__person", "party__person__identity_index", "party__person__phone_index")
    there = Side.objects.filter(mediation__in=keys, party__until=None)
    for pk, *found in there.values_list(*columns):
        sides[pk].append({bytes(one) if isinstance(one, memoryview) else one for one in found if one})
    return sides


def _flat(sides) -> set:
    return set().union(*sides)


def _asked_again(row, marks, candidates, asked) -> bool:
    """At least two of its sides stand in a later one of the same type, asked within the six months."""
    own, until = row["mediation"], _until(row)
    near = {one for mark in _flat(marks[own]) for one in candidates[(row["type"], mark)]} - {own}
    return any(
        row["at"] < asked[one]["asked_at"]
        and timezone.localdate(asked[one]["asked_at"]) <= until
        and _same_sides(marks[own], marks[one])
        for one in near
    )


def _same_sides(ones, others) -> bool:
    return sum(any(one & other for other in others) for one in ones) >= 2
