"""Senders and makers of forms who mean ill, or whose machines break: refused in words, nothing kept, nothing let through."""

import base64
import random

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from onedoor.audit.models import AccessLog
from onedoor.kit.problems import NotValid
from onedoor.surveys.models import Medium, Reply, Survey
from onedoor.surveys.tests.forms import ASKED, CHOICES, FULL, SIMPLE, book, instance, sheet
from onedoor.surveys.tests.people import OPENROSA, photo, send
from onedoor.surveys.tests.test_openrosa import words_of
from onedoor.surveys.views import openrosa
from onedoor.surveys.xlsforms import read_form

pytestmark = pytest.mark.usefixtures("no_engine")
CSV = "name,label\nx,{}\n"


def table(words: str, name="x.csv", encoding="utf-8") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, CSV.format(words).encode(encoding), "text/csv")


@pytest.mark.parametrize("login", ["a\x00b", "'; DROP TABLE", "", "x" * 5000])
def test_a_strange_login_is_unknown_and_nothing_breaks(client, db, login):
    packed = base64.b64encode(f"{login}:words".encode()).decode()
    assert client.get(f"{OPENROSA}/formList", HTTP_AUTHORIZATION=f"Basic {packed}").status_code == 401


def test_whose_account_is_closed_neither_fetches_nor_sends(client, asking):
    asking.published()
    app = asking.app()
    asking.worker.staff.is_active = False
    asking.worker.staff.save()
    codes = client.get(f"{OPENROSA}/formList", **app).status_code, send(client, instance(), app).status_code
    assert (codes, Reply.objects.count()) == ((401, 401), 0)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("<a>" * 3000 + "</a>" * 3000, "层次太深"),
        ("<more>看<b/>不见</more>", "不属于任何题目"),
        ("<more>写了<stove>yes</stove></more>", "不属于任何题目"),
    ],
)
def test_what_is_built_to_break_the_reader_is_refused(client, asking, body, words):
    asking.published()
    answer = send(client, instance(body=body), asking.app())
    assert (answer.status_code, words in words_of(answer), Reply.objects.count()) == (422, True, 0)


def test_nul_bytes_are_no_xml(client, asking):
    asking.published()
    answer = send(client, instance(body="<more>a\x00b</more>"), asking.app())
    assert (answer.status_code, "不是完整的XML" in words_of(answer)) == (422, True)


@pytest.mark.parametrize(
    ("content_type", "more"),
    [("multipart/form-data", {}), ("multipart/form-data; boundary=x", {"CONTENT_LENGTH": "9" * 30})],
)
def test_what_cannot_be_taken_apart_is_refused_in_the_apps_own_language(client, asking, content_type, more):
    answer = client.generic("POST", f"{OPENROSA}/submission", b"--y", content_type, **more, **asking.app())
    assert (answer.status_code >= 400, answer["X-OpenRosa-Version"], words_of(answer) != "") == (
        True,
        "1.0",
        True,
    )


def test_more_than_is_taken_at_once_is_refused_in_words(client, asking, monkeypatch):
    monkeypatch.setattr(openrosa, "MOST_SENT_BYTES", 500)
    asking.published()
    answer = send(client, instance(), asking.app(), photo("a.jpg"))
    assert (answer.status_code, "请分几次发" in words_of(answer)) == (413, True)


