"""定位 — whose ground a problem lies on: by its point, else its address, else the community given, else the district's intake desk."""

import copy
from datetime import date
from typing import NamedTuple

import numpy as np
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.kit.problems import NotNow, NotValid
from onedoor.places.atlas import Day, open_atlas
from onedoor.places.models import Region


class Located(NamedTuple):
    """定位结果 — the region, and `how` it was found: point, address, community or intake."""

    region: Region
    how: str

    @property
    def to_place(self) -> bool:
        """待定位 — a person still has to say which grid."""
        return self.region.kind != Region.Kind.GRID


def grid_of(
    point: tuple[float, float] | None,
    address: str,
    *,
    community: Region | None = None,
    on: date | None = None,
) -> Located:
    """落格 — the grid of a point (longitude, latitude) or an address, on the boundaries of that day (today)."""
    return grids_of([(point, address, community)], on)[0]


def grids_of(asked: list[tuple], on: date | None = None) -> list[Located]:
    """批量落格 — `grid_of` for many (point, address, community) at once, on one reading of the atlas."""
    day = open_atlas().on(on or timezone.localdate())
    return [Located(copy.copy(region), how) for region, how in (_found(day, *one) for one in asked)]


def _found(day: Day, point, address: str, community: Region | None) -> tuple[Region, str]:
    if day.desk is None:
        raise NotNow(_("尚未建立区域树，无法定位。请先导入区域。"))
    if point is not None and (region := _at(day, *point)):
        return region, "point"
    if community is not None:
        grid = day.names.grid_in(community, address)
        return (grid, "address") if grid else (community, "community")
    if address and (region := day.names.find(address)):
        return region, "address"
    return day.desk, "intake"


def _at(day: Day, lon: float, lat: float) -> Region | None:
    """The grid at the point; where a district has no grid boundaries yet, the village."""
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):
        raise NotValid(_("坐标不合规：经度应在 -180 至 180 之间，纬度应在 -90 至 90 之间。"))
    return day.grids.at(lon, lat) or day.villages.at(lon, lat)


def locate_many(lons, lats, on: date | None = None) -> np.ndarray:
    """批量落格 — the id of the grid of each point, -1 where there is none. Made for hundreds of thousands of points."""
    grids = open_atlas().on(on or timezone.localdate()).grids
    rows = grids.at_many(np.asarray(lons, dtype=float), np.asarray(lats, dtype=float))
    return np.append(grids.ids, -1)[rows]
