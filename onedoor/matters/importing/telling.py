"""导入结果 — the rows that stayed out, in a file of their own: what they said and why, ready to be put right and sent again."""

import csv
import io
from collections.abc import Iterable, Iterator

import xlsxwriter
from django.utils.translation import gettext as _

from onedoor.matters.importing.running import cells_of
from onedoor.matters.models import ImportRun

XLSX, CSV = "xlsx", "csv"
CONTENT_TYPES = {
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    CSV: "text/csv; charset=utf-8",
}
# A spreadsheet would run a cell that begins so.
RUNS = ("=", "+", "-", "@", "\t", "\r")


def bad_rows(run: ImportRun) -> Iterator[list[str]]:
    """The headings, then each row that was not taken in, or not as it stands, with its line, result and reason."""
    yield [_("行号"), _("结果"), _("原因"), *run.headings]
    for row in run.told.order_by("number", "pk"):
        yield [str(row.number), str(row.get_kind_display()), row.reason, *cells_of(row)]


def as_file(run: ImportRun, ending: str) -> bytes:
    return _as_csv(bad_rows(run)) if ending == CSV else _as_xlsx(bad_rows(run))


def _as_csv(lines: Iterable[list[str]]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out).writerows([_harmless(cell) for cell in line] for line in lines)
    return out.getvalue().encode("utf-8-sig")


def _harmless(cell: str) -> str:
    """A leading apostrophe makes it plain text to every spreadsheet; numbers may keep their sign."""
    if cell.startswith(RUNS) and not cell[1:].replace(".", "", 1).isdecimal():
        return f"'{cell}"
    return cell


def _as_xlsx(lines: Iterable[list[str]]) -> bytes:
    out = io.BytesIO()
    plain = {
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
        "in_memory": True,
    }
    with xlsxwriter.Workbook(out, plain) as book:
        sheet, bold = book.add_worksheet(_("未导入的行")), book.add_format({"bold": True, "text_wrap": True})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        for place, line in enumerate(lines):
            for column, cell in enumerate(line):
                sheet.write_string(place, column, cell[:32_000], wrapped if place else bold)
        sheet.set_column(0, 1, 10)
        sheet.set_column(2, 2, 44)
        sheet.set_column(3, 40, 18)
        sheet.freeze_panes(1, 0)
    return out.getvalue()
