"""清单文件 — a list as a spreadsheet: catalogue columns, nothing that says who anybody is."""

import io

import xlsxwriter
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.cases.due import RUNNING, day_of
from onedoor.places.atlas import open_atlas
from onedoor.places.models import Region
from onedoor.worktime.counting import DAY

# A cell that begins with one of these may be taken for a formula by whoever opens the file.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "|")


def harmless(text) -> str:
    """Text that no spreadsheet program computes."""
    text = "" if text is None else str(text)
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text


def headings() -> list[str]:
    return [
        *(_("案卷编号"), _("诉求类型"), _("分类"), _("来源"), _("镇街"), _("村（社区）"), _("网格"), _("状态")),
        *(_("承接中心"), _("主办单位"), _("登记时间"), _("到期时间"), _("办结时间"), _("办理结论"), _("是否解决"), _("满意度")),
    ]  # fmt: skip


def cells(case, regions) -> list[str]:
    """One matter as a row; neither its words nor its parties leave the house."""
    matter, town, village, grid = case.matter, *_levels(regions.get(case.region_id), regions)
    solved = {None: "", True: _("解决了"), False: _("没有解决")}[matter.is_solved]
    return [
        *(case.code, matter.get_kind_display(), matter.category.label if matter.category else "", matter.get_source_display()),
        *(town, village, grid, matter.get_status_display(), str(matter.desk), str(matter.lead or "")),
        *(_moment(case.opened_at), _due(case), _moment(case.closed_at)),
        *(matter.get_outcome_display(), solved, str(matter.stars or "")),
    ]  # fmt: skip


def _levels(region: Region | None, regions) -> tuple[str, str, str]:
    """The names of town, village and grid, as far down as the case is placed."""
    K, found = Region.Kind, {}
    while region is not None:
        found[region.kind] = region.name
        region = regions.get(region.parent_id)
    return (
        found.get(K.STREET, found.get(K.TOWN, "")),
        found.get(K.COMMUNITY, found.get(K.VILLAGE, "")),
        found.get(K.GRID, ""),
    )


def _moment(moment) -> str:
    return timezone.localtime(moment).strftime("%Y-%m-%d %H:%M") if moment else ""


def _due(case) -> str:
    """A clock that counts days ends with its last day: 24:00 of it, as pages say, not 0:00 of the next."""
    if not case.due_at or case.due_unit in RUNNING:
        return _moment(case.due_at)
    return f"{day_of(case.due_at) - DAY:%Y-%m-%d} 24:00"


def sheet_of(cases) -> bytes:
    """The spreadsheet of these cases."""
    out, regions = io.BytesIO(), open_atlas().regions
    safe = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(out, safe) as book:
        page, bold = book.add_worksheet(_("事项清单")), book.add_format({"bold": True})
        page.write_row(0, 0, headings(), bold)
        page.freeze_panes(1, 1)
        page.set_column(0, len(headings()) - 1, 16)
        for place, case in enumerate(cases, start=1):
            for column, text in enumerate(cells(case, regions)):
                page.write_string(place, column, harmless(text))
    return out.getvalue()