def test_more_files_than_are_taken_at_once_are_refused_in_the_apps_own_language(client, asking, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FILES = 2
    asking.published()
    answer = send(client, instance(), asking.app(), photo("a.jpg"), photo("b.jpg"))
    assert (answer.status_code, words_of(answer) != "", Reply.objects.count()) == (400, True, 0)


@pytest.mark.parametrize(
    "row",
    [
        {"type": "calculate", "name": "c", "calculation": "property('deviceid')"},
        {**ASKED, "name": "c", "bind::jr:preload": "property", "bind::jr:preloadParams": "deviceid"},
        {**ASKED, "name": "c", "default": "property('phonenumber')"},
    ],
)
def test_a_form_that_has_the_phone_tell_on_its_owner_is_refused_and_logged(asking, row):
    with pytest.raises(NotValid) as refused:
        asking.bring(sheet(ASKED, row))
    assert "手机识别码" in refused.value.detail["draft"].faults[0].words
    assert AccessLog.objects.filter(kind=AccessLog.Kind.DENIED).count() == 1


@pytest.mark.parametrize(
    "label", ["户主姓名", "身份证 号码", "您的手机号", "生日", "Phone number", "ID number"]
)
def test_who_somebody_is_is_not_asked(label):
    faults = read_form(book([*SIMPLE, ("text", "a", label, "")])).faults
    assert [(fault.is_forbidden, "不问是谁" in fault.words) for fault in faults] == [(True, True)]


@pytest.mark.parametrize("column", ["guidance_hint", "constraint_message", "required_message", "hint"])
def test_no_word_that_is_shown_beside_a_question_escapes(column):
    row = {**ASKED, "constraint": ". != 'x'", "required": "yes", column: "请写民族"}
    assert ["民族" in fault.words for fault in read_form(sheet(row)).faults] == [True]


def test_a_purpose_is_judged_like_a_question(asking):
    with pytest.raises(NotValid) as refused:
        asking.bring(purpose="摸排重点人员")
    denied = AccessLog.objects.filter(kind=AccessLog.Kind.DENIED).count()
    assert (refused.value.detail["field"], denied, Survey.objects.count()) == ("purpose", 1, 0)


@pytest.mark.parametrize(
    ("media", "words"),
    [
        ([table("宗教信仰")], "第2行“宗教信仰”"),
        ([table("完好", encoding="gb18030")], "不是UTF-8"),
        ([table("完好"), table("损坏")], "两个同名"),
        ([SimpleUploadedFile("a.png", b"MZ not a picture")], "不是可以接收的文件"),
        ([SimpleUploadedFile("a.png", b"%PDF-1.7")], "不是图片"),
        ([SimpleUploadedFile("a.exe", b"MZ")], "只能是图片或csv"),
    ],
)
def test_what_comes_along_with_a_form_is_looked_into(asking, media, words):
    with pytest.raises(NotValid, match=words):
        asking.bring(media=media)
    assert (Survey.objects.count(), Medium.objects.count()) == (0, 0)


def test_a_file_that_a_form_leans_on_must_come_along(asking):
    content = sheet({"type": "select_one_from_file x.csv", "name": "a", "label": "哪一处"})
    with pytest.raises(NotValid) as refused:
        asking.bring(content)
    assert "“x.csv”，没有一起附带" in refused.value.detail["draft"].faults[0].words
    assert asking.bring(content, media=[table("完好")]).media.count() == 1


def test_a_damaged_workbook_is_told_and_breaks_nothing():
    whole, told = book(FULL), set()
    for seed in range(120):
        chance, content = random.Random(seed), bytearray(whole)
        for _byte in range(3):
            content[chance.randrange(len(content))] = chance.randrange(256)
        told |= {fault.words for fault in read_form(bytes(content)).faults}
    assert "读不出这个文件：要Excel（.xlsx）的XLSForm。" in told


def test_a_locked_workbook_is_told_and_breaks_nothing():
    content, at = bytearray(book(FULL)), -1
    while (at := content.find(b"PK\x01\x02", at + 1)) >= 0:
        content[at + 8] |= 1
    assert [fault.words for fault in read_form(bytes(content)).faults] == [
        "读不出这个文件：要Excel（.xlsx）的XLSForm。"
    ]


def test_what_is_wrong_is_told_with_sheet_row_and_column():
    rows = [
        *SIMPLE,
        ("text", "a", "宗教信仰", ""),
        ("integer", "floors", "地上几层", ""),
        ("video", "v", "录像", ""),
    ]
    content = book(rows, [*CHOICES, ("fuel", "x", "重点人员")])
    assert [fault.place for fault in read_form(content).faults] == [
        "choices页第7行，label列",
        "survey页第9行，label列",
        "survey页第11行，name列",
        "survey页第10行，label列",
    ]
