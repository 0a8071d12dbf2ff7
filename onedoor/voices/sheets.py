"""社情民意汇总表 — a week as a spreadsheet that no program computes."""

import io

import xlsxwriter
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.voices.limits import WEEKS_BEFORE
from onedoor.voices.queries import Summary

SAFE = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
# A cell that begins with one of these may be taken for a formula by whoever opens the file.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "|")


def harmless(text) -> str:
    text = str(text)
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text


def summary_sheet(summary: Summary) -> bytes:
    """Counts on one page, the words on the other; nobody's name on either."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, SAFE) as book:
        bold = book.add_format({"bold": True})
        weeks = [_("前%(n)d周") % {"n": n} for n in range(WEEKS_BEFORE, 0, -1)]
        counts = [
            [line.label, *line.before, line.count, _("上升") if line.rises else ""] for line in summary.lines
        ]
        _page(book, bold, _("话题"), [_("话题"), *weeks, _("本周"), _("比前八周")], counts)
        words = [
            [line.label, voice.words, voice.place, _place(voice), f"{timezone.localtime(voice.at):%Y-%m-%d}"]
            for line in summary.lines
            for voice in line.words
        ]
        _page(
            book,
            bold,
            _("原话"),
            [_("话题"), _("大家在说什么"), _("在哪里听到"), _("村（社区）"), _("日期")],
            words,
        )
    return out.getvalue()


def _place(voice) -> str:
    """The village: a grid has one worker, and would say who wrote."""
    return voice.grid.parent.name if voice.grid.parent else voice.grid.name


def _page(book, bold, title, headings, rows) -> None:
    page = book.add_worksheet(title)
    page.write_row(0, 0, headings, bold)
    page.freeze_panes(1, 0)
    page.set_column(0, len(headings) - 1, 14)
    for place, row in enumerate(rows, start=1):
        for column, cell in enumerate(row):
            if isinstance(cell, int):
                page.write_number(place, column, cell)
            else:
                page.write_string(place, column, harmless(cell))
