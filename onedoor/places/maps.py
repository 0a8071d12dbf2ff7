"""小地图 — the picture of a region with its children's boundaries of today, and the way back from a click to a point."""

from datetime import date

import shapely
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.kit.problems import NotFound
from onedoor.places import drawing, shapes, tree
from onedoor.places.models import Region


def ground_of(region: Region, on: date | None = None) -> shapely.Geometry:
    """The region's polygon that day."""
    found = shapes.shapes_of([region], on or timezone.localdate())
    if region.pk not in found:
        raise NotFound(_("%(region)s还没有边界，无法绘制地图。") % {"region": region.name})
    return found[region.pk]


def picture(
    region: Region,
    width: int = 720,
    height: int | None = None,
    *,
    on: date | None = None,
    chosen: str = "",
    pin=None,
) -> drawing.Picture:
    """示意图 — the region's parts; sub-areas are passed over, because residents know villages."""
    day = on or timezone.localdate()
    ground = ground_of(region, day)
    parts = parts_of(region, day) or [region]
    grounds = shapes.shapes_of(parts, day)
    plots = [
        drawing.Plot(part.code, part.name, grounds[part.pk], part.grid_kind == Region.GridKind.DEDICATED)
        for part in parts
        if part.pk in grounds
    ]
    height = height or drawing.height_for(ground, width)
    return drawing.draw(tree.chain_name(region), ground, plots, width, height, chosen=chosen, pin=pin)


def parts_of(region: Region, on: date | None = None) -> list[Region]:
    """下一级 — what a resident chooses from: a town's villages, though sub-areas lie between."""
    found = []
    for child in tree.children(region, on):
        found += parts_of(child, on) if child.kind == Region.Kind.AREA else [child]
    return found


def to_lonlat(
    x: float, y: float, region: Region, width: int = 720, height: int | None = None, *, on: date | None = None
) -> tuple[float, float]:
    """点回坐标 — longitude and latitude of a click on the picture of that region and size."""
    ground = ground_of(region, on)
    return drawing.Frame.of(ground, width, height or drawing.height_for(ground, width)).to_lonlat(x, y)
