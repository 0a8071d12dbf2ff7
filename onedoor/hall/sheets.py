"""The hall's figures as a spreadsheet: three pages, no person on any of them."""

import io

import xlsxwriter
from django.utils.translation import gettext as _

from onedoor.hall.queries.figures import Figures, Line


def _headings(first: str) -> list[str]:
    return [
        *(first, _("来访（批）"), _("人数"), _("优先"), _("等候中位数（分）"), _("等候九成以内（分）")),
        *(_("办理中位数（分）"), _("办理九成以内（分）"), _("过号"), _("转办"), _("转为案卷")),
    ]


def _cells(line: Line) -> list:
    return [
        *(line.name, line.visits, line.people, line.priority, line.waiting.middle, line.waiting.most),
        *(line.serving.middle, line.serving.most, line.missed, line.moved, line.turned),
    ]


def figures_sheet(told: Figures, name: str) -> bytes:
    """By service, by hour, ratings by service and week; the file says of which days it speaks."""
    held = io.BytesIO()
    book = xlsxwriter.Workbook(held, {"in_memory": True})
    bold = book.add_format({"bold": True})
    span = f"{name} {told.since} — {told.until}"
    told.all.name = _("合计")
    for title, first, lines in (
        (_("按业务"), _("业务"), [*told.services, told.all]),
        (_("按到来时间"), _("时间"), told.hours),
    ):
        sheet = book.add_worksheet(title)
        sheet.write(0, 0, span, bold)
        sheet.write_row(1, 0, _headings(first), bold)
        for n, line in enumerate(lines, start=2):
            sheet.write_row(n, 0, _cells(line))
        sheet.set_column(0, 0, 16)
    _opinions(book.add_worksheet(_("评价")), told, bold)
    book.close()
    return held.getvalue()


def _opinions(sheet, told: Figures, bold) -> None:
    heads = [_("周（星期一）"), _("业务"), _("评价数"), _("满意"), _("一般"), _("不满意"), _("服务六个一")]
    sheet.write_row(0, 0, heads, bold)
    for n, one in enumerate(told.opinions, start=1):
        manners = _("、").join(f"{name} {count}" for name, count in one.manners)
        sheet.write_row(n, 0, [str(one.week), one.service, one.count, one.good, one.fair, one.poor, manners])
    sheet.set_column(0, 1, 14)
