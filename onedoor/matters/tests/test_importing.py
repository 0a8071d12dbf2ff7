"""Another agency's rows: each judged, the good ones in once, the others told with their reason."""

import csv
import io
from datetime import timedelta

import pytest
import time_machine
from django.db import DataError, IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import override
from openpyxl import load_workbook

from onedoor.cases.models import Event, Party
from onedoor.kit.problems import NotAllowed, NotNow
from onedoor.matters.importing import running, telling
from onedoor.matters.importing.columns import guess
from onedoor.matters.importing.reading import read_table
from onedoor.matters.models import Category, ImportedRow, ImportRun, ImportSource, Matter
from onedoor.matters.tests.files import GOOD, counts, csv_of, row, taken
from onedoor.persons.models import Person


@pytest.fixture(autouse=True)
def in_chinese():
    with override("zh-hans"):
        yield


@pytest.fixture
def clerk(town):
    return town.actor("clerk")


BAD = {
    "没有诉求内容": row(title="", body=""),
    "最多20000个": row(body="长" * 20_001),
    "看不懂": row(at="上周二"),
    "还没有到": row(at="2099-01-01"),
    "请核对年份": row(at="1019-01-01"),
    "诉求类型“表扬”不在范围内": row(kind="表扬"),
    "事项分类里没有“外星事务”": row(category="外星事务"),
    "不知道“不存在的地方”是哪个": row(region="不存在的地方"),
    "填反了": row(lon="34.5", lat="105.7"),
    "不在国内": row(lon="5.7", lat="34.5"),
    "必须都是数字": row(lon="东经", lat="34.5"),
    "不是电话号码": row(phone="无"),
    "应为18位": row(identity="6205021990"),
    "公式的错误值#N/A": row(title="#N/A"),
    "后几位已经丢失": row(identity="6.20502E+17"),
    "姓名里不应有数字": row(name="13800001234"),
    "有损坏的字符": row(body="停\ufffd水"),
    "无法保存的字符": row(body="停\x00水"),
    "地址有201个字": row(address="巷" * 201),
    "编号有61个字": row(ref="9" * 61),
    "格子比表头多": [*row(), "", "多出来的"],
}


def test_every_bad_row_has_its_own_reason_and_the_good_ones_are_in(town, clerk):
    rows = [cells if cells[0] != "R1" else [f"B{n}", *cells[1:]] for n, cells in enumerate(BAD.values())]
    run = taken(csv_of(row(), *rows, row(ref="R2")), clerk)
    told = list(run.told.values_list("number", "reason"))
    assert [
        (number, words) for (number, reason), words in zip(told, BAD, strict=True) if words not in reason
    ] == []
    assert [number for number, _reason in told] == list(range(3, 3 + len(BAD)))
    assert counts(run) == [len(BAD) + 2, 2, 0, 0, len(BAD)]
    assert sorted(Matter.objects.values_list("source_ref", flat=True)) == ["R1", "R2"]


def test_row_becomes_a_matter_with_its_place_person_and_time(town, clerk):
    Category.objects.create(code="A1", name="路灯", level=1, path="A1/")
    run = taken(csv_of(row(category="市政 > 路灯", kind="投诉")), clerk)
    matter = Matter.objects.get()
    assert (matter.case.title, matter.source, matter.source_name, matter.kind) == (
        "路灯不亮",
        "hotline",
        "热线",
        "complaint",
    )
    assert (matter.case.region, matter.desk, matter.category.code) == (town.grid, town.street_centre, "A1")
    assert timezone.localtime(matter.reported_at).isoformat() == "2026-03-02T09:15:00+08:00"
    person = Party.objects.get(case=matter.case).person
    assert (person.name_mask, person.source, person.identity_index) == ("张*", "batch", None)
    assert Event.objects.get().verb == "matter.registered"
    assert (run.state, bytes(run.rows_sealed)) == ("done", b"")


