"""读文件 — a workbook or a CSV file as a table of plain texts, or one sentence that says why it cannot be read."""

import csv
import io
import logging
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from onedoor.kit.forbidden import forbidden_in
from onedoor.kit.problems import NotValid

MOST_BYTES, MOST_UNPACKED = 20 * 1024 * 1024, 300 * 1024 * 1024
MOST_ROWS, MOST_COLUMNS = 50_000, 100
# Empty ones count here: spreadsheets write them by the hundred thousand, and each takes as long to read as a full one.
MOST_LINES, MOST_CELLS = 500_000, 1_500_000
LONGEST_HEADING = 60
# Reports begin with a title line; the headings are the first line with more than one cell.
LINES_BEFORE_HEADINGS = 10
# A spreadsheet keeps fifteen digits of a number and throws the others away: a number this long is no longer what was typed.
KEPT_DIGITS = 10**15
DELIMITERS = ",\t;|"
DAMAGED = "\ufffd"
CHINESE = re.compile(r"[㐀-鿿]")
log = logging.getLogger(__name__)


@dataclass
class Table:
    """Headings, and rows as (number of the line in the file, its cells); `notes` say what a reader should know."""

    headings: list[str]
    rows: list[tuple[int, list[str]]]
    notes: list[str] = field(default_factory=list)


def read_table(content: bytes, name: str = "") -> Table:
    """Every row of the file below its headings; columns that may not be kept are left out and named in the notes."""
    if not content.strip():
        raise NotValid(_("文件是空的。"), field="file")
    if len(content) > MOST_BYTES:
        raise NotValid(_("文件超过20MB，请分成几个文件导入。"), field="file")
    notes: list[str] = []
    packed = content.startswith(b"PK\x03\x04")
    _refuse_broken(content, name, packed)
    lines = _sheet_lines(content) if packed else _csv_lines(content, notes)
    numbered = [(number, cells) for number, cells in enumerate(lines, start=1) if any(cells)]
    if not numbered:
        raise NotValid(_("文件是空的。"), field="file")
    at = _where_headings_are(numbered)
    table = _named(numbered[at][1], numbered[at + 1 :], notes)
    if not table.rows:
        raise NotValid(_("文件里只有表头，没有内容。"), field="file")
    if len(table.rows) > MOST_ROWS:
        raise _too_long()
    return _without_forbidden(table, name)


def _refuse_broken(content: bytes, name: str, packed: bool) -> None:
    """What is called a workbook and is none would else be read as a text of one line."""
    old = content.startswith(b"\xd0\xcf\x11\xe0")
    if name.lower().endswith((".xlsx", ".xlsm")) and not packed and not old:
        raise NotValid(_("打不开：不是Excel文件，或文件已损坏。请重新另存为“.xlsx”后再导入。"), field="file")


def _read(lines: Iterable[list[str]]) -> list[list[str]]:
    """All lines, or as far as it takes to see that there are too many: what is refused is not read to its end."""
    kept, filled = [], 0
    for line in lines:
        cells = _trimmed(line)
        kept.append(cells)
        filled += bool(cells)
        if len(cells) > MOST_COLUMNS:
            words = {"width": len(cells), "most": MOST_COLUMNS}
            raise NotValid(_("文件有%(width)s列，最多%(most)s列。") % words, field="file")
        if filled > MOST_ROWS + LINES_BEFORE_HEADINGS or len(kept) > MOST_LINES:
            raise _too_long()
    return kept


def _too_long() -> NotValid:
    return NotValid(_("一个文件最多%(most)s行，请分成几个文件导入。") % {"most": MOST_ROWS}, field="file")


def _where_headings_are(numbered: list[tuple[int, list[str]]]) -> int:
    for place, (_number, cells) in enumerate(numbered[:LINES_BEFORE_HEADINGS]):
        if sum(bool(cell) for cell in cells) > 1:
            return place
    return 0


def _named(first: list[str], rows: list[tuple[int, list[str]]], notes: list[str]) -> Table:
    """Each column that holds anything, under a name of its own."""
    filled = {place for _number, cells in rows for place, cell in enumerate(cells) if cell}
    names, said = [], Counter()
    for place in range(len(first)):
        heading = " ".join(first[place].split()).strip("*＊ ")[:LONGEST_HEADING]
        said[heading] += 1
        if heading and said[heading] == 2:
            notes.append(
                _("有两列都叫“%(name)s”，后一列记作“%(name)s（第%(place)s列）”。")
                % {"name": heading, "place": place + 1}
            )
        elif not heading and place in filled:
            notes.append(_("第%(place)s列没有列名。") % {"place": place + 1})
        again = _("%(name)s（第%(place)s列）") % {"name": heading, "place": place + 1} if heading else ""
        names.append(
            heading if said[heading] == 1 and heading else again or _("第%(place)s列") % {"place": place + 1}
        )
    kept = [place for place in range(len(first)) if first[place].strip() or place in filled]
    beyond = len(first)
    # Cells beyond the last heading stay with their row, which is refused for them.
    picked = [
        (number, [_at(cells, place) for place in kept] + [c for c in cells[beyond:] if c])
        for number, cells in rows
    ]
    return Table([names[place] for place in kept], picked, notes)


