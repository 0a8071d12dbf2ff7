"""区域查询 — the tree as it is or was on a day; a subtree is a prefix of `path`, never of a code."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from onedoor.kit.prepared import sent
from onedoor.places.models import Region


def current(on: date | None = None) -> QuerySet[Region]:
    """现行区域 — the regions in use on that day (today)."""
    on = on or timezone.localdate()
    return Region.objects.filter(Q(valid_to=None) | Q(valid_to__gt=on), valid_from__lte=on)


def districts(on: date | None = None) -> QuerySet[Region]:
    """区县 — the tops of the tree."""
    return current(on).filter(parent=None, kind=Region.Kind.DISTRICT).order_by("code")


def children(region: Region, on: date | None = None) -> QuerySet[Region]:
    """下级区域 — one level below, in the order of their codes."""
    return current(on).filter(parent=region).order_by("code")


def subtree(region: Region, on: date | None = None) -> QuerySet[Region]:
    """辖区 — the region and all below it, as it was on that day; without a day, all that ever was there."""
    regions = Region.objects.all() if on is None else current(on)
    return regions.filter(path__startswith=region.path).order_by("path")


def ancestors(region: Region) -> list[Region]:
    """各级上级 — from the district down to the parent."""
    pieces = region.path.split("/")[:-2]
    paths = ["/".join(pieces[: n + 1]) + "/" for n in range(len(pieces))]
    return list(Region.objects.filter(path__in=paths).order_by("depth"))


def subtree_prefixes(region: Region) -> list[str]:
    """辖区前缀 — the paths whose cases this region answers for: its own, and those of every region it or a part of it came from."""
    prefixes, fresh = [region.path], [region.path]
    while fresh:
        fresh = sorted({path for path in _inherited(fresh) if not path.startswith(tuple(prefixes))})
        prefixes += _outermost(fresh)
    return _outermost(prefixes)


# Asked at every list.
INHERITED = """
SELECT old.path FROM places_succession AS s
JOIN places_region AS new ON new.id = s.new_id JOIN places_region AS old ON old.id = s.old_id
WHERE EXISTS (SELECT FROM unnest(%s::text[]) AS prefix WHERE starts_with(new.path, prefix))
"""


def _inherited(prefixes: list[str]) -> list[str]:
    """The paths of those whose work passed to a region under one of the prefixes."""
    with sent(INHERITED, [prefixes]) as cursor:
        return [path for (path,) in cursor.fetchall()]


def _outermost(paths: Iterable[str]) -> list[str]:
    """The paths without those that another one covers; order kept."""
    paths = list(paths)
    return [path for path in paths if not any(path != other and path.startswith(other) for other in paths)]


def chain_name(region: Region) -> str:
    """全名 — how staff say where it is: 大城街道 · 进步巷社区 · 三网格. The district and the sub-areas go without saying."""
    silent = (Region.Kind.DISTRICT, Region.Kind.AREA)
    above = [node.name for node in ancestors(region) if node.kind not in silent]
    return " · ".join([*above, region.name])


def by_code(code: str, on: date | None = None) -> Region | None:
    """按代码查找 — whoever bears the code that day."""
    return current(on).filter(code=code).first()
