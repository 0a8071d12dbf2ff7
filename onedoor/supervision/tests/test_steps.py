"""督办 — the ladder as people take it: raised, answered, asked again, lifted; and every refusal."""

from datetime import timedelta

import pytest
from django.utils import timezone

from onedoor.cases.models import Case
from onedoor.kit.problems import NotAllowed, NotNow, NotValid
from onedoor.supervision import actions
from onedoor.supervision.lifecycle import LIFECYCLE
from onedoor.supervision.models import Supervision


@pytest.fixture
def leader(town):
    return town.actor("leader")


@pytest.fixture
def unit(town):
    return town.actor("handler", org=town.water)


def verbs(case):
    return [event.verb for event in case.events.order_by("seq")]


def clocks(case):
    return [(clock.kind, clock.state) for clock in case.deadlines.order_by("started_at")]


def test_a_reminder_is_acknowledged_and_owes_no_reply(town, case, leader, unit):
    one = actions.raise_(case, town.water, "reminder", by=leader, reason="请抓紧")
    assert (one.number, one.clock, clocks(case)) == ("", None, [])
    with pytest.raises(NotAllowed):
        actions.reply(one, by=unit, reply="好的")
    assert actions.acknowledge(one, by=unit).status == "acknowledged"


def test_a_letter_has_a_number_and_two_working_days(town, case, leader, unit):
    one = actions.raise_(case, town.water, "letter", by=leader, reason="超期三日")
    assert (one.number, one.clock.days, one.clock.unit) == (
        f"督〔{timezone.localdate().year}〕1号",
        2,
        "working",
    )
    one = actions.reply(one, by=unit, reply="管件已到，明日换好")
    assert (one.status, clocks(case)) == ("replied", [("reply-letter", "met")])
    one = actions.ask_again(one, by=leader, note="没有写明停水怎样安排")
    assert (one.status, clocks(case)) == ("raised", [("reply-letter", "met"), ("reply-letter", "running")])
    actions.reply(one, by=unit, reply="送水车每日两次")
    assert actions.lift(one, by=leader, reason="已供水").status == "lifted"
    assert verbs(case) == [
        *("supervision.raised", "supervision.replied", "supervision.asked_again"),
        *("supervision.replied", "supervision.lifted"),
    ]


def test_numbers_count_on_through_the_year(town, case, leader):
    first = actions.raise_(case, town.water, "letter", by=leader, reason="一")
    second = actions.raise_(case, town.street_centre, "letter", by=leader, reason="二")
    assert [one.number[-2:] for one in (first, second)] == ["1号", "2号"]


def test_nobody_is_asked_twice_on_the_same_rung_nor_below_it(town, case, leader):
    actions.raise_(case, town.water, "listed", by=leader, reason="久拖不决")
    for rung in ("listed", "letter", "reminder"):
        with pytest.raises(NotNow):
            actions.raise_(case, town.water, rung, by=leader, reason="再来一次")
    actions.raise_(case, town.water, "interview", by=leader, reason="请负责人来谈")
    assert Supervision.objects.open().count() == 2


def test_a_letter_takes_the_place_of_the_reminder(town, case, leader):
    reminder = actions.raise_(case, town.water, "reminder", by=leader, reason="请抓紧")
    letter = actions.raise_(case, town.water, "letter", by=leader, reason="仍未办")
    reminder.refresh_from_db()
    assert (reminder.status, reminder.lifted_why) == ("lifted", f"已改发{letter.number}")


def test_an_interview_is_recorded_before_it_is_replied_to(town, case, leader, unit):
    one = actions.raise_(case, town.water, "interview", by=leader, reason="请负责人来谈")
    with pytest.raises(NotAllowed):
        actions.reply(one, by=unit, reply="马上办")
    held = {"place": "二楼会议室", "present": "副局长", "minutes": "月底前通水。"}
    with pytest.raises(NotValid):
        actions.interview(one, by=leader, held_at=timezone.now() + timedelta(hours=1), **held)
    one = actions.interview(one, by=leader, held_at=timezone.now(), **held)
    assert (one.interview.place, clocks(case)) == ("二楼会议室", [("reply-interview", "running")])
    with pytest.raises(NotNow):
        actions.interview(one, by=leader, held_at=timezone.now(), **held)
    assert actions.reply(one, by=unit, reply="已排期").status == "replied"


