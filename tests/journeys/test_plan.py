"""联勤联防与联席会议 — a find on a round that ends as a closed matter; a decision that is left over and starts the next agenda."""

from datetime import timedelta

import pytest
from django.utils import timezone

from onedoor.cases import duties, timeline
from onedoor.cases.models import Case
from onedoor.cases.ringing import ring_all
from onedoor.config.models import JobNote
from onedoor.joint.actions import meetings, minutes, plans, visits
from onedoor.joint.queries import plans as progress
from onedoor.joint.queries.agenda import candidates, left_over
from onedoor.kit.problems import NotAllowed, NotFound, NotNow
from onedoor.matters import actions as matters
from onedoor.matters.models import Matter
from onedoor.notices.models import Notice


@pytest.fixture
def planner(town):
    return town.actor("dispatcher")


@pytest.fixture
def round_(town, planner):
    """A flood round of the centre: one ditch for the community, one bank for the water department."""
    today = timezone.localdate()
    plan = plans.draft_plan(
        name="汛期巡查",
        purpose="看排水和护岸。",
        from_day=today,
        to_day=today + timedelta(days=30),
        orgs=[town.water],
        by=planner,
    )
    plans.set_grounds(plan, add=[town.street], by=planner)
    plans.add_item(plan, words="排水沟畅通", kind="yes_no", expected="yes", by=planner)
    plans.add_place(plan, name="进步巷排水沟", address="进步巷口", region=town.community, by=planner)
    plans.add_place(plan, name="藉河护岸", region=town.community, org=town.water, by=planner)
    return plan


def told(org):
    return list(Notice.objects.filter(org=org).order_by("at").values_list("text", flat=True))


def test_a_find_on_a_round_ends_as_a_closed_matter(town, planner, round_, work):
    worker = town.actor("grid_worker")
    with pytest.raises(NotNow):
        visits.visit(round_.places.get(number=1), {1: True}, by=worker)
    plan = plans.start(round_, by=planner)
    work()
    assert told(town.community_office) == told(town.water) == ["巡查计划开始：汛期巡查"]

    place = plan.places.get(number=1)
    with pytest.raises(NotAllowed):
        visits.visit(place, {1: False}, by=town.actor("handler", org=town.water))
    visits.visit(place, {1: False}, by=worker)
    found = visits.find(place, words="排水沟被树枝堵住", item=plan.items.get(), by=worker)
    m = Matter.objects.get(case=found.taken_up)
    assert (m.case.title, m.address, m.case.region, m.desk, m.source_name) == (
        "进步巷排水沟：排水沟被树枝堵住",
        "进步巷口 进步巷排水沟",
        town.community,
        town.community_office,
        "汛期巡查",
    )

    close(town, m, by=planner)
    line = progress.finds_of(plan, planner)[0]
    assert (line.is_closed, line.link) == (True, f"/cases/{m.case.code}/")
    assert figures(plan, line) == {
        "total": 2,
        "done": 1,
        "to_do": 1,
        "late": 0,
        "finds": 1,
        "finds_closed": 1,
    }
    ended = plans.end(plan, summary="护岸没有去，下轮补。", by=planner)
    work()
    assert told(town.water)[-1] == "巡查计划收尾：汛期巡查"
    assert timeline.is_intact(ended.case) and timeline.is_intact(m.case)


def close(town, m, *, by):
    """The matter goes its way to the end."""
    unit, verifier = town.actor("handler", org=town.water, name="钱进"), town.actor("verifier")
    m = matters.accept(m, by=town.actor("village_head"))
    m = matters.dispatch(m, by=by, lead=town.water)
    m = matters.sign(m, by=unit)
    m = matters.resolve(m, by=unit, result="已清淤。")
    m = matters.verify(m, by=verifier, note="现场查看已畅通")
    m = matters.answer(m, by=verifier, reply="排水沟已清淤。")
    return matters.close(m, by=verifier)


def figures(plan, *finds):
    return progress.tally_of(progress.places_of(plan, timezone.localdate()), finds)


def test_a_find_that_cannot_become_a_matter_never_happened(town, planner, round_, monkeypatch):
    plan = plans.start(round_, by=planner)
    events = plan.case.events.count()

    def refuse(*args, **kwargs):
        raise NotNow("登记暂停")

    monkeypatch.setattr("onedoor.config.joining.matters.register", refuse)
    with pytest.raises(NotNow):
        visits.find(plan.places.get(number=1), words="堵了", by=town.actor("village_head"))
    assert (plan.case.events.count(), Matter.objects.count()) == (events, 0)


