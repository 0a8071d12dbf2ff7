"""划分 — cuts a polygon into even cells, the same on every machine: boundaries for a demo district, which has none of its own."""

import math

import numpy as np
import shapely
from shapely import Geometry

# A degree of longitude is shorter than one of latitude; cells are drawn where both are alike (34.5° north).
SQUEEZE = math.cos(math.radians(34.5))
GRAIN = 1e-6
ROUNDS = 4


def squeeze(shape: Geometry, factor: float = SQUEEZE) -> Geometry:
    """The shape with its longitudes multiplied, so that distances east and north compare."""
    return shapely.transform(shape, lambda xy: xy * (factor, 1))


def spread(area: Geometry, count: int) -> np.ndarray:
    """`count` points inside the area that keep their distance: a fixed low-discrepancy sequence over its box, no chance in it."""
    west, south, east, north = area.bounds
    shapely.prepare(area)
    found, start = np.empty((0, 2)), 1
    while len(found) < count:
        n = np.arange(start, start + 64 + 8 * count)[:, None]
        points = (n * (0.7548776662466927, 0.5698402909980532) % 1) * (east - west, north - south) + (
            west,
            south,
        )
        found = np.vstack([found, points[shapely.contains_xy(area, points)]])
        start += len(n)
    return found[:count]


def cells_around(area: Geometry, seeds: np.ndarray) -> list[Geometry]:
    """The part of the area nearest to each seed, in the seeds' order."""
    if len(seeds) == 1:
        return [area]
    drawn = shapely.voronoi_polygons(shapely.multipoints(seeds), extend_to=area, ordered=True)
    return list(shapely.intersection(shapely.get_parts(drawn), area))


def divide(area: Geometry, count: int) -> list[Geometry]:
    """Even cells of the area, north row first, each row from west to east (how grids are numbered)."""
    seeds = spread(area, count)
    for _round in range(ROUNDS if count > 1 else 0):
        seeds = shapely.get_coordinates(shapely.centroid(cells_around(area, seeds)))
    return in_reading_order(cells_around(area, seeds))


def in_reading_order(cells: list[Geometry]) -> list[Geometry]:
    """North to south in rows, west to east in a row."""
    if len(cells) < 2:
        return cells
    centres = shapely.get_coordinates(shapely.centroid(cells))
    rows = max(1, round(math.sqrt(len(cells))))
    by_north = np.argsort(-centres[:, 1], kind="stable")
    ordered = []
    for row in np.array_split(by_north, rows):
        ordered += sorted(row, key=lambda i: centres[i, 0])
    return [cells[i] for i in ordered]


def fit_together(cells: list[Geometry], outline: Geometry) -> list[Geometry]:
    """The same cells with borders that wind like real ones, on six digits, corner to corner: no gap and no overlap.

    All borders are laid on one fine grid and crossed with each other; the faces between them are given back to
    the cell they came from. Rounding each cell alone would leave slivers wherever three of them meet.
    """
    wind = Wind(outline)
    lines = wind(shapely.union_all(shapely.boundary(cells), grid_size=GRAIN))
    faces = shapely.get_parts(shapely.polygonize([shapely.union_all([lines], grid_size=GRAIN)]))
    face, owner = shapely.STRtree(wind(np.array(cells))).query(
        shapely.point_on_surface(faces), predicate="intersects"
    )
    whose = np.full(len(faces), -1)
    whose[face[::-1]] = owner[::-1]
    return [_on_grain(shapely.coverage_union_all(faces[whose == i])) for i in range(len(cells))]


class Wind:
    """Moves every point a little, smoothly, and not at all on the outline: straight borders come out winding."""

    # Wave length and height in degrees of latitude; a wave so flat never folds the ground over itself.
    WAVES = ((0.083, 0.0046, 1.3), (0.029, 0.0013, 4.1), (0.011, 0.0004, 2.2))
    CALM = 0.02
    STEP = 0.0025

    def __init__(self, outline: Geometry):
        edges = shapely.get_coordinates(outline.boundary)
        self.edges = shapely.linestrings(np.stack([edges[:-1], edges[1:]], axis=1))
        self.tree = shapely.STRtree(self.edges)

    def __call__(self, shapes):
        return shapely.transform(shapely.segmentize(shapes, self.STEP), self._moved)

    def _moved(self, xy: np.ndarray) -> np.ndarray:
        points = shapely.points(xy)
        nearest = self.tree.nearest(points)
        room = np.clip(shapely.distance(points, self.edges[nearest]) / self.CALM, 0, 1)[:, None]
        moved = np.zeros_like(xy)
        for length, height, turn in self.WAVES:
            wave = 2 * np.pi / length
            moved[:, 0] += height * np.sin(wave * xy[:, 1] + turn) * np.cos(wave / 2 * xy[:, 0])
            moved[:, 1] += (
                height * np.sin(wave * xy[:, 0] * SQUEEZE + 2 * turn) * np.cos(wave / 2 * xy[:, 1] + turn)
            )
        return xy + moved * room


def _on_grain(shape: Geometry) -> Geometry:
    return shapely.transform(shape, lambda xy: np.round(xy, 6))