def _at(cells: list[str], place: int) -> str:
    return cells[place] if place < len(cells) else ""


def _without_forbidden(table: Table, name: str) -> Table:
    """What this house never keeps goes no further than here: neither into the preview nor into the list of bad rows."""
    whys = dict(forbidden_in(table.headings))
    for heading, why in whys.items():
        log.warning("Import of %s: column %s refused", name, heading)
        table.notes.append(
            _("“%(heading)s”这一列不导入：%(why)s其余各列照常导入。") % {"heading": heading, "why": why}
        )
    out = {place for place, heading in enumerate(table.headings) if heading in whys}
    if out:
        table.headings = [heading for heading in table.headings if heading not in whys]
        table.rows = [
            (n, [cell for place, cell in enumerate(cells) if place not in out]) for n, cells in table.rows
        ]
    if not table.headings:
        raise NotValid(_("文件里没有可以导入的列。"), field="file")
    return table


# ---------------------------------------------------------------- workbooks


def _sheet_lines(content: bytes) -> list[list[str]]:
    """The first sheet that holds anything."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(part.file_size for part in archive.infolist()) > MOST_UNPACKED:
                raise NotValid(_("工作簿展开后过大，请分成几个文件导入。"), field="file")
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        for sheet in book.worksheets:
            # Some programs write a wrong size into the file; then only the first cell would be read.
            sheet.reset_dimensions()
            lines = _read(_rows(sheet))
            if any(lines):
                return lines
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, OSError, SyntaxError) as reason:
        raise NotValid(
            _("读不出这个工作簿：文件可能损坏，或不是Excel的.xlsx文件。"), field="file"
        ) from reason
    return []


def _rows(sheet) -> Iterator[list[str]]:
    left = MOST_CELLS
    for row in sheet.iter_rows(values_only=True, max_row=MOST_ROWS + 50):
        left -= len(row)
        if left < 0:
            raise NotValid(
                _("工作表的格子太多（空的也算），请删去多余的行列，或分成几个文件导入。"), field="file"
            )
        yield [_text(value) for value in row]


def _text(value: object) -> str:
    """A cell as people read it; long numbers in the way that shows that they are no longer whole."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(_("是") if value else _("否"))
    if isinstance(value, datetime):
        return value.isoformat(" ", "seconds")
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, (int, float)):
        if abs(value) >= KEPT_DIGITS:
            return f"{value:.5E}"
        return str(int(value)) if float(value).is_integer() else repr(value)
    return str(value).strip()


# ---------------------------------------------------------------- CSV


def _csv_lines(content: bytes, notes: list[str]) -> list[list[str]]:
    text = _decoded(content, notes)
    first = next((line for line in io.StringIO(text, newline=None) if line.strip()), "")
    delimiter = max(DELIMITERS, key=first.count)
    csv.field_size_limit(MOST_BYTES)
    try:
        table = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        return _read([cell.strip() for cell in line] for line in table)
    except csv.Error as reason:
        raise NotValid(_("读不出这个CSV文件：引号或分隔符不配对。"), field="file") from reason


def _trimmed(cells: list[str]) -> list[str]:
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _decoded(content: bytes, notes: list[str]) -> str:
    """UTF-8 with or without a mark, UTF-16 with one, else GBK; a damaged UTF-8 file is still read as UTF-8."""
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise NotValid(
            _("这是旧版的.xls或加了密码的工作簿：请在Excel中另存为不加密的“.xlsx”后再导入。"), field="file"
        )
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    if b"\x00" in content[:4096]:
        raise NotValid(_("这不是表格文件：请用Excel工作簿（.xlsx）或CSV文件。"), field="file")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    damaged = content.decode("utf-8-sig", "replace")
    if damaged.count(DAMAGED) * 50 < len(CHINESE.findall(damaged)):
        notes.append(_("文件里有个别字符损坏，相关的行不导入。"))
        return damaged
    try:
        text = content.decode("gb18030")
    except UnicodeDecodeError as reason:
        raise NotValid(
            _("读不出文件里的文字：请用UTF-8或GBK编码的CSV文件，或Excel工作簿。"), field="file"
        ) from reason
    notes.append(_("文件按GBK编码读取。"))
    return text