def test_matter_that_nobody_can_place_stays_with_the_desk_that_imports(town):
    by = town.actor("dispatcher", org=town.other_street_centre)
    taken(csv_of(row(address="")), by)
    assert Matter.objects.get().desk == town.other_street_centre


def test_title_and_body_stand_in_for_each_other_and_nothing_is_cut_off(town, clerk):
    long, body = "长标题" * 40, "停水三天。" * 1400
    rows = [
        row(ref="1", title="", body="停水三天了。老人无法做饭。"),
        row(ref="2", body=""),
        row(ref="3", title=long, body="正文"),
        row(ref="4", body=body),
    ]
    taken(csv_of(*rows), clerk)
    said = {m.source_ref: (m.case.title, m.body) for m in Matter.objects.select_related("case")}
    assert said["1"] == ("停水三天了", "停水三天了。老人无法做饭。")
    assert said["2"] == ("路灯不亮", "路灯不亮")
    assert (len(said["3"][0]), said["3"][1]) == (100, f"{long}\n正文")
    assert said["4"] == ("路灯不亮", body)


def test_repeat_writes_nothing_and_says_already_there(town, clerk):
    content = csv_of(row(), row(ref="R2"))
    first, again = taken(content, clerk), taken(content, clerk)
    assert (counts(first), counts(again)) == ([2, 2, 0, 0, 0], [2, 0, 2, 0, 0])
    assert (Matter.objects.count(), Person.objects.count()) == (2, 2)


def test_number_with_other_words_is_kept_as_first_registered(town, clerk):
    taken(csv_of(row()), clerk)
    run = taken(csv_of(row(body="现在全都亮了。"), row(ref="R2"), row(ref="R2", body="别的事")), clerk)
    assert counts(run) == [3, 1, 0, 2, 0]
    code = Matter.objects.get(source_ref="R1").case.code
    assert list(run.told.values_list("kind", "number", "reason")) == [
        ("changed", 2, f"已登记为{code}，内容与那时不同，保留原登记。"),
        ("changed", 4, "第3行已用了这个编号而内容不同，保留那一行。"),
    ]
    assert Matter.objects.get(source_ref="R1").body == GOOD[2]


def test_row_without_a_number_is_known_by_what_it_says(town, clerk):
    content = csv_of(row(ref=""), row(ref="", body="另一件"), row(ref=""))
    assert [counts(taken(content, clerk)) for _time in range(2)] == [[3, 2, 1, 0, 0], [3, 0, 3, 0, 0]]


def test_same_number_of_two_sources_is_two_matters(town, clerk):
    assert [taken(csv_of(row()), clerk, source=name).added for name in ("热线", "信访局")] == [1, 1]


def test_formula_like_cells_stay_plain_text(town, clerk):
    cells = row(title="=1+2", body='=HYPERLINK("http://x","y")', kind="乱填")
    run = taken(csv_of(cells, row(ref="R2", title="=SUM(A1)", body="@x")), clerk)
    assert Matter.objects.get().case.title == "=SUM(A1)"
    sheet = load_workbook(io.BytesIO(telling.as_file(run, "xlsx"))).active
    told = [cell for cell in sheet[2] if cell.value in ("=1+2", '=HYPERLINK("http://x","y")')]
    assert [cell.data_type for cell in told] == ["s", "s"]
    lines = list(csv.reader(io.StringIO(telling.as_file(run, "csv").decode("utf-8-sig"))))
    assert (lines[0][:3], lines[1][4]) == (["行号", "结果", "原因"], "'=1+2")


def test_file_of_bad_rows_put_right_brings_the_rest(town, clerk):
    run = taken(csv_of(row(), row(ref="R2", kind="表扬")), clerk)
    table = read_table(telling.as_file(run, "xlsx"))
    table.rows = [(n, ["投诉" if cell == "表扬" else cell for cell in cells]) for n, cells in table.rows]
    again = running.open_run(table, run.source, "fixed.xlsx", by=clerk)
    again = running.take_all(
        running.begin(again, guess(table.headings, ImportSource.objects.get().mapping), by=clerk)
    )
    assert (counts(again), Matter.objects.count()) == ([1, 1, 0, 0, 0], 2)


