"""The ways in for a file: the command, the pages with the worker behind them, and a place apart."""

import io
from datetime import timedelta

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.utils import timezone
from django.utils.translation import override
from openpyxl import load_workbook
from procrastinate.contrib.django.models import ProcrastinateJob

from onedoor.audit.models import AccessLog
from onedoor.cases.models import Party
from onedoor.kit.problems import NotValid
from onedoor.matters.importing import apart, running
from onedoor.matters.importing.columns import guess
from onedoor.matters.importing.reading import read_table
from onedoor.matters.models import ImportRun, Matter
from onedoor.matters.tasks import import_rows
from onedoor.matters.tests.files import csv_of, row, taken


@pytest.fixture(autouse=True)
def in_chinese():
    with override("zh-hans"):
        yield


@pytest.fixture
def clerk(town):
    return town.actor("clerk")


# ---------------------------------------------------------------- apart


def test_file_kept_apart_is_in_no_figure_of_the_district(town):
    staff = town.actor("dispatcher").staff
    source = running.source_named("外来样本")
    by = apart.keep_apart(source, "外来样本（A市）", staff)
    table = read_table(csv_of(row()))
    running.take_all(
        running.begin(running.open_run(table, source, "f.csv", by=by), guess(table.headings), by=by)
    )
    matter = Matter.objects.get()
    assert (matter.case.region.name, matter.case.region.kind, matter.desk) == (
        "外来样本（A市）",
        "district",
        by.post.org,
    )
    assert not matter.case.region_path.startswith(town.district.path)
    assert apart.keep_apart(source, "外来样本（A市）", staff) == by
    taken(csv_of(row(address="")), town.actor("clerk"))
    assert Matter.objects.get(source_name="热线").case.region == town.district


def test_district_itself_is_no_place_apart(town):
    with pytest.raises(NotValid, match="是本区"):
        apart.keep_apart(running.source_named("外来样本"), town.district.name, town.person())


# ---------------------------------------------------------------- command


def command(tmp_path, content, *args, name="file.csv"):
    (tmp_path / name).write_bytes(content)
    out = io.StringIO()
    call_command("import_requests", str(tmp_path / name), "--source", "热线", *args, stdout=out)
    return out.getvalue()


def test_command_imports_tells_and_writes_the_bad_rows(town, tmp_path):
    town.actor("dispatcher")
    bad = tmp_path / "bad.csv"
    said = command(
        tmp_path,
        csv_of(row(), row(ref="R2", kind="表扬")),
        "--as",
        "zhaomin",
        "--bad-rows",
        str(bad),
        "--history",
    )
    assert "共2行：新登记1件，原已登记0件，内容有变0件，未导入1行。" in said
    assert "诉求类型“表扬”不在范围内" in bad.read_text("utf-8-sig")
    assert "file.csv：共2行" in said


def test_command_takes_a_mapping_and_a_post_by_number(town, tmp_path):
    by = town.actor("clerk")
    content = csv_of(["1", "停水了"], headings=["甲", "乙"])
    command(
        tmp_path,
        content,
        "--as",
        str(by.post.pk),
        "--map",
        "甲=编号",
        "--map",
        "乙=body",
        "--kind",
        "petition",
    )
    assert list(Matter.objects.values_list("source_ref", "body", "source")) == [("1", "停水了", "petition")]


def test_dry_run_judges_and_registers_nothing(town, tmp_path):
    town.actor("dispatcher")
    said = command(tmp_path, csv_of(row(), row(ref="R2", kind="表扬")), "--as", "zhaomin", "--dry-run")
    assert "可以导入1行，不能导入1行" in said and "第3行：诉求类型“表扬”" in said
    assert (Matter.objects.count(), ImportRun.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("--as", "nobody"), "没有可以批量导入的岗位“nobody”"),
        (("--as", "zhaomin", "--map", "没有=body"), "没有“没有”这一列"),
    ],
)
def test_command_refuses_in_words(town, tmp_path, args, words):
    town.actor("dispatcher")
    with pytest.raises(CommandError, match=words):
        command(tmp_path, csv_of(row()), *args)


def test_command_on_a_missing_file_says_so(db):
    with pytest.raises(CommandError, match="打不开文件"):
        call_command("import_requests", "/nowhere.csv", "--source", "热线")


# ---------------------------------------------------------------- pages


def upload(browser, content, name="file.csv", **more):
    file = io.BytesIO(content)
    file.name = name
    return browser.post("/import/", {"source": "热线", "kind": "hotline", "file": file} | more)


@pytest.fixture
def browser(client, town, clerk):
    return town.login(client, clerk)


def answers(run):
    return {
        f"column_{place}": guess(run.headings).get(heading, "") for place, heading in enumerate(run.headings)
    }


def work():
    """What the worker does, until nothing is left to do."""
    while job := ProcrastinateJob.objects.filter(status="todo", task_name="import_rows").first():
        ProcrastinateJob._base_manager.filter(pk=job.pk).delete()
        import_rows(**job.args)


