"""台账表格 — lines as a spreadsheet that no program computes."""

import io

import xlsxwriter

SAFE = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
# A cell that begins with one of these may be taken for a formula by whoever opens the file.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "|")
WIDTH = 18


def harmless(text) -> str:
    text = "" if text is None else str(text)
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text


def sheet(title: str, headings, rows) -> bytes:
    """One page: the headings, then the rows."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, SAFE) as book:
        page, bold = book.add_worksheet(title[:31]), book.add_format({"bold": True})
        page.write_row(0, 0, [str(heading) for heading in headings], bold)
        page.freeze_panes(1, 0)
        page.set_column(0, len(headings) - 1, WIDTH)
        for place, row in enumerate(rows, start=1):
            for column, cell in enumerate(row):
                if isinstance(cell, int):
                    page.write_number(place, column, cell)
                else:
                    page.write_string(place, column, harmless(cell))
    return out.getvalue()
