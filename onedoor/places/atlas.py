"""图集 — the tree, its names and boundaries in memory, one copy a process, thrown away when the database says they changed."""

import threading
from bisect import bisect_right
from datetime import date
from functools import cached_property

import numpy as np
import shapely

from onedoor.kit.prepared import sent
from onedoor.places.addresses import Gazetteer
from onedoor.places.models import Boundary, FormerName, Region

Kind = Region.Kind
# Every act upon the tree writes a RegionChange; the other numbers notice rows that were put in by hand, and the schema
# keeps districts apart that one process serves in turn.
STAMP = """SELECT current_schema(), (SELECT max(id) FROM places_regionchange), (SELECT count(*) FROM places_regionchange),
                  (SELECT max(id) FROM places_region), (SELECT max(id) FROM places_boundary)"""
_kept: "list[Atlas]" = []
_lock = threading.Lock()


def stamp() -> tuple:
    """What the atlas is compared with: one cheap query."""
    with sent(STAMP, ()) as cursor:
        return cursor.fetchone()


def open_atlas() -> "Atlas":
    """The atlas as of now, read again only if something changed."""
    now = stamp()
    with _lock:
        if not _kept or _kept[0].stamp != now:
            _kept[:] = [Atlas(now)]
        return _kept[0]


class Layer:
    """图层 — the polygons of some kinds of region on one day, in the order of their codes."""

    def __init__(self, rows: list[tuple[Region, bytes]]):
        rows = sorted(rows, key=lambda row: row[0].code)
        self.regions = [region for region, _wkb in rows]
        self.ids = np.array([region.pk for region in self.regions], dtype=np.int64)
        self.shapes = shapely.from_wkb(np.array([bytes(wkb) for _region, wkb in rows], dtype=object))
        self.tree = shapely.STRtree(self.shapes)

    def at(self, lon: float, lat: float) -> Region | None:
        """Whose ground the point is; on a shared border, the lowest code's."""
        found = self.tree.query(shapely.Point(lon, lat), predicate="intersects")
        return self.regions[found.min()] if len(found) else None

    def at_many(self, lons, lats) -> np.ndarray:
        """The same for many points at once: row numbers of this layer, -1 for none."""
        points, cells = self.tree.query(shapely.points(lons, lats), predicate="intersects")
        found = np.full(len(lons), -1, dtype=np.int64)
        found[points] = cells
        # Points come in order, so those on a shared border stand side by side: only these few are looked at again.
        shared = np.flatnonzero(points[1:] == points[:-1])
        found[points[shared]] = len(self.ids)
        for twice in (shared, shared + 1):
            np.minimum.at(found, points[twice], cells[twice])
        return found


class Day:
    """一日之图 — what held on one day."""

    def __init__(self, atlas: "Atlas", day: date):
        self.atlas, self.day = atlas, day
        self.regions = {region.pk: region for region in atlas.regions.values() if region.holds_on(day)}

    @cached_property
    def names(self) -> Gazetteer:
        return Gazetteer(self.regions.values(), self.atlas.former)

    @cached_property
    def grids(self) -> Layer:
        return self._layer(Kind.GRID)

    @cached_property
    def villages(self) -> Layer:
        return self._layer(Kind.VILLAGE, Kind.COMMUNITY)

    @cached_property
    def desk(self) -> Region | None:
        """The district, whose intake desk gets what nobody could place."""
        tops = [r for r in self.regions.values() if r.parent_id is None and r.kind == Kind.DISTRICT]
        return min(tops, key=lambda region: region.code, default=None)

    def _layer(self, *kinds: str) -> Layer:
        wanted = [b for b in self.atlas.boundaries if b[1] <= self.day and (b[2] is None or self.day < b[2])]
        return Layer(
            [
                (self.regions[b[0]], b[3])
                for b in wanted
                if b[0] in self.regions and self.regions[b[0]].kind in kinds
            ]
        )


class Atlas:
    """图集 — all regions of all times, and a `Day` for each stretch of days between two changes."""

    KEPT_DAYS = 12

    def __init__(self, stamp: tuple):
        self.stamp = stamp
        self.regions = {region.pk: region for region in Region.objects.all()}
        self.former = list(FormerName.objects.values_list("region_id", "name"))
        self._days: dict[date, Day] = {}

    @cached_property
    def boundaries(self) -> list[tuple]:
        return list(Boundary.objects.values_list("region_id", "valid_from", "valid_to", "geometry"))

    @cached_property
    def turns(self) -> list[date]:
        """The days on which something began or ended."""
        spans = [(r.valid_from, r.valid_to) for r in self.regions.values()] + [
            b[1:3] for b in self.boundaries
        ]
        return sorted({day for span in spans for day in span if day} | {date.min})

    def on(self, day: date) -> Day:
        """The map of that day; days without a change between them share one."""
        turn = self.turns[bisect_right(self.turns, day) - 1]
        if turn not in self._days:
            if len(self._days) >= self.KEPT_DAYS:
                self._days.pop(next(iter(self._days)))
            self._days[turn] = Day(self, day)
        return self._days[turn]
