"""The room's pages: whole without JavaScript, honest about what is wrong, as many questions for many rows as for few."""

import io
from datetime import date

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from onedoor.joint.actions import meetings, minutes, plans, visits
from onedoor.joint.models import AgendaItem, Meeting, Plan
from onedoor.joint.tests.people import Round, called

FILLED = {"item_1": "no", "item_2": "12.5", "words": "有树枝"}


@pytest.fixture
def round_(town):
    return Round(town).running()


def url(name, plan, *args):
    return reverse(f"joint:{name}", args=[plan.case.code, *args])


def text_of(response):
    return response.content.decode()


def test_a_plan_is_drafted_prepared_and_started_through_its_pages(client, town):
    planner = town.actor("dispatcher")
    town.login(client, planner)
    told = {
        "name": "汛期巡查",
        "purpose": "看护岸。",
        "from_day": "2026-06-01",
        "to_day": "2026-09-30",
        "orgs": [town.water.pk],
    }
    client.post(reverse("joint:plan_new"), told)
    plan = Plan.objects.get()
    grounds = url("grounds", plan)
    assert town.street.name in text_of(client.get(grounds))
    client.post(grounds, {"region": [town.street.code]})
    below = client.get(f"{grounds}?under={town.street.code}")
    assert (town.community.name in text_of(below), "上一级已经全部划入" in text_of(below)) == (True, True)
    client.post(url("item_add", plan), {"words": "排水沟畅通", "kind": "yes_no", "expected": "yes"})
    place = {"name": "进步巷排水沟", "region": town.community.code, "org": "", "by_day": ""}
    assert client.post(url("place_add", plan), place).status_code == 302
    client.post(url("plan_move", plan, "start"))
    plan.refresh_from_db()
    assert (plan.status, plan.places.get().org, plan.places.get().by_day) == (
        "running",
        town.community_office,
        date(2026, 9, 30),
    )


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("name", "", "请填写"),
        ("to_day", "2026-05-01", "结束日期不能早于开始日期。"),
        ("orgs", ["999999"], "没有这个单位。"),
    ],
)
def test_a_plan_with_something_wrong_is_given_back_with_words(client, town, field, value, words):
    town.login(client, town.actor("dispatcher"))
    told = {"name": "汛期巡查", "purpose": "看护岸。", "from_day": "2026-06-01", "to_day": "2026-09-30"}
    answer = client.post(reverse("joint:plan_new"), told | {field: value})
    assert (answer.status_code, words in text_of(answer), Plan.objects.count()) == (422, True, 0)


def test_a_place_outside_the_list_is_refused_with_words(client, town, round_):
    town.login(client, round_.planner)
    told = {
        "name": "涵洞",
        "region": town.other_community.code,
        "org": town.labour.code,
        "by_day": "2020-01-01",
    }
    answer = client.post(url("place_add", round_.plan), told)
    found = [words in text_of(answer) for words in ("请从清单里选一个区域", "请从清单里选一个单位")]
    assert (answer.status_code, found) == (422, [True, True])


def test_a_plan_that_is_not_ready_says_why(client, town):
    made = Round(town)
    town.login(client, made.planner)
    answer = client.post(url("plan_move", made.plan, "start"))
    assert (answer.status_code, "请先列出检查项。" in text_of(answer)) == (422, True)
    assert client.post(url("plan_move", made.plan, "fly")).status_code == 404


def test_the_checklist_is_filled_in_and_the_odd_answer_leads_to_a_matter(client, town, round_):
    town.login(client, round_.head)
    here = url("place", round_.plan, 1)
    empty = client.post(here, {})
    assert (empty.status_code, text_of(empty).count("请选一个") > 0) == (422, True)
    client.post(here, FILLED)
    page = text_of(client.get(here))
    assert [words in page for words in ("不正常", "?item=1#find", "12.5 厘米", "有树枝")] == [True] * 4
    known = text_of(client.get(f"{here}?item=1"))
    assert "“排水沟畅通”：否。" in known
    out = io.BytesIO()
    Image.new("RGB", (40, 30)).save(out, "JPEG")
    photo = SimpleUploadedFile("p.jpg", out.getvalue(), "image/jpeg")
    client.post(url("find", round_.plan, 1), {"words": "“排水沟畅通”：否。", "item": "1", "photos": [photo]})
    case = round_.place(1).finds.get().taken_up
    page = text_of(client.get(here))
    assert (case.title, case.papers.count(), case.code in page, "?item=1#find" in page) == (
        "进步巷排水沟：“排水沟畅通”：否",
        1,
        True,
        False,
    )


