"""Which forms are read, and which are refused with words that whoever made them understands."""

import pytest

from onedoor.audit.models import AccessLog
from onedoor.kit.problems import NotAllowed, NotNow, NotValid
from onedoor.surveys import actions, knowing
from onedoor.surveys.models import Survey, Version
from onedoor.surveys.tests.forms import CHOICES, FULL, SIMPLE, book
from onedoor.surveys.xlsforms import read_form

pytestmark = pytest.mark.usefixtures("no_engine")


@pytest.fixture
def knowing_nothing():
    """A room without registers."""
    before = list(knowing._answering)
    knowing._answering.clear()
    yield
    knowing._answering[:] = before


def faults(rows=SIMPLE, **more) -> list[str]:
    return [fault.words for fault in read_form(book(rows, **more)).faults]


def test_a_form_is_read_with_its_questions_in_order():
    draft = read_form(book(FULL))
    assert [(one.path, one.kind, one.is_needed, one.repeat) for one in draft.questions] == [
        ("start", "moment", False, ""),
        ("hello", "note", False, ""),
        ("stove", "one", True, ""),
        ("fuels", "many", False, ""),
        ("alarms", "integer", False, ""),
        ("metres", "decimal", False, ""),
        ("seen", "date", False, ""),
        ("more", "text", False, ""),
        ("chimneys/spot", "point", False, "chimneys"),
        ("chimneys/photo", "photo", False, "chimneys"),
    ]
    assert (draft.faults, draft.code, draft.title, draft.name) == ([], "winter", "冬季取暖安全问卷", "1")
    assert sum(one.is_asked for one in draft.questions) == 8


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (("text", "a", "您的民族", ""), "民族"),
        (("text", "minzu", "您是哪里人", ""), "民族"),
        (("text", "a", "Religion", ""), "宗教"),
        (("integer", "a", "上访次数", ""), "上访"),
        (("select_one bad", "a", "是哪一类", ""), "名单"),
        (("text", "a", "病史", ""), "疾病"),
        (("deviceid", "a", "", ""), "手机识别码"),
        (("start-geopoint", "a", "", ""), "不在背后记录"),
        (("audit", "audit", "", ""), "不在背后记录"),
        (("geotrace", "a", "走过的路", ""), "不在背后记录"),
        (("video", "a", "录一段", ""), "只收照片"),
    ],
)
def test_what_is_never_kept_is_not_asked_and_the_reason_is_said(row, why):
    found = faults([*SIMPLE, row], choices=[*CHOICES, ("bad", "x", "重点人员")])
    assert (len(found), why in found[0]) == (1, True)


def test_a_group_and_a_title_are_judged_like_a_question():
    rows = [("begin_group", "g", "宗教信仰", ""), SIMPLE[1], ("end_group", "", "", "")]
    assert (len(faults(rows)), len(faults(form_title="重点人员摸排表"))) == (1, 1)


@pytest.mark.parametrize(
    ("rows", "more", "words"),
    [
        ([*SIMPLE, ("text", "more", "再问一次", "")], {}, "前面用过了"),
        ([*SIMPLE, ("text", "a b", "空格", "")], {}, "不能有空格"),
        ([*SIMPLE, ("txet", "a", "写错了", "")], {}, "不认识的题型“txet”"),
        ([("select_one none", "a", "没有选项", "")], {}, "choices页里没有“none”这组选项"),
        ([("begin_group", "g", "没有完", ""), SIMPLE[1]], {}, "没有对应的end"),
        ([("text", "a", "看${gone}", "")], {}, "没有的题目“gone”"),
        ([SIMPLE[0]], {}, "没有问任何问题"),
        (SIMPLE, {"form_id": ""}, "请写form_id"),
        (SIMPLE, {"form_title": ""}, "请写form_title"),
        (SIMPLE, {"submission_url": "https://elsewhere.example/"}, "答卷只送到本中心"),
    ],
)
def test_what_is_wrong_is_said_in_plain_chinese(rows, more, words):
    found = faults(rows, **more)
    assert (len(found), words in found[0]) == (1, True), found


