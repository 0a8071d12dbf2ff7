"""The room's pages: what is asked for what, answers read and taken away under a log, an end that is kept."""

import csv
import io
import zipfile
from datetime import timedelta

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from onedoor.audit.models import AccessLog
from onedoor.kit.problems import NotFound
from onedoor.surveys import actions
from onedoor.surveys.answering_forms import is_simple
from onedoor.surveys.models import Answer, Reply, Survey
from onedoor.surveys.queries import asking as queries
from onedoor.surveys.tests.forms import FULL, SIMPLE, book, instance
from onedoor.surveys.tests.people import photo, send
from onedoor.surveys.xlsforms import read_form

pytestmark = pytest.mark.usefixtures("no_engine")
FILLED = {"q1": "yes", "q2": ["coal", "gas"], "q3": "2", "q4": "1.50", "q5": "2026-11-20", "q6": "=1+1"}


def text_of(response):
    return response.content.decode()


def url(name, *args):
    return reverse(f"surveys:{name}", args=args)


@pytest.fixture
def operator(client, town, asking):
    return town.login(client, asking.operator)


@pytest.fixture
def worker(client, town, asking):
    return town.login(client, asking.worker)


def told(**more):
    file = SimpleUploadedFile("form.xlsx", book(FULL))
    usual = {
        "purpose": "安排上门检查",
        "basis": "安委会通知",
        "region": "620502",
        "times": 2,
        "keep_days": 90,
    }
    ends_on = f"{timezone.localdate() + timedelta(days=20):%Y-%m-%d}"
    return {**usual, "ends_on": ends_on, "file": file, **more}


def test_a_form_is_brought_looked_at_and_sent_out(operator, asking):
    answer = operator.post(url("new"), told(owner=asking.town.centre.pk))
    survey = Survey.objects.get()
    assert (answer.status_code, answer.url) == (302, url("survey", survey.pk))
    shown = text_of(operator.get(answer.url))
    assert [words in shown for words in ("等着发布", "装了几个一氧化碳报警器", "8项 × 每年2次 × 1")] == [
        True
    ] * 3
    operator.post(url("decide", survey.pk), {"do": "publish"})
    assert "正在填" in text_of(operator.get(url("list")))


def test_what_is_wrong_stands_beside_the_questions_that_were_read(operator, asking):
    bad = SimpleUploadedFile("form.xlsx", book([*SIMPLE, ("text", "a", "宗教信仰", "")]))
    answer = operator.post(url("new"), told(owner=asking.town.centre.pk, file=bad))
    shown = text_of(answer)
    assert (answer.status_code, "不收集宗教信仰" in shown, "屋里有没有用炉子" in shown) == (422, True, True)


def test_the_burden_counts_questions_times_and_posts(asking, town):
    town.actor("grid_worker", name="第二位", region=town.other_grid)
    version = asking.published(times=12)
    burden = queries.burden_of(version.survey, version)
    assert (burden.fields, burden.times, burden.people, burden.minutes) == (8, 12, 2, 64)


def test_a_simple_form_is_filled_in_on_a_page_once(worker, asking):
    version = asking.published(SIMPLE)
    page = url("fill", version.survey.pk)
    shown = text_of(worker.get(page))
    assert [words in shown for words in ("请按看到的填。", version.survey.purpose, "不写姓名")] == [True] * 3
    key = "0190b6a0-0000-7000-8000-000000000001"
    codes = [worker.post(page, FILLED | {"key": key}).status_code for _time in range(2)]
    assert (codes, Reply.objects.count()) == ([302, 302], 1)
    rows = {row.question: row for row in Answer.objects.all()}
    assert (rows["fuels"].chosen, rows["metres"].number, rows["more"].text) == (["coal", "gas"], 1.5, "=1+1")
    assert worker.post(page, {**FILLED, "key": key, "q3": "5"}).status_code == 422


def test_a_page_asks_only_what_a_page_can(worker, asking):
    version = asking.published()
    shown = worker.get(url("fill", version.survey.pk))
    assert (is_simple(version), "这份问卷要用采集程序填" in text_of(shown)) == (False, True)
    assert worker.post(url("fill", version.survey.pk), {}).status_code == 409


def test_missing_and_wrong_answers_are_said_at_their_questions(worker, asking):
    version = asking.published(SIMPLE)
    answer = worker.post(url("fill", version.survey.pk), {"q3": "x"})
    assert (answer.status_code, "请选一个" in text_of(answer), "请填一个整数" in text_of(answer)) == (
        422,
        True,
        True,
    )


def test_empty_rooms_say_what_would_change_that(client, town, asking):
    assert "现在没有要填的问卷" in text_of(town.login(client, asking.worker).get(url("list")))
    assert "还没有问卷" in text_of(town.login(client, asking.operator).get(url("list")))


def test_the_password_is_shown_once_with_its_square(worker, asking):
    shown = text_of(worker.post(url("password")))
    assert ("data:image/svg+xml" in shown, "只显示这一次" in shown) == (True, True)
    assert "data:image/svg+xml" not in text_of(worker.get(url("password")))


def test_answers_are_counted_by_village_and_read_under_a_log(client, town, asking):
    version = asking.published()
    send(client, instance(), asking.app(), photo())
    operator = town.login(client, asking.operator)
    assert queries.by_village(version.survey, asking.operator) == [("大城街道 · 进步巷社区", 1)]
    shown = text_of(operator.get(url("replies", version.survey.pk)))
    assert [words in shown for words in ("煤、柴", "烟道要清", "34.58")] == [True] * 3
    assert asking.worker.staff.name not in shown
    row = Answer.objects.get(kind="photo")
    picture = operator.get(url("photo", version.survey.pk, row.pk))
    assert picture["Content-Type"] == "image/jpeg"
    kinds = AccessLog.objects.filter(kind=AccessLog.Kind.READ).values_list("fields", flat=True)
    assert sorted(kinds) == ["paper", "text"]