def test_a_lifted_letter_owes_nothing_any_more(town, case, leader):
    one = actions.raise_(case, town.water, "letter", by=leader, reason="超期")
    actions.lift(one, by=leader, reason="发错了单位")
    assert clocks(case) == [("reply-letter", "stopped")]


def test_no_unit_lifts_what_it_is_asked(town, case, leader):
    one = actions.raise_(case, town.water, "letter", by=leader, reason="超期")
    own = town.actor_with("supervision.raise", org=town.water, region=town.district)
    with pytest.raises(NotAllowed):
        actions.lift(one, by=own, reason="我看可以了")


def test_no_other_unit_answers(town, case, leader):
    one = actions.raise_(case, town.water, "letter", by=leader, reason="超期")
    other = town.actor_with("supervision.reply", org=town.housing, region=town.district)
    with pytest.raises(NotAllowed):
        actions.reply(one, by=other, reply="替他们说")


@pytest.mark.parametrize("kind", ["handler", "verifier", "clerk"])
def test_who_may_not_raise(town, case, kind):
    with pytest.raises(NotAllowed):
        actions.raise_(case, town.water, "reminder", by=town.actor(kind), reason="快点")


def test_a_unit_without_a_part_is_not_supervised(town, case, leader):
    with pytest.raises(NotValid):
        actions.raise_(case, town.labour, "letter", by=leader, reason="与它无关")
    assert (
        actions.raise_(case, town.street_centre, "letter", by=leader, reason="属地中心").org
        == town.street_centre
    )


def test_a_step_without_words_is_refused(town, case, leader, unit):
    with pytest.raises(NotValid):
        actions.raise_(case, town.water, "letter", by=leader, reason=" ")
    one = actions.raise_(case, town.water, "letter", by=leader, reason="超期")
    with pytest.raises(NotValid):
        actions.reply(one, by=unit, reply=" ")
    with pytest.raises(NotValid):
        actions.lift(one, by=leader, reason="")


def test_nothing_is_raised_in_a_closed_case(town, case, leader):
    Case.objects.filter(pk=case.pk).update(closed_at=timezone.now())
    with pytest.raises(NotNow):
        actions.raise_(case, town.water, "letter", by=leader, reason="超期")


TAKEN = {
    "acknowledge": lambda one, leader, unit: actions.acknowledge(one, by=unit),
    "reply": lambda one, leader, unit: actions.reply(one, by=unit, reply="已办"),
    "ask_again": lambda one, leader, unit: actions.ask_again(one, by=leader, note="不清楚"),
    "lift": lambda one, leader, unit: actions.lift(one, by=leader, reason="够了"),
}


@pytest.mark.parametrize("name", LIFECYCLE.moves)
def test_a_move_is_refused_from_every_other_status(town, case, leader, unit, name):
    rung = "reminder" if name == "acknowledge" else "letter"
    one = actions.raise_(case, town.water, rung, by=leader, reason="超期")
    refused = []
    for status in LIFECYCLE.statuses.values:
        Supervision.objects.filter(pk=one.pk).update(status=status)
        if status in LIFECYCLE.moves[name].frm:
            continue
        with pytest.raises(NotNow):
            TAKEN[name](one, leader, unit)
        refused.append(status)
    assert {*refused, *LIFECYCLE.moves[name].frm} == set(LIFECYCLE.statuses.values)


@pytest.mark.parametrize("name", LIFECYCLE.moves)
def test_a_move_is_refused_to_a_post_that_lacks_its_verb(town, case, leader, name):
    rung = "reminder" if name == "acknowledge" else "letter"
    one = actions.raise_(case, town.water, rung, by=leader, reason="超期")
    Supervision.objects.filter(pk=one.pk).update(status=LIFECYCLE.moves[name].frm[0])
    verbs_ = {"supervision.raise", "supervision.reply"} - {LIFECYCLE.moves[name].verb}
    above = town.actor_with(*verbs_, name="上级")
    below = town.actor_with(*verbs_, org=town.water, region=town.district, name="本单位")
    with pytest.raises(NotAllowed):
        TAKEN[name](one, above, below)


def test_no_unit_supervises_itself(town, case):
    own = town.actor_with("supervision.raise", org=town.water, region=town.district)
    with pytest.raises(NotAllowed):
        actions.raise_(case, town.water, "reminder", by=own, reason="自己催自己")
