"""The pages as whoever works with them meets them; and that everybody else meets nothing."""

import re

import pytest
from django.utils import timezone

from onedoor.cases.models import Case
from onedoor.safety import actions
from onedoor.safety.models import Checklist, Level, Review, SafetyEvent, Step
from onedoor.safety.queries import is_on, level_of
from onedoor.safety.tests.cast import RED_A, Cast

NONE_FOUND = dict.fromkeys(RED_A, "no")


@pytest.fixture
def at(cast):
    return f"/safety/cases/{cast.case.code}/"


@pytest.fixture
def desk(client, cast):
    return cast.town.login(client, cast.mediator)


def bare(answer, code: str) -> str:
    """Without what every page has of its own, and without the code that was asked for."""
    return re.sub(r"[A-Za-z0-9]{64}", "", answer.content.decode().replace(code, ""))


def told(**answers):
    return {"source": "own", "on": "2026-01-05"} | NONE_FOUND | answers


def test_a_form_is_filled_in_and_the_steps_stand_there(desk, cast, at):
    page = desk.get(f"{at}check/").content.decode()
    assert (page.count('class="safety-item'), page.count('value="not_asked"'), page.count("checked")) == (
        29,
        29,
        30,
    )
    answer = desk.post(f"{at}check/", told(A4="yes"), follow=True)
    shown = answer.content.decode()
    assert ("核对结果：紧急" in shown, "停止调解" in shown, "现在不安排面对面的会" in shown) == (
        True,
        True,
        True,
    )
    assert answer.headers["Cache-Control"] == "no-store, private"


def test_what_is_wrong_is_said_beside_its_item_and_nothing_is_lost(desk, cast, at):
    answer = desk.post(f"{at}check/", told(B1="yes", A6="yes", note="听双方说的"))
    page = answer.content.decode()
    assert (answer.status_code, "请勾选“家庭、婚恋纠纷”" in page, "听双方说的" in page) == (422, True, True)
    assert Checklist.objects.count() == 0
    desk.post(f"{at}check/", told(B1="yes", A6_source="paper", has_part_b="on", in_private="on"))
    assert level_of(cast.case) == "S3"


def test_raised_asked_to_lower_and_lowered_by_another(client, desk, cast, at):
    desk.post(f"{at}check/", told(A7="yes"))
    desk.post(f"{at}raise/", {"to": "S3", "why": "在门口堵人", "own_fear": "on"})
    asked = {"to": "S1", "reason": "双方已经分开居住，情况缓和"}
    assert desk.post(f"{at}lower/", asked).status_code == 422
    desk.post(f"{at}lower/", asked | {"own_word": "现在不怕了"})
    waiting = Level.objects.get(until=None).lowerings.get()
    address = f"{at}lowerings/{waiting.pk}/"
    assert (desk.get(address).status_code, desk.post(address, {"agree": "yes"}).status_code) == (403, 403)
    cast.town.login(client, cast.supervisor)
    assert "申请从“紧急”降到“小心”" in client.get("/safety/").content.decode()
    page = client.get(address).content.decode()
    assert ("情况缓和" in page, "现在不怕了" in page) == (True, True)
    client.post(address, {"agree": "yes"})
    assert (level_of(cast.case), client.get(address).status_code) == ("S1", 404)


def test_a_step_ends_on_its_page(desk, cast, at):
    cast.check({"A6": "yes"})
    offer = Step.objects.get(kind="offer")
    address = f"{at}steps/{offer.pk}/"
    assert desk.post(address, {"ending": "declined", "words": ""}).status_code == 422
    desk.post(address, {"ending": "declined", "words": "本人说不用"})
    assert Step.objects.get(pk=offer.pk).ending == "declined"
    again = Step.objects.get(kind="recheck")
    assert "填写核对单" in desk.get(f"{at}steps/{again.pk}/").content.decode()


def test_a_meeting_a_report_and_the_persons_word(desk, cast, at):
    cast.check({"A4": "yes"})
    meeting = Step.objects.get(kind="meeting")
    assert "不超过六位" in desk.get(f"{at}steps/{meeting.pk}/").content.decode()
    assert desk.post(f"{at}report/", {"law": "violence", "to_whom": "police"}).status_code == 422
    desk.post(f"{at}report/", {"law": "violence", "to_whom": "police", "words": "电话报告"})
    desk.post(f"{at}hear/", {"kind": "read", "words": "听了，没有错"})
    page = desk.get(f"{at}record/").content.decode()
    assert [words in page for words in ("反家庭暴力法第十四条", "电话报告", "听了，没有错", "● A4")] == [
        True
    ] * 4
    assert desk.get(f"{at}nothing/").status_code == 404


