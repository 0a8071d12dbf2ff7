"""秦州区 — the demo district's tree and invented boundaries, made from the project's own reference data; touches no database."""

import csv
import functools
import hashlib
import json
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapely
from shapely import Geometry
from shapely.geometry import shape

from onedoor.places import dividing
from onedoor.places.models import Region

DATA = Path(__file__).parent / "data" / "qinzhou"
DISTRICT = "620502"
GRIDS = 1563
Kind, GridKind = Region.Kind, Region.GridKind
ENDINGS = ("居民委员会", "村民委员会", "居委会", "村委会")
# What a dedicated grid is drawn around; the names are invented.
SITES = ("农贸市场", "小学", "商圈", "中学", "卫生服务中心", "公园", "物流园", "汽车站")
RURAL_SITES = ("中心小学", "集市", "卫生院")
DIGITS = "零一二三四五六七八九"


@dataclass(frozen=True)
class Row:
    """One region to be: its parent named by code, because nothing is saved yet."""

    kind: str
    code: str
    name: str
    parent: str = ""
    full_name: str = ""
    aliases: tuple[str, ...] = ()
    grid_kind: str = ""


def _table(name: str) -> list[dict]:
    with open(DATA / f"{name}.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _chance(code: str, salt: str = "") -> float:
    """A number in [0, 1) that belongs to the code: variety without chance."""
    return int.from_bytes(hashlib.sha256((salt + code).encode()).digest()[:6]) / 2**48


@functools.cache
def rows() -> list[Row]:
    """Every region of the district, parents before children."""
    found = [Row(Kind.DISTRICT, DISTRICT, "秦州区", full_name="甘肃省天水市秦州区")]
    found += [Row(Kind.STREET, t["code"], t["name"], DISTRICT) for t in _table("streets")]
    found += [Row(Kind.TOWN, t["code"], t["name"], DISTRICT) for t in _table("towns")]
    streets = {row.code for row in found if row.kind == Kind.STREET}
    members = defaultdict(list)
    for line in _table("villages"):
        members[line["parent"]].append(line)
    for parent, lines in members.items():
        found += _in_street(parent, lines) if parent in streets else _in_town(parent, lines)
    return found + _grids([row for row in found if row.kind in (Kind.VILLAGE, Kind.COMMUNITY)], streets)


def _in_street(street: str, lines: list[dict]) -> list[Row]:
    return [_village(line, street) for line in lines]


def _in_town(town: str, lines: list[dict]) -> list[Row]:
    """The town's sub-areas, invented: three or four runs of villages, each named after its first."""
    found = []
    for n, run in enumerate(np.array_split(np.arange(len(lines)), 3 if len(lines) < 26 else 4), start=1):
        area = f"{town}P{n}"
        found.append(Row(Kind.AREA, area, f"{stem(lines[run[0]]['name'])}片区", town))
        found += [_village(lines[i], area) for i in run]
    return found


def stem(full_name: str) -> str:
    """The name without what every committee is called."""
    for ending in ENDINGS:
        full_name = full_name.removesuffix(ending)
    return full_name.removesuffix("社区") if len(full_name) > 3 else full_name


def _village(line: dict, parent: str) -> Row:
    """A committee's ground: 001–199 in the last three digits of its code is a residents' committee, 200–399 a village's."""
    code, full, short = line["code"], line["name"], stem(line["name"])
    if code[9:] >= "200":
        return Row(Kind.VILLAGE, code, f"{short}村", parent, full, (f"{short}村委会",))
    if "社区" in full:
        return Row(Kind.COMMUNITY, code, f"{short}社区", parent, full, (f"{short}居委会",))
    return Row(Kind.COMMUNITY, code, f"{short}居委会", parent, full, (f"{short}社区", f"{short}村"))


def _grids(villages: list[Row], streets: set[str]) -> list[Row]:
    found = []
    for village, count in zip(villages, _shares(villages, streets), strict=True):
        sites = _sites(village, village.parent in streets)[: count - 1]
        for n in range(1, count - len(sites) + 1):
            found.append(
                Row(
                    Kind.GRID,
                    f"{village.code}0{n:03d}",
                    f"{numeral(n)}网格",
                    village.code,
                    grid_kind=GridKind.BASIC,
                )
            )
        for n, site in enumerate(sites, start=1):
            found.append(
                Row(
                    Kind.GRID,
                    f"{village.code}1{n:03d}",
                    f"{site}专属网格",
                    village.code,
                    aliases=(site,),
                    grid_kind=GridKind.DEDICATED,
                )
            )
    return found


def _shares(villages: list[Row], streets: set[str]) -> list[int]:
    """How many grids each gets: at least one, more where people live closer, 1,563 in all (largest remainder)."""
    weights = np.array([_crowd(village, streets) for village in villages])
    exact = weights / weights.sum() * (GRIDS - len(villages))
    counts = np.floor(exact).astype(int)
    for i in np.argsort(counts - exact, kind="stable")[: GRIDS - len(villages) - counts.sum()]:
        counts[i] += 1
    return [int(n) + 1 for n in counts]


def _crowd(village: Row, streets: set[str]) -> float:
    """What a village weighs: evenly many in the city, here few and there more in the country."""
    chance = _chance(village.code)
    if village.parent in streets:
        return 9 * (0.7 + 0.6 * chance)
    base = 3 if village.parent.startswith("620502100") else 2 if village.kind == Kind.COMMUNITY else 1
    return base * (0.3 + 1.4 * chance)


def _sites(village: Row, urban: bool) -> list[str]:
    """The places with a grid of their own, named after the village."""
    name = stem(village.full_name)
    if urban:
        start = int(_chance(village.code, "site") * len(SITES))
        return [name + SITES[(start + i) % len(SITES)] for i in range(2)]
    if village.kind == Kind.COMMUNITY and _chance(village.code, "site") < 0.4:
        return [name + RURAL_SITES[int(_chance(village.code, "which") * len(RURAL_SITES))]]
    return []


def numeral(n: int) -> str:
    """1 to 99 as it is said: 一, 十, 十二, 二十三."""
    tens, ones = divmod(n, 10)
    return ("" if tens == 0 else ("" if tens == 1 else DIGITS[tens]) + "十") + (DIGITS[ones] if ones else "")


def outline() -> Geometry:
    """The district's published outline."""
    return shape(json.loads((DATA / "district.geojson").read_text(encoding="utf-8"))["geometry"])


@functools.cache
def boundaries() -> dict[str, Geometry]:
    """An invented boundary for every code, nested without gap or overlap inside the real outline."""
    children = defaultdict(list)
    for row in rows():
        children[row.parent].append(row)
    cells = dict(_towns(dividing.squeeze(outline())))
    leaves = {}
    queue = list(cells)
    while queue:
        code = queue.pop()
        below = children[code]
        if not below:
            leaves[code] = dividing.squeeze(cells[code], 1 / dividing.SQUEEZE)
        cells |= zip((row.code for row in below), _dealt(below, cells[code]), strict=True)
        queue += [row.code for row in below]
    fitted = dividing.fit_together([leaves[code] for code in sorted(leaves)], outline())
    return _grown(dict(zip(sorted(leaves), fitted, strict=True)))


def _towns(district: Geometry) -> dict[str, Geometry]:
    """Streets and towns around roughly placed points; a town with several points gets the cells of all of them."""
    seeds = _table("seeds")
    points = np.array([(float(s["lon"]) * dividing.SQUEEZE, float(s["lat"])) for s in seeds])
    cells = defaultdict(list)
    for seed, cell in zip(seeds, dividing.cells_around(district, points), strict=True):
        cells[seed["code"]].append(cell)
    return {code: shapely.union_all(parts) for code, parts in cells.items()}


def _dealt(below: list[Row], area: Geometry) -> list[Geometry]:
    """Cells for the children in their order; dedicated grids take the smallest, as a school or market would."""
    if not below:
        return []
    cells = dividing.divide(area, len(below))
    dedicated = sum(row.grid_kind == GridKind.DEDICATED for row in below)
    small = sorted(range(len(cells)), key=lambda i: cells[i].area)[:dedicated]
    return [cell for i, cell in enumerate(cells) if i not in small] + [cells[i] for i in sorted(small)]


def _grown(leaves: dict[str, Geometry]) -> dict[str, Geometry]:
    """The leaves, and every region above as the union of what lies below."""
    found = dict(leaves)
    below: dict[str, list[Geometry]] = defaultdict(list)
    for row in reversed(rows()):
        if row.code not in found:
            found[row.code] = shapely.coverage_union_all(below[row.code])
        below[row.parent].append(found[row.code])
    return found
