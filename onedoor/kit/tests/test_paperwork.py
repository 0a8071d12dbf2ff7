"""An official paper says the same in Word and as PDF, runs over no edge, and never leaves signatures alone on a page."""

import io
import re

from docx import Document
from pypdf import PdfReader

from onedoor.kit.paperwork import (
    Choice,
    Fields,
    Form,
    Grid,
    Heading,
    Listed,
    Paper,
    ReadBack,
    Row,
    Sign,
    Signing,
    Small,
    Words,
    as_pdf,
    as_word,
    set_sheets,
)
from onedoor.kit.paperwork.blocks import BOTTOM, LEFT, RIGHT, TOP
from onedoor.kit.paperwork.pdf import set_numbers

HANDS = Signing(
    (Sign("申请人"), Sign("被申请人"), Sign("调解员", way="签名"), Sign("某委员会", is_seal=True))
)
HOSTILE = '#panic("x") $1$ \\ {{ 7*7 }} {% x %} <b>&amp;</b> @label *粗* _斜_ `码` //注'
BLOCKS = (
    Heading("一、事实"),
    Words("第一段。\n第二段。"),
    Fields((("姓名", "周建国"), ("电话", "")), 2),
    Listed(("要求甲", "要求乙")),
    Grid(("序号", "名称"), (("1", "申请书"),), (1, 4), lines=3),
    Form((Row((("受理日期", "2026年11月24日"), ("类型", ""))), Row((("备注", "长的话"),), lines=3))),
    Choice("方式", ("邮寄", "短信"), ("短信",)),
    Small("小字说明。"),
    ReadBack("以上核对无误。"),
    HANDS,
)
SAID = (
    "一、事实", "第一段。", "周建国", "要求乙", "申请书", "2026年11月24日", "长的话", "☑", "小字说明。", "以上核对无误。", "被申请人", "某委员会",
)  # fmt: skip


def told_in_word(content):
    document = Document(io.BytesIO(content))
    lines = [line.text for line in document.paragraphs]
    for table in document.tables:
        lines += [cell.text for row in table.rows for cell in row.cells]
    return "\n".join(lines)


def told_in_pdf(content):
    return [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]


def bare(text):
    return re.sub(r"\s", "", text)


def paper(*blocks, **more):
    return Paper("试验文书", blocks, **more)


def test_both_forms_say_the_same():
    made = paper(*BLOCKS, office="某委员会", number="（2026）测民人调字第1号")
    word, pdf = bare(told_in_word(as_word(made))), bare("".join(told_in_pdf(as_pdf(made))))
    wanted = [bare(one) for one in (*SAID, "试验文书", "（2026）测民人调字第1号")]
    assert ([one for one in wanted if one not in word], [one for one in wanted if one not in pdf]) == ([], [])


def test_what_was_typed_is_never_an_instruction():
    made = paper(Words(HOSTILE), Fields(((HOSTILE, HOSTILE),)), Grid((HOSTILE,), ((HOSTILE,),), (1,)))
    pdf = bare("".join(told_in_pdf(as_pdf(made)))).replace("\u200b", "")
    assert (pdf.count(bare(HOSTILE)), told_in_word(as_word(made)).count(HOSTILE)) == (5, 5)


def test_every_paper_counts_its_own_pages():
    sheets = set_sheets([paper(Words("长。" * 2000)), paper(Words("短。"))])
    pages = told_in_pdf(sheets.content)
    assert sheets.starts == (0, len(pages) - 1)
    feet = [bare(page).rsplit("第", 1)[-1] for page in pages]
    many = len(pages) - 1
    assert feet == [*(f"{n}页共{many}页" for n in range(1, many + 1)), "1页共1页"]


def test_a_word_without_an_end_stays_on_the_page():
    made = as_pdf(paper(Words("x" * 400), Form((Row((("号码", "9" * 200),)),))))
    edges = []

    def seen(text, _transform, matrix, _font, size):
        if text.strip():
            edges.append(matrix[4] + _transform[4])

    reader = PdfReader(io.BytesIO(made))
    for page in reader.pages:
        page.extract_text(visitor_text=seen)
    right = float(reader.pages[0].mediabox.width) - RIGHT / 25.4 * 72
    lines = bare("".join(told_in_pdf(made))).replace("\u200b", "")
    assert (lines.count("x"), lines.count("9"), max(edges) < right) == (400, 200, True)


def test_signatures_never_stand_alone_on_a_page():
    lengths = range(300, 1400, 28)
    endings = (ReadBack("以上核对无误。"), HANDS)
    made = [paper(Words("一段普通的话。" * (n // 7)), Words("最后一段。"), *endings) for n in lengths]
    made += [
        paper(Words("话。" * (n // 2)), Form((Row((("结果", "好"),), lines=3),)), HANDS) for n in lengths
    ]
    lonely = [
        page
        for page in told_in_pdf(set_sheets(made).content)
        if "签名" in page and len(bare(page).split("申请人（签名")[0]) < 3
    ]
    assert lonely == []


def test_a_lonely_signature_page_would_be_found():
    """The same look at a paper that is made to fail."""
    pages = told_in_pdf(set_sheets([paper(HANDS)]).content)
    found = [page for page in pages if len(bare(page).replace("试验文书", "").split("申请人（签名")[0]) < 3]
    assert found == pages


def test_what_is_not_known_is_a_line_and_not_the_word_none():
    empty = paper(Words("", 3), Fields((("姓名", ""),)), Listed((), 2), Form((Row((("事", ""),)),)))
    said = "".join(told_in_pdf(as_pdf(empty))) + told_in_word(as_word(empty))
    assert "None" not in said


def test_page_numbers_of_a_volume_begin_where_they_are_told():
    assert [page.strip() for page in told_in_pdf(set_numbers(7, 3))] == ["7", "8", "9"]


def test_word_counts_pages_and_is_set_for_chinese():
    document = Document(io.BytesIO(as_word(paper(Words("话")))))
    section = document.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    edges = (section.top_margin, section.right_margin, section.bottom_margin, section.left_margin)
    assert tuple(round(edge.mm) for edge in edges) == (TOP, RIGHT, BOTTOM, LEFT)
    assert (210 - LEFT - RIGHT, 297 - TOP - BOTTOM) == (156, 225)
    assert "PAGE" in section.footer._element.xml and "NUMPAGES" in section.footer._element.xml
    assert document.paragraphs[-1].paragraph_format.first_line_indent.pt == 28