def test_a_photo_that_has_not_come_is_said_to_be_missing(client, town, asking):
    version = asking.published()
    send(client, instance(), asking.app())
    shown = text_of(town.login(client, asking.operator).get(url("replies", version.survey.pk)))
    assert ("还有 1 张照片没到" in shown, "a.jpg（未到）" in shown) == (True, True)


def test_a_unit_reads_the_answers_of_its_own_ground(client, asking, town):
    version = asking.published()
    send(client, instance(), asking.app())
    near = town.actor("operator", region=town.street, org=town.street_centre, name="街道操作员")
    with pytest.raises(NotFound):
        queries.find(version.survey.pk, near)
    own = asking.published(form_id="street", region=town.street).survey
    send(client, instance("uuid:2", code="street"), asking.app())
    assert queries.find(own.pk, near) == own
    table = actions.open_replies(own, by=near, first=0, size=20)
    assert [line.village for line in table.lines] == ["大城街道 · 进步巷社区"]


def test_the_workbook_says_what_its_columns_mean_and_computes_nothing(client, town, asking):
    version = asking.published(SIMPLE)
    worker = town.login(client, asking.worker)
    worker.post(url("fill", version.survey.pk), FILLED)
    operator = town.login(client, asking.operator)
    answer = operator.post(url("export", version.survey.pk), {"form": "xlsx"})
    made = openpyxl.load_workbook(io.BytesIO(answer.content))
    headings, line = (list(row) for row in made["答卷"].iter_rows(values_only=True))
    assert headings[:4] == ["序号", "村（社区）", "收到日期", "屋里有没有用炉子"]
    assert line[3:] == ["是", "煤、燃气", 2, 1.5, "2026-11-20", "'=1+1"]
    meanings = [row[1] for row in made["说明"].iter_rows(values_only=True)]
    assert (version.survey.purpose in meanings, "烧什么" in meanings) == (True, True)
    row = AccessLog.objects.get(kind=AccessLog.Kind.EXPORT)
    assert ("共1份" in row.reason, row.post) == (True, asking.operator.post)


def test_the_archive_holds_plain_files_and_what_is_repeated_apart(client, town, asking):
    version = asking.published()
    send(client, instance(), asking.app(), photo())
    operator = town.login(client, asking.operator)
    answer = operator.post(url("export", version.survey.pk), {"form": "zip"})
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        names = archive.namelist()
        rows = list(csv.reader(io.StringIO(archive.read("重复的部分.csv").decode("utf-8-sig"))))
    assert (names, rows[1]) == (
        ["答卷.csv", "重复的部分.csv", "说明.csv"],
        ["1", "1", "在哪里", "105.720000,34.580000"],
    )
    assert operator.post(url("export", version.survey.pk), {"form": "exe"}).status_code == 404


def test_an_end_before_its_day_says_why(operator, asking):
    survey = asking.published().survey
    assert operator.post(url("end", survey.pk), {"reason": ""}).status_code == 422
    operator.post(url("end", survey.pk), {"reason": "已经摸清"})
    survey.refresh_from_db()
    assert (survey.is_over, survey.ends_on, survey.ended_why) == (True, timezone.localdate(), "已经摸清")
    assert queries.open_to(asking.worker) == []


def test_a_newer_version_is_brought_on_the_page(operator, asking):
    survey = asking.published().survey
    file = SimpleUploadedFile("second.xlsx", book(FULL[:-4], version="2"))
    operator.post(url("again", survey.pk), {"file": file})
    operator.post(url("decide", survey.pk), {"do": "publish"})
    assert queries.published(survey).name == "2"
    same = SimpleUploadedFile("second.xlsx", book(FULL, version="2"))
    answer = operator.post(url("again", survey.pk), {"file": same})
    assert (answer.status_code, "版本2已经有了" in text_of(answer)) == (422, True)


def test_the_form_as_it_was_brought_can_be_fetched(operator, asking):
    first = asking.published()
    asking.newer(first, FULL[:-4])
    page = url("source", first.survey.pk)
    newest, older = operator.get(page).content, operator.get(f"{page}?version=1").content
    assert (older == bytes(first.source), newest == older, newest[:2]) == (True, False, b"PK")
    assert operator.get(f"{page}?version=7").status_code == 404


def test_the_sample_can_be_brought_as_it_is(operator, asking):
    content = operator.get(url("sample")).content
    draft = read_form(content)
    assert (draft.faults, draft.title, len(draft.questions)) == ([], "公共长椅巡看", 5)
    assert is_simple(asking.bring(content))


def test_answers_go_when_their_days_are_over(
    client, asking, town, time_machine, django_capture_on_commit_callbacks
):
    survey = asking.published(keep_days=30).survey
    send(client, instance(), asking.app(), photo())
    file = Answer.objects.get(kind="photo").file
    assert (file.storage.exists(file.name), actions.forget(by=town.system)) == (True, 0)
    time_machine.move_to(timezone.now() + timedelta(days=62))
    with django_capture_on_commit_callbacks(execute=True):
        assert actions.forget(by=town.system) == 1
    survey.refresh_from_db()
    assert (survey.erased, Reply.objects.count(), Answer.objects.count()) == (1, 0, 0)
    assert (file.storage.exists(file.name), actions.forget(by=town.system)) == (False, 0)