def test_page_takes_a_file_from_upload_to_result(browser, monkeypatch):
    monkeypatch.setattr(running, "CHUNK", 2)
    content = csv_of(*(row(ref=f"R{n}") for n in range(3)), row(ref="R9", kind="表扬"))
    run_url = upload(browser, content).headers["Location"]
    asked = browser.get(run_url).content.decode()
    looked = AccessLog.objects.get(kind="search")
    assert (looked.fields, looked.result) == ("masked,text", "done")
    assert "前4行里有1行不能导入" in asked and "路灯不亮" in asked
    assert "13800001234" not in asked and "张三" not in asked
    run = ImportRun.objects.get()
    assert browser.post(run_url, answers(run) | {"do": "begin"}).headers["Location"] == run_url
    assert 'hx-trigger="every 1s"' in browser.get(f"{run_url}progress/").content.decode()
    deferred = ProcrastinateJob.objects.get(task_name="import_rows")
    assert deferred.args == {"run": str(run.pk)}
    import_rows(**deferred.args)
    done = browser.get(run_url).content.decode()
    assert (
        "导入完成，4行都有了着落" in done
        and 'hx-trigger="every 1s"' not in done
        and "诉求类型“表扬”不在范围内" in done
    )


def test_bad_rows_leave_the_house_only_with_a_line_in_the_log(browser, clerk):
    run = taken(csv_of(row(kind="表扬")), clerk)
    response = browser.get(f"/import/{run.pk}/rows.xlsx")
    assert load_workbook(io.BytesIO(response.content)).active.max_row == 2
    assert browser.get(f"/import/{run.pk}/rows.csv").content.startswith(b"\xef\xbb\xbf")
    assert browser.get(f"/import/{run.pk}/rows.exe").status_code == 404
    assert AccessLog.objects.filter(kind="export", staff=clerk.staff).count() == 2


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "空"), (b"%PDF\x00", "这不是表格文件"), ("民族\n甲\n".encode(), "没有可以导入的列")],
)
def test_page_says_what_is_wrong_with_a_file_and_keeps_what_was_typed(browser, content, words):
    response = upload(browser, content, source="信访局")
    assert response.status_code == 422
    assert words in response.content.decode() and 'value="信访局"' in response.content.decode()
    assert ImportRun.objects.count() == 0


def test_page_refuses_columns_that_cannot_be(browser):
    run_url = upload(browser, csv_of(row())).headers["Location"]
    nothing = dict.fromkeys(answers(ImportRun.objects.get()), "")
    response = browser.post(run_url, nothing | {"do": "begin"})
    assert (response.status_code, ImportRun.objects.get().state) == (422, "read")
    assert "请指明哪一列是“诉求内容”" in response.content.decode()


def test_page_looks_again_with_other_columns_and_registers_nothing(browser):
    run_url = upload(browser, csv_of(row())).headers["Location"]
    run = ImportRun.objects.get()
    exchanged = answers(run) | {"column_3": "lon", "column_8": "", "do": "look"}
    asked = browser.post(run_url, exchanged).content.decode()
    assert "必须都是数字" in asked and ImportRun.objects.get().state == "read"


def test_file_that_was_only_looked_at_is_thrown_away(browser):
    run_url = upload(browser, csv_of(row())).headers["Location"]
    browser.post(run_url, {"do": "drop"})
    run = ImportRun.objects.get()
    assert (run.state, bytes(run.rows_sealed), Matter.objects.count()) == ("dropped", b"", 0)


def test_run_that_stopped_can_be_told_to_go_on(browser, clerk):
    run_url = upload(browser, csv_of(row())).headers["Location"]
    run = ImportRun.objects.get()
    browser.post(run_url, answers(run) | {"do": "begin"})
    assert browser.post(run_url, {"do": "resume"}).status_code == 409
    ProcrastinateJob._base_manager.all().delete()
    with time_machine.travel(timezone.now() + timedelta(minutes=2)):
        assert "继续导入" in browser.get(run_url).content.decode()
        browser.post(run_url, {"do": "resume"})
        work()
    run.refresh_from_db()
    assert (run.state, run.added) == ("done", 1)


def test_another_units_files_do_not_exist(browser, town, clerk, client):
    run = taken(csv_of(row()), town.actor("dispatcher", org=town.other_street_centre))
    assert [browser.get(f"/import/{run.pk}/{end}").status_code for end in ("", "progress/", "rows.csv")] == [
        404
    ] * 3


def test_proposals_are_decided_on_their_page(browser, clerk):
    taken(csv_of(row(), row(ref="R2", body="进步巷口的路灯坏了快一个月。")), clerk)
    page = browser.get("/proposals/?source=热线").content.decode()
    assert "还有1对等您决定" in page and "坏了半个月" in page and "快一个月" in page
    looked = AccessLog.objects.get(kind="search")
    told = Party.objects.values_list("person_id", flat=True)
    assert (looked.fields, looked.subjects) == ("text", sorted({str(person) for person in told}))
    proposal = Matter.objects.get(source_ref="R2").proposals.get()
    part = browser.post(
        f"/proposals/{proposal.pk}/", {"same": "yes"}, headers={"HX-Request": "true"}
    ).content.decode()
    assert "已并案" in part and Matter.objects.get(source_ref="R2").status == "merged"
    assert browser.post(f"/proposals/{proposal.pk}/", {"same": "no"}).headers["Location"] == "/proposals/"
    assert "没有等待决定的并案建议" in browser.get("/proposals/").content.decode()
    assert browser.post("/proposals/find/").headers["Location"] == "/proposals/"
