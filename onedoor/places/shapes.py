"""边界读写 — polygons between the database and the rules: which holds on a day, how large an area is, where to point at."""

import math
from collections.abc import Iterable
from datetime import date

import numpy as np
import shapely
from django.db.models import Q
from shapely import Geometry

from onedoor.places.models import Boundary, Region

METRES_PER_DEGREE = 111_320


def on_day(day: date) -> Q:
    """Boundaries in force that day."""
    return Q(valid_from__lte=day) & (Q(valid_to=None) | Q(valid_to__gt=day))


def shapes_of(regions: Iterable[Region], day: date) -> dict[int, Geometry]:
    """The polygon of each region that has one that day, by the region's key."""
    rows = list(Boundary.objects.filter(on_day(day), region__in=regions).values_list("region_id", "geometry"))
    parts = shapely.from_wkb(np.array([bytes(wkb) for _pk, wkb in rows], dtype=object))
    return dict(zip([pk for pk, _wkb in rows], parts, strict=True))


def on_grain(shape: Geometry) -> Geometry:
    """Six digits: a tenth of a metre, and the same on every machine."""
    return shapely.transform(shape, lambda xy: np.round(xy, 6))


def square_metres(shape: Geometry) -> float:
    """The area on the ground, near enough for a district."""
    if shape.is_empty:
        return 0.0
    return shape.area * METRES_PER_DEGREE**2 * math.cos(math.radians(shape.centroid.y))


def begin(region: Region, shape: Geometry, day: date, *, invented: bool) -> Boundary:
    """A new boundary from that day on; the one before ends."""
    end([region], day)
    return Boundary.objects.create(
        region=region, geometry=shapely.to_wkb(on_grain(shape)), valid_from=day, invented=invented
    )


def end(regions: Iterable[Region], day: date) -> int:
    """No boundary from that day on."""
    return Boundary.objects.filter(region__in=list(regions), valid_to=None).update(valid_to=day)
