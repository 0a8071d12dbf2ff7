"""区划变更 — merging, splitting, moving and renaming; old nodes end, new ones begin, and who answers for whom is written down.

A node's place in the tree never changes. What moves is therefore planted anew, with all that lies below it, and the
old nodes keep the cases and the figures of their time.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import shapely
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.kit.problems import NotNow, NotValid
from onedoor.places import grounds, shapes, tree
from onedoor.places.grounds import Ground
from onedoor.places.models import FormerName, Region, RegionChange, Succession

Kind, What = Region.Kind, RegionChange.What
# Which kinds may lie under which. Depth is data: a town with or without sub-areas is the same to every rule.
MAY_LIE_UNDER: dict[str, tuple[str, ...]] = {
    Kind.DISTRICT: (),
    Kind.STREET: (Kind.DISTRICT,),
    Kind.TOWN: (Kind.DISTRICT,),
    Kind.AREA: (Kind.TOWN, Kind.STREET),
    Kind.VILLAGE: (Kind.TOWN, Kind.STREET, Kind.AREA),
    Kind.COMMUNITY: (Kind.TOWN, Kind.STREET, Kind.AREA),
    Kind.GRID: (Kind.VILLAGE, Kind.COMMUNITY),
}


@dataclass(frozen=True)
class Part:
    """拆分后的一部分 — its name and code, which children go to it and, for one without children, its ground."""

    name: str
    code: str
    children: Sequence[Region] = ()
    ground: shapely.Geometry | None = None


@transaction.atomic
def add(
    kind: str,
    name: str,
    code: str,
    parent: Region | None,
    *,
    by: object,
    on: date | None = None,
    grid_kind: str = "",
) -> Region:
    """新设 — a region that was not there before."""
    day = on or timezone.localdate()
    region = _plant(kind, name, code, parent, day, grid_kind=grid_kind)
    RegionChange.objects.create(what=What.ADD, on=day, by=str(by), reason=code)
    return region


@transaction.atomic
def merge(
    regions: Iterable[Region], into_name: str, into_code: str, *, on: date, by: object, reason: str = ""
) -> Region:
    """合并 — several regions of one kind under one parent become one; what lay below them lies below it."""
    old = _held(regions, on)
    if len(old) < 2:
        raise NotValid(_("合并至少需要两个区域。"))
    if len({(region.kind, region.parent_id) for region in old}) > 1:
        raise NotValid(_("只能合并同一上级之下的同类区域；不同上级的，请先调整隶属。"))
    change = RegionChange.objects.create(what=What.MERGE, on=on, by=str(by), reason=reason)
    ground = grounds.common(old, on)
    below = [list(tree.children(region, on)) for region in old]
    _end(old, on)
    new = _plant(old[0].kind, into_name, into_code, old[0].parent, on, grid_kind=old[0].grid_kind)
    for region, children in zip(old, below, strict=True):
        _succeed(region, new, change)
        for child in children:
            _transplant(child, new, change, name=_told_apart(child, region, below))
    grounds.draw(new, ground, on)
    return new


@transaction.atomic
def split(region: Region, parts: Sequence[Part], *, on: date, by: object, reason: str = "") -> list[Region]:
    """拆分 — one region becomes several; each of its children goes to exactly one of them."""
    [old] = _held([region], on)
    children = list(tree.children(old, on))
    if len(parts) < 2:
        raise NotValid(_("拆分至少需要两个部分。"))
    if sorted(child.pk for part in parts for child in part.children) != sorted(
        child.pk for child in children
    ):
        raise NotValid(_("每个下级区域须且只须划归拆分后的一个区域。"))
    change = RegionChange.objects.create(what=What.SPLIT, on=on, by=str(by), reason=reason)
    shares = _shared_out(old, parts, on)
    _end([old], on)
    new = []
    for part, ground in zip(parts, shares, strict=True):
        piece = _plant(old.kind, part.name, part.code, old.parent, on, grid_kind=old.grid_kind)
        _succeed(old, piece, change)
        for child in part.children:
            _transplant(child, piece, change)
        grounds.draw(piece, ground, on)
        new.append(piece)
    return new


@transaction.atomic
def move(region: Region, parent: Region, *, on: date, by: object, code: str = "", reason: str = "") -> Region:
    """调整隶属 — the region and all below it come under another parent."""
    [old] = _held([region], on)
    if parent.path.startswith(old.path):
        raise NotValid(_("不能把区域划归它自己的下级。"))
    if parent.pk == old.parent_id:
        raise NotValid(_("该区域已经隶属于%(parent)s。") % {"parent": parent.name})
    change = RegionChange.objects.create(what=What.MOVE, on=on, by=str(by), reason=reason)
    new = _transplant(old, parent, change, code=code)
    grounds.redraw(old.parent, parent, on)
    return new


@transaction.atomic
def rename(region: Region, name: str, *, on: date, by: object, reason: str = "") -> Region:
    """更名 — the same place under another name; the former name still finds it."""
    [held] = _held([region], on)
    if on > timezone.localdate():
        raise NotValid(_("更名不能预先登记，请在生效之日办理。"))
    if not name.strip() or name == held.name:
        raise NotValid(_("请填写与现名不同的新名称。"))
    change = RegionChange.objects.create(what=What.RENAME, on=on, by=str(by), reason=reason)
    FormerName.objects.create(region=held, name=held.name, until=on, change=change)
    held.name = name.strip()
    held.save(update_fields=["name"])
    return held


def _held(regions: Iterable[Region], on: date) -> list[Region]:
    """The rows, locked in the order of their codes, all in use on that day and not ending later already."""
    keys = {region.pk for region in regions}
    rows = list(
        Region.objects.select_for_update(of=("self",))
        .select_related("parent")
        .filter(pk__in=keys)
        .order_by("code")
    )
    for row in rows:
        if not row.holds_on(on) or row.valid_to is not None:
            raise NotNow(
                _("%(region)s（%(code)s）在 %(day)s 不是现行区域，不能变更。")
                % {"region": row.name, "code": row.code, "day": on}
            )
    return rows


def _plant(kind: str, name: str, code: str, parent: Region | None, on: date, **more) -> Region:
    """A new node under a parent that may have it."""
    allowed = MAY_LIE_UNDER[kind]
    if (parent.kind if parent else None) not in (allowed or (None,)):
        raise NotValid(
            _("%(kind)s不能直接设在%(parent)s之下。")
            % {"kind": Kind(kind).label, "parent": parent.get_kind_display() if parent else _("最上级")}
        )
    if not name.strip() or not code.strip() or set(code) & set("/~ "):
        raise NotValid(_("名称和代码必须填写，代码不能含空格、斜线或波浪号。"))
    if Region.objects.filter(code=code, valid_to=None).exists():
        raise NotValid(_("代码 %(code)s 已有现行区域使用。") % {"code": code})
    return Region.objects.create(
        kind=kind,
        name=name.strip(),
        code=code,
        parent=parent,
        path=_path(parent, code),
        valid_from=on,
        **more,
    )


def _path(parent: Region | None, code: str) -> str:
    """The parent's path and the code; a code in its second life there is told from the first."""
    above = parent.path if parent else ""
    lives = Region.objects.filter(parent=parent, code=code).count()
    return f"{above}{code}/" if lives == 0 else f"{above}{code}~{lives + 1}/"


