"""The duty list as a file: every wrong row named, all of it or nothing, repeated without harm, taken out as it came in."""

import io
from datetime import date

import pytest
import time_machine
from django.core.management import call_command
from django.core.management.base import CommandError
from openpyxl import Workbook, load_workbook

from onedoor.kit.problems import NotAllowed, NotValid
from onedoor.matters.actions.categories import load_own_list, retire
from onedoor.matters.actions.duty_list import import_duties
from onedoor.matters.duty_files import clauses_of, duty_sheet, read_duty_file
from onedoor.matters.models import Category, Responsibility

HEADINGS = [
    "项号",
    "事项分类代码",
    "地点类别",
    "责任层级",
    "主办单位",
    "协办单位",
    "依据",
    "限期（工作日）",
    "启用日期",
    "停用日期",
]
GOOD = ["1", "C0101", "城区街道", "区级", "区水务局", "", "供水管理办法第六条", "3", "", ""]


@pytest.fixture
def editor(town):
    load_own_list(by=None)
    return town.actor("dispatcher")


def row(**changes):
    """A good row, with some cells changed by their heading's first words."""
    cells = list(GOOD)
    for name, cell in changes.items():
        cells[
            ("n", "category", "place", "level", "lead", "assist", "basis", "days", "starts", "ends").index(
                name
            )
        ] = cell
    return cells


def book(*rows, headings=HEADINGS) -> bytes:
    workbook, out = Workbook(), io.BytesIO()
    for cells in (headings, *rows):
        workbook.active.append(cells)
    workbook.save(out)
    return out.getvalue()


def bring(editor, *rows, **options):
    reading = read_duty_file(book(*rows), "清单.xlsx")
    return import_duties(clauses_of(reading.rows), by=editor, source="甲清单", **options)


def counts(done):
    return len(done.created), len(done.changed), len(done.same), len(done.ended)


def test_a_file_is_taken_in_and_repeated_without_a_second_version(town, editor):
    rows = [row(), row(n="第2项", category="C01", place="", level="镇街", lead="属地镇街", days="")]
    assert counts(bring(editor, *rows)) == (2, 0, 0, 0)
    assert counts(bring(editor, *rows)) == (0, 0, 2, 0)
    entries = Responsibility.objects.order_by("number").values_list(
        "number", "version", "place", "level", "lead__code", "days"
    )
    assert list(entries) == [(1, 1, "street", "district", "water", 3), (2, 1, "any", "town", None, None)]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"n": ""}, "第2行：没有写项号。"),
        ({"n": "一"}, "第2行：项号“一”不是整数。"),
        ({"n": "0"}, "第2行：项号应是1到9999之间的整数。"),
        ({"category": ""}, "第2行：没有写事项分类。"),
        ({"category": "C9999"}, "第2行：没有“C9999”这个事项分类。"),
        ({"place": "海上"}, "第2行：地点类别“海上”不在范围内：不限、城区街道、乡镇农村。"),
        ({"level": ""}, "第2行：没有写责任层级。"),
        ({"level": "市级"}, "第2行：责任层级“市级”不在范围内：网格、村（社区）、镇街、区级。"),
        ({"lead": ""}, "第2行：没有写主办单位；由事发地办的写“属地”。"),
        ({"lead": "航天局"}, "第2行：没有“航天局”这个单位。"),
        ({"lead": "综治中心"}, "第2行：“综治中心”对应不止一个单位，请写全称或单位编号。"),
        ({"lead": "属地"}, "第2行：区级事项要写明主办单位，不能写属地。"),
        ({"lead": "大城街道综治中心"}, "第2行：责任层级是区级，主办单位大城街道综治中心却低于这一级。"),
        ({"assist": "区水务局"}, "第2行：区水务局已是主办单位，不能同时协办。"),
        ({"assist": "区住建局、航天局"}, "第2行：没有“航天局”这个单位。"),
        ({"basis": ""}, "第2行：请写明依据：哪部法规、文件或三定规定的哪一条。"),
        ({"basis": "长" * 301}, "第2行：依据太长，最多300个字。"),
        ({"days": "31"}, "第2行：限期应是1到30之间的工作日数。"),
        ({"days": "尽快"}, "第2行：限期“尽快”不是整数的工作日数。"),
        ({"starts": "明年"}, "第2行：日期“明年”读不出来，请写成2026-01-31这样。"),
        ({"starts": "2026-02-30"}, "第2行：日期“2026-02-30”读不出来，请写成2026-01-31这样。"),
        ({"starts": "2026-03-02", "ends": "2026-03-01"}, "第2行：停用日期要晚于启用日期2026-03-02。"),
    ],
)
def test_every_wrong_row_is_named_and_nothing_is_taken_in(town, editor, wrong, words):
    with pytest.raises(NotValid) as refused:
        bring(editor, row(**wrong), row(n="2", category="C0102"))
    assert refused.value.detail["problems"] == [words]
    assert Responsibility.objects.count() == 0


