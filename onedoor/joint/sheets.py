"""会议纪要文件 — attendance, items and decisions as a spreadsheet that no program computes."""

import io

import xlsxwriter
from django.utils import timezone
from django.utils.translation import gettext as _

SAFE = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
# A cell that begins with one of these may be taken for a formula by whoever opens the file.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "|")


def harmless(text) -> str:
    text = "" if text is None else str(text)
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text


def minutes_sheet(meeting, items) -> bytes:
    """The minutes as a spreadsheet of three pages."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, SAFE) as book:
        bold = book.add_format({"bold": True})
        _page(book, bold, _("议题"), [_("序号"), _("议题"), _("案卷编号"), _("列入原因"), _("审议情况"), _("纪要")],
              [[item.number, item.title, item.case.code if item.case else "", item.get_why_display(),
                item.get_outcome_display(), item.minutes] for item in items])  # fmt: skip
        _page(book, bold, _("议定事项"), [_("议题"), _("责任单位"), _("要做什么"), _("期限"), _("状态")],
              [_decision(item, line) for item in items for _made, line in item.decided])  # fmt: skip
        rows = meeting.attendances.select_related("org").order_by("org__kind", "org__code")
        _page(book, bold, _("参会单位"), [_("单位"), _("到会情况")],
              [[row.org, row.get_came_display()] for row in rows])  # fmt: skip
    return out.getvalue()


def _decision(item, line) -> list:
    duty = line.duty
    due = timezone.localtime(duty.clock.due_at)
    return [item.title, duty.org, duty.words, f"{due:%Y-%m-%d %H:%M}", duty.get_state_display()]


def _page(book, bold, title, headings, rows) -> None:
    page = book.add_worksheet(title)
    page.write_row(0, 0, headings, bold)
    page.freeze_panes(1, 0)
    page.set_column(0, len(headings) - 1, 20)
    for place, row in enumerate(rows, start=1):
        for column, text in enumerate(row):
            page.write_string(place, column, harmless(text))
