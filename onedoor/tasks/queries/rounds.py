"""Rounds as pages show them: how far they are, by village in the order of the tree. Places, never persons."""

from typing import NamedTuple

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from onedoor.cases.access import cases_for
from onedoor.kit.problems import NotFound
from onedoor.places.models import Region
from onedoor.tasks.lifecycle import Status
from onedoor.tasks.models import Round, Task


def rounds_for(actor) -> QuerySet[Round]:
    """Those whose case is within reach, and those that go through the actor's own ground."""
    own = Q(region__path__startswith=actor.post.region.path) | Q(case__in=cases_for(actor))
    here = Task.objects.filter(grid__path__startswith=actor.post.region.path).values("case")
    rounds = Round.objects.filter(own | Q(case__in=here)).select_related("case", "region", "host")
    counted = rounds.annotate(
        total=Count("case__tasks"), done=Count("case__tasks", filter=Q(case__tasks__status=Status.DONE))
    )
    return counted.order_by("-case__opened_at")


MOST_RUNNING = 3


def running(actor) -> list[Round]:
    """The latest that go on, for whoever looks after more than one grid."""
    if actor.post.region.kind == Region.Kind.GRID:
        return []
    return list(rounds_for(actor).filter(case__closed_at=None)[:MOST_RUNNING])


def find_round(code: str, actor) -> Round:
    found = rounds_for(actor).filter(case__code=code).first()
    if found is None:
        raise NotFound(_("没有这次宣传巡查，或不在本岗位的范围内。"))
    return found


def own_part(found: Round, actor) -> list[Task]:
    """Of whoever looks after one village, or walks one grid: the tasks there, grid by grid. Above that only figures."""
    if actor.post.region.kind not in (Region.Kind.GRID, Region.Kind.VILLAGE, Region.Kind.COMMUNITY):
        return []
    tasks = found.case.tasks.filter(grid__path__startswith=actor.post.region.path)
    if actor.post.region.kind == Region.Kind.GRID:
        tasks = tasks.filter(post=actor.post)
    return list(tasks.for_rows().order_by("number"))


class VillageLine(NamedTuple):
    """One village or community: figures, in the order of the tree, never a ranking."""

    region: Region
    street: str
    total: int
    done: int


def villages_of(found: Round, actor) -> list[VillageLine]:
    """How far each is; whoever answers for a village only sees that village's."""
    tasks = found.case.tasks.filter(grid__path__startswith=actor.post.region.path)
    counted = tasks.values("grid__parent").annotate(
        total=Count("pk"), done=Count("pk", filter=Q(status=Status.DONE))
    )
    rows = {row["grid__parent"]: row for row in counted.order_by("grid__parent")}
    regions = (
        Region.objects.filter(pk__in=[pk for pk in rows if pk])
        .select_related("parent__parent")
        .order_by("path")
    )
    return [
        VillageLine(region, _street(region), rows[region.pk]["total"], rows[region.pk]["done"])
        for region in regions
    ]


def _street(region: Region) -> str:
    """The town or street above; a sub-area between goes without saying."""
    above = region.parent
    if above and above.kind == Region.Kind.AREA:
        above = above.parent
    return above.name if above else ""
