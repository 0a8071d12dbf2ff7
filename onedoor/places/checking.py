"""边界检查 — what is wrong with a set of polygons, each fault as a sentence that somebody with a map can act on."""

from collections import defaultdict

import numpy as np
import shapely
from django.utils.translation import gettext as _
from shapely import Geometry

from onedoor.places.models import Region
from onedoor.places.shapes import square_metres

Shapes = dict[Region, Geometry]


def title(region: Region) -> str:
    """How a fault names a region."""
    return f"{region.get_kind_display()} {region.code}“{region.name}”"


def spot(shape: Geometry) -> str:
    """A point to look at."""
    point = shapely.point_on_surface(shape)
    return f"{point.x:.5f}, {point.y:.5f}"


def broken(shapes: Shapes) -> dict[Region, str]:
    """自相交 — polygons that are none: crossing themselves, empty, not an area, or outside the world; with what is wrong."""
    return {region: fault for region, shape in shapes.items() if (fault := _broken(region, shape))}


def _broken(region: Region, shape: Geometry) -> str:
    who = {"region": title(region)}
    if shape.is_empty or shape.geom_type not in ("Polygon", "MultiPolygon"):
        return _("%(region)s的图形不是面（需要 Polygon 或 MultiPolygon）。") % who
    west, south, east, north = shape.bounds
    if west < -180 or east > 180 or south < -90 or north > 90:
        return _("%(region)s的坐标超出经纬度范围：经度在前、纬度在后，是否写反或使用了投影坐标？") % who
    if not shape.is_valid:
        _reason, _bracket, where = shapely.is_valid_reason(shape).partition("[")
        return _("%(region)s的边界线自相交或不闭合（位于 %(spot)s）。") % {
            **who,
            "spot": where.rstrip("]").replace(" ", ", "),
        }
    return ""


def overlapping(shapes: Shapes, tolerance: float) -> list[str]:
    """重叠 — two regions of one level on the same ground."""
    faults = []
    levels = defaultdict(list)
    for region in sorted(shapes, key=lambda r: r.code):
        levels[_level(region)].append(region)
    for regions in levels.values():
        cells = np.array([shapes[region] for region in regions], dtype=object)
        one, other = shapely.STRtree(cells).query(cells, predicate="intersects")
        for i, j in sorted((i, j) for i, j in zip(one, other, strict=True) if i < j):
            shared = shapely.intersection(cells[i], cells[j])
            if (area := square_metres(shared)) > tolerance:
                faults.append(
                    _("%(one)s与%(other)s重叠约 %(area)s 平方米（位于 %(spot)s）。")
                    % {
                        "one": title(regions[i]),
                        "other": title(regions[j]),
                        "area": f"{area:,.0f}",
                        "spot": spot(shared),
                    }
                )
    return faults


def _level(region: Region) -> str:
    """Towns lie beside streets and villages beside communities: those pairs are one level."""
    same: dict[str, str] = {Region.Kind.TOWN: Region.Kind.STREET, Region.Kind.VILLAGE: Region.Kind.COMMUNITY}
    return same.get(region.kind, region.kind)


def unfilled(parent: Region, own: Geometry, children: Shapes, tolerance: float) -> list[str]:
    """空隙 — ground of the parent that no child covers, and ground of children that lies outside."""
    covered = shapely.union_all(list(children.values()))
    faults = []
    for gap in shapely.get_parts(shapely.difference(own, covered)):
        if (area := square_metres(gap)) > tolerance:
            faults.append(
                _("%(parent)s内有约 %(area)s 平方米没有划入任何下级区域（位于 %(spot)s）。")
                % {"parent": title(parent), "area": f"{area:,.0f}", "spot": spot(gap)}
            )
    for child in sorted(children, key=lambda r: r.code):
        outside = shapely.difference(children[child], own)
        if (area := square_metres(outside)) > tolerance:
            faults.append(
                _("%(child)s有约 %(area)s 平方米超出上级%(parent)s（位于 %(spot)s）。")
                % {
                    "child": title(child),
                    "parent": title(parent),
                    "area": f"{area:,.0f}",
                    "spot": spot(outside),
                }
            )
    return faults
