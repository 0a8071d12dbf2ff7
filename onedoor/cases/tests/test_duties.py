"""Duties: given by who may, done by who owes them, waived by who gave them, each on its own clock."""

import pytest
from django.urls import reverse

from onedoor.cases import duties
from onedoor.cases.models import Duty
from onedoor.cases.opening import draft_cases, involve
from onedoor.kit.problems import NotAllowed, NotNow, NotValid

DO = "清理排水沟并回填路面"


@pytest.fixture
def case(town):
    (case,) = draft_cases([("路面塌陷", town.community, "normal")], by=town.actor("clerk"))
    case.save()
    return case


@pytest.fixture
def giver(town):
    return town.actor("dispatcher")


@pytest.fixture
def owing(town):
    return town.actor("handler", org=town.water)


@pytest.fixture
def duty(town, case, giver):
    return duties.give(case, town.water, DO, by=giver, days=5, origin="现场会商纪要")


def told(case):
    return list(case.events.order_by("seq").values_list("verb", flat=True))


def test_a_unit_that_is_given_a_duty_reaches_the_case_and_has_a_clock(town, case, duty):
    part = case.involvements.get(until=None)
    assert (part.org, part.role) == (town.water, "task")
    assert (duty.number, duty.state, duty.clock.kind, duty.clock.days) == (1, "open", "duty-1", 5)
    case.refresh_from_db()
    assert case.due_at == duty.clock.due_at
    assert told(case) == ["duty.given"]


def test_two_duties_of_one_unit_run_side_by_side(town, case, duty, giver):
    involve(case, town.housing, "assist")
    second = duties.give(case, town.water, "设置围挡", by=giver, days=1)
    third = duties.give(case, town.housing, "鉴定房屋", by=giver)
    assert [one.clock.kind for one in (duty, second, third)] == ["duty-1", "duty-2", "duty-3"]
    assert case.involvements.filter(until=None).count() == 2
    assert Duty.objects.open().count() == 3


def test_the_unit_does_what_it_owes_and_nobody_else(town, duty, owing):
    other = town.actor("handler", org=town.labour, name="别人")
    with pytest.raises(NotAllowed):
        duties.finish(duty, by=other, result="已清理")
    at_other = town.actor("village_head")
    with pytest.raises(NotAllowed, match="不是下达给本单位"):
        duties.finish(duty, by=at_other, result="已清理")
    with pytest.raises(NotValid):
        duties.finish(duty, by=owing, result="  ")
    done = duties.finish(duty, by=owing, result="已清理回填")
    assert (done.state, done.clock.refresh_from_db() or done.clock.state) == ("done", "met")
    with pytest.raises(NotNow, match="已完成"):
        duties.finish(duty, by=owing, result="再来一次")


def test_whoever_gave_it_may_waive_it_and_the_level_above_but_not_the_unit(town, case, duty, owing):
    with pytest.raises(NotAllowed):
        duties.waive(duty, by=owing, reason="不想办")
    with pytest.raises(NotAllowed, match="由该单位决定"):
        duties.waive(duty, by=town.actor("town_leader"), reason="不归这里管")
    waived = duties.waive(duty, by=town.actor("leader"), reason="已由街道代办")
    assert (waived.state, waived.ending) == ("waived", "已由街道代办")
    assert told(case) == ["duty.given", "duty.waived"]
    assert duties.still_owed(case) == ""


def test_giving_needs_the_verb_words_and_an_open_case(town, case, giver):
    with pytest.raises(NotAllowed):
        duties.give(case, town.water, DO, by=town.actor("verifier"))
    with pytest.raises(NotValid):
        duties.give(case, town.water, " ", by=giver)
    with pytest.raises(NotValid):
        duties.give(case, town.water, DO, by=giver, days=61)
    case.closed_at = case.opened_at
    case.save()
    with pytest.raises(NotNow, match="已经结束"):
        duties.give(case, town.water, DO, by=giver)


def test_the_case_shows_its_duties_and_nothing_when_there_are_none(town, client, case, giver):
    town.login(client, giver)
    part = {"HTTP_HX_REQUEST": "true"}
    assert client.get(reverse("cases:duties", args=[case.code]), **part).status_code == 204
    duties.give(case, town.water, DO, by=giver)
    assert DO in client.get(reverse("cases:duties", args=[case.code]), **part).content.decode()


def test_a_unit_finishes_its_duty_on_the_page(town, client, case, duty, owing):
    town.login(client, owing)
    page = client.get(reverse("cases:my_duties")).content.decode()
    assert DO in page and case.code in page
    address = reverse("cases:duty", args=[case.code, 1])
    assert "免除这项任务" not in client.get(address).content.decode()
    assert client.post(address, {"words": "", "act": "finish"}).status_code == 422
    assert client.post(address, {"words": "已清理", "act": "waive"}).status_code == 403
    assert client.post(address, {"words": "已清理", "act": "finish"}).status_code == 302
    duty.refresh_from_db()
    assert (duty.state, duty.ending) == ("done", "已清理")
    assert "没有未完成的任务" in client.get(reverse("cases:my_duties")).content.decode()


def test_a_stranger_sees_neither_case_nor_duty(town, client, case, duty):
    town.login(client, town.actor("handler", org=town.labour, name="别人"))
    assert client.get(reverse("cases:duty", args=[case.code, 1])).status_code == 404
    assert client.get(reverse("cases:duties", args=[case.code])).status_code == 404


def test_a_page_of_many_duties_asks_no_more_than_one_of_few(
    town, client, giver, owing, django_assert_max_num_queries
):
    (case,) = draft_cases([("汛期排查", town.community, "normal")], by=town.actor("clerk", name="登记人"))
    case.save()
    for n in range(30):
        duties.give(case, town.water, f"{DO}{n}", by=giver, days=1 + n % 20)
    town.login(client, owing)
    with django_assert_max_num_queries(14):
        first = client.get(reverse("cases:my_duties"))
    assert first.context["total"] == 30
    dues = [line.duty.clock.due_at for line in first.context["lines"]]
    rest = client.get(reverse("cases:my_duties"), {"after": first.context["after"]})
    dues += [line.duty.clock.due_at for line in rest.context["lines"]]
    assert (len(dues), dues) == (30, sorted(dues))
    assert (
        client.get(reverse("cases:my_duties"), {"after": "什么"}).context["lines"][0]
        == first.context["lines"][0]
    )


def test_a_village_elsewhere_reaches_the_case_it_owes_a_duty_under_and_no_sealed_one(town, client, giver):
    cases = draft_cases(
        [("汛期排查", town.village, "normal"), ("心理咨询", town.village, "counselling")],
        by=town.actor("clerk", name="登记人"),
    )
    for case in cases:
        case.save()
        involve(case, town.community_office, "task")
    town.login(client, town.actor("village_head"))
    assert [client.get(reverse("cases:duties", args=[case.code])).status_code for case in cases] == [200, 404]
    cases[0].involvements.update(until=cases[0].opened_at)
    assert client.get(reverse("cases:duties", args=[cases[0].code])).status_code == 404