def test_opening_is_written_down_before_it_is_shown(desk, cast, at):
    cast.check({"A4": "yes"})
    desk.get(at)
    before = SafetyEvent.objects.filter(verb="opened").count()
    desk.get(f"{at}record/")
    desk.get(f"{at}check/?correct")
    assert (before, SafetyEvent.objects.filter(verb="opened").count()) == (0, 2)


def test_a_correction_begins_with_what_was_written(desk, cast, at):
    cast.check({"A6": "yes", "A9": "unknown"})
    page = desk.get(f"{at}check/?correct").content.decode()
    assert page.count('value="yes" id="id_A6_0" checked') == 1
    desk.post(f"{at}check/?correct", told(A6="no"))
    assert Checklist.objects.filter(is_correction=True).count() == 1


def test_the_panel_is_for_those_who_may_know(client, desk, cast, at):
    htmx = {"HX-Request": "true"}
    assert "填写核对单" in desk.get(f"{at}panel/", headers=htmx).content.decode()
    assert desk.get("/safety/mine/", headers=htmx).status_code == 204
    cast.check({"A4": "yes"})
    assert "停止调解" in desk.get("/safety/mine/", headers=htmx).content.decode()
    cast.town.login(client, cast.stranger)
    assert (client.get(f"{at}panel/").status_code, client.get("/safety/mine/", headers=htmx).status_code) == (
        404,
        204,
    )


@pytest.mark.parametrize(
    "page",
    [
        "",
        "panel/",
        "record/",
        "check/",
        "raise/",
        "lower/",
        "report/",
        "hear/",
        "steps/{step}/",
        "lowerings/{asked}/",
    ],
)
def test_there_is_no_difference_between_no_case_and_somebody_elses(client, cast, at, page):
    cast.check({"A4": "yes"})
    asked = actions.ask_to_lower(cast.case, "S1", "双方已经分开居住，情况缓和", by=cast.mediator)
    page = page.format(step=Step.objects.first().pk, asked=asked.pk)
    cast.town.login(client, cast.stranger)
    here, nowhere = client.get(at + page), client.get(f"/safety/cases/999999-000-0001/{page}")
    assert (here.status_code, nowhere.status_code) == (404, 404)
    assert bare(here, cast.case.code) == bare(nowhere, "999999-000-0001")


def test_without_two_reviewers_nothing_is_filled_in(client, town):
    cast = Cast(town)
    at = f"/safety/cases/{cast.case.code}/"
    town.login(client, cast.supervisor)
    person = {"name": "审阅甲", "calling": "lawyer", "read_on": "2026-01-05"}
    client.post("/safety/review/", person)
    assert client.post("/safety/review/", person).status_code == 422
    assert is_on(cast.case.region) is False
    assert "审阅前不得启用" in client.get(at).content.decode()
    assert client.post(f"{at}check/", told(A4="yes")).status_code == 422
    client.post("/safety/review/", person | {"name": "审阅乙", "read_on": "2099-01-01"})
    assert Review.objects.count() == 1
    client.post("/safety/review/", person | {"name": "审阅乙", "calling": "women"})
    assert is_on(cast.case.region) is True
    client.post(f"/safety/review/{Review.objects.first().pk}/withdraw/")
    assert (is_on(cast.case.region), client.get("/safety/review/").status_code) == (False, 200)


def test_the_form_on_paper_prints_its_limits(desk, cast):
    page = desk.get("/safety/paper/").content.decode()
    for words in (
        "审阅前不得启用",
        "100件里约有99件",
        "三成没有标出来",
        "不是说谁是危险的人",
        "没有经过验证",
        "版本 2026-11",
    ):
        assert words in page, words
    assert page.count("<tr><td>") == 29


def test_when_the_case_is_closed_what_was_found_is_the_supervisors_alone(client, desk, cast, at):
    desk.post(f"{at}check/", told(A4="yes"))
    Case.objects.filter(pk=cast.case.pk).update(closed_at=timezone.now())
    page = desk.get(at).content.decode()
    assert ("已封存" in page, "前重新核对" in page, "现在不安排面对面的会" in page) == (True, False, False)
    assert desk.get(f"{at}record/").status_code == 403
    page = cast.town.login(client, cast.supervisor).get(at).content.decode()
    assert ("已封存" in page, "前重新核对" in page) == (False, True)
