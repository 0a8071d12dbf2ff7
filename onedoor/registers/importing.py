"""读台账文件 — a workbook as lines of one register: which columns are allowed, what each line would do, or why it cannot."""

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from onedoor.kit.forbidden import forbidden_in
from onedoor.kit.problems import NotValid
from onedoor.places.locating import grids_of
from onedoor.places.models import Region
from onedoor.places.tree import current
from onedoor.registers.fields import REGISTERS, USUAL_HEADINGS, Register, headings_of
from onedoor.registers.models import Entry, Kind
from onedoor.registers.queries.finding import whole
from onedoor.registers.standing import ground, may_bring
from onedoor.registers.values import EMPTY, clean, in_words, plain, same, same_key, values_of

MOST_BYTES, MOST_UNPACKED, MOST_ROWS, MOST_COLUMNS = 5 * 1024 * 1024, 60 * 1024 * 1024, 2000, 60
GRID_HEADING = gettext_lazy("网格代码")
# Everything that any register understands, for whoever checks that nothing else is understood.
ALLOWED_HEADINGS = [
    GRID_HEADING,
    *(one.said or one.column.verbose_name for register in REGISTERS.values() for one in register.fields),
    *(one.column.verbose_name for register in REGISTERS.values() for one in register.fields),
    *(heading for usual in USUAL_HEADINGS.values() for heading in usual.split()),
]
HOLDING = (Region.Kind.GRID, Region.Kind.VILLAGE, Region.Kind.COMMUNITY)


@dataclass
class Line:
    """One row: the values it brings and what would become of them."""

    number: int
    told: dict = field(default_factory=dict)
    grid: Any = None
    entry: Any = None
    reason: str = ""
    differs: list = field(default_factory=list)

    @property
    def verdict(self) -> str:
        if self.reason:
            return "bad"
        if self.entry is None:
            return "new"
        return "change" if self.differs else "same"


def read_rows(content: bytes) -> list[list]:
    """The rows of the first sheet that holds anything, the headings first; NotValid says why it cannot be read."""
    if len(content) > MOST_BYTES:
        raise NotValid(_("文件超过5MB，请分成几个文件导入。"), field="file")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(part.file_size for part in archive.infolist()) > MOST_UNPACKED:
                raise NotValid(_("工作簿展开后过大，请分成几个文件导入。"), field="file")
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        found = next(filter(None, map(_filled, book.worksheets)), [])
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, OSError, SyntaxError) as reason:
        raise NotValid(
            _("读不出这个工作簿：文件可能损坏，或不是Excel的.xlsx文件。"), field="file"
        ) from reason
    if len(found) < 2:
        raise NotValid(_("文件里没有内容：第一行是列名，下面每行一条。"), field="file")
    return found


def _filled(sheet) -> list[list]:
    sheet.reset_dimensions()
    rows: list[list] = []
    for row in sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS):
        cells = ["" if cell is None else " ".join(str(cell).split()) for cell in row]
        if any(cells):
            rows.append(cells)
        if len(rows) > MOST_ROWS + 1:
            raise NotValid(
                _("一个文件最多%(most)s行，请分成几个文件导入。") % {"most": MOST_ROWS}, field="file"
            )
    return rows


def judge_headings(register: Register, headings: Sequence[str]) -> tuple[dict[int, str], list[dict]]:
    """Place → field of the columns that are allowed; and of the others, by heading, why they stay outside."""
    names: dict[str, str] = {}
    for one in reversed(register.fields):
        names |= {plain(heading): one.name for heading in headings_of(register, one)}
    names[plain(GRID_HEADING)] = "grid"
    kept: dict[int, str] = {}
    told = []
    refused = dict(forbidden_in(headings))
    for place, heading in enumerate(headings):
        name = names.get(plain(heading))
        if heading in refused:
            told.append({"heading": heading, "why": str(refused[heading]), "forbidden": True})
        elif heading and (name is None or name in kept.values()):
            words = _("“%(register)s”台账没有这一项。") if name is None else _("这一项前面已经有一列。")
            why = words % {"register": register.label} if name is None else words
            told.append({"heading": heading[:60], "why": why, "forbidden": False})
        elif name:
            kept[place] = name
    missing = [one.label for one in register.fields if one.needed and one.name not in kept.values()]
    if missing:
        raise NotValid(
            _("缺少必填的列：%(names)s。") % {"names": _("、").join(missing)}, field="file", told=told
        )
    return kept, told


