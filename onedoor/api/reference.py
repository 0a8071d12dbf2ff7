"""/api/v1/categories and /regions: the codes that the other addresses speak in."""

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from ninja import Query, Router

from onedoor.api.listing import require_known
from onedoor.api.schemas import NO_NUL, CategoriesOut, RegionsOut, Strict
from onedoor.kit.problems import NotValid
from onedoor.matters.models import Category, Kind
from onedoor.places.tree import by_code, children, current, districts

router = Router(tags=["代码"])


class Below(Strict):
    """哪个区域的下级 — whose parts are asked for."""

    parent: str = Query(
        None, max_length=20, pattern=NO_NUL, description=gettext_noop("上级区域代码；空则给出区县")
    )


@router.get(
    "/categories",
    response=CategoriesOut,
    summary=gettext_noop("事项分类与诉求类型"),
    operation_id="categories_list",
)
def categories(request):
    """今天可用的末级分类，和诉求类型 — the leaves in force today, and the kinds."""
    today = timezone.localdate()
    leaves = Category.objects.leaves().valid(today).select_related("parent__parent")
    kinds = [{"code": kind.value, "name": str(kind.label)} for kind in Kind]
    return {"categories": [_category(leaf) for leaf in leaves], "kinds": kinds}


def _category(leaf: Category) -> dict:
    above, node = [], leaf.parent
    while node is not None:
        above.insert(0, node.name)
        node = node.parent
    return {
        "code": leaf.code,
        "name": leaf.name,
        "name_en": leaf.name_en,
        "path": above,
        "kind_hint": leaf.kind_hint,
        "promise_days": leaf.promise_days,
    }


@router.get("/regions", response=RegionsOut, summary=gettext_noop("下级区域"), operation_id="regions_list")
def regions(request, query: Query[Below]):
    """今天的区域树，一次一级 — the tree as it is today, level by level."""
    require_known(request.GET, query)
    below = current().filter(parent=OuterRef("pk"))
    found = _level(query.parent).select_related("parent").annotate(has_children=Exists(below))
    return {"regions": [_region(region) for region in found]}


def _level(code: str | None):
    if not code:
        return districts()
    parent = by_code(code)
    if parent is None:
        raise NotValid(_("没有这个区域代码：%(code)s") % {"code": code}, field="parent")
    return children(parent)


def _region(region) -> dict:
    return {
        "code": region.code,
        "name": region.name,
        "kind": region.kind,
        "parent": region.parent and region.parent.code,
        "has_children": region.has_children,
    }
