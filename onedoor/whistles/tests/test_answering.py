"""应哨 — answers, their clocks, what the host decides about those who cannot come, and who is marked late."""

from datetime import datetime, timedelta

import pytest
import time_machine

from onedoor.cases.access import cases_for
from onedoor.cases.ringing import ring_all
from onedoor.kit.problems import NotAllowed, NotNow, NotValid
from onedoor.whistles import actions
from onedoor.whistles.tests.conftest import verbs
from onedoor.whistles.tests.test_blowing import TZ, at


def call_of(whistle, org):
    return whistle.calls.get(org=org)


def test_an_answer_stops_the_clock_of_that_unit_alone(scene, town):
    whistle = scene.blow()
    actions.answer(whistle, by=scene.water, is_coming=True, words="十点到，王科长带队")
    call = call_of(whistle, town.water)
    assert (call.answer, call.words, call.late_at, call.is_waiting) == (
        "coming",
        "十点到，王科长带队",
        None,
        False,
    )
    assert list(scene.case.deadlines.open().values_list("org__code", flat=True)) == ["labour"]
    assert verbs(scene.case)[1:] == ["whistle.answered"]


def test_the_first_answer_of_a_unit_counts(scene):
    whistle = scene.blow()
    actions.answer(whistle, by=scene.water, is_coming=True)
    with pytest.raises(NotNow, match="已经答复过"):
        actions.answer(whistle, by=scene.water, is_coming=False, words="车坏了")
    assert verbs(scene.case)[1:] == ["whistle.answered"]


def test_whoever_was_not_called_has_nothing_to_answer(scene, town):
    whistle = scene.blow()
    with pytest.raises(NotAllowed):
        actions.answer(whistle, by=scene.housing, is_coming=True)
    boss = town.actor("town_leader")
    with pytest.raises(NotAllowed, match="没有呼叫本单位"):
        actions.answer(whistle, by=boss, is_coming=True)


def test_not_coming_needs_a_reason_and_waits_for_the_host(scene, town):
    whistle = scene.blow()
    with pytest.raises(NotValid, match="请写明理由"):
        actions.answer(whistle, by=scene.water, is_coming=False, words=" ")
    actions.answer(whistle, by=scene.water, is_coming=False, words="全员在抢修")
    assert call_of(whistle, town.water).is_to_decide


def test_the_host_excuses_and_the_part_ends(scene, town):
    whistle = scene.blow()
    actions.answer(whistle, by=scene.water, is_coming=False, words="全员在抢修")
    actions.excuse(whistle, by=scene.host, org=town.water, words="先抢修")
    assert (call_of(whistle, town.water).is_expected, list(cases_for(scene.water))) == (False, [])
    with pytest.raises(NotNow, match="已经准予"):
        actions.confirm_arrival(whistle, by=scene.host, org=town.water)


def test_the_host_insists_and_the_clock_begins_anew(scene, town):
    with at(2026, 3, 2, 9):
        whistle = scene.blow()
    with at(2026, 3, 2, 9, 10):
        actions.answer(whistle, by=scene.water, is_coming=False, words="没有车")
        actions.insist_on(whistle, by=scene.host, org=town.water, words="街道派车接")
    call = call_of(whistle, town.water)
    assert (call.is_waiting, call.due_at) == (True, datetime(2026, 3, 2, 9, 40, tzinfo=TZ))
    with at(2026, 3, 2, 9, 20):
        actions.answer(whistle, by=scene.water, is_coming=True)
    assert call_of(whistle, town.water).answer == "coming"


def test_nobody_is_insisted_on_who_has_not_refused(scene, town):
    with pytest.raises(NotNow, match="没有说不能到场"):
        actions.insist_on(scene.blow(), by=scene.host, org=town.water, words="快来")


@pytest.mark.parametrize("act", [actions.confirm_arrival, actions.excuse])
def test_only_the_host_decides_and_confirms(scene, town, act):
    whistle = scene.blow()
    for by in (town.actor("dispatcher", name="区中心"), scene.water):
        with pytest.raises(NotAllowed):
            act(whistle, by=by, org=town.water)
    assert call_of(whistle, town.water).arrived_at is None


def test_an_arrival_answers_for_itself(scene, town):
    whistle = scene.blow()
    call = actions.confirm_arrival(whistle, by=scene.host, org=town.water)
    assert (call.is_waiting, call.late_at) == (False, None)
    assert list(scene.case.deadlines.open().values_list("org__code", flat=True)) == ["labour"]
    with pytest.raises(NotNow, match="已经确认到场"):
        actions.confirm_arrival(whistle, by=scene.host, org=town.water)


def test_who_says_nothing_in_time_is_marked_late_once(scene, town):
    with at(2026, 3, 2, 9):
        whistle = scene.blow()
    with at(2026, 3, 2, 9, 31):
        ring_all(by=town.system)
        by = town.system.as_reaction()
        assert actions.mark_late(scene.case, town.water.pk, by=by).org == town.water
        assert actions.mark_late(scene.case, town.water.pk, by=by) is None
    assert call_of(whistle, town.water).late_at == datetime(2026, 3, 2, 9, 30, tzinfo=TZ)
    assert verbs(scene.case).count("whistle.late") == 1


def test_an_answer_between_the_bell_and_the_mark_is_late_all_the_same(scene, town):
    with at(2026, 3, 2, 9):
        whistle = scene.blow()
    with at(2026, 3, 2, 9, 31):
        ring_all(by=town.system)
        actions.answer(whistle, by=scene.water, is_coming=True)
        assert actions.mark_late(scene.case, town.water.pk, by=town.system.as_reaction()) is None
    assert call_of(whistle, town.water).late_at == datetime(2026, 3, 2, 9, 30, tzinfo=TZ)


def test_nobody_is_late_before_the_time(scene, town):
    scene.blow()
    assert actions.mark_late(scene.case, town.water.pk, by=town.system.as_reaction()) is None


def test_whoever_is_late_may_still_answer(scene, town):
    with at(2026, 3, 2, 9):
        whistle = scene.blow()
    with time_machine.travel(datetime(2026, 3, 2, 9, tzinfo=TZ) + timedelta(hours=2), tick=False):
        assert actions.answer(whistle, by=scene.water, is_coming=True).late_at is not None