def test_a_figure_that_is_none_is_refused_and_what_was_typed_stays(client, town, round_):
    town.login(client, round_.head)
    answer = client.post(url("place", round_.plan, 1), FILLED | {"item_2": "很深"})
    page = text_of(answer)
    assert (answer.status_code, "请填一个数字" in page, "有树枝" in page) == (422, True, True)


def test_a_second_result_is_explained_and_can_be_opened_again(client, town, round_):
    visits.visit(round_.place(1), {1: True, 2: 0}, by=round_.head)
    town.login(client, round_.head)
    answer = client.post(url("place", round_.plan, 1), FILLED)
    assert (answer.status_code, "已经填过结果" in text_of(answer)) == (409, True)
    client.post(url("reopen", round_.plan, 1))
    client.post(url("place", round_.plan, 1), FILLED)
    assert "以前的结果" in text_of(client.get(url("place", round_.plan, 1)))


def test_my_work_names_the_places_to_go_to(client, town, round_):
    town.login(client, town.actor("grid_worker"))
    assert "进步巷排水沟" in text_of(client.get(reverse("joint:mine")))
    visits.visit(round_.place(1), {1: True, 2: 0}, by=round_.head)
    assert client.get(reverse("joint:mine"), headers={"HX-Request": "true"}).status_code == 204


def test_the_plans_page_can_be_narrowed_to_a_unit_or_a_state(client, town, round_):
    visits.visit(round_.place(1), {1: True, 2: 0}, by=round_.head)
    town.login(client, round_.planner)
    shown = [
        [
            name in text_of(client.get(url("plan", round_.plan) + query))
            for name in ("进步巷排水沟", "藉河护岸")
        ]
        for query in ("", "?state=done", "?state=to_do", f"?unit={town.water.code}")
    ]
    assert shown == [[True, True], [True, False], [False, True], [False, True]]


def test_the_checklist_is_printed_for_what_is_still_to_do(client, town, round_):
    visits.visit(round_.place(1), {1: True, 2: 0}, by=round_.head)
    town.login(client, round_.planner)
    page = text_of(client.get(url("plan_print", round_.plan)))
    one = text_of(client.get(url("plan_print", round_.plan) + "?place=1"))
    assert ("藉河护岸" in page, "进步巷排水沟" in page, "进步巷排水沟" in one) == (True, False, True)


def test_a_stranger_finds_nothing(client, town, round_):
    town.login(client, town.actor("handler", org=town.labour, name="旁人"))
    assert client.get(url("plan", round_.plan)).status_code == 404
    assert "本单位参加的计划" in text_of(client.get(reverse("joint:plans")))


def count_of(django_assert_max_num_queries, get, most=60):
    with django_assert_max_num_queries(most) as asked:
        assert get().status_code == 200
    return len(asked)


def test_the_pages_of_plans_ask_no_more_for_many_places_than_for_few(
    client, town, round_, django_assert_max_num_queries
):
    town.login(client, round_.planner)
    names = [reverse("joint:plans"), url("plan", round_.plan), url("plan_print", round_.plan)]
    ask = [
        lambda name=name: count_of(django_assert_max_num_queries, lambda: client.get(name)) for name in names
    ]
    visits.find(round_.place(1), words="堵了", by=round_.head)
    [one() for one in ask]
    few = [one() for one in ask]
    for n in range(12):
        place = plans.add_place(round_.plan, name=f"涵洞{n}", region=town.community, by=round_.planner)
        visits.find(place, words=f"堵了{n}", by=round_.head)
    assert [one() for one in ask] == few


# ---------------------------------------------------------------- meetings

FOR_ALL = {"reason": "发给参会单位逐项落实"}


@pytest.fixture
def clerk(town):
    return town.actor("dispatcher")


