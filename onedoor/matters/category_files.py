"""Reading a list of categories out of a file: all of it, or clear sentences about what is wrong with it."""

import csv
import io
import re
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import override

from onedoor.kit.digits import whole_number
from onedoor.kit.forbidden import forbidden_in
from onedoor.kit.problems import NotValid
from onedoor.matters.models import Kind

OWN_LIST = Path(__file__).parent / "data" / "categories.csv"
LEVELS = ("level1", "level2", "level3")
# What other places call these columns.
HEADINGS = {
    "level1": ("一级分类", "一级类别", "一级类目", "一级", "大类"),
    "level2": ("二级分类", "二级类别", "二级类目", "二级", "中类"),
    "level3": ("三级分类", "三级类别", "三级类目", "三级", "小类"),
    "code": ("代码", "编码", "分类代码", "分类编码", "事项编码"),
    "name_en": ("英文名称", "英文"),
    "keywords": ("关键词", "常用说法"),
    "unit": ("承办单位", "责任单位", "主办单位"),
    "promise_days": ("承诺工作日",),
    "kind": ("诉求类型",),
}
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,23}")


@dataclass(frozen=True)
class Line:
    """One row of a file: the names from the top down to the category that it describes."""

    number: int
    names: tuple[str, ...]
    code: str = ""
    facts: dict = field(default_factory=dict)


@dataclass
class Listing:
    """What a file says, and what its reader should know about how it was read."""

    lines: list[Line] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def refuse(problems: list[str]) -> None:
    """Raise what was found, every sentence of it; nothing when nothing was found."""
    if problems:
        raise NotValid(_("清单没有导入，请先改正以下问题：") + "\n" + "\n".join(problems), problems=problems)


def text_of(content: bytes) -> tuple[str, str]:
    """The file's text and how it was encoded: spreadsheets write UTF-8 with or without a mark, or GBK."""
    if content.startswith(b"PK\x03\x04") or content.startswith(b"\xd0\xcf\x11\xe0"):
        refuse([_("这是 Excel 工作簿，请在 Excel 中另存为“CSV（逗号分隔）”后再导入。")])
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text, encoding
    raise NotValid(_("读不出文件里的文字：请用 UTF-8 或 GBK 编码的 CSV 文件。"))


def columns_of(headings: list[str], mapping: dict[str, str]) -> dict[str, int]:
    """Where each field stands. `mapping` (heading → field) goes before the usual headings."""
    refuse(
        [
            _("“%(heading)s”这一列不能导入：%(why)s") % {"heading": heading, "why": why}
            for heading, why in forbidden_in(headings)
        ]
    )
    unknown = [name for name in mapping if name not in headings]
    refuse([_("指定的列“%(name)s”不在文件里。") % {"name": name} for name in unknown])
    refuse(
        [
            _("没有“%(name)s”这一项可以对应。") % {"name": name}
            for name in mapping.values()
            if name not in HEADINGS
        ]
    )
    places = {wanted: headings.index(heading) for heading, wanted in mapping.items()}
    for wanted, usual in HEADINGS.items():
        found = [headings.index(heading) for heading in usual if heading in headings]
        if found:
            places.setdefault(wanted, found[0])
    if "level1" not in places:
        refuse([_("找不到“一级分类”这一列；文件里的列是：%(columns)s。") % {"columns": "、".join(headings)}])
    if "level3" in places and "level2" not in places:
        refuse([_("有“三级分类”而没有“二级分类”这一列。")])
    return places


def read_list(content: bytes, mapping: dict[str, str] | None = None) -> Listing:
    """Every row of a CSV file as a line; NotValid with all problems when there are any."""
    text, encoding = text_of(content)
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)))
    if not rows:
        refuse([_("文件是空的。")])
    headings = [" ".join(cell.split()) for cell in rows[0]]
    places = columns_of(headings, mapping or {})
    listing, problems = Listing(), []
    if encoding != "utf-8-sig":
        listing.notes.append(_("文件按 GBK 编码读取。"))
    for number, row in enumerate(rows[1:], start=2):
        cells = {
            wanted: " ".join(row[place].split()) if place < len(row) else ""
            for wanted, place in places.items()
        }
        _take(listing, problems, number, cells)
    refuse(problems)
    refuse([] if listing.lines else [_("文件里只有表头，没有分类。")])
    return listing


def _delimiter(text: str) -> str:
    first = text.split("\n", 1)[0]
    return max(",\t;", key=first.count)