def test_what_people_said_is_sealed_while_it_waits(town, clerk):
    table = read_table(csv_of(row(phone="无")))
    run = running.open_run(table, running.source_named("热线"), "f.csv", by=clerk)
    assert "路灯".encode() not in bytes(run.rows_sealed) and running.rows_of(run) == [[2, row(phone="无")]]
    running.take_all(running.begin(run, guess(table.headings), by=clerk))
    kept = ImportedRow.objects.get()
    assert "路灯".encode() not in bytes(kept.cells_sealed) and running.cells_of(kept) == row(phone="无")


def test_interrupted_run_goes_on_where_it_stopped(town, clerk, monkeypatch):
    monkeypatch.setattr(running, "CHUNK", 2)
    table = read_table(csv_of(*(row(ref=f"R{n}") for n in range(5))))
    run = running.begin(
        running.open_run(table, running.source_named("热线"), "f.csv", by=clerk),
        guess(table.headings),
        by=clerk,
    )
    running.take_some(run.pk)
    with monkeypatch.context() as patch:
        patch.setattr(running, "_tell", lambda *args: (_ for _ in ()).throw(DataError("the machine stops")))
        with pytest.raises(DataError), transaction.atomic():
            running.take_some(run.pk)
    run.refresh_from_db()
    assert (run.taken, run.added, Matter.objects.count()) == (2, 2, 2)
    assert counts(running.take_all(run)) == [5, 5, 0, 0, 0]


def test_row_that_only_the_database_refuses_stays_out_alone(town, clerk, monkeypatch):
    """The check of lengths is taken away, so that the column itself has to say no."""
    monkeypatch.setattr("onedoor.matters.importing.lines.LONGEST_ADDRESS", 10_000)
    run = taken(csv_of(row(), row(ref="R2", address="巷" * 300), row(ref="R3")), clerk)
    assert (counts(run), run.told.get().reason) == ([3, 2, 0, 0, 1], "这一行的内容无法保存。")


def test_columns_are_remembered_by_source(town, clerk):
    headings = ["甲", "乙", "丙"]
    taken(csv_of(["1", "停水了", "x"], headings=headings), clerk, {"甲": "source_ref", "乙": "body"})
    assert guess(headings, ImportSource.objects.get().mapping) == {"甲": "source_ref", "乙": "body"}


def test_post_without_the_verb_may_not_import(town):
    with pytest.raises(NotAllowed):
        running.open_run(
            read_table(csv_of(GOOD)), running.source_named("热线"), "f.csv", by=town.actor("leader")
        )


def test_begun_run_is_not_begun_again(town, clerk):
    table = read_table(csv_of(GOOD))
    run = running.open_run(table, running.source_named("热线"), "f.csv", by=clerk)
    running.begin(run, guess(table.headings), by=clerk)
    with pytest.raises(NotNow):
        running.begin(run, guess(table.headings), by=clerk)


def test_words_of_people_are_kept_no_longer_than_needed(town, clerk):
    done = taken(csv_of(row(kind="表扬")), clerk)
    waiting = running.open_run(read_table(csv_of(row())), running.source_named("热线"), "f.csv", by=clerk)
    assert running.forget_old() == 0
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        assert running.forget_old() == 2
    waiting.refresh_from_db()
    assert (waiting.state, bytes(waiting.rows_sealed), done.told.count()) == ("dropped", b"", 0)


def test_import_run_accounts_for_every_row_or_is_not_kept(town, clerk):
    run = taken(csv_of(row()), clerk)
    assert counts(run) == [1, 1, 0, 0, 0]
    with pytest.raises(IntegrityError, match="import_run_accounts_for_every_row"), transaction.atomic():
        ImportRun.objects.filter(pk=run.pk).update(taken=2)
