"""Reading another agency's file: what its columns are, what its cells say, or why it cannot be read."""

from datetime import datetime

import pytest
from django.utils import timezone
from django.utils.translation import override

from onedoor.kit.problems import NotValid
from onedoor.matters.importing import reading
from onedoor.matters.importing.columns import checked, guess
from onedoor.matters.importing.reading import read_table
from onedoor.matters.importing.values import moment, point
from onedoor.matters.tests.files import GOOD, HEADINGS, book_of, csv_of


@pytest.fixture(autouse=True)
def in_chinese():
    with override("zh-hans"):
        yield


@pytest.mark.parametrize(
    ("encoding", "delimiter"), [("utf-8", ","), ("utf-8-sig", ";"), ("gb18030", "\t"), ("utf-16", "|")]
)
def test_csv_of_any_usual_kind_is_read(encoding, delimiter):
    table = read_table(csv_of(GOOD, encoding=encoding, delimiter=delimiter))
    assert (table.headings, table.rows) == (HEADINGS, [(2, GOOD)])


def test_workbook_is_read_below_its_title_line_with_dates_and_numbers():
    content = book_of(
        ["十月热线工单"],
        ["编号", "内容", "时间", "电话"],
        [17, "停水", datetime(2026, 3, 2, 9, 15), 13800001234.0],
        [None, None],
        ["x", "断电", 46083.5],
    )
    table = read_table(content)
    assert table.headings == ["编号", "内容", "时间", "电话"]
    assert table.rows == [
        (3, ["17", "停水", "2026-03-02 09:15:00", "13800001234"]),
        (5, ["x", "断电", "46083.5", ""]),
    ]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "文件是空的"),
        (b" \r\n \r\n", "文件是空的"),
        (b"\xd0\xcf\x11\xe0" + b"x" * 50, "旧版的.xls"),
        (b"PK\x03\x04 not a workbook", "读不出这个工作簿"),
        (b"%PDF-1.7\n\x00\x01\x02", "这不是表格文件"),
        (b"\xff" * 40 + b",\x80\n", "读不出文件里的文字"),
        ("编号,内容\n".encode(), "只有表头"),
        (book_of(["编号", "内容"]), "只有表头"),
        (("x," * 120 + "\n1,2\n").encode(), "最多100列"),
    ],
)
def test_file_that_cannot_be_read_says_why(content, words):
    with pytest.raises(NotValid, match=words):
        read_table(content)


def test_file_that_is_only_called_a_workbook_is_not_read_as_words():
    with pytest.raises(NotValid, match="打不开"):
        read_table(b"nothing of a workbook\n", "报表.XLSX")


def test_too_many_rows_are_refused(monkeypatch):
    monkeypatch.setattr("onedoor.matters.importing.reading.MOST_ROWS", 2)
    with pytest.raises(NotValid, match="最多2行"):
        read_table(csv_of(GOOD, GOOD, GOOD))


def test_file_that_is_refused_is_not_read_to_its_end(monkeypatch):
    """What comes after the refusal would be another one: the first is told, so nobody has read on."""
    monkeypatch.setattr(reading, "MOST_ROWS", 2)
    wide = b"x," * 101 + b"y\n"
    with pytest.raises(NotValid, match="最多2行"):
        read_table(b"a,b\n" * 50 + wide)
    with pytest.raises(NotValid, match="最多100列"):
        read_table(wide + b"a,b\n" * 50)


@pytest.mark.parametrize("content", [b"a,b\n" + b",,\n" * 60, b"a,b\n" + b"\n" * 60])
def test_empty_lines_without_end_are_refused(monkeypatch, content):
    monkeypatch.setattr(reading, "MOST_LINES", 50)
    with pytest.raises(NotValid, match="请分成几个文件导入"):
        read_table(content + b"1,2\n")


def test_workbook_of_too_many_cells_is_refused_though_they_are_empty(monkeypatch):
    rows = [["编号", "内容", *[None] * 20, "x"], *([n, "停水", *[None] * 20, "x"] for n in range(10))]
    assert len(read_table(book_of(*rows)).rows) == 10
    monkeypatch.setattr(reading, "MOST_CELLS", 23 * 10)
    with pytest.raises(NotValid, match="格子太多"):
        read_table(book_of(*rows))


def test_workbook_with_too_many_columns_is_refused_at_its_first_line(monkeypatch):
    monkeypatch.setattr(reading, "MOST_CELLS", 101)
    with pytest.raises(NotValid, match="有101列，最多100列"):
        read_table(book_of(["x"] * 101, ["y"] * 200))


def test_two_columns_of_one_name_are_told_apart():
    table = read_table("编号,内容,内容\n1,停水,断电\n".encode())
    assert (table.headings, len(table.notes)) == (["编号", "内容", "内容（第3列）"], 1)


def test_column_without_a_name_is_named_by_its_place():
    table = read_table("编号,,内容\n1,x,停水\n".encode())
    assert table.headings == ["编号", "第2列", "内容"]


def test_column_that_may_not_be_kept_is_left_out_and_told(caplog):
    table = read_table("编号,民族,内容\n1,某族,停水\n".encode(), "file.csv")
    assert (table.headings, table.rows) == (["编号", "内容"], [(2, ["1", "停水"])])
    assert "“民族”这一列不导入：本系统不收集民族、种族。" in table.notes[0]
    assert "民族" in caplog.text


def test_file_of_nothing_but_forbidden_columns_is_refused():
    with pytest.raises(NotValid, match="没有可以导入的列"):
        read_table("民族,宗教信仰\n甲,乙\n".encode())


# ---------------------------------------------------------------- columns and values


def test_usual_headings_are_recognised_and_a_source_is_remembered():
    assert guess(["留言编号", "留言主题", "留言时间", "留言详情", "反对数"]) == {
        "留言编号": "source_ref",
        "留言主题": "title",
        "留言时间": "reported_at",
        "留言详情": "body",
    }
    assert guess(["甲", "标题", "内容"], {"甲": "body", "标题": ""}) == {"甲": "body"}


@pytest.mark.parametrize(
    ("mapping", "words"),
    [
        ({"没有": "body"}, "没有“没有”这一列"),
        ({"内容": "nonsense"}, "没有“nonsense”这一项"),
        ({"内容": "body", "标题": "诉求内容"}, "两列都对应到了“诉求内容”"),
        ({"编号": "source_ref"}, "请指明哪一列是“诉求内容”"),
        ({"内容": "body", "经": "lon"}, "经度和纬度要么都对应"),
    ],
)
def test_mapping_that_cannot_be_is_refused_in_words(mapping, words):
    with pytest.raises(NotValid, match=words):
        checked(mapping, ["编号", "标题", "内容", "经"])


@pytest.mark.parametrize(
    "text",
    ["2026-03-02 09:15:00", "2026/3/2 9:15", "2026年3月2日 9时15分", "2026年3月2日9点15分", "2026.3.2 9:15", "20260302091500", "2026-03-02T09:15:00+08:00", "2026-03-02T01:15:00Z", "46083.385416666664"],
)  # fmt: skip
def test_times_are_read_as_agencies_write_them(text):
    assert timezone.localtime(moment(text)).isoformat() == "2026-03-02T09:15:00+08:00"


def test_day_without_an_hour_begins_at_midnight():
    assert timezone.localtime(moment("2026-3-2")).isoformat() == "2026-03-02T00:00:00+08:00"


def test_exchanged_coordinates_are_noticed():
    assert point("105.7", "34.5") == (105.7, 34.5)
    with pytest.raises(NotValid, match="填反了"):
        point("34.5", "105.7")
