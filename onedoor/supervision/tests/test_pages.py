"""督办的页面 — who sees what, every step by its form, the letter on paper, and no list that asks more for more lines."""

import pytest
from django.urls import reverse
from django.utils import timezone

from onedoor.cases import opening
from onedoor.cases.models import Case
from onedoor.supervision import actions
from onedoor.supervision.models import RuleChange, Supervision


@pytest.fixture
def leader(town):
    return town.actor("leader")


@pytest.fixture
def unit(town):
    return town.actor("handler", org=town.water)


def page(client, name, *args, query="", **more):
    return client.get(reverse(f"supervision:{name}", args=args) + query, **more)


def text(answer):
    return answer.content.decode()


def test_somebody_raises_a_letter_from_the_case(client, town, case, leader):
    town.login(client, leader)
    assert "发起督办" in text(page(client, "panel", case.code))
    told = {"org": town.water.pk, "rung": "letter", "reason": "超期三日", "days": ""}
    answer = client.post(reverse("supervision:raise", args=[case.code]), told)
    one = Supervision.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (
        302,
        reverse("supervision:one", args=[one.pk]),
    )
    again = client.post(reverse("supervision:raise", args=[case.code]), told)
    assert (again.status_code, "还没有结束" in text(again)) == (422, True)


def test_the_unit_finds_it_on_its_pages_and_replies(client, town, case, leader, unit):
    one = actions.raise_(case, town.water, "letter", by=leader, reason="超期三日")
    town.login(client, unit)
    assert all(one.number in text(page(client, name)) for name in ("mine", "list", "waiting"))
    assert "回复督办" in text(page(client, "one", one.pk))
    step = reverse("supervision:step", args=[one.pk, "reply"])
    assert client.post(step, {"reply": " "}).status_code == 422
    assert client.post(step, {"reply": "明日换好"}).status_code == 302
    again = client.post(step, {"reply": "再说一遍"})
    assert (again.status_code, "刚刚办理过" in text(again), one.number in text(again)) == (409, True, True)
    assert page(client, "waiting").status_code == 200
    quiet = page(client, "waiting", headers={"HX-Request": "true"})
    assert quiet.status_code == 204


def test_a_reminder_is_acknowledged_with_one_press(client, town, case, leader, unit):
    one = actions.raise_(case, town.water, "reminder", by=leader, reason="请抓紧")
    town.login(client, unit)
    assert client.post(reverse("supervision:step", args=[one.pk, "acknowledge"])).status_code == 302
    one.refresh_from_db()
    assert one.status == "acknowledged"
    assert page(client, "letter", one.pk).status_code == 404


def test_an_interview_is_recorded_on_its_page(client, town, case, leader):
    one = actions.raise_(case, town.water, "interview", by=leader, reason="请负责人来谈")
    town.login(client, leader)
    held = timezone.localtime().strftime("%Y-%m-%dT%H:%M")
    told = {"held_at": held, "place": "二楼会议室", "present": "副局长", "minutes": "月底前通水。"}
    assert client.post(reverse("supervision:step", args=[one.pk, "interview"]), told).status_code == 302
    assert "月底前通水。" in text(page(client, "one", one.pk))


def test_the_letter_stands_on_paper_with_number_unit_and_date(client, town, case, leader):
    one = actions.raise_(case, town.water, "letter", by=leader, reason="超期三日，居民无水")
    town.login(client, leader)
    sheet = text(page(client, "letter", one.pk))
    assert all(
        words in sheet for words in (one.number, "区水务局：", "超期三日，居民无水", "24时", case.code)
    )


def test_what_is_listed_stands_on_its_list_within_reach(client, town, case, leader):
    one = actions.raise_(case, town.water, "listed", by=leader, reason="久拖不决")
    seen = {}
    for who in (leader, town.actor("dispatcher", org=town.other_street_centre, name="别的街道")):
        seen[who.post.org.code] = one.number in text(page(town.login(client, who), "listed"))
    assert seen == {"centre": True, "other_street": False}


def test_out_of_reach_is_not_found(client, town, case, leader):
    one = actions.raise_(case, town.water, "letter", by=leader, reason="超期")
    town.login(client, town.actor("handler", org=town.labour, name="钱进"))
    assert [page(client, name, one.pk).status_code for name in ("one", "letter")] == [404, 404]
    assert page(client, "panel", case.code).status_code == 404


def test_a_rule_is_switched_with_a_reason_and_the_page_says_who(client, town):
    town.login(client, town.actor("operator"))
    url = reverse("supervision:set_rule", args=["near"])
    assert client.post(url, {"near-is_on": "no", "near-reason": ""}).status_code == 422
    assert client.post(url, {"near-is_on": "no", "near-reason": "国庆停用"}).status_code == 302
    told = text(page(client, "rules"))
    assert ("国庆停用" in told, "卫娜" in told, RuleChange.objects.count()) == (True, True, 1)
    assert client.post(reverse("supervision:set_rule", args=["nothing"]), {}).status_code == 404


def many(town, leader, count):
    """As many cases, each with a letter and a listing."""
    for n in range(count):
        made = Case.objects.create(
            code=f"261124-000-{Case.objects.count():04d}",
            title="路灯不亮",
            region=town.community,
            region_path=town.community.path,
            opened_at=timezone.now(),
        )
        opening.involve(made, town.water)
        for rung in ("letter", "listed"):
            actions.raise_(made, town.water, rung, by=leader, reason=f"第{n}件")


@pytest.mark.parametrize("name", ["list", "listed", "mine", "waiting"])
def test_a_list_asks_no_more_for_more_lines(client, town, leader, name, django_assert_max_num_queries):
    town.login(client, town.actor("dispatcher", org=town.centre) if name != "mine" else town.actor("handler"))
    counts = []
    for more in (2, 9):
        many(town, leader, more)
        page(client, name)
        with django_assert_max_num_queries(40) as asked:
            page(client, name)
        counts.append(len(asked))
    assert (counts[0], counts[0] < 25) == (counts[1], True)


def test_a_long_list_goes_on(client, town, leader):
    town.login(client, leader)
    many(town, leader, 20)
    first = page(client, "listed")
    assert first.status_code == 200
    whole = page(client, "list")
    after = whole.context["after"]
    rest = page(client, "list", query=f"?after={after.replace('+', '%2B')}")
    assert (len(whole.context["lines"]), len(rest.context["lines"]), rest.context["after"]) == (30, 10, "")
