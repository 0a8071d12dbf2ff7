"""联动的边界 — what was sealed later leaves the papers of plans and meetings; a street plans on its own ground."""

import io
from datetime import date

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from onedoor.audit.models import AccessLog
from onedoor.cases import duties
from onedoor.joint.actions import meetings, minutes, plans, visits
from onedoor.joint.models import Meeting, Plan
from onedoor.joint.tests.people import Round, called
from onedoor.kit.problems import NotAllowed, NotValid
from onedoor.matters import actions as matters
from onedoor.matters.actions import Draft
from onedoor.matters.models import Category, Matter


@pytest.fixture
def violence(db):
    told = {"code": "N99", "name": "家庭暴力", "path": "N99/", "secrecy": "family", "level": 1}
    return Category.objects.create(**told, valid_from=date(2020, 1, 1))


@pytest.fixture
def cleared(town):
    return town.actor("dispatcher", clearances=["family"], name="有密级")


@pytest.fixture
def matter(town):
    clerk = town.actor("clerk")
    draft = Draft("楼道争吵", "听见打人。", "window", community=town.community, desk=town.centre)
    return matters.accept(matters.register(draft, by=clerk).matter, by=clerk)


@pytest.fixture
def street(town):
    return town.actor("dispatcher", org=town.street_centre, name="街道分流")


def page(client, town, actor, name, *args):
    town.login(client, actor)
    return client.get(reverse(name, args=args)).content.decode()


@pytest.fixture
def sealed(town, matter, cleared, violence):
    """A meeting held on a case with minutes and a duty; then the case is sealed."""
    meeting = called(town, town.water, by=cleared)
    meetings.put_on(meeting, [("own", matter.case.code)], by=cleared)
    meeting = meetings.hold(meeting, by=cleared)
    item = meeting.items.get()
    minutes.write_minutes(meeting, item.pk, minutes="丈夫酒后动手", postponed=True, by=cleared)
    minutes.decide(meeting, item.pk, org=town.water, words="帮她换锁", days=3, by=cleared)
    wrong = minutes.decide(meeting, item.pk, org=town.water, words="通知家属", days=3, by=cleared)
    minutes.withdraw(meeting, wrong.pk, reason="家属就是动手的人", by=cleared)
    matters.correct(matter, by=cleared, category=violence)
    return meeting


def words_of(matter):
    return matter.case.title, matter.case.code, "丈夫酒后动手", "帮她换锁"


def test_what_was_sealed_later_leaves_page_and_paper_of_a_meeting(client, town, matter, cleared, sealed):
    code = sealed.case.code
    for name in ("joint:meeting", "joint:minutes_print"):
        for reader in (town.actor("handler"), town.actor("dispatcher")):
            shown = page(client, town, reader, name, code)
            said = [word in shown for word in (*words_of(matter), "家属就是动手的人")]
            assert (said, "保密事项" in shown) == ([False] * 5, True)
        shown = page(client, town, cleared, name, code)
        assert [word in shown for word in words_of(matter)] == [True] * 4


def test_the_spreadsheet_of_a_meeting_is_asked_for_noted_and_holds_nothing_sealed(
    client, town, matter, cleared, sealed
):
    address = reverse("joint:minutes_export", args=[sealed.case.code])
    told = []
    for reader in (town.actor("handler"), cleared):
        town.login(client, reader)
        assert (client.get(address).status_code, client.post(address, {"reason": "看看"}).status_code) == (
            200,
            422,
        )
        answer = client.post(address, {"reason": "发给参会单位逐项落实"})
        book = openpyxl.load_workbook(io.BytesIO(answer.content))
        cells = str([[cell.value for cell in row] for one in book for row in one.iter_rows()])
        told.append([word in cells for word in (*words_of(matter), "保密事项")])
    assert told == [[False] * 4 + [True], [True] * 4 + [False]]
    noted = (
        AccessLog.objects.filter(kind=AccessLog.Kind.EXPORT).order_by("pk").values_list("reason", flat=True)
    )
    assert list(noted) == [f"导出会议纪要{sealed.case.code}：发给参会单位逐项落实"] * 2


def test_whoever_is_not_cleared_neither_writes_nor_decides_on_what_is_sealed(town, cleared, sealed):
    item, clerk = sealed.items.get(), town.actor("dispatcher")
    with pytest.raises(NotAllowed):
        minutes.write_minutes(sealed, item.pk, minutes="改一改", by=clerk)
    with pytest.raises(NotAllowed):
        minutes.decide(sealed, item.pk, org=town.water, words="去看看", days=3, by=clerk)
    assert minutes.write_minutes(sealed, item.pk, minutes="改一改", by=cleared).minutes == "改一改"


def test_what_was_sealed_before_it_was_talked_about_does_not_hold_up_the_minutes(
    town, matter, cleared, violence
):
    meeting, clerk = called(town, by=cleared), town.actor("dispatcher")
    meetings.put_on(meeting, [("own", matter.case.code)], by=cleared)
    meeting = meetings.hold(meeting, by=cleared)
    matters.correct(matter, by=cleared, category=violence)
    assert meetings.minute(meeting, by=clerk).status == "minuted"


