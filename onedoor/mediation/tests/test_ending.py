"""It ends without agreement: why, which ways are left until when, who was told."""

from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone

from onedoor.committees.types import NOT_HERE, TYPES
from onedoor.kit.problems import NotAllowed, NotNow, NotValid
from onedoor.mediation import actions
from onedoor.mediation.lifecycle import Status
from onedoor.mediation.models import Ending
from onedoor.mediation.tests.conftest import R, who
from onedoor.mediation.ways import WAYS, asked_of, ways_of
from onedoor.posts.given import system_actor


def told_ways(mediation):
    return dict(mediation.endings.get().ways.values_list("way", "last_day"))


def test_a_failure_tells_each_way_with_its_last_day(room):
    mediation = actions.fail(room.mediating(), by=room.mediator, reason="差得太远", known_on=date(2026, 5, 6))
    assert (mediation.status, mediation.reason) == (Status.FAILED, "差得太远")
    assert told_ways(mediation) == {"suit": date(2029, 5, 7), "aid": None}
    assert not mediation.case.deadlines.open().exists()
    assert list(mediation.followups.values_list("side__place", "after_days")) == [(1, 30), (2, 30)]


def test_what_is_not_known_is_asked_and_counted_later(room):
    mediation = actions.fail(room.mediating(), by=room.mediator, reason="差得太远")
    assert told_ways(mediation)["suit"] is None
    with pytest.raises(NotValid, match="至少填写一个日期"):
        actions.recount(mediation, by=room.mediator, known_on=None)
    actions.recount(mediation, by=room.desk, known_on=date(2026, 5, 6))
    assert told_ways(mediation)["suit"] == date(2029, 5, 7)


def test_every_side_is_told_once(room):
    mediation = actions.fail(room.mediating(), by=room.mediator, reason="差得太远")
    one = mediation.sides.get(place=1)
    actions.tell_side(mediation, by=room.mediator, side=one, how="face")
    with pytest.raises(NotNow, match="已经告知过"):
        actions.tell_side(mediation, by=room.mediator, side=one, how="face")
    assert list(mediation.endings.get().told.values_list("side__place", flat=True)) == [1]


def test_a_safe_channel_is_the_only_one(room):
    mediation = room.mediating(who("周建国", safe_contact="请打给姐姐"), who("李秀英", R))
    actions.fail(mediation, by=room.mediator, reason="差得太远")
    with pytest.raises(NotValid, match="安全联系方式"):
        actions.tell_side(mediation, by=room.mediator, side=mediation.sides.get(place=1), how="phone")


def test_a_side_leaves_without_a_reason(room):
    mediation = room.mediating()
    side = mediation.sides.get(place=2)
    mediation = actions.withdraw(mediation, by=room.mediator, side=side)
    ending = mediation.endings.get()
    assert (mediation.status, ending.kind, ending.side, ending.reason) == (
        Status.WITHDRAWN,
        Ending.Kind.BY_SIDE,
        side,
        "",
    )


def test_whoever_writes_that_a_side_leaves_says_which(room):
    with pytest.raises(NotValid, match="哪一方"):
        actions.withdraw(room.mediating(), by=room.mediator)


def test_the_committee_never_ends_it_without_a_reason(room):
    mediation = room.mediating()
    with pytest.raises(NotValid, match="理由"):
        actions.end_by_office(mediation, by=room.desk, reason=" ")
    actions.end_by_office(mediation, by=room.desk, reason="虚假纠纷")
    assert mediation.endings.get().kind == Ending.Kind.BY_OFFICE


def test_nobody_else_ends_it(room):
    with pytest.raises(NotAllowed):
        actions.fail(room.mediating(), by=room.other_mediator, reason="差得太远")


def test_nothing_lapses_before_its_time(room):
    with pytest.raises(NotNow, match="还没有到"):
        actions.lapse(room.mediating(), by=room.mediator)


def test_a_medical_dispute_fails_by_law_and_of_others_the_sides_are_asked(room):
    doctors = room.found("测试医疗纠纷人民调解委员会", "medical", "测医", room.desk.post.org)
    medical = room.apply(committee=doctors, type="0502")
    room.agreed_to(medical)
    medical = actions.accept(medical, by=room.desk)
    other = room.mediating()
    with time_machine.travel(timezone.now() + timedelta(days=70), tick=False):
        assert [actions.tend(by=system_actor()), actions.tend(by=system_actor())] == [2, 0]
    medical.refresh_from_db()
    other.refresh_from_db()
    assert (medical.status, medical.endings.get().kind) == (Status.FAILED, Ending.Kind.LAPSED)
    assert other.status == Status.MEDIATING
    assert other.case.events.filter(verb="mediation.time_over").count() == 1


def test_what_nobody_disputes_is_kept(room):
    mediation = actions.fail(room.mediating(), by=room.mediator, reason="差得太远")
    actions.record_undisputed(mediation, by=room.mediator, undisputed="水是从三楼漏的。")
    assert mediation.endings.get().undisputed == "水是从三楼漏的。"


def test_it_is_mediated_again_in_another_round(room):
    mediation = actions.fail(room.mediating(), by=room.mediator, reason="差得太远")
    with pytest.raises(NotAllowed):
        actions.reopen(mediation, by=room.mediator, reason="双方又想谈")
    mediation = actions.reopen(mediation, by=room.desk, reason="双方又想谈")
    assert (mediation.status, mediation.round, mediation.ended_at) == (Status.MEDIATING, 2, None)
    assert mediation.case.deadlines.open().count() == 1
    assert not mediation.followups.open().exists()


def test_every_type_that_is_mediated_has_ways_that_exist():
    mediated = [code for code in TYPES if code[:2] not in NOT_HERE]
    assert all(ways_of(code)[-1] is WAYS["aid"] and len(ways_of(code)) > 1 for code in mediated)
    assert asked_of("0503") == ["known_on", "received_on"]


def test_events_of_an_end_carry_no_words(room):
    mediation = actions.fail(room.mediating(), by=room.mediator, reason="不能外传的理由")
    assert all("不能外传" not in f"{one.facts} {one.note}" for one in mediation.case.events.all())
