"""年度统计表 — the year as a spreadsheet that no program computes."""

import io

import xlsxwriter
from django.utils.translation import gettext as _

SAFE = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}


def year_sheet(told) -> bytes:
    """Applications by kind, groups, advice by topic."""
    out = io.BytesIO()
    heads = [_("援助事项"), _("申请"), _("决定援助"), _("不予援助"), _("结案"), _("平均审查天数")]
    lines = [*told.kinds, told.criminal, told.civil]
    cells = [[one.name, one.applied, one.granted, one.declined, one.done, one.days] for one in lines]
    with xlsxwriter.Workbook(out, SAFE) as book:
        bold = book.add_format({"bold": True})
        _page(book, bold, _("申请与决定"), heads, cells)
        _page(book, bold, _("受援群体"), [_("受援群体"), _("件数")], told.groups)
        _page(book, bold, _("法律咨询"), [_("咨询主题"), _("次数")], told.advice)
        _page(book, bold, _("受援人评价"), [_("评价"), _("件数")], told.stars)
    return out.getvalue()


def _page(book, bold, title, heads, rows) -> None:
    page = book.add_worksheet(title)
    page.write_row(0, 0, heads, bold)
    page.freeze_panes(1, 0)
    page.set_column(0, 0, 36)
    for n, row in enumerate(rows, start=1):
        page.write_row(
            n, 0, [str(cell) if not isinstance(cell, (int, float, type(None))) else cell for cell in row]
        )