def test_a_meeting_goes_from_the_invitation_to_the_minutes_through_its_pages(client, town, clerk):
    town.login(client, clerk)
    told = {
        "name": "联席会议",
        "day": "2026-12-01",
        "time": "14:30",
        "venue": "三楼",
        "orgs": [town.water.pk],
    }
    client.post(reverse("joint:meeting_new"), told)
    meeting = Meeting.objects.get()
    client.post(url("topic_add", meeting), {"title": "冬季值守", "code": ""})
    item = AgendaItem.objects.get()
    client.post(url("meeting_move", meeting, "hold"))
    page = text_of(client.get(url("meeting", meeting)))
    assert ("保存纪要" in page, "下达任务" in page) == (True, True)
    refused = client.post(url("item_minutes", meeting, item.pk), {"minutes": ""})
    assert (refused.status_code, "留待下次" in text_of(refused)) == (422, True)
    client.post(url("item_minutes", meeting, item.pk), {"minutes": "各单位排班。"})
    wrong = client.post(url("decide", meeting, item.pk), {"org": town.labour.code, "words": "x", "days": "0"})
    assert [w in text_of(wrong) for w in ("请从参会单位里选一个", "最少1")] == [True, True]
    client.post(url("decide", meeting, item.pk), {"org": town.water.code, "words": "排出值班表", "days": "3"})
    early = client.post(url("meeting_move", meeting, "minute"))
    assert (early.status_code, "还有单位没有记到会情况。" in text_of(early)) == (422, True)
    client.post(url("attendance", meeting), {f"came-{town.water.pk}": "yes"})
    client.post(url("meeting_move", meeting, "minute"))
    printed = text_of(client.get(url("minutes_print", meeting)))
    assert [w in printed for w in ("纪要", "排出值班表", "各单位排班。")] == [True] * 3
    book = openpyxl.load_workbook(io.BytesIO(client.post(url("minutes_export", meeting), FOR_ALL).content))
    assert [[cell.value for cell in row][:2] for row in book["议定事项"].iter_rows(min_row=2)] == [
        ["冬季值守", "区水务局"]
    ]


def test_a_time_that_is_none_is_refused(client, town, clerk):
    town.login(client, clerk)
    told = {"name": "会", "day": "2026-12-01", "time": "下午", "venue": "三楼"}
    answer = client.post(reverse("joint:meeting_new"), told)
    assert (answer.status_code, "请写成14:30这样的时间" in text_of(answer)) == (422, True)


def test_the_agenda_page_says_what_cannot_be_put_on_it(client, town, clerk):
    town.login(client, clerk)
    meeting = called(town)
    answers = [
        client.post(url("topic_add", meeting), told)
        for told in ({"title": "", "code": ""}, {"title": "", "code": "990101-000-0001"})
    ]
    assert [a.status_code for a in answers] == [422, 404]
    assert ["请写明议题" in text_of(answers[0]), "没有编号990101-000-0001的案卷" in text_of(answers[1])] == [
        True,
        True,
    ]


def test_the_order_is_changed_and_an_item_taken_off_by_buttons(client, town, clerk):
    town.login(client, clerk)
    meeting = called(town)
    first, second = (meetings.put_topic(meeting, title=t, by=clerk) for t in ("甲", "乙"))
    client.post(url("item_move", meeting, second.pk), {"to": "up"})
    client.post(url("take_off", meeting, first.pk))
    assert [item.title for item in meeting.items.all()] == ["乙"]


def test_a_unit_that_is_called_reads_and_does_not_write(client, town, clerk):
    meeting = called(town, town.water)
    meetings.put_topic(meeting, title="冬季值守", by=clerk)
    town.login(client, town.actor("handler", org=town.water))
    page = text_of(client.get(url("meeting", meeting)))
    assert ("冬季值守" in page, "列议程" in page) == (True, False)
    assert client.get(url("agenda", meeting)).status_code == 403


def test_the_panel_of_a_case_names_its_plan_and_its_meetings(client, town, round_, clerk):
    case = visits.find(round_.place(1), words="堵了", by=round_.head).taken_up
    town.login(client, clerk)
    meeting = called(town, name="十一月联席会议")
    meetings.put_on(meeting, [("own", case.code)], by=clerk)
    panel = reverse("joint:case_panel", args=[case.code])
    page = text_of(client.get(panel, headers={"HX-Request": "true"}))
    assert ("汛期巡查" in page, "十一月联席会议" in page) == (True, True)
    other = reverse("joint:case_panel", args=[round_.plan.case.code])
    assert client.get(other, headers={"HX-Request": "true"}).status_code == 204


def test_the_pages_of_meetings_ask_no_more_for_many_items_than_for_few(
    client, town, clerk, django_assert_max_num_queries
):
    town.login(client, clerk)
    meeting = called(town, town.water)
    items = [meetings.put_topic(meeting, title=f"议题{n}", by=clerk) for n in range(12)]
    few = called(town, town.labour, name="少")
    item = meetings.put_topic(few, title="议题", by=clerk)
    for one, mine in ((meeting, items), (few, [item])):
        meetings.hold(one, by=clerk)
        for topic in mine:
            minutes.decide(one, topic.pk, org=one.attendances.get().org, words="去办", days=3, by=clerk)
            minutes.write_minutes(one, topic.pk, minutes="已议。", by=clerk)
    client.get(url("meeting", few))
    names = ("meeting", "minutes_print", "minutes_export")

    def asked(name, one):
        send = client.post if name == "minutes_export" else client.get
        return count_of(django_assert_max_num_queries, lambda: send(url(name, one), FOR_ALL))

    assert [asked(name, meeting) for name in names] == [asked(name, few) for name in names]
