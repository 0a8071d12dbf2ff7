"""地名匹配 — finds the region that an address in plain Chinese names; knows names only, no database."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from onedoor.places.models import Region

Kind = Region.Kind
SUFFIXES = (
    "社区居民委员会",
    "社区居委会",
    "居民委员会",
    "村民委员会",
    "居委会",
    "村委会",
    "街道办事处",
    "街道",
    "社区",
    "镇",
    "乡",
    "村",
)
TOWNS, VILLAGES = (Kind.TOWN, Kind.STREET), (Kind.VILLAGE, Kind.COMMUNITY)
NUMERALS = {c: n for n, c in enumerate("零一二三四五六七八九")}
GRID_NUMBER = re.compile(r"第?([0-9]{1,3}|[一二三四五六七八九十]{1,3})号?网格")
# How much a name says: a bare two-character stem (中心, 大庄, 天水) only supports what is named beside it.
WEAK, STEM, ALIAS, NAME = range(4)


class Entry(NamedTuple):
    """One region under one of its names."""

    region: Region
    strength: int


class Hit(NamedTuple):
    """A name found in the text, with everything it may stand for."""

    word: str
    entries: list[Entry]


class Gazetteer:
    """地名表 — every name by which a region of that day may be meant."""

    def __init__(self, regions: Iterable[Region], former: Iterable[tuple[int, str]] = ()):
        self.names: dict[str, list[Entry]] = defaultdict(list)
        self.grids: dict[int | None, list[Region]] = defaultdict(list)
        known = {}
        for region in regions:
            known[region.pk] = region
            self._enter(region)
        for pk, name in former:
            if pk in known:
                self._add(name, known[pk], ALIAS)
        self.longest = max(map(len, self.names), default=0)

    def _enter(self, region: Region) -> None:
        if region.kind == Kind.GRID:
            self.grids[region.parent_id].append(region)
        elif region.kind == Kind.DISTRICT:
            for part in re.findall(r".+?[省市区县旗州]", region.full_name or region.name):
                self._add(part, region, NAME)
        else:
            self._add(region.name, region, NAME)
            self._add(region.full_name, region, NAME)
            if region.kind != Kind.AREA:
                short = stem(region.full_name or region.name)
                self._add(short, region, STEM if len(short) > 2 else WEAK)
        for alias in region.aliases:
            self._add(alias, region, ALIAS)

    def _add(self, name: str, region: Region, strength: int) -> None:
        name = plain(name)
        if len(name) > 1 and not any(entry.region is region for entry in self.names[name]):
            self.names[name].append(Entry(region, strength))

    def find(self, address: str) -> Region | None:
        """The smallest region that the address names without doubt, or None."""
        text = plain(address)
        hits = self._scan(text)
        towns = [e for hit in hits for e in hit.entries if e.region.kind in TOWNS]
        village = self._village(hits, towns)
        if village is None:
            sure = {e.region for e in towns if e.strength > WEAK}
            return sure.pop() if len(sure) == 1 else None
        return village if village.kind == Kind.GRID else self.grid_in(village, text) or village

    def grid_in(self, village: Region, address: str) -> Region | None:
        """The grid of this village that the text names; its only grid without asking."""
        grids, text = self.grids[village.pk], plain(address)
        if len(grids) == 1:
            return grids[0]
        numbers = {grid_number(m[0]) for m in GRID_NUMBER.finditer(text)}
        named = [
            g for g in grids if grid_number(g.name) in numbers or any(plain(a) in text for a in g.aliases)
        ]
        return named[0] if len(named) == 1 else None

    def _scan(self, text: str) -> list[Hit]:
        """The longest known name at each place of the text; what a long name covers, a shorter one no longer reads."""
        hits, i = [], 0
        while i < len(text):
            for length in range(min(self.longest, len(text) - i), 1, -1):
                if word_entries := self.names.get(text[i : i + length]):
                    hits.append(Hit(text[i : i + length], word_entries))
                    i += length
                    break
            else:
                i += 1
        return hits

    def _village(self, hits: list[Hit], towns: list[Entry]) -> Region | None:
        """The village, community or aliased grid that is meant: the surest name, then the longest, then the first."""
        best: tuple[int, int] = (0, 0)
        found = None
        for hit in hits:
            meant = _meant(hit, towns)
            if meant and (meant.strength, len(hit.word)) > best:
                best, found = (meant.strength, len(hit.word)), meant.region
        return found


def _meant(hit: Hit, towns: list[Entry]) -> Entry | None:
    """The one region below the towns that the word stands for beside the towns named in the text."""
    below = [e for e in hit.entries if e.region.kind in (*VILLAGES, Kind.GRID)]
    towns = [town for town in towns if town not in hit.entries]
    near = [e for e in below if any(e.region.path.startswith(town.region.path) for town in towns)]
    if near:
        below = [e._replace(strength=max(e.strength, STEM)) for e in near]
    elif any(town.strength > WEAK for town in towns):
        return None
    top = max((e.strength for e in below), default=WEAK)
    surest = [e for e in below if e.strength == top > WEAK]
    return surest[0] if len(surest) == 1 else None


def plain(text: str) -> str:
    """Full-width forms and blanks evened out."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def stem(name: str) -> str:
    """The name without the word for what it is; a name that would shrink to one character keeps it."""
    for suffix in SUFFIXES:
        if name.endswith(suffix) and len(name) > len(suffix) + 1:
            return name.removesuffix(suffix)
    return name


def grid_number(name: str) -> int | None:
    """三网格, 第三网格, 3号网格: all are 3."""
    match = GRID_NUMBER.fullmatch(name)
    if not match:
        return None
    said = match[1]
    if said.isdigit():
        return int(said)
    tens, ten, ones = said.rpartition("十")
    return (NUMERALS.get(tens, 1) * 10 if ten else 0) + NUMERALS.get(ones, 0)