def judge(register: Register, numbered: Sequence[tuple[int, dict]], by) -> list[Line]:
    """Each line judged as things are now: new, a change, nothing new, or wrong. A line that comes twice is wrong.

    The database is asked as often for two thousand lines as for two."""
    places, lines = _Places(register, by), [Line(number) for number, _raw in numbered]
    for line, (_number, raw) in zip(lines, numbered, strict=True):
        _tried(line, _read, register, raw, places)
    places.look_for(line for line in lines if not line.reason)
    keys = {line.number: _key(line, register, by) for line in lines if not line.reason}
    rows = Entry.objects.live().filter(register=register.code, same_key__in=set(keys.values()))
    known = {entry.same_key: entry for entry in whole(rows.select_related("grid"))}
    seen: set[str] = set()
    for line in lines:
        if not line.reason:
            _tried(line, _compare, register, known.get(keys[line.number]), keys[line.number] in seen)
            seen.add(keys[line.number])
    return lines


def _tried(line: Line, step, *more) -> None:
    try:
        step(line, *more)
    except NotValid as problem:
        line.reason = problem.message


def _read(line: Line, register: Register, raw: dict, places: "_Places") -> None:
    # Whatever is wrong with it, people know the line by its name.
    line.told = {"name": raw.get("name", "")[:80]}
    # A building is found by its address and name, once and for all lines; it needs no second look.
    told = {one.name: clean(one, raw.get(one.name)) for one in register.fields if one.kind != "building"}
    if register.code == Kind.DWELLING:
        told["building"] = places.building(raw.get("building", ""))
    line.told = {one.name: told[one.name] for one in register.fields}
    line.grid = places.grid(raw.get("grid", ""), line.told)


def _key(line: Line, register: Register, by) -> str:
    """Which entry it would be; and whether it is for this post to bring it."""
    if line.grid is None or line.grid.kind not in HOLDING:
        line.reason = _("不知道在哪个网格：请加一列“网格代码”，或写明村（社区）。")
        return ""
    line.reason = may_bring(line.grid, by)
    return same_key(register, line.told, line.grid)


def _compare(line: Line, register: Register, known: Entry | None, is_second: bool) -> None:
    if is_second:
        raise NotValid(_("这个文件里前面已经有同一条。"))
    line.entry = known
    if known is None:
        return
    now = values_of(known)
    # An empty cell says nothing: it takes away nothing.
    line.differs = [
        (one.name, one.label, in_words(one, now[one.name]), in_words(one, line.told[one.name]))
        for one in register.fields
        if line.told[one.name] not in EMPTY and not same(line.told[one.name], now[one.name])
    ]


class _Places:
    """Buildings and grids by what a file calls them."""

    def __init__(self, register: Register, by):
        self.grids = {one.code: one for one in current().filter(kind__in=HOLDING)}
        self.buildings: dict[str, Entry] = {}
        if register.code == Kind.DWELLING:
            rows = (
                Entry.objects.live().under(ground(by)).filter(register=Kind.BUILDING).select_related("grid")
            )
            self.buildings = {plain(one.address + one.name): one for one in rows}
            self.by_key = {str(one.pk): one for one in rows}

    def building(self, said: str) -> str:
        found = self.buildings.get(plain(said)) or self.by_key.get(said)
        if found is None:
            raise NotValid(
                _("没有“%(said)s”这栋楼：请写门牌地址加楼号，或先登记楼栋。") % {"said": said[:40]}
            )
        return str(found.pk)

    def grid(self, code: str, told: dict) -> Region | None:
        """Its grid; nothing yet where only the place or the address says it."""
        if "building" in told:
            return self.by_key[told["building"]].grid
        if code and code not in self.grids:
            raise NotValid(_("没有代码为%(code)s的网格。") % {"code": code[:20]})
        return self.grids[code] if code else None

    @staticmethod
    def look_for(lines) -> None:
        """The grids of those that gave no code, by place or address, all at once."""
        wanted = [line for line in lines if line.grid is None]
        where = [
            (line.told["point"] and tuple(line.told["point"]), line.told["address"] or "", None)
            for line in wanted
        ]
        for line, found in zip(wanted, grids_of(where) if where else [], strict=True):
            line.grid = found.region