def test_what_was_sealed_later_is_not_taken_to_the_next_meeting(town, matter, cleared, sealed):
    following = called(town, town.labour, by=cleared, name="下一次")
    assert not following.items.filter(case=matter.case).exists()


def test_a_find_that_was_sealed_shows_no_code_on_the_plan(client, town, cleared, violence):
    round_ = Round(town).running()
    found = visits.find(round_.place(2), words="屋里有人打架", by=round_.water)
    code = round_.plan.case.code
    pages = [("joint:plan", code), ("joint:place", code, 2), ("joint:plan_print", code)]

    def told():
        shown = [page(client, town, round_.head, *one) for one in pages]
        return [(found.taken_up.code in one, "屋里有人打架" in one) for one in shown]

    assert told() == [(True, True), (True, True), (False, False)]
    made = matters.accept(Matter.objects.get(case=found.taken_up), by=cleared)
    matters.correct(made, by=cleared, category=violence)
    assert told() == [(False, False)] * 3


def test_the_panel_of_a_case_names_only_meetings_and_plans_one_may_open(client, town, street):
    round_ = Round(town).running()
    case = visits.find(round_.place(1), words="堵了", by=round_.head).taken_up
    meeting = called(town, name="区里的会")
    meetings.put_on(meeting, [("own", case.code)], by=round_.planner)
    told = []
    for reader in (round_.planner, street, round_.head):
        shown = page(client, town, reader, "joint:case_panel", case.code)
        told.append(("汛期巡查" in shown, "区里的会" in shown))
    assert told == [(True, True), (True, False), (True, False)]


def test_a_street_plans_on_its_own_ground(client, town, street):
    day = timezone.localdate()
    plan = plans.draft_plan(name="巡查", purpose="看", from_day=day, to_day=day, by=street)
    with pytest.raises(NotValid):
        plans.set_grounds(plan, add=[town.other_community], by=street)
    assert plans.set_grounds(plan, add=[town.community], by=street).grounds.get().region == town.community
    town.login(client, street)
    grounds = reverse("joint:grounds", args=[plan.case.code])
    asked = [
        client.get(f"{grounds}?under={one.code}").status_code for one in (town.street, town.other_street)
    ]
    assert asked == [200, 404]


@pytest.mark.parametrize(("name", "model"), [("plan_new", Plan), ("meeting_new", Meeting)])
def test_what_is_sent_twice_is_made_once_and_what_is_changed_asks_again(client, town, name, model):
    town.login(client, town.actor("dispatcher"))
    address = reverse(f"joint:{name}")
    key = client.get(address).context["form"]["key"].value()
    told = {"name": "甲", "purpose": "看", "from_day": "2026-12-01", "to_day": "2026-12-09", "key": str(key)}
    told |= {"day": "2026-12-01", "time": "14:30", "venue": "三楼", "orgs": [town.water.pk]}
    assert len({client.post(address, told).headers["Location"] for _time in range(2)}) == 1
    asked = client.post(address, told | {"name": "乙"})
    assert (asked.status_code, model.objects.count()) == (422, 1)
    again = asked.context["form"]["key"].value()
    client.post(address, told | {"name": "乙", "key": str(again)})
    assert list(model.objects.order_by("pk").values_list("name", flat=True)) == ["甲", "乙"]


def test_the_page_of_a_place_names_the_unit_and_the_day_and_no_person(client, town):
    round_ = Round(town).running()
    done = visits.visit(round_.place(1), {1: True, 2: 0}, by=round_.head)
    code = round_.plan.case.code
    at = timezone.localtime(done.at)
    for _time in range(2):
        shown = page(client, town, round_.planner, "joint:place", code, 1)
        told = (round_.head.staff.name, f"{at:%H:%M}", str(town.community_office), f"{at:%Y-%m-%d}")
        assert [word in shown for word in told] == [False, False, True, True]
        visits.reopen(round_.place(1), by=round_.head) if round_.place(1).visit_id else None
    assert round_.plan.case.events.filter(verb="plan.visited", staff=round_.head.staff).exists()


def test_a_street_finishes_what_a_district_meeting_gave_it_under_a_free_topic(client, town, street):
    clerk = town.actor("dispatcher")
    meeting = called(town, town.street_centre)
    topic = meetings.put_topic(meeting, title="冬季值守", by=clerk)
    meeting = meetings.hold(meeting, by=clerk)
    duty = minutes.decide(meeting, topic.pk, org=town.street_centre, words="排班", days=3, by=clerk).duty
    town.login(client, street)
    assert client.get(reverse("cases:duty", args=[duty.case.code, duty.number])).status_code == 200
    assert duties.finish(duty, by=street, result="已排好。").state == "done"
