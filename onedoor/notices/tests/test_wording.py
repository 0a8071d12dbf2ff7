"""The centre's own words: what may stand in them, and what can never come into a message."""

import pytest
from django.db import DatabaseError, transaction

from onedoor.kit.problems import NotAllowed, NotFound, NotValid
from onedoor.notices.actions import reword, tell_resident
from onedoor.notices.models import Wording
from onedoor.notices.queries.words import all_words, words_of
from onedoor.notices.wording import NEUTRAL, NUMBER, ONE_PART, PLACEHOLDERS, STEPS, checked, fill, parts
from onedoor.persons.actions import enter

SAMPLE = {
    "编号": "261123-000-0012",
    "中心": "区综治中心",
    "电话": "0938-0000000",
    "期限": "2026年12月1日24时",
    "链接": "https://x.example.cn/track/",
}
PLANTED = ("张三", "13912345678", "620502199001011234", "进步巷三天无水")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{姓名}您好", "姓名"),
        ("您反映的{标题}已受理", "标题"),
        ("{}已受理", "占位符"),
        ("编号{编号 已受理", "占位符"),
        ("请打13912345678", "不能直接写号码"),
        ("请打 139 1234 5678", "不能直接写号码"),
        ("0938-8212345", "不能直接写号码"),
        ("证号620502199001011234", "不能直接写号码"),
        ("  ", "请写下"),
        ("长" * 269, "要拆成5条"),
    ],
)
def test_words_that_may_not_be_kept_are_refused_with_the_reason(text, why):
    with pytest.raises(NotValid) as problem:
        checked(text, SAMPLE)
    assert why in problem.value.message


def test_a_text_may_be_as_long_as_four_sms():
    assert [parts("字" * many) for many in (70, 71, 134, 135, 268, 269)] == [1, 2, 2, 3, 4, 5]
    assert checked("长" * 268, SAMPLE) == "长" * 268
    assert ONE_PART == 70


def test_the_words_that_come_with_the_house_can_be_kept_and_take_two_sms_at_most():
    texts = [step.text for step in STEPS.values()] + [NEUTRAL]
    assert [text for text in texts if checked(text, SAMPLE) != text] == []
    assert [text for text in texts if parts(fill(text, SAMPLE)) > 2] == []


def test_a_version_follows_the_one_before_and_none_is_changed(town):
    operator = town.actor("operator")
    assert words_of("matter.accepted").version == 0
    reword("matter.accepted", "受理了{编号}", True, by=operator, sample=SAMPLE)
    reword("matter.accepted", "受理了{编号}", True, by=operator, sample=SAMPLE)
    reword("matter.accepted", "已受理{编号}", False, by=operator, sample=SAMPLE)
    now = words_of("matter.accepted")
    assert (now.version, now.text, now.is_sent) == (2, "已受理{编号}", False)
    assert [word.text for word in all_words() if word.version] == ["已受理{编号}"]
    with pytest.raises(DatabaseError), transaction.atomic():
        Wording.objects.update(text="改旧的")


def test_only_the_operator_changes_words_and_only_of_steps_there_are(town):
    with pytest.raises(NotAllowed):
        reword("matter.accepted", "受理", True, by=town.actor("clerk"), sample=SAMPLE)
    with pytest.raises(NotFound):
        reword("matter.fly", "飞了", True, by=town.actor("operator"), sample=SAMPLE)


def test_a_step_that_is_switched_off_or_unknown_sends_nothing(town, outbox):
    person = enter("张三", "13912345678", by=town.portal)
    reword("matter.accepted", "受理了", False, by=town.actor("operator"), sample=SAMPLE)
    for verb in ("matter.accepted", "matter.fly"):
        assert tell_resident(person, verb, SAMPLE, key="1", case_code="x") is None


@pytest.mark.parametrize("is_sealed", [False, True])
def test_nothing_of_the_person_or_the_case_comes_into_a_message(town, outbox, is_sealed):
    """Everything that somebody could hand over by mistake is planted; only the five placeholders are used."""
    person = enter("张三", "13912345678", identity="", by=town.portal)
    planted = {**SAMPLE, "姓名": "张三", "证件": "620502199001011234", "标题": "进步巷三天无水"}
    for verb in STEPS:
        reword(verb, f"{STEPS[verb].text} ", True, by=town.actor("operator"), sample=SAMPLE)
        told = tell_resident(person, verb, planted, key=verb, case_code="x", is_sealed=is_sealed)
        assert [word for word in PLANTED if word in told.text] == []
        assert (SAMPLE["编号"] in told.text, SAMPLE["中心"] in told.text) == (not is_sealed, not is_sealed)


def test_planted_numbers_and_names_are_found_when_they_do_come_in():
    found = [word for word in PLANTED if word in fill("{编号}", {"编号": "，".join(PLANTED)})]
    assert (found, len(NUMBER.findall("，".join(PLANTED)))) == (list(PLANTED), 2)
    with pytest.raises(KeyError):
        fill("{姓名}", SAMPLE)
    assert set(SAMPLE) == set(PLACEHOLDERS)
