"""Whose the grids are: the chairs that somebody holds today."""

from django.utils.translation import gettext as _

from onedoor.cases.models import Case
from onedoor.kit.problems import NotValid
from onedoor.places.models import Region
from onedoor.places.tree import current
from onedoor.posts.models import Post, Tenure
from onedoor.posts.tenures import live

MOST_GRIDS = 80


def chairs(grids, secrecy: str = Case.Secrecy.NORMAL) -> dict[int, Post]:
    """By grid: a chair of that very grid that is held today by somebody who does tasks and is cleared for the case."""
    held = Tenure.objects.filter(live(), staff__is_active=True).values("post")
    posts = Post.objects.filter(pk__in=held, region__in=grids, type__verbs__contains=["task.do"])
    if secrecy != Case.Secrecy.NORMAL:
        posts = posts.filter(clearances__contains=[secrecy])
    found: dict[int, Post] = {}
    for post in posts.select_related("org", "region", "type").order_by("pk"):
        found.setdefault(post.region_id, post)
    return found


def chair_of(grid: Region, case: Case) -> Post:
    """Who is sent there. A task that nobody could read would never be done."""
    if found := chairs([grid], case.secrecy).get(grid.pk):
        return found
    if case.secrecy != Case.Secrecy.NORMAL:
        raise NotValid(
            _("%(grid)s没有人有这件事的密级权限，不能派发任务。") % {"grid": grid.name}, field="grid"
        )
    raise NotValid(_("%(grid)s现在没有人在岗，请先安排人员。") % {"grid": grid.name}, field="grid")


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
