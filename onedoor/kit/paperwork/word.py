"""The papers as Word files, from the same blocks: styles and tables that whoever opens them can go on writing in."""

import io
import re

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from onedoor.kit.paperwork.blocks import BELOW, BOTTOM, LEFT, RIGHT, TOP, TOP_OF_COVER, WIDTH, Paper, Words

PLAIN, HEAVY, TITLED, LATIN = "仿宋", "黑体", "宋体", "Times New Roman"
UNDATED = "　　　年　　月　　日"
# Where the line for a signature ends, and the date after it, in millimetres.
SIGNED_TO, DATED_TO = WIDTH - 54, WIDTH
# A gap that somebody's hand fills in; the gaps of a date are shorter.
GAP = re.compile("(\u3000{4,})")


def as_word(paper: Paper) -> bytes:
    """One paper."""
    document = Document()
    _lay_out(document, paper)
    _headline(document, paper)
    blocks = paper.blocks
    for n, block in enumerate(blocks):
        kind = type(block).__name__
        _KINDS[kind](document, block)
        following = type(blocks[n + 1]).__name__ if n + 1 < len(blocks) else ""
        if kind != "Signing" and following in ("ReadBack", "Signing"):
            _hold_last(document, block)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _hold_last(document, block) -> None:
    """Signatures never stand alone on a page: the last lines above them, or the last row, go with them."""
    content = list(document.iter_inner_content())
    last = content[-1]
    together = max(1, min(3, len(_lines(block.text)))) if isinstance(block, Words) else 1
    rows = [] if isinstance(last, Paragraph) else [p for c in last.rows[-1].cells for p in c.paragraphs]
    for line in rows or content[-together:]:
        line.paragraph_format.keep_with_next = True


def _lay_out(document, paper) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(TOP_OF_COVER if paper.is_bare else TOP), Mm(BOTTOM)
    section.left_margin, section.right_margin = Mm(LEFT), Mm(RIGHT)
    # Counted from the edge of the sheet to below the number, which is five high.
    section.footer_distance = Mm(BOTTOM - BELOW - 5)
    style = document.styles["Normal"]
    style.font.name, style.font.size = LATIN, Pt(14)
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), PLAIN)
    style.paragraph_format.space_after, style.paragraph_format.line_spacing = Pt(0), 1.5
    properties = document.core_properties
    properties.title, properties.author, properties.language = paper.title, paper.office, "zh-CN"
    if not paper.is_bare:
        _count_pages(section.footer.paragraphs[0])


def _count_pages(line) -> None:
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for before, name in (("第 ", "PAGE"), (" 页　共 ", "NUMPAGES")):
        _run(line, before, size=10.5)
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), name)
        field.append(OxmlElement("w:r"))
        field[0].append(OxmlElement("w:t"))
        field[0][0].text = "1"
        line._p.append(field)
    _run(line, " 页", size=10.5)


def _headline(document, paper) -> None:
    if paper.office:
        _centred(document, paper.office, size=15)
    _centred(document, paper.title, font=TITLED, size=30 if paper.is_bare else 21, bold=True)
    if paper.number:
        line = _centred(document, paper.number, size=12)
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER if paper.is_bare else WD_ALIGN_PARAGRAPH.RIGHT
    document.paragraphs[-1].paragraph_format.space_after = Pt(40 if paper.is_bare else 10)


def _centred(document, text, **look):
    line = document.add_paragraph()
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _with_gaps(line, text, **look)
    return line


def _run(line, text, *, font="", size=None, bold=None, underlined=None):
    run = line.add_run(text)
    run.bold, run.underline = bold, underlined
    if size:
        run.font.size = Pt(size)
    if font:
        run.font.name = LATIN
        run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    return run


def _lines(text) -> list[str]:
    return [line for line in text.split("\n") if line.strip()]


def _paragraph(document, text, *, is_indented=True, **look):
    line = document.add_paragraph()
    if is_indented:
        line.paragraph_format.first_line_indent = Pt(28)
    _with_gaps(line, text, **look)
    return line


def _with_gaps(line, text, **look) -> None:
    for n, part in enumerate(GAP.split(text)):
        if part:
            _run(line, part, underlined=n % 2 == 1 or None, **look)


def _ruled(document, count) -> None:
    for _each in range(count):
        line = document.add_paragraph()
        edge = OxmlElement("w:pBdr")
        for name in ("bottom", "between"):
            edge.append(_border(name))
        line._p.get_or_add_pPr().append(edge)


def _border(name):
    side = OxmlElement(f"w:{name}")
    for key, value in (("val", "single"), ("sz", "4"), ("space", "1"), ("color", "000000")):
        side.set(qn(f"w:{key}"), value)
    return side


def _words(document, block) -> None:
    if not block.text.strip():
        _ruled(document, block.lines)
    for text in _lines(block.text):
        _paragraph(document, text, is_indented=block.is_indented)


def _heading(document, block) -> None:
    line = _paragraph(document, block.text, is_indented=False, font=HEAVY)
    line.paragraph_format.keep_with_next = True
    line.paragraph_format.space_before = Pt(8)