def _end(regions: Iterable[Region], on: date) -> None:
    """The nodes and their boundaries stop on that day."""
    rows = list(regions)
    shapes.end(rows, on)
    Region.objects.filter(pk__in=[row.pk for row in rows]).update(valid_to=on)


def _succeed(old: Region, new: Region, change: RegionChange) -> None:
    Succession.objects.create(old=old, new=new, on=change.on, reason=change.reason, change=change)


def _transplant(
    old: Region, parent: Region, change: RegionChange, *, name: str = "", code: str = ""
) -> Region:
    """The node and all below it, anew under another parent, on the same ground."""
    on = change.on
    children, ground = list(tree.children(old, on)), grounds.common([old], on)
    _end([old], on)
    new = _plant(
        old.kind,
        name or old.name,
        code or old.code,
        parent,
        on,
        grid_kind=old.grid_kind,
        full_name=old.full_name,
        aliases=old.aliases,
    )
    _succeed(old, new, change)
    for child in children:
        _transplant(child, new, change)
    grounds.draw(new, ground, on)
    return new


def _told_apart(child: Region, parent: Region, below: list[list[Region]]) -> str:
    """Two 一网格 in one village would be confused: then each keeps the name of where it came from in front."""
    same = sum(other.name == child.name for children in below for other in children)
    return child.name if same == 1 else f"{parent.name}{child.name}"


def _shared_out(old: Region, parts: Sequence[Part], on: date) -> list[Ground | None]:
    """Each part's ground: its children's, or the one given, which must then fill the old ground and not overlap."""
    whole = grounds.common([old], on)
    given = {
        Region(pk=-n, kind=old.kind, code=part.code, name=part.name): part.ground
        for n, part in enumerate(parts, 1)
        if part.ground
    }
    if given and whole:
        grounds.refuse_misfits(old, whole, given)
    invented = bool(whole and whole.invented)
    return [
        grounds.common(part.children, on) or (Ground(part.ground, invented) if part.ground else None)
        for part in parts
    ]
