"""Answers as a workbook that no program computes."""

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


def book(sheets: list[tuple[str, list[list]]]) -> bytes:
    """A sheet for each name and its rows."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, SAFE) as made:
        bold = made.add_format({"bold": True})
        for name, rows in sheets:
            page = made.add_worksheet(name[:31])
            page.freeze_panes(1, 0)
            page.set_column(0, max(map(len, rows)) - 1, WIDTH)
            for place, row in enumerate(rows):
                for column, cell in enumerate(row):
                    if isinstance(cell, int | float):
                        page.write_number(place, column, cell)
                    else:
                        page.write_string(place, column, harmless(cell), None if place else bold)
    return out.getvalue()
