"""Plans as pages show them: which ones, how far each unit and place is, what was found and what became of it."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, prefetch_related_objects
from django.utils.translation import gettext as _

from onedoor.cases.access import cases_for
from onedoor.cases.models import Case, Event, Involvement
from onedoor.cases.queries import place_of
from onedoor.joint.lifecycle import PLAN_OVER, PlanStatus
from onedoor.joint.models import Answer, Find, Place, Plan
from onedoor.joint.queries.sealing import is_hidden, opened_by, sealed_words
from onedoor.kit.problems import NotFound
from onedoor.places.atlas import open_atlas

MOST_MINE = 50
# What its units do not hear of.
NOT_YET = (PlanStatus.DRAFT, PlanStatus.DROPPED)


def plans_for(actor) -> QuerySet[Plan]:
    """Plans in the actor's reach, and those their unit takes part in once they run; a draft is its makers'."""
    part = Involvement.objects.filter(case=OuterRef("case"), until=None, org=actor.post.org)
    if not actor.holds("case.see"):
        return Plan.objects.none()
    called = Q(Exists(part)) & ~Q(status__in=NOT_YET)
    plans = Plan.objects.filter(Q(case__in=cases_for(actor)) | called).select_related("case", "host__region")
    return plans if actor.holds("joint.plan") else plans.exclude(status__in=NOT_YET)


def find_plan(code: str, actor) -> Plan:
    """The plan of this code, if this actor may see it; absent and hidden look the same."""
    plan = plans_for(actor).filter(case__code=code).first()
    if plan is None:
        raise NotFound(_("没有这项计划，或不在本岗位的范围内。"))
    return plan


def find_place(code: str, number: int, actor) -> Place:
    plan = find_plan(code, actor)
    known = plan.places.select_related("org", "region", "visit__post__org")
    place = known.filter(number=number).first()
    if place is None:
        raise NotFound(_("这项计划里没有这个地点，可能刚刚被移除。"))
    place.plan = plan
    return place


def list_of(actor):
    """Plans with their counts, those that run first, the latest period first; the page cuts it."""
    counted = plans_for(actor).annotate(
        total=Count("places", distinct=True),
        done=Count("places", filter=Q(places__visit__isnull=False), distinct=True),
        found=Count("places__finds", distinct=True),
        is_over=Q(status__in=PLAN_OVER),
    )
    return counted.order_by("is_over", "-from_day", "-case__code")


def to_visit(actor) -> list[Place]:
    """Places of running plans that the actor's unit has not been to, the earliest due first."""
    places = Place.objects.filter(org=actor.post.org, visit=None, plan__status=PlanStatus.RUNNING)
    return list(places.select_related("plan__case", "region").order_by("by_day", "number")[:MOST_MINE])


def open_visits(actor) -> list[Place]:
    """Of those, what lies in the actor's own grid, or in no grid in particular; each with its plan's list."""
    mine = [place for place in to_visit(actor) if _lies_in(place, actor.post.region)]
    prefetch_related_objects(mine, "plan__items")
    return mine


def open_visit(key, actor) -> Place:
    """One of them, by its key: what a phone sends."""
    known = Place.objects.select_related("plan__case", "plan__host__region", "org", "region")
    place = known.filter(pk=key, org=actor.post.org, plan__status=PlanStatus.RUNNING).first()
    if place is None or not _lies_in(place, actor.post.region):
        raise NotFound(_("这项计划里没有这个地点，可能刚刚被移除。"))
    return place


def _lies_in(place: Place, ground) -> bool:
    return place.region.path.startswith(ground.path) or ground.path.startswith(place.region.path)


class PlaceLine(NamedTuple):
    """One place as a list shows it."""

    place: Place
    where: str
    state: str
    words: str
    finds: int


@dataclass
class UnitLine:
    """One unit's part: figures, in the order of names, never a ranking."""

    org: object
    total: int = 0
    done: int = 0
    late: int = 0
    finds: int = 0

    @property
    def to_do(self) -> int:
        return self.total - self.done


