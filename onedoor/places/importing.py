"""导入边界 — a district's own polygons from GeoJSON: all of them are right, or none is taken."""

import json
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import shapely
from django.db import transaction
from django.utils.translation import gettext as _
from shapely.geometry import shape

from onedoor.kit.problems import NotValid
from onedoor.places import checking, shapes, tree
from onedoor.places.checking import Shapes, title
from onedoor.places.models import Boundary, Region, RegionChange


@dataclass
class Report:
    """导入结果 — `faults` forbid the import; `notes` are worth knowing."""

    regions: int = 0
    faults: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@transaction.atomic
def import_boundaries(
    text: str,
    *,
    valid_from: date,
    by: object,
    invented: bool = False,
    dry_run: bool = False,
    tolerance: float = 1.0,
) -> Report:
    """导入边界 — checks the file against the tree of that day and, if nothing is wrong, puts it in force."""
    report = Report()
    new = _read(text, valid_from, report)
    report.regions = len(new)
    crossed = checking.broken(new)
    report.faults += [*crossed.values(), *_too_late(new, valid_from)]
    _compare(new, crossed, _standing(valid_from, invented), report, valid_from, tolerance)
    if not invented and (count := Boundary.objects.filter(invented=True, valid_to=None).count()):
        report.notes.append(_("导入后，%(count)s 条示意边界停止使用。") % {"count": count})
    if not report.faults and not dry_run:
        _put_in_force(new, valid_from, by, invented)
    return report


def _read(text: str, day: date, report: Report) -> Shapes:
    """The polygons of the file by region; what cannot be read or assigned becomes a fault."""
    found: Shapes = {}
    known = {region.code: region for region in tree.current(day)}
    for number, feature in enumerate(_features(text), start=1):
        code = str((feature.get("properties") or {}).get("code", "")).strip()
        region = known.get(code)
        if not code:
            report.faults.append(
                _("第 %(number)s 个图形没有区域代码（properties.code）。") % {"number": number}
            )
        elif region is None:
            report.faults.append(
                _("第 %(number)s 个图形的区域代码 %(code)s 在 %(day)s 不存在。")
                % {"number": number, "code": code, "day": day}
            )
        elif region in found:
            report.faults.append(_("%(region)s在文件中出现了不止一次。") % {"region": title(region)})
        else:
            try:
                found[region] = shapes.on_grain(shapely.force_2d(shape(feature["geometry"])))
            except (TypeError, KeyError, ValueError, AttributeError, shapely.errors.GEOSException):
                report.faults.append(_("%(region)s的图形无法读取。") % {"region": title(region)})
    return found


def _features(text: str) -> list[dict[str, Any]]:
    try:
        content = json.loads(text)
    except json.JSONDecodeError as error:
        raise NotValid(
            _("文件不是有效的 JSON：第 %(line)s 行第 %(column)s 列。")
            % {"line": error.lineno, "column": error.colno}
        ) from None
    features = content.get("features") if isinstance(content, dict) else None
    if not isinstance(features, list) or not features or not all(isinstance(f, dict) for f in features):
        raise NotValid(_("文件不是 GeoJSON 的 FeatureCollection，或者其中没有图形。"))
    return features


def _standing(day: date, invented: bool) -> Shapes:
    """The boundaries that stay in force beside the new ones: invented ones do not count beside real ones."""
    kept = Boundary.objects.filter(shapes.on_day(day), **({} if invented else {"invented": False}))
    return {b.region: shapely.from_wkb(bytes(b.geometry)) for b in kept.select_related("region")}


def _too_late(new: Shapes, day: date) -> list[str]:
    """A boundary cannot begin before the one that it replaces."""
    later = Boundary.objects.filter(
        region__in=list(new), invented=False, valid_to=None, valid_from__gt=day
    ).select_related("region")
    return [
        _("%(region)s已有自 %(day)s 起生效的边界，新边界不能早于它。")
        % {"region": title(b.region), "day": b.valid_from}
        for b in later
    ]


def _compare(
    new: Shapes, crossed: dict[Region, str], standing: Shapes, report: Report, day: date, tolerance: float
) -> None:
    """Neighbours, parents and missing siblings, after the new ones have replaced the old; crossed polygons cannot be compared.

    A file with a parent in it must have all its children; one without may come piece by piece.
    """
    after = {region: own for region, own in (standing | new).items() if region not in crossed}
    below = defaultdict(list)
    for region in tree.current(day).select_related("parent"):
        below[region.parent].append(region)
    touched = {region.parent for region in new if region.parent} | {region for region in new if below[region]}
    near = {region: own for region, own in after.items() if region in new or region.parent in touched}
    report.faults += checking.overlapping(near, tolerance)
    for parent in sorted(touched, key=lambda r: r.code):
        wanted = report.faults if parent in new else report.notes
        wanted += [
            _("缺少%(region)s的边界。") % {"region": title(child)}
            for child in below[parent]
            if child not in after and child not in crossed
        ]
        drawn = {child: after[child] for child in below[parent] if child in after}
        if parent in after and len(drawn) == len(below[parent]):
            report.faults += checking.unfilled(parent, after[parent], drawn, tolerance)
    bare = sum(
        region.kind == Region.Kind.GRID and region not in after
        for regions in below.values()
        for region in regions
    )
    if bare:
        report.notes.append(_("仍有 %(count)s 个网格没有边界，落在其中的事项按地址定位。") % {"count": bare})


def _put_in_force(new: Shapes, day: date, by: object, invented: bool) -> None:
    """Old boundaries end that day; a district that has real ones no longer works with invented ones."""
    if not invented:
        Boundary.objects.filter(invented=True, valid_to=None).update(valid_to=day)
    shapes.end(new, day)
    Boundary.objects.bulk_create(
        [
            Boundary(region=region, geometry=shapely.to_wkb(own), valid_from=day, invented=invented)
            for region, own in new.items()
        ]
    )
    RegionChange.objects.create(what=RegionChange.What.BOUNDARIES, on=day, by=str(by))