@pytest.fixture
def argued(town, planner):
    """A matter that its unit has sent back twice, so that it waits for a ruling; nobody moves it."""
    draft = matters.Draft(
        title="巷口路灯不亮", body="两家都说不归自己管。", source="window", community=town.community
    )
    m = matters.register(draft, by=planner).matter
    return matters.accept(m, by=planner)


def call(town, planner, name, *orgs):
    at = timezone.now() + timedelta(days=3)
    return meetings.call(name=name, at=at, venue="三楼", orgs=orgs, by=planner)


def test_a_decision_becomes_a_duty_is_left_over_and_starts_the_next_agenda(town, planner, argued, work):
    matters.dispatch(argued, by=planner, lead=town.water, days=1)
    first = call(town, planner, "十一月联席会议", town.water, town.housing)
    work()
    assert told(town.housing) == ["召集会议：十一月联席会议"]
    meetings.put_on(first, [("own", argued.case.code)], by=planner)
    topic = meetings.put_topic(first, title="冬季值守", by=planner)
    first = meetings.hold(first, by=planner)
    item = first.items.get(number=1)
    with pytest.raises(NotAllowed):
        minutes.decide(first, item.pk, org=town.housing, words="修灯", days=3, by=town.actor("verifier"))
    made = minutes.decide(first, item.pk, org=town.housing, words="三日内修好路灯", days=3, by=planner)
    minutes.write_minutes(first, item.pk, minutes="由住建局先修。", by=planner)
    minutes.write_minutes(first, topic.pk, minutes="", postponed=True, by=planner)
    minutes.note_attendance(first, {town.water.pk: "yes", town.housing.pk: "yes"}, by=planner)
    meetings.minute(first, by=planner)
    work()
    assert made.duty.case == argued.case
    assert any("下达任务" in text for text in told(town.housing))
    assert any("印发纪要" in text for text in told(town.water))

    second = starts_with_what_was_left(town, planner)
    housing = town.actor("handler", org=town.housing)
    duties.finish(made.duty, by=housing, result="已修好。")
    second = meetings.hold(second, by=planner)
    for one in second.items.all():
        minutes.write_minutes(second, one.pk, minutes="已落实。", by=planner)
    assert left_over(town.centre) == []
    assert timeline.is_intact(Case.objects.get(pk=argued.case_id)) and timeline.is_intact(second.case)


def test_a_duty_of_the_meetings_own_case_that_runs_late_is_told_to_its_unit(town, planner, work):
    meeting = call(town, planner, "十一月联席会议", town.housing)
    topic = meetings.put_topic(meeting, title="冬季值守", by=planner)
    meetings.hold(meeting, by=planner)
    minutes.decide(meeting, topic.pk, org=town.housing, words="排出值班表", days=1, by=planner)
    ring_all(by=town.system, now=timezone.now() + timedelta(days=20))
    work()
    late = Notice.objects.filter(org=town.housing, link=f"/cases/{meeting.case.code}/duties/")
    assert late.exists()
    assert JobNote.objects.count() == 0


def starts_with_what_was_left(town, planner):
    second = call(town, planner, "十二月联席会议", town.housing)
    assert [(one.number, one.title, one.why) for one in second.items.all()] == [
        (1, "巷口路灯不亮", "left"),
        (2, "冬季值守", "left"),
    ]
    return second


def test_what_waits_for_a_ruling_is_offered_to_the_meeting(town, planner, argued):
    meeting = call(town, planner, "十一月联席会议")
    assert candidates(meeting, planner) == []
    matters.refer(argued, by=planner, note="两家都说不归自己管。")
    groups = candidates(meeting, planner)
    assert [(label, [line.case.code for line in lines]) for label, lines in groups] == [
        ("等待裁定", [argued.case.code])
    ]
    elsewhere = town.actor("dispatcher", org=town.town_centre, name="镇上的人")
    theirs = call(town, elsewhere, "镇上的会")
    assert candidates(theirs, elsewhere) == []
    with pytest.raises(NotFound):
        meetings.put_on(theirs, [("ruling", argued.case.code)], by=elsewhere)
