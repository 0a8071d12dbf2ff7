"""Giving a task, doing it, handing it back and over, and what of it is refused."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from onedoor.cases.access import may
from onedoor.cases.timeline import is_intact
from onedoor.kit.problems import NotAllowed, NotFound, NotNow, NotValid
from onedoor.tasks import actions
from onedoor.tasks.models import Task
from onedoor.tasks.queries import checking, find_task, open_for, task_of, tasks_for
from onedoor.tasks.tests.people import Cast, case_in

LOOK = "请看路灯是否亮了"


@pytest.fixture
def cast(town):
    return Cast(town)


def given(cast, **more) -> Task:
    told = {"kind": "check", "words": LOOK} | more
    return actions.give(
        more.pop("case", cast.case),
        more.pop("grid", cast.town.grid),
        by=cast.verifier,
        **{name: told[name] for name in told if name not in ("case", "grid")},
    )


def test_a_task_has_a_number_a_chair_and_a_clock_of_its_own(cast):
    task, other = given(cast), given(cast, kind="visit", days=5)
    assert (task.number, task.post, task.status) == (1, cast.worker.post, "given")
    assert [one.clock.kind for one in (task, other)] == ["task-1", "task-2"]
    assert (task.clock.days, other.clock.days, task.clock.org) == (3, 5, cast.worker.post.org)
    assert open_for(cast.worker.post) == [task, other]
    event = cast.case.events.get(verb="task.given", about=f"task:{task.pk}")
    assert (event.label, event.note, event.facts["grid"]) == ("派发现场核查", LOOK, cast.town.grid.code)


def test_a_check_says_what_was_found_with_both_times_and_where(cast):
    task = given(cast, lon=105.72, lat=34.58)
    phone = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
    told = {"found": "false", "words": "灯还是不亮", "at_phone": phone, "lon": 105.7201, "lat": 34.5801}
    done = actions.finish(task, by=cast.worker, **told)
    assert (done.status, done.get_found_display(), done.at_phone) == ("done", "不属实", phone)
    assert (done.ended_at - timezone.now()).total_seconds() < 5
    assert done.clock.case.deadlines.get(kind="task-1").state == "met"
    assert cast.case.events.get(verb="task.done").note == "不属实：灯还是不亮"
    assert is_intact(cast.case)


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"found": "", "words": "看了"}, "请选“属实”“部分属实”或“不属实”。"),
        ({"found": "maybe", "words": "看了"}, "请选“属实”“部分属实”或“不属实”。"),
        ({"found": "false", "words": " "}, "请写明看到了什么、做了什么。"),
    ],
)
def test_a_check_without_a_finding_is_refused(cast, told, words):
    with pytest.raises(NotValid) as problem:
        actions.finish(given(cast), by=cast.worker, **told)
    assert problem.value.message == words


def test_only_a_check_says_whether_it_is_so(cast):
    with pytest.raises(NotValid):
        actions.finish(given(cast, kind="visit"), by=cast.worker, words="去了", found="true")


def test_nobody_else_finishes_it(cast):
    task = given(cast)
    colleague = cast.town.actor("grid_worker", region=cast.town.second_grid, name="别的网格员")
    manager = cast.town.actor("grid_manager")
    for by in (colleague, manager, cast.verifier, cast.head):
        with pytest.raises(NotAllowed):
            actions.finish(task, by=by, found="true")
    with pytest.raises(NotFound):
        task_of(colleague, task.pk)


def test_done_twice_is_refused(cast):
    task = given(cast)
    actions.finish(task, by=cast.worker, found="true")
    with pytest.raises(NotNow):
        actions.finish(task, by=cast.worker, found="true")


def test_the_chair_reaches_just_the_case_it_is_sent_to(cast):
    elsewhere, near = case_in(cast.town.water.region, cast.town), case_in(cast.town.water.region, cast.town)
    assert not may(cast.again(cast.worker), "case.see", elsewhere)
    task = actions.give(elsewhere, cast.town.grid, "visit", "去问问", by=cast.verifier)
    assert may(cast.again(cast.worker), "case.see", elsewhere)
    assert not may(cast.again(cast.worker), "case.see", near)
    assert not may(cast.again(cast.head), "case.see", elsewhere)
    actions.finish(task, by=cast.again(cast.worker), words="问过了")
    assert not may(cast.again(cast.worker), "case.see", elsewhere)


def test_no_task_of_a_sealed_case_goes_to_an_uncleared_chair(cast):
    sealed = case_in(cast.town.grid, cast.town, "family")
    cleared = cast.town.actor("verifier", clearances=["family"], name="有密级的核查员")
    with pytest.raises(NotValid) as problem:
        actions.give(sealed, cast.town.grid, "check", LOOK, by=cleared)
    assert problem.value.message == "第一网格没有人有这件事的密级权限，不能派发任务。"
    seated = cast.town.actor("grid_worker", clearances=["family"], name="有密级的网格员")
    task = actions.give(sealed, cast.town.grid, "check", LOOK, by=cleared)
    assert task.post == seated.post
    assert (open_for(cast.worker.post), tasks_for(cast.head).count()) == ([], 0)


def test_sealed_after_it_was_given_it_is_gone_from_the_chairs_list(cast):
    task = given(cast)
    type(cast.case).objects.filter(pk=cast.case.pk).update(secrecy="minor")
    assert (open_for(cast.worker.post), list(tasks_for(cast.worker))) == ([], [])
    with pytest.raises(NotAllowed):
        actions.finish(task, by=cast.worker, found="true")
    with pytest.raises(NotFound):
        find_task(cast.case.code, 1, cast.worker)


def test_a_grid_of_another_ground_is_refused(cast):
    with pytest.raises(NotAllowed):
        actions.give(cast.case, cast.town.other_grid, "visit", "去看看", by=cast.head)
    with pytest.raises(NotAllowed):
        actions.give(cast.case, cast.town.grid, "visit", "去看看", by=cast.worker)


def test_an_empty_grid_is_told(cast):
    with pytest.raises(NotValid) as problem:
        actions.give(cast.case, cast.town.second_grid, "visit", "去看看", by=cast.verifier)
    assert problem.value.message == "第二网格现在没有人在岗，请先安排人员。"


def test_a_second_check_by_the_same_grid_is_refused_while_one_is_out(cast):
    task = given(cast)
    with pytest.raises(NotNow):
        given(cast)
    assert checking(cast.case) != ""
    actions.finish(task, by=cast.worker, found="partly", words="亮了一半")
    assert checking(cast.case) == ""
    assert given(cast).number == 2


def test_handed_back_it_waits_for_whoever_gave_it(cast):
    task = actions.hand_back(given(cast), by=cast.worker, reason="门锁着，进不去")
    assert (task.status, task.result, open_for(cast.worker.post)) == ("back", "门锁着，进不去", [])
    assert checking(cast.case) != ""
    with pytest.raises(NotAllowed):
        actions.give_again(task, by=cast.head, reason="再去")
    again = actions.give_again(task, by=cast.verifier, reason="已联系好开门", days=2)
    assert (again.status, again.clock.days, again.ended_at) == ("given", 2, None)
    assert open_for(cast.worker.post) == [task]


def test_whoever_gave_it_takes_it_back(cast):
    task = given(cast)
    with pytest.raises(NotAllowed):
        actions.waive(task, by=cast.head, reason="不用去了")
    taken = actions.waive(task, by=cast.verifier, reason="已经电话核实")
    assert (taken.status, cast.case.deadlines.get(kind="task-1").state) == ("waived", "stopped")


def test_all_of_somebodys_are_handed_over(cast):
    elsewhere = case_in(cast.town.water.region, cast.town)
    tasks = [given(cast), actions.give(elsewhere, cast.town.grid, "visit", "去问", by=cast.verifier)]
    manager = cast.town.actor("grid_manager")
    other = cast.town.actor("grid_worker", region=cast.town.second_grid, name="顶班的")
    assert actions.hand_over(cast.worker.post, other.post, by=manager, reason="请假一周") == (2, 0)
    assert open_for(cast.worker.post) == []
    assert open_for(other.post) == tasks
    assert may(cast.again(other), "case.see", elsewhere)
    assert not may(cast.again(cast.worker), "case.see", elsewhere)
    assert actions.finish(tasks[1], by=cast.again(other), words="问过").status == "done"


def test_a_sealed_task_stays_when_the_next_chair_is_not_cleared(cast):
    sealed = case_in(cast.town.grid, cast.town, "family")
    cleared = cast.town.actor("verifier", clearances=["family"], name="有密级的核查员")
    type(cast.worker.post).objects.filter(pk=cast.worker.post.pk).update(clearances=["family"])
    actions.give(sealed, cast.town.grid, "check", LOOK, by=cleared)
    given(cast)
    other = cast.town.actor("grid_worker", region=cast.town.second_grid, name="顶班的")
    told = {"by": cast.town.actor("grid_manager"), "reason": "请假"}
    assert actions.hand_over(cast.worker.post, other.post, **told) == (1, 1)


def test_nobody_hands_over_in_anothers_ground(cast):
    given(cast)
    other = cast.town.actor("grid_worker", region=cast.town.second_grid, name="顶班的")
    stranger = cast.town.actor(
        "village_head", org=cast.town.water, region=cast.town.other_community, name="别村"
    )
    away = cast.town.actor("village_head", region=cast.town.other_community, name="别的社区")
    away.post.org = cast.town.other_street_centre
    for by in (cast.worker, stranger, away):
        if by is stranger:
            by.post.org = cast.town.other_street_centre
        with pytest.raises(NotAllowed):
            actions.hand_over(cast.worker.post, other.post, by=by, reason="请假")


def test_late_is_told_and_counts_from_the_servers_clock(cast):
    task = given(cast)
    task.clock.due_at = timezone.now() - timedelta(hours=1)
    task.clock.save()
    actions.finish(task, by=cast.worker, found="true", at_phone=timezone.now() - timedelta(days=2))
    assert cast.case.events.get(verb="task.done").facts["late"] is True
