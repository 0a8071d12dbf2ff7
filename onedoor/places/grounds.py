"""变更中的边界 — what ground a region that begins gets from those that end."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import shapely

from onedoor.kit.problems import NotValid
from onedoor.places import checking, shapes, tree
from onedoor.places.models import Region

TOLERANCE = 1.0  # square metres


class Ground(NamedTuple):
    """A polygon, and whether any of it is invented."""

    shape: shapely.Geometry
    invented: bool


def common(regions: Sequence[Region], on: date) -> Ground | None:
    """The regions' ground taken together; None if one of them has no boundary that day."""
    rows = {b.region_id: b for region in regions for b in region.boundaries.filter(shapes.on_day(on))}
    if not rows or len(rows) < len(regions):
        return None
    shape = shapely.coverage_union_all([shapely.from_wkb(bytes(b.geometry)) for b in rows.values()])
    return Ground(shape, any(b.invented for b in rows.values()))


def refuse_misfits(old: Region, whole: Ground, given: checking.Shapes) -> None:
    """Parts that overlap, leave ground over or reach outside are told as such."""
    faults = list(checking.broken(given).values()) or [
        *checking.overlapping(given, TOLERANCE),
        *checking.unfilled(old, whole.shape, given, TOLERANCE),
    ]
    if faults:
        raise NotValid(" ".join(faults))


def draw(region: Region, ground: Ground | None, on: date) -> None:
    """The region's boundary from that day on, if its ground is known."""
    if ground is not None:
        shapes.begin(region, ground.shape, on, invented=ground.invented)


def redraw(loser: Region | None, winner: Region, on: date) -> None:
    """A parent that lost or won a child, and those above up to where the two meet: their ground is their children's."""
    lost, won = ([*tree.ancestors(parent), parent] if parent else [] for parent in (loser, winner))
    for region in sorted({*lost} ^ {*won}, key=lambda r: -r.depth):
        draw(region, common(list(tree.children(region, on)), on), on)
