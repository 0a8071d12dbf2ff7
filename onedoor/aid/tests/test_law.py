"""The law as data: every line has its article, every article was read in the text, and what it says is kept."""

import re

import pytest

from onedoor.aid import actions, law, limits
from onedoor.aid.law import CHECKED, PAPERS, RULES, UNREAD, Kind, papers_for
from onedoor.kit.problems import NotNow, NotValid

pytestmark = pytest.mark.django_db
DIGITS = {sign: n for n, sign in enumerate("零一二三四五六七八九")}


def number(words: str) -> int:
    """第四十三条 → 43."""
    tens, ones = re.fullmatch(r"([二三四五六七八九])?十?([一二三四五六七八九])?", words).groups()
    return DIGITS.get(tens or "零", 0) * (10 if "十" in words else 1) + DIGITS.get(ones or "零", 0)


def unread(quoted: list[str]) -> list[str]:
    """Articles that were quoted without having been read in the text."""
    _day, read = CHECKED["《法律援助法》"]
    found = [one for words in quoted for one in re.findall(r"第([一二三四五六七八九十]+)条", words)]
    return [one for one in found if number(one) not in read]


def test_every_article_quoted_was_read_in_the_text():
    quoted = [str(rule.article) for rule in RULES.values()] + [limit.basis for limit in limits.LIMITS]
    assert (unread(quoted), UNREAD) == ([], ("《办理法律援助案件程序规定》",))


def test_an_article_nobody_read_is_found():
    assert unread(["《法律援助法》第四十三条", "《法律援助法》第七十一条"]) == ["七十一"]


def test_every_kind_has_its_article_and_papers_that_have_names():
    assert set(RULES) == set(Kind)
    assert {one for kind in Kind for one in papers_for(kind, "relief", True)} | {"hardship"} == set(PAPERS)
    assert [kind.value for kind in Kind if not RULES[kind].needs_hardship] == [
        *("defence", "notified", "treatment", "hero", "courage", "acquitted", "violence", "free"),
    ]


def test_the_days_are_those_of_the_law():
    told = {limit.kind: (limit.days, limit.unit, limit.basis[-5:]) for limit in limits.LIMITS}
    assert told["aid_decide"] == (7, "calendar", "第四十三条")
    assert told["aid_assign"] == (3, "calendar", "第四十三条")
    assert told["aid_notice"] == (3, "calendar", "第三十六条")
    assert told["aid_forward"] == (24, "hours", "第三十九条")
    assert told["aid_review"] == (5, "calendar", "第四十九条")


def test_nobody_accused_is_turned_away_for_their_income(room, standard):
    rich = {"household": 1, "income": 9000, "papers": ["identity", "facts"]}
    assert actions.grant(room.apply(kind="defence", **rich), by=room.officer).status == "granted"
    with pytest.raises(NotNow, match="超过经济困难标准"):
        victim = rich | {"papers": ["identity", "facts", "hardship"]}
        actions.grant(room.apply(kind="victim", **victim), by=room.officer)


def test_a_migrant_workers_exemption_holds_for_wages_and_injuries_only(room):
    with pytest.raises(NotValid, match="第四十二条第三项"):
        room.apply(kind="pension", exempt="migrant")
    assert room.apply(kind="injury", exempt="migrant").missing == ["exempt", "accident"]


def test_a_kind_that_comes_by_notice_is_not_applied_for(room):
    for kind in law.BY_NOTICE:
        with pytest.raises(NotValid, match="登记办案机关通知"):
            room.apply(kind=kind)
