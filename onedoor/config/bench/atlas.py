"""Locating points: a hundred thousand at once beside shapely's own bulk rate, and one by one."""

import time

import numpy as np
import shapely
from django.utils import timezone

from onedoor.config.bench.figures import Figure, Goal, percentile
from onedoor.places.atlas import open_atlas
from onedoor.places.locating import grid_of, locate_many

POINTS = 100_000


def measure(*, repeats: int, ones: int = 500) -> list[Figure]:
    layer = open_atlas().on(timezone.localdate()).grids
    west, south, east, north = shapely.total_bounds(layer.shapes)
    rng = np.random.default_rng(1)
    lons, lats = rng.uniform(west, east, POINTS), rng.uniform(south, north, POINTS)
    bulk = Figure(
        f"locate.{POINTS}",
        "points/s",
        bound="shapely STRtree.query of the same points",
        goal=Goal(0.9, "ratio", at_least=True),
    )
    one = Figure("locate.one.p95", "ms", goal=Goal(1))
    tree = shapely.STRtree(layer.shapes)
    for _repeat in range(repeats):
        bulk.bound_values.append(rate(lambda: tree.query(shapely.points(lons, lats), predicate="intersects")))
        bulk.values.append(rate(lambda: locate_many(lons, lats)))
        one.values.append(percentile([_one(lons[n], lats[n]) for n in range(ones)], 0.95))
    return [bulk, one]


def rate(do) -> float:
    began = time.perf_counter()
    do()
    return POINTS / (time.perf_counter() - began)


def _one(lon: float, lat: float) -> float:
    began = time.perf_counter()
    grid_of((lon, lat), "")
    return (time.perf_counter() - began) * 1000
