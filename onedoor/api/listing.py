"""Which matters a caller sees, narrowed and page by page: never by counting, so no page is slower than the first."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Literal
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from ninja import Query

from onedoor.api.schemas import NO_NUL, Instant, KindName, StatusName, Strict
from onedoor.cases.access import cases_for
from onedoor.kit.problems import NotFound, NotValid
from onedoor.matters.models import Category, Matter
from onedoor.places.tree import by_code, subtree_prefixes

PAGE, MOST = 50, 100
CURSOR = r"^[A-Za-z0-9_-]{22}$"


class Filters(Strict):
    """列表筛选 — each narrows further."""

    after: str = Query(None, pattern=CURSOR, description=gettext_noop("上一页的 next"))
    status: StatusName = Query(None, description=gettext_noop("状态"))
    state: Literal["open", "closed"] = Query(
        None, description=gettext_noop("open 在办，closed 已结束；空为全部")
    )
    kind: KindName = Query(None, description=gettext_noop("诉求类型"))
    category: str = Query(
        None, max_length=24, pattern=NO_NUL, description=gettext_noop("事项分类代码；上级代码包括其下各类")
    )
    region: str = Query(
        None, max_length=20, pattern=NO_NUL, description=gettext_noop("区域代码；包括其下各级")
    )
    since: Instant = Query(None, description=gettext_noop("立案时间不早于"))
    until: Instant = Query(None, description=gettext_noop("立案时间早于"))
    source_ref: str = Query(
        None, max_length=60, pattern=NO_NUL, description=gettext_noop("来源编号；只查本单位登记的")
    )
    limit: int = Query(PAGE, ge=1, le=MOST, description=gettext_noop("每页件数"))


def matters_for(actor):
    return Matter.objects.filter(case__in=cases_for(actor)).for_rows()


def matter_for(actor, code: str) -> Matter:
    """Absent and out of reach look the same."""
    found = matters_for(actor).filter(case__code=code).first()
    if found is None:
        raise NotFound(_("没有这件事项，或不在本岗位的范围内。"))
    return found


def require_known(query, filters: Strict) -> None:
    """A filter misspelt would otherwise answer with everything."""
    if unknown := sorted(set(query) - set(type(filters).model_fields)):
        raise NotValid(_("没有这样的查询参数。"), fields={name: [_("没有这个参数。")] for name in unknown})


def page_of(actor, wanted: Filters) -> tuple[list[Matter], str | None]:
    """The newest first, and where the next page begins."""
    rows = _narrowed(matters_for(actor), wanted, actor).order_by("-case_id")
    if wanted.after:
        rows = rows.filter(case_id__lt=_read(wanted.after))
    found = list(rows[: wanted.limit + 1])
    shown = found[: wanted.limit]
    return shown, _cursor(shown[-1].case_id) if len(found) > wanted.limit else None


def _narrowed(rows, wanted: Filters, actor):
    plain = {
        "status": wanted.status,
        "kind": wanted.kind,
        "case__opened_at__gte": wanted.since,
        "case__opened_at__lt": wanted.until,
        "case__closed_at__isnull": {"open": True, "closed": False}.get(wanted.state),
        "source_ref": wanted.source_ref,
        "source_name": actor.post.org.code if wanted.source_ref else None,
    }
    rows = rows.filter(**{name: value for name, value in plain.items() if value is not None})
    if wanted.category:
        rows = rows.filter(category__path__startswith=_category(wanted.category).path)
    return rows.filter(_within(wanted.region)) if wanted.region else rows


def _category(code: str) -> Category:
    found = Category.objects.filter(code=code).first()
    if found is None:
        raise NotValid(_("没有这个事项分类代码：%(code)s") % {"code": code}, field="category")
    return found


def _within(code: str) -> Q:
    """The region, all below it, and those whose work passed to it."""
    region = by_code(code)
    if region is None:
        raise NotValid(_("没有这个区域代码：%(code)s") % {"code": code}, field="region")
    within = Q()
    for path in subtree_prefixes(region):
        within |= Q(case__region_path__startswith=path)
    return within


def _cursor(key: UUID) -> str:
    return urlsafe_b64encode(key.bytes).decode().rstrip("=")


def _read(cursor: str) -> UUID:
    return UUID(bytes=urlsafe_b64decode(cursor + "=="))