def test_all_wrong_rows_are_named_at_once(town, editor):
    with pytest.raises(NotValid) as refused:
        bring(
            editor,
            row(lead="航天局"),
            row(n="2", level="市级", days="尽快"),
            row(n="3"),
            row(n="3", category="C0102"),
        )
    assert refused.value.detail["problems"] == [
        "第2行：没有“航天局”这个单位。",
        "第3行：责任层级“市级”不在范围内：网格、村（社区）、镇街、区级。",
        "第3行：限期“尽快”不是整数的工作日数。",
        "第5行：与第4行用了同一个项号3。",
    ]


def test_two_rows_for_the_same_thing_are_both_named(town, editor):
    with pytest.raises(NotValid) as refused:
        bring(editor, row(), row(n="2", lead="区住建局"))
    assert refused.value.detail["problems"] == [
        "第2行：“城区供水与水费”（城区街道）已由第2项规定。",
        "第3行：“城区供水与水费”（城区街道）已由第1项规定。",
    ]


def test_a_row_that_contradicts_what_stands_is_named(town, editor):
    bring(editor, row())
    with pytest.raises(NotValid) as refused:
        bring(editor, row(n="5", lead="区住建局"))
    assert refused.value.detail["problems"] == ["第2行：“城区供水与水费”（城区街道）已由第1项规定。"]
    # Unless the file takes its place.
    assert counts(bring(editor, row(n="5", lead="区住建局"), end_missing=True)) == (1, 0, 0, 1)


def test_two_entries_may_change_places_in_one_file(town, editor):
    bring(editor, row(), row(n="2", category="C0102"))
    assert counts(bring(editor, row(category="C0102"), row(n="2"))) == (0, 2, 0, 0)
    now = Responsibility.objects.newest().order_by("number").values_list("category__code", "version")
    assert list(now) == [("C0102", 2), ("C0101", 2)]


def test_a_retired_category_is_named(town, editor):
    category = Category.objects.get(code="C0101")
    retire(category, by=None, on=date(2020, 1, 1))
    with pytest.raises(NotValid) as refused:
        bring(editor, row())
    assert refused.value.detail["problems"] == ["第2行：“城区供水与水费”已经停用，请改用现行的分类。"]


def test_a_dry_run_tells_and_changes_nothing(town, editor):
    bring(editor, row(), row(n="2", category="C0102"))
    done = bring(editor, row(days="5"), end_missing=True, dry_run=True)
    assert [told for _clause, _old, told in done.changed] == [[("限期（工作日）", "3", "5")]]
    assert [entry.number for entry in done.ended] == [2]
    assert Responsibility.objects.filter(valid_to=None).count() == 2


