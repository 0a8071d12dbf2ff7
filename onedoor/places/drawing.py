"""绘图 — a region's children as a small map: pure geometry in, paths and labels out; a click on the picture is a point on the ground again."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely import Geometry
from shapely.affinity import affine_transform

from onedoor.places.addresses import stem

MARGIN = 16
FILLS = ("#e9eff6", "#eef3e6", "#f8f1e3", "#f2ecf4", "#e5f1ef", "#f7ebe8")
DEDICATED, CHOSEN, BORDER, OUTLINE, INK, PIN = (
    "#f6dfb8",
    "#cfe0f5",
    "#9aabbb",
    "#4a6078",
    "#24323f",
    "#b3261e",
)
LARGEST, SMALLEST = 17, 10.5


@dataclass(frozen=True)
class Plot:
    """One child to draw."""

    code: str
    name: str
    ground: Geometry
    dedicated: bool = False


@dataclass(frozen=True)
class Piece:
    """One child as drawn: its path, colour and label; `number` stands in the legend when the name does not fit."""

    code: str
    name: str
    path: str
    fill: str
    label: str
    x: float
    y: float
    size: float
    number: int = 0


@dataclass(frozen=True)
class Picture:
    """A drawn map; a template may put a link around each piece."""

    title: str
    width: int
    height: int
    outline: str
    pieces: tuple[Piece, ...]
    legend: tuple["LegendLine", ...] = ()
    box: tuple[float, float, float, float] | None = None
    pin: tuple[float, float] | None = None


@dataclass(frozen=True)
class LegendLine:
    """A line of the legend for a piece too small for its name."""

    text: str
    x: float
    y: float


@dataclass(frozen=True)
class Frame:
    """How the ground lies on the picture: the region centred with a margin, north up, degrees east shortened."""

    west: float
    north: float
    scale: float
    squeeze: float
    left: float
    top: float

    @classmethod
    def of(cls, ground: Geometry, width: int, height: int) -> "Frame":
        west, south, east, north = ground.bounds
        squeeze = math.cos(math.radians((south + north) / 2))
        wide, high = max((east - west) * squeeze, 1e-9), max(north - south, 1e-9)
        scale = min((width - 2 * MARGIN) / wide, (height - 2 * MARGIN) / high)
        return cls(west, north, scale, squeeze, (width - wide * scale) / 2, (height - high * scale) / 2)

    def to_xy(self, lon: float, lat: float) -> tuple[float, float]:
        return (lon - self.west) * self.squeeze * self.scale + self.left, (
            self.north - lat
        ) * self.scale + self.top

    def to_lonlat(self, x: float, y: float) -> tuple[float, float]:
        lon, lat = (
            (x - self.left) / (self.squeeze * self.scale) + self.west,
            self.north - (y - self.top) / self.scale,
        )
        return round(lon, 6), round(lat, 6)

    def on_picture(self, ground: Geometry) -> Geometry:
        across = self.squeeze * self.scale
        return affine_transform(
            ground,
            [across, 0, 0, -self.scale, self.left - self.west * across, self.top + self.north * self.scale],
        )


def height_for(ground: Geometry, width: int) -> int:
    """The height at which the region fills the width, within reason."""
    west, south, east, north = ground.bounds
    shape = (north - south) / max((east - west) * math.cos(math.radians((south + north) / 2)), 1e-9)
    return round((width - 2 * MARGIN) * min(max(shape, 0.5), 1.1)) + 2 * MARGIN


def draw(
    title: str,
    ground: Geometry,
    plots: Sequence[Plot],
    width: int,
    height: int,
    *,
    chosen: str = "",
    pin=None,
) -> Picture:
    """The region's children on a picture of that size; `pin` is a point (longitude, latitude) to mark."""
    frame = Frame.of(ground, width, height)
    shapes = [frame.on_picture(plot.ground) for plot in plots]
    thin = list(shapely.coverage_simplify(shapes, 0.6)) if shapes else []
    pieces, hidden = [], 0
    for plot, shape, colour in zip(plots, thin, _colours(shapes), strict=True):
        fill = CHOSEN if plot.code == chosen else DEDICATED if plot.dedicated else FILLS[colour]
        label, spot, size = _label(plot.name, shape)
        hidden += not label
        pieces.append(
            Piece(
                plot.code,
                plot.name,
                path(shape),
                fill,
                label or str(hidden),
                *spot,
                size,
                0 if label else hidden,
            )
        )
    whole = frame.on_picture(ground)
    lines, box = _legend(pieces, whole, width, height)
    outline = path(shapely.simplify(whole, 0.6))
    return Picture(
        title, width, height, outline, tuple(pieces), lines, box, frame.to_xy(*pin) if pin else None
    )


def path(shape: Geometry) -> str:
    """SVG path data, a tenth of a pixel fine."""
    rings = []
    for polygon in shapely.get_parts(shape):
        for ring in (polygon.exterior, *polygon.interiors):
            points = np.round(shapely.get_coordinates(ring)[:-1], 1)
            rings.append("M" + "L".join(f"{x:g} {y:g}" for x, y in points) + "Z")
    return "".join(rings)


def _colours(shapes: Sequence[Geometry]) -> list[int]:
    """Neighbours never share a colour while the palette lasts."""
    tree = shapely.STRtree(shapes)
    colours: list[int] = []
    for n, shape in enumerate(shapes):
        beside = {colours[i] for i in tree.query(shape, predicate="intersects") if i < n}
        colours.append(next((c for c in range(len(FILLS)) if c not in beside), n % len(FILLS)))
    return colours


def _label(name: str, shape: Geometry) -> tuple[str, tuple[float, float], float]:
    """The name where the region is widest, shortened if it must be; no name where none can be read."""
    circle = shapely.maximum_inscribed_circle(shape, tolerance=1)
    (x, y), radius = circle.coords[0], circle.length
    west, _south, east, _north = shape.bounds
    across = [
        part.bounds
        for part in shapely.get_parts(
            shapely.intersection(shape, shapely.linestrings([(west, y), (east, y)]))
        )
    ]
    left, right = next(((b[0], b[2]) for b in across if b[0] <= x <= b[2]), (x - radius, x + radius))
    for said in (name, stem(name)):
        size = min(LARGEST, 1.3 * radius, (right - left) * 0.92 / len(said))
        if size >= SMALLEST:
            return said, (round((left + right) / 2, 1), round(y, 1)), round(size, 1)
    return "", (round(x, 1), round(y, 1)), SMALLEST


def _legend(pieces: Sequence[Piece], whole: Geometry, width: int, height: int):
    """Names for the numbers, in whichever corner the region leaves the most room."""
    numbered = [piece for piece in pieces if piece.number]
    if not numbered:
        return (), None
    line = 19
    rows = max(4, min(len(numbered), (height - 2 * MARGIN) // line // 3))
    columns = math.ceil(len(numbered) / rows)
    column = max(len(piece.name) for piece in numbered) * 13 + 44
    wide, high = columns * column + 8, min(rows, len(numbered)) * line + 12
    corners = [(x, y) for y in (height - high - 6, 6) for x in (width - wide - 6, 6)]
    x, y = min(corners, key=lambda at: whole.intersection(shapely.box(*at, at[0] + wide, at[1] + high)).area)
    lines = [
        LegendLine(f"{piece.number}  {piece.name}", x + 12 + n // rows * column, y + 20 + n % rows * line)
        for n, piece in enumerate(numbered)
    ]
    return tuple(lines), (x, y, wide, high)