def state_of(place: Place, plan: Plan, today: date) -> str:
    if place.visit_id:
        return "done"
    return "late" if place.by_day < today and plan.status != PlanStatus.DRAFT else "to_do"


def words_of(state: str) -> str:
    return {"done": _("已巡查"), "late": _("逾期未查"), "to_do": _("待巡查")}[state]


def places_of(plan: Plan, today: date) -> list[PlaceLine]:
    """Every place of a plan in its order."""
    atlas = open_atlas()
    places = plan.places.select_related("org", "visit").annotate(found=Count("finds")).order_by("number")
    lines = []
    for place in places:
        state = state_of(place, plan, today)
        where = place_of(place.region_id, atlas)
        lines.append(PlaceLine(place, where, state, words_of(state), place.found))
    return lines


def units_of(plan: Plan, lines: list[PlaceLine]) -> list[UnitLine]:
    """Every unit that takes part, with what its places have come to; those without places are named, too."""
    parts = plan.case.involvements.filter(until=None).select_related("org")
    units = {part.org_id: UnitLine(part.org) for part in parts.order_by("org__kind", "org__code")}
    for line in lines:
        unit = units.setdefault(line.place.org_id, UnitLine(line.place.org))
        unit.total += 1
        unit.done += line.state == "done"
        unit.late += line.state == "late"
        unit.finds += line.finds
    return list(units.values())


def tally_of(lines: list[PlaceLine], finds) -> dict[str, int]:
    states = Counter(line.state for line in lines)
    closed = sum(1 for line in finds if line.is_closed)
    return {
        "total": len(lines),
        "done": states["done"],
        "to_do": states["to_do"] + states["late"],
        "late": states["late"],
        "finds": len(finds),
        "finds_closed": closed,
    }


class FindLine(NamedTuple):
    """What was found, and how the matter it became stands now."""

    find: Find
    words: str
    code: str
    link: str
    last: str
    is_closed: bool
    is_hidden: bool = False


def finds_of(plan: Plan, actor, place: Place | None = None) -> list[FindLine]:
    """Each with the last word of its matter's timeline; the link only for whoever may open the matter; of a sealed one, nothing."""
    known = Find.objects.filter(place__plan=plan).select_related("place__org", "item", "taken_up")
    finds = list(known.filter(place=place) if place else known)
    cases = [find.taken_up_id for find in finds if find.taken_up_id]
    mine = opened_by(actor, cases)
    last = Event.objects.filter(case__in=cases, verb__startswith="matter.").order_by("case", "-seq")
    said = dict(last.distinct("case").values_list("case", "label"))
    return [_line(find, mine, said) for find in finds]


def _line(find: Find, mine, said) -> FindLine:
    case: Case | None = find.taken_up
    if case is None:
        return FindLine(find, find.words, "", "", "", False)
    if is_hidden(case, mine):
        return FindLine(find, sealed_words(), "", "", "", case.closed_at is not None, is_hidden=True)
    link = f"/cases/{case.code}/" if case.pk in mine else ""
    last = _(said[case.pk]) if case.pk in said else ""
    return FindLine(find, find.words, case.code, link, last, case.closed_at is not None)


def find_of(case: Case, actor) -> Find | None:
    """Where a case was found, on a plan that the actor may read."""
    found = Find.objects.filter(taken_up=case, place__plan__in=plans_for(actor))
    return found.select_related("place__plan__case").first()


def answers_of(place: Place) -> list[Answer]:
    if place.visit is None:
        return []
    return list(place.visit.answers.select_related("item").order_by("item__number"))


def earlier_visits(place: Place):
    """Results that no longer count, the latest first."""
    answers = Prefetch("answers", Answer.objects.select_related("item").order_by("item__number"))
    visits = place.visits.filter(counts_for=None).select_related("post__org")
    return visits.prefetch_related(answers).order_by("-at")
