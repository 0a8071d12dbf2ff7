"""地图 — the outlines that travel with the app: one's own grids, their neighbours, and what they are called."""

import hashlib
import json
from functools import lru_cache

import numpy as np
import shapely
from django.utils import timezone

from onedoor.places.atlas import Day, Layer, open_atlas
from onedoor.places.models import Region

# About a metre: nobody walks along a border by the centimetre, and the file stays small.
DIGITS = 5


def ground_of(region: Region) -> tuple[str, str]:
    """GeoJSON (WGS-84 or whatever the district's boundaries are drawn in) and its mark."""
    atlas = open_atlas()
    return _drawn(region.pk, region.path, atlas.stamp, timezone.localdate())


@lru_cache(maxsize=256)
def _drawn(_key: int, path: str, _stamp: tuple, day) -> tuple[str, str]:
    held = open_atlas().on(day)
    layer = held.grids
    own = [n for n, region in enumerate(layer.regions) if region.path.startswith(path)]
    near = _touching(layer, own)
    features = [_feature(layer, n, "own", held) for n in own]
    features += [_feature(layer, n, "near", held) for n in near]
    body = json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False)
    return body, hashlib.sha256(body.encode()).hexdigest()[:16]


def _touching(layer: Layer, own: list[int]) -> list[int]:
    if not own:
        return []
    whole = shapely.union_all([layer.shapes[n] for n in own])
    found = layer.tree.query(whole, predicate="intersects")
    return sorted(set(found.tolist()) - set(own))


def _feature(layer: Layer, n: int, part: str, held: Day) -> dict:
    region, shape = layer.regions[n], layer.shapes[n]
    rounded = shapely.transform(shape, lambda xy: np.round(xy, DIGITS))
    middle = shape.representative_point()
    above = held.regions.get(region.parent_id) if region.parent_id else None
    told = {
        "code": region.code,
        "name": region.name,
        "of": above.name if above else "",
        "part": part,
        "middle": [round(middle.x, DIGITS), round(middle.y, DIGITS)],
    }
    return {"type": "Feature", "properties": told, "geometry": shapely.geometry.mapping(rounded)}