def test_what_is_no_form_is_said_so():
    told = [read_form(content).faults[0].words for content in (b"PK\x03\x04 cut", b"hello", b"")]
    assert told == ["读不出这个文件：要Excel（.xlsx）的XLSForm。"] * 3


def test_a_question_whose_answer_stands_in_a_register_names_the_field():
    rows = [*SIMPLE, ("integer", "floors", "这栋楼地上几层", ""), ("text", "uscc", "统一社会信用代码", "")]
    assert [words.partition("，")[0] for words in faults(rows)] == [
        "台账里已经有（楼栋 · 层数）",
        "台账里已经有（组织 · 统一社会信用代码）",
    ]


def test_known_questions_are_refused_until_it_is_said_why(asking):
    content = book([*SIMPLE, ("integer", "floors", "地上几层", "")])
    with pytest.raises(NotValid) as refused:
        asking.bring(content)
    assert [fault.is_known for fault in refused.value.detail["draft"].faults] == [True]
    made = asking.bring(content, again="核对危房改造台账，逐栋复看")
    assert (made.survey.again, len(made.questions)) == ("核对危房改造台账，逐栋复看", 8)


def test_without_registers_nothing_is_known(knowing_nothing):
    assert faults([*SIMPLE, ("integer", "floors", "地上几层", "")]) == []


def test_a_refused_trait_is_logged(asking):
    with pytest.raises(NotValid):
        asking.bring(book([*SIMPLE, ("text", "a", "宗教信仰", "")]), again="想知道")
    row = AccessLog.objects.get(kind=AccessLog.Kind.DENIED)
    assert ("宗教信仰" in row.reason, row.post, Survey.objects.count()) == (True, asking.operator.post, 0)


def test_a_form_waits_for_a_second_look_then_is_sent_out(asking):
    version = asking.bring()
    assert (version.published_at, Survey.objects.open().count()) == (None, 0)
    actions.publish(version, by=asking.operator)
    assert [one.title for one in Survey.objects.open()] == ["冬季取暖安全问卷"]


def test_a_dropped_form_leaves_nothing(asking):
    actions.drop(asking.bring(), by=asking.operator)
    assert (Survey.objects.count(), Version.objects.count()) == (0, 0)


def test_a_newer_version_needs_a_new_name_and_the_same_form(asking):
    survey = asking.published().survey
    for content, words in (
        (book(FULL), "版本1已经有了"),
        (book(FULL, version="2", form_id="other"), "不是同一份问卷"),
    ):
        with pytest.raises(NotValid, match=words):
            actions.bring_again(survey, content, "form.xlsx", by=asking.operator)
    second = actions.bring_again(survey, book(FULL, version="2"), "form.xlsx", by=asking.operator)
    with pytest.raises(NotNow, match="还有一版没有发布"):
        actions.bring_again(survey, book(FULL, version="3"), "form.xlsx", by=asking.operator)
    assert (second.number, second.name, second.published_at) == (2, "2", None)


def test_the_same_form_is_not_brought_twice(asking):
    asking.bring()
    with pytest.raises(NotValid, match="已经有编号为winter的问卷"):
        asking.bring()


def test_only_who_asks_brings_and_only_on_their_ground(asking, town):
    with pytest.raises(NotAllowed):
        asking.bring(by=asking.worker)
    near = town.actor("operator", region=town.street, org=town.street_centre, name="街道操作员")
    with pytest.raises(NotValid, match="不在本岗位的范围内"):
        asking.bring(by=near)
    with pytest.raises(NotAllowed):
        actions.end(asking.published().survey, by=near, reason="不是我的")


def test_an_end_is_asked_for_and_lies_within_a_year(asking, town):
    for days in (0, 400):
        with pytest.raises(NotValid, match="截止日期"):
            asking.bring(ends_on=asking.told()["ends_on"].replace(year=2020 if not days else 2040))


def test_a_form_without_a_version_gets_its_number(asking):
    assert asking.bring(book(FULL, version="")).name == "1"