def _take(listing: Listing, problems: list[str], number: int, cells: dict[str, str]) -> None:
    names = [cells.get(level, "") for level in LEVELS]
    if not any(cells.values()):
        listing.notes.append(_("第%(row)d行是空行，已跳过。") % {"row": number})
        return
    found = _problems_of_names(number, names) + _problems_of_facts(number, cells)
    if found:
        problems.extend(found)
        return
    line = Line(number, tuple(filter(None, names)), cells.get("code", ""), _facts(cells))
    _keep(listing, problems, line)


def _keep(listing: Listing, problems: list[str], line: Line) -> None:
    """A line as new, or as the repetition or the contradiction of one before it."""
    twin = next((other for other in listing.lines if other.names == line.names), None)
    same = next((other for other in listing.lines if line.code and other.code == line.code), None)
    words = {"row": line.number, "name": " / ".join(line.names), "code": line.code}
    if twin and twin.code == line.code:
        words["other"] = twin.number
        listing.notes.append(_("第%(row)d行与第%(other)d行重复，只导入一次。") % words)
    elif twin:
        words["other"] = twin.number
        problems.append(_("第%(row)d行与第%(other)d行是同一个分类“%(name)s”，代码却不同。") % words)
    elif same:
        words["other"] = same.number
        problems.append(_("第%(row)d行与第%(other)d行用了同一个代码“%(code)s”。") % words)
    else:
        listing.lines.append(line)


def _problems_of_names(number: int, names: list[str]) -> list[str]:
    words = (_("一级分类"), _("二级分类"), _("三级分类"))
    deepest = max((level for level, name in enumerate(names) if name), default=-1)
    if deepest < 0:
        return [_("第%(row)d行没有分类名称。") % {"row": number}]
    found = [
        _("第%(row)d行缺%(missing)s，却有%(present)s“%(name)s”；合并过的单元格请先拆分并填满。")
        % {"row": number, "missing": words[level], "present": words[deepest], "name": names[deepest]}
        for level in range(deepest)
        if not names[level]
    ]
    return found + [
        _("第%(row)d行的名称“%(name)s…”太长，最多60个字。") % {"row": number, "name": name[:12]}
        for name in names
        if len(name) > 60
    ]


def _problems_of_facts(number: int, cells: dict[str, str]) -> list[str]:
    found, code, days, kind = [], cells.get("code"), cells.get("promise_days"), cells.get("kind")
    if code and not _CODE.fullmatch(code):
        found.append(
            _("第%(row)d行的代码“%(code)s”不合规：只用字母、数字、点、横线，最多24个字符。")
            % {"row": number, "code": code}
        )
    if days and whole_number(days) not in range(1, 31):
        found.append(
            _("第%(row)d行的承诺工作日“%(days)s”应是1到30之间的整数。") % {"row": number, "days": days}
        )
    if kind and not kind_of(kind):
        found.append(
            _("第%(row)d行的诉求类型“%(kind)s”不在范围内：%(kinds)s。")
            % {"row": number, "kind": kind, "kinds": "、".join(str(label) for label in Kind.labels)}
        )
    return found


def kind_of(cell: str) -> str:
    """The kind that a cell names, by code or in Chinese whatever language the reader works in; else nothing."""
    with override("zh-hans"):
        kinds = {str(kind.label): kind.value for kind in Kind}
    return kinds.get(cell, cell if cell in Kind.values else "")


def words_of(cell: str) -> list[str]:
    """A cell of words as a list, whichever mark stands between them."""
    return list(dict.fromkeys(filter(None, re.split(r"[、，,;；|\s]+", cell))))


def _facts(cells: dict[str, str]) -> dict:
    """What the file says beyond names and code; a column left empty says nothing."""
    facts = {
        "name_en": cells.get("name_en"),
        "unit_hint": cells.get("unit"),
        "kind_hint": kind_of(cells.get("kind", "")),
        "promise_days": int(cells["promise_days"]) if cells.get("promise_days") else None,
        "keywords": words_of(cells.get("keywords", "")),
    }
    return {name: value for name, value in facts.items() if value}


def read_own_list() -> list[dict]:
    """The rows of the list that comes with the system, as fields of a category; parents before children."""
    with OWN_LIST.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [
        {
            "code": row["code"],
            "parent": row["parent"],
            "name": row["name"],
            "name_en": row["name_en"],
            "kind_hint": row["kind"],
            "unit_hint": row["unit"],
            "dispute_class": row["dispute_class"],
            "secrecy": row["secrecy"] or "normal",
            "promise_days": int(row["promise_days"]) if row["promise_days"] else None,
            "refer_only": row["refer_only"] == "1",
            "keywords": words_of(row["keywords"]),
        }
        for row in rows
    ]
