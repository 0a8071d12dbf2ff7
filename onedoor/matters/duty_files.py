"""清单表格 — the duty list as a workbook: read with every bad row named, written so that it can be read again.

The file is the district's own document: its headings and choices are Chinese, whatever language the page is read in.
"""

import io
import re
from dataclasses import dataclass, field
from datetime import date

import xlsxwriter
from django.utils.translation import gettext as _
from django.utils.translation import override

from onedoor.kit.digits import whole_number
from onedoor.kit.problems import NotValid
from onedoor.matters.duty_clauses import Clause, lead_in_words, wrong_with
from onedoor.matters.duty_list import Level, Place
from onedoor.matters.importing.reading import read_table
from onedoor.matters.models import Category
from onedoor.matters.queries.names import units_called
from onedoor.matters.sheets import harmless
from onedoor.posts.models import Org

MOST_ROWS = 2000
# What the columns are called; the first name is the one we write.
HEADINGS = {
    "number": ("项号", "序号", "编号", "项"),
    "category": ("事项分类代码", "事项分类", "分类代码", "分类", "事项"),
    "name": ("分类名称",),
    "place": ("地点类别", "地点", "适用区域"),
    "level": ("责任层级", "层级", "层级要求"),
    "lead": ("主办单位", "牵头单位", "责任单位", "承办单位"),
    "assist": ("协办单位", "配合单位"),
    "basis": ("依据", "法律依据", "设定依据", "职责依据"),
    "days": ("限期（工作日）", "限期", "办理时限", "承诺工作日"),
    "starts": ("启用日期", "生效日期"),
    "ends": ("停用日期", "失效日期"),
}
NEEDED = ("number", "category", "level", "lead", "basis")
PLACES = {"": Place.ANY, "全区": Place.ANY, "街道": Place.STREET, "城区": Place.STREET}
PLACES |= {"乡镇": Place.RURAL, "农村": Place.RURAL, "镇": Place.RURAL}
LEVELS = {
    "村": Level.VILLAGE,
    "社区": Level.VILLAGE,
    "村社区": Level.VILLAGE,
    "街道": Level.TOWN,
    "镇": Level.TOWN,
}
LEVELS |= {"乡镇": Level.TOWN, "街道或镇": Level.TOWN, "区": Level.DISTRICT, "区直": Level.DISTRICT}
LEVELS |= {"区直部门": Level.DISTRICT, "部门": Level.DISTRICT}
LOCAL = ("属地", "所在")
DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:\s.*)?")


@dataclass
class Reading:
    """What a file says: rows as (line, field → cell), and what its reader should know."""

    rows: list[tuple[int, dict[str, str]]]
    notes: list[str] = field(default_factory=list)


def read_duty_file(content: bytes, name: str) -> Reading:
    """Every row of the file; NotValid when it cannot be read or a column is missing."""
    table = read_table(content, name)
    places = _columns(table.headings)
    missing = [HEADINGS[wanted][0] for wanted in NEEDED if wanted not in places]
    if missing:
        words = {"missing": "、".join(missing), "columns": "、".join(table.headings)}
        raise NotValid(_("文件缺少这些列：%(missing)s。文件里的列是：%(columns)s。") % words, field="file")
    if len(table.rows) > MOST_ROWS:
        raise NotValid(_("责任清单最多%(most)s项。") % {"most": MOST_ROWS}, field="file")
    rows = [
        (number, {wanted: " ".join(cells[at].split()) for wanted, at in places.items() if at < len(cells)})
        for number, cells in table.rows
    ]
    used = set(places.values())
    unread = [heading for at, heading in enumerate(table.headings) if at not in used]
    if unread:
        table.notes.append(_("这些列没有用到：%(columns)s。") % {"columns": "、".join(unread)})
    return Reading(rows, table.notes)


def _columns(headings: list[str]) -> dict[str, int]:
    places = {}
    for wanted, names in HEADINGS.items():
        found = [headings.index(name) for name in names if name in headings]
        if found:
            places[wanted] = found[0]
    return places


def clauses_of(rows: list[tuple[int, dict[str, str]]]) -> list[tuple[int, Clause]]:
    """(line, entry) of every row, or NotValid with a sentence for each thing that is wrong in any of them."""
    reader = _Reader()
    clauses = [(line, reader.read(line, cells)) for line, cells in rows]
    if reader.problems:
        raise NotValid("\n".join(reader.problems), problems=reader.problems)
    return [(line, clause) for line, clause in clauses if clause]


class _Reader:
    """Reads row after row; units and categories are looked up once each."""

    def __init__(self):
        self.problems: list[str] = []
        self.units: dict[str, Org | str] = {}
        self.categories: dict[str, Category | str] = {}
        self.numbers: dict[int, int] = {}

    def read(self, line: int, cells: dict[str, str]) -> Clause | None:
        before = len(self.problems)
        facts = self._facts(line, cells)
        if len(self.problems) > before:
            return None
        clause = Clause(**facts)
        for _field, words in wrong_with(clause):
            self._say(line, words)
        first = self.numbers.setdefault(clause.number, line)
        if first != line:
            words = {"other": first, "number": clause.number}
            self._say(line, _("与第%(other)d行用了同一个项号%(number)d。") % words)
        return clause

    def _say(self, line: int, words: str) -> None:
        self.problems.append(_("第%(row)d行：%(words)s") % {"row": line, "words": words})

    def _facts(self, line: int, cells: dict[str, str]) -> dict:
        told = {wanted: cells.get(wanted, "") for wanted in HEADINGS}
        return {
            "number": self._ask(line, number_in, told["number"]),
            "category": self._ask(line, self._category, told["category"]),
            "place": self._ask(line, place_in, told["place"]),
            "level": self._ask(line, level_in, told["level"]),
            "lead": self._ask(line, self._lead, told["lead"]),
            "assist": self._ask(line, self._assist, told["assist"]),
            "basis": told["basis"],
            "days": self._ask(line, days_in, told["days"]),
            "starts": self._ask(line, day_in, told["starts"]),
            "ends": self._ask(line, day_in, told["ends"]),
        }

    def _ask(self, line: int, question, cell: str):
        try:
            return question(cell)
        except NotValid as problem:
            self._say(line, problem.message)
            return None

    def _category(self, cell: str) -> Category:
        return _once(self.categories, cell, category_in)

    def _lead(self, cell: str) -> Org | None:
        if not cell:
            raise NotValid(_("没有写主办单位；由事发地办的写“属地”。"))
        return None if cell.startswith(LOCAL) else _once(self.units, cell, unit_in)

    def _assist(self, cell: str) -> tuple[Org, ...]:
        names = filter(None, re.split(r"[、，,;；|\n]+|\s+", cell))
        return tuple(dict.fromkeys(_once(self.units, name, unit_in) for name in names))


