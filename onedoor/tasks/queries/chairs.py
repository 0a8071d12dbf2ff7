"""Whose the grids are: the chairs that somebody holds today."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from onedoor.cases.models import Case
from onedoor.kit.problems import NotValid
from onedoor.places.models import Region
from onedoor.places.tree import current
from onedoor.posts.models import Post, Tenure
from onedoor.posts.tenures import live
from onedoor.tasks.doers import Doers, doers_of
from onedoor.tasks.models import Task

MOST_GRIDS = 80
NOBODY = Doers()


def seated(secrecy: str = Case.Secrecy.NORMAL, besides: Doers = NOBODY) -> QuerySet[Post]:
    """Chairs that are held today by somebody who does tasks and is cleared for the case, and is none of the doers."""
    held = Tenure.objects.filter(live(), staff__is_active=True).exclude(staff__in=besides.staff)
    posts = Post.objects.filter(pk__in=held.values("post"), type__verbs__contains=["task.do"])
    if secrecy != Case.Secrecy.NORMAL:
        posts = posts.filter(clearances__contains=[secrecy])
    return posts.exclude(pk__in=besides.posts).select_related("org", "region", "type")


def chairs(grids, secrecy: str = Case.Secrecy.NORMAL, besides: Doers = NOBODY) -> dict[int, Post]:
    """By grid: a chair of that very grid."""
    found: dict[int, Post] = {}
    for post in seated(secrecy, besides).filter(region__in=grids).order_by("pk"):
        found.setdefault(post.region_id, post)
    return found


def chair_of(grid: Region, case: Case, kind: str) -> Post:
    """Who is sent there. A task that nobody could read would never be done, and nobody checks what they did themselves."""
    doers = doers_of(case) if kind == Task.Kind.CHECK else NOBODY
    own = chairs([grid], case.secrecy)
    if found := own if doers == NOBODY else chairs([grid], case.secrecy, doers):
        return found[grid.pk]
    if own:
        return _somebody_else(grid, case, doers)
    if case.secrecy != Case.Secrecy.NORMAL:
        raise NotValid(
            _("%(grid)s没有人有这件事的密级权限，不能派发任务。") % {"grid": grid.name}, field="grid"
        )
    raise NotValid(_("%(grid)s现在没有人在岗，请先安排人员。") % {"grid": grid.name}, field="grid")


def _somebody_else(grid: Region, case: Case, doers: Doers) -> Post:
    """Whoever answers for the village, else a colleague of another grid of it."""
    near = seated(case.secrecy, doers).filter(Q(region=grid.parent_id) | Q(region__parent=grid.parent_id))
    found = near.order_by("region__path", "pk").first() if grid.parent_id else None
    if found is None:
        words = _("这件事是%(grid)s自己办的，要由别人核查；同村（社区）现在没有别人在岗。")
        raise NotValid(words % {"grid": grid.name}, field="grid")
    return found


def grids_at(region: Region) -> list[Region]:
    """The grids one chooses among: the one of the case itself first, then those of its village or community."""
    above = region.parent if region.kind == Region.Kind.GRID and region.parent else region
    if above.kind not in (Region.Kind.VILLAGE, Region.Kind.COMMUNITY):
        return []
    grids = current().filter(kind=Region.Kind.GRID, path__startswith=above.path).select_related("parent")
    return sorted(grids.order_by("code")[:MOST_GRIDS], key=lambda grid: grid.pk != region.pk)


def colleagues_of(post: Post) -> list[Post]:
    """Who could take over from this chair: others of the same village or community who do tasks."""
    held = Tenure.objects.filter(live(), staff__is_active=True).values("post")
    posts = Post.objects.filter(pk__in=held, org=post.org_id, type__verbs__contains=["task.do"])
    return list(
        posts.exclude(pk=post.pk).select_related("type", "org", "region").order_by("region__code", "pk")
    )