def _fields(document, block) -> None:
    """Label and value in cells without a frame; the value's cell has a line below."""
    pairs = list(block.pairs)
    rows = [pairs[n : n + block.columns] for n in range(0, len(pairs), block.columns)]
    for row in rows:
        table = _table(document, 1, 2 * len(row))
        share = WIDTH / block.columns
        for n, (label, value) in enumerate(row):
            room = min(share * 0.6, 5.2 * (max(len(label), block.label) + 1) + 3)
            _fill(table.cell(0, 2 * n), f"{label}：" if label else "", width=room)
            cell = table.cell(0, 2 * n + 1)
            _fill(cell, value, width=share - room)
            if block.label:
                table.rows[0].height = Mm(12)
            if label:
                _underline(cell)


def _underline(cell) -> None:
    edges = OxmlElement("w:tcBorders")
    edges.append(_border("bottom"))
    cell._tc.get_or_add_tcPr().append(edges)


def _table(document, rows, columns, style=None):
    table = document.add_table(rows, columns)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    if style:
        table.style = style
    return table


def _fill(cell, text, *, width=0.0, size=None, font="", alignment=None, lines=1) -> None:
    """The first paragraph of the cell and, for every further line of the text, one more."""
    if width:
        cell.width = Mm(width)
    texts = _lines(text) or [""] * lines
    for n, one in enumerate(texts):
        line = cell.paragraphs[0] if n == 0 else cell.add_paragraph()
        line.paragraph_format.line_spacing = 1.25
        if alignment is not None:
            line.alignment = alignment
        _run(line, one, size=size, font=font)


def _listed(document, block) -> None:
    for n, text in enumerate(block.items, 1):
        _paragraph(document, f"{n}．{text}")
    if not block.items:
        _fields(document, _Numbers(tuple((str(n), "") for n in range(1, block.lines + 1))))


class _Numbers:
    """Numbers with a line each, in the shape of fields."""

    columns, label = 1, 0

    def __init__(self, pairs):
        self.pairs = pairs


def _grid(document, block) -> None:
    empty = max(0, block.lines - len(block.rows))
    table = _table(document, 0, len(block.heads), "Table Grid")
    whole = sum(block.widths)
    _repeated(table.add_row())
    for cell, head, share in zip(table.rows[0].cells, block.heads, block.widths, strict=True):
        _fill(
            cell, head, width=WIDTH * share / whole, size=12, font=HEAVY, alignment=WD_ALIGN_PARAGRAPH.CENTER
        )
    for row in (*block.rows, *[("",) * len(block.heads)] * empty):
        for cell, value, share in zip(table.add_row().cells, row, block.widths, strict=True):
            middle = WD_ALIGN_PARAGRAPH.CENTER if value.isdigit() else None
            _fill(cell, value, width=WIDTH * share / whole, size=12, alignment=middle)


def _repeated(row) -> None:
    """The head stands again on every page."""
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)


def _form(document, block) -> None:
    table = _table(document, 0, 4, "Table Grid")
    widths = (29, 54, 27, 46)
    for row in block.rows:
        cells = table.add_row().cells
        for cell, width in zip(cells, widths, strict=True):
            cell.width = Mm(width)
        if len(row.pairs) == 1:
            cells[1].merge(cells[3])
        for n, (label, value) in enumerate(row.pairs):
            _fill(cells[2 * n], label, size=12, alignment=WD_ALIGN_PARAGRAPH.CENTER)
            _fill(cells[2 * n + 1], value, size=12, lines=row.lines)


def _choice(document, block) -> None:
    boxes = "　".join(f"{'☑' if one in block.chosen else '☐'} {one}" for one in block.options)
    _paragraph(document, f"{block.label}：{boxes}" if block.label else boxes, is_indented=False)


def _read_back(document, block) -> None:
    line = _paragraph(document, block.text)
    line.paragraph_format.space_before = Pt(10)
    line.paragraph_format.keep_together = True


def _signing(document, block) -> None:
    """Each place a paragraph, all of them kept with the next: the last one holds them together."""
    for n, place in enumerate(block.places):
        line = document.add_paragraph()
        look = line.paragraph_format
        look.keep_together, look.keep_with_next = True, n + 1 < len(block.places)
        look.space_before = Pt(28 if place.is_seal else 14)
        _sign(line, place, block.day)


def _sign(line, place, day) -> None:
    """Who, how in small print, a line up to where the dates stand below one another."""
    stops = line.paragraph_format.tab_stops
    stops.add_tab_stop(Mm(SIGNED_TO))
    stops.add_tab_stop(Mm(DATED_TO), WD_TAB_ALIGNMENT.RIGHT)
    _run(line, place.label)
    if place.way:
        _run(line, f"（{place.way}）", size=10.5)
    _run(line, "：")
    _run(line, f"{place.name}\t", underlined=not place.is_seal or None)
    if place.has_date:
        _run(line, f"\t{place.day or day or UNDATED}")


def _small(document, block) -> None:
    for text in _lines(block.text):
        line = _paragraph(document, text, is_indented=False, size=10.5)
        line.paragraph_format.line_spacing = 1.2


_KINDS = {
    "Words": _words,
    "Heading": _heading,
    "Fields": _fields,
    "Listed": _listed,
    "Grid": _grid,
    "Form": _form,
    "Choice": _choice,
    "ReadBack": _read_back,
    "Signing": _signing,
    "Small": _small,
}