def test_a_changed_row_begins_today_or_on_its_later_day(town, editor):
    with time_machine.travel("2026-11-20 02:00Z", tick=False):
        bring(editor, row(starts="2026-11-01"))
    with time_machine.travel("2026-11-23 02:00Z", tick=False):
        bring(editor, row(starts="2026-11-01", days="5"))
        with pytest.raises(NotValid):
            bring(editor, row(starts="2026-11-23", days="9", lead="航天局"))
        bring(editor, row(starts="2026/12/1", days="7"))
    spans = Responsibility.objects.order_by("version").values_list("valid_from", "valid_to", "days")
    assert list(spans) == [
        (date(2026, 11, 1), date(2026, 11, 23), 3),
        (date(2026, 11, 23), date(2026, 12, 1), 5),
        (date(2026, 12, 1), None, 7),
    ]


def test_missing_columns_and_what_is_no_workbook_are_said(town, editor):
    with pytest.raises(NotValid) as refused:
        read_duty_file(book(["1", "x"], headings=["项号", "备注"]), "清单.xlsx")
    assert refused.value.message == (
        "文件缺少这些列：事项分类代码、责任层级、主办单位、依据。文件里的列是：项号、备注。"
    )
    with pytest.raises(NotValid):
        read_duty_file(b"", "清单.xlsx")
    with pytest.raises(NotValid):
        read_duty_file(b"no workbook", "清单.xlsx")


def test_columns_that_are_not_used_are_told(town, editor):
    reading = read_duty_file(book([*GOOD, "甲"], headings=[*HEADINGS, "备注"]), "清单.xlsx")
    assert reading.notes == ["这些列没有用到：备注。"]


def test_what_is_taken_out_can_be_brought_back_unchanged(town, editor):
    bring(
        editor,
        row(assist="区住建局"),
        row(n="2", category="C01", level="村（社区）", lead="属地", place="不限"),
    )
    entries = list(Responsibility.objects.with_names().order_by("number"))
    sheet = duty_sheet(entries)
    lines = list(load_workbook(io.BytesIO(sheet)).active.iter_rows(values_only=True))
    assert lines[0][:6] == ("项号", "事项分类代码", "分类名称", "地点类别", "责任层级", "主办单位")
    assert lines[2][5] == "属地村（社区）"
    reading = read_duty_file(sheet, "清单.xlsx")
    done = import_duties(clauses_of(reading.rows), by=editor, source="甲清单", end_missing=True)
    assert counts(done) == (0, 0, 2, 0)


def test_a_cell_is_never_a_formula(town, editor):
    bring(editor, row(basis="@1+1"))
    line = list(
        load_workbook(io.BytesIO(duty_sheet(Responsibility.objects.with_names()))).active.iter_rows(
            values_only=True
        )
    )[1]
    assert line[7] == "'@1+1"


def test_only_who_holds_the_verb_brings_a_list(town, editor):
    with pytest.raises(NotAllowed):
        bring(town.actor("clerk"), row())


# ---------------------------------------------------------------- the command


def test_the_command_brings_a_file_once(town, editor, tmp_path, capsys):
    path = tmp_path / "清单.xlsx"
    path.write_bytes(book(row()))
    call_command("import_duty_list", path, dry_run=True)
    assert Responsibility.objects.count() == 0
    call_command("import_duty_list", path)
    call_command("import_duty_list", path)
    told = capsys.readouterr().out.splitlines()
    assert told == [
        "新增1项，变更0项，未变0项，停用0项。",
        "这是试运行，什么也没有改动。",
        "新增1项，变更0项，未变0项，停用0项。",
        "新增0项，变更0项，未变1项，停用0项。",
    ]
    assert Responsibility.objects.get().source == "清单"


def test_the_command_names_what_is_wrong(town, editor, tmp_path):
    path = tmp_path / "清单.xlsx"
    path.write_bytes(book(row(lead="航天局")))
    with pytest.raises(CommandError, match="第2行：没有“航天局”这个单位。"):
        call_command("import_duty_list", path)
    with pytest.raises(CommandError, match="打不开文件"):
        call_command("import_duty_list", tmp_path / "没有.xlsx")