def _once(known: dict, cell: str, question):
    """The answer, or the same refusal again, without looking it up again."""
    if cell not in known:
        try:
            known[cell] = question(cell)
        except NotValid as problem:
            known[cell] = problem.message
    if isinstance(known[cell], str):
        raise NotValid(known[cell])
    return known[cell]


def number_in(cell: str) -> int:
    number = whole_number(re.sub(r"^第|[项条.、]$", "", cell))
    if number is None:
        raise NotValid(_("项号“%(cell)s”不是整数。") % {"cell": cell} if cell else _("没有写项号。"))
    return number


def category_in(cell: str) -> Category:
    """Of any level, by code (a name may follow it) or by a name that only one has."""
    if not cell:
        raise NotValid(_("没有写事项分类。"))
    found = list(Category.objects.filter(code=cell.split()[0])) or list(
        Category.objects.filter(name=cell)[:2]
    )
    if len(found) > 1:
        raise NotValid(_("叫“%(cell)s”的分类不止一个，请写代码。") % {"cell": cell})
    if not found:
        raise NotValid(_("没有“%(cell)s”这个事项分类。") % {"cell": cell})
    return found[0]


def unit_in(cell: str) -> Org:
    """By number, name, or a shorter name that only one department has; villages by their full name or number."""
    by_code = Org.objects.filter(code=cell).first()
    if by_code:
        return by_code
    districts = Org.objects.exclude(kind=Org.Kind.VILLAGE)
    found = list(districts.filter(name__endswith=cell)[:2])
    found = found if len(found) == 1 else units_called(cell, 2, districts) or units_called(cell, 2)
    if len(found) > 1:
        raise NotValid(_("“%(cell)s”对应不止一个单位，请写全称或单位编号。") % {"cell": cell})
    if not found:
        raise NotValid(_("没有“%(cell)s”这个单位。") % {"cell": cell})
    return found[0]


def place_in(cell: str) -> str:
    return _choice_in(cell, Place, PLACES, _("地点类别"))


def level_in(cell: str) -> str:
    if not cell:
        raise NotValid(_("没有写责任层级。"))
    return _choice_in(cell, Level, LEVELS, _("责任层级"))


def _choice_in(cell: str, choices, others: dict[str, str], what: str) -> str:
    with override("zh-hans"):
        labels = {str(one.label): one.value for one in choices}
    found = {**{one.value: one.value for one in choices}, **others, **labels}.get(cell)
    if found is None:
        words = {"what": what, "cell": cell, "choices": "、".join(labels)}
        raise NotValid(_("%(what)s“%(cell)s”不在范围内：%(choices)s。") % words)
    return found


def days_in(cell: str) -> int | None:
    if not cell:
        return None
    days = whole_number(re.sub(r"(个?工作日|天|日)$", "", cell))
    if days is None:
        raise NotValid(_("限期“%(cell)s”不是整数的工作日数。") % {"cell": cell})
    return days


def day_in(cell: str) -> date | None:
    if not cell:
        return None
    found = DAY.fullmatch(cell)
    try:
        return date(*map(int, found.groups()))
    except (AttributeError, ValueError) as reason:
        raise NotValid(_("日期“%(cell)s”读不出来，请写成2026-01-31这样。") % {"cell": cell}) from reason


def duty_sheet(entries) -> bytes:
    """The workbook of these entries, in the columns that an import reads."""
    out = io.BytesIO()
    safe = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with override("zh-hans"), xlsxwriter.Workbook(out, safe) as book:
        page, bold = book.add_worksheet("责任清单"), book.add_format({"bold": True})
        page.write_row(0, 0, [names[0] for names in HEADINGS.values()], bold)
        for at, entry in enumerate(entries, start=1):
            for column, text in enumerate(_cells(entry)):
                page.write_string(at, column, harmless(text))
        page.freeze_panes(1, 1)
        page.set_column(0, 1, 12)
        page.set_column(2, 6, 20)
        page.set_column(7, 7, 60)
        page.set_column(8, 10, 14)
        page.autofilter(0, 0, max(1, len(entries)), len(HEADINGS) - 1)
    return out.getvalue()


def _cells(entry) -> list:
    return [
        *(entry.number, entry.category.code, entry.category.name),
        *(entry.get_place_display(), entry.get_level_display()),
        lead_in_words(entry.lead, entry.level),
        "、".join(unit.name for unit in entry.assist.all()),
        *(entry.basis, entry.days, entry.valid_from, entry.valid_to),
    ]
