"""Files to import, planted row by row, and the way they are taken in."""

import csv
import io

from openpyxl import Workbook

from onedoor.matters.importing import running
from onedoor.matters.importing.columns import guess
from onedoor.matters.importing.reading import read_table

HEADINGS = [
    "工单编号",
    "标题",
    "内容",
    "时间",
    "诉求类型",
    "分类",
    "地址",
    "社区",
    "经度",
    "纬度",
    "姓名",
    "电话",
    "身份证号",
]
GOOD = [
    "R1",
    "路灯不亮",
    "进步巷口的路灯坏了半个月。",
    "2026-03-02 09:15",
    "投诉",
    "",
    "进步巷社区第一网格",
    "",
    "",
    "",
    "张三",
    "13800001234",
    "",
]


def row(**told):
    """A good row with some cells changed, named by the fields."""
    places = dict(
        zip(
            (
                "ref",
                "title",
                "body",
                "at",
                "kind",
                "category",
                "address",
                "region",
                "lon",
                "lat",
                "name",
                "phone",
                "identity",
            ),
            range(13),
            strict=True,
        )
    )
    cells = list(GOOD)
    for name, text in told.items():
        cells[places[name]] = text
    return cells


def csv_of(*rows, headings=HEADINGS, encoding="utf-8", delimiter=","):
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows([headings, *rows])
    return out.getvalue().encode(encoding)


def book_of(*rows):
    book, out = Workbook(), io.BytesIO()
    for line in rows:
        book.active.append(line)
    book.save(out)
    return out.getvalue()


def taken(content, by, mapping=None, source="热线", name="file.csv"):
    """The run of a file taken in to the end."""
    table, source = read_table(content, name), running.source_named(source)
    run = running.open_run(table, source, name, by=by)
    running.begin(run, mapping or guess(table.headings, source.mapping), by=by)
    return running.take_all(run)


def counts(run):
    return [run.rows, run.added, run.repeated, run.changed, run.refused]
