"""Rounds through a ground, and errands for residents."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from onedoor.cases.access import may
from onedoor.cases.models import Case
from onedoor.kit.keys import uuid7
from onedoor.kit.problems import NotAllowed, NotFound, NotNow, NotValid
from onedoor.tasks import actions
from onedoor.tasks.models import Errand, Round, Task
from onedoor.tasks.queries import find_task, open_for, task_of
from onedoor.tasks.queries.errands import told_of
from onedoor.tasks.queries.rounds import find_round, villages_of
from onedoor.tasks.queries.tasks import of_case
from onedoor.tasks.tests.people import Cast, case_in

WORDS = {"kind": "publicity", "name": "防一氧化碳", "words": "挨户讲一遍取暖安全"}


@pytest.fixture
def cast(town):
    return Cast(town)


@pytest.fixture
def workers(cast):
    town = cast.town
    grids = (town.second_grid, town.other_grid, town.village_grid)
    return [town.actor("grid_worker", region=grid, name=f"网格员{n}") for n, grid in enumerate(grids)]


def test_one_press_gives_every_grid_its_task(cast, workers):
    dispatcher, key = cast.town.actor("dispatcher"), uuid7()
    made = actions.start_round(cast.town.district, by=dispatcher, key=key, **WORDS)
    assert actions.start_round(cast.town.district, by=dispatcher, key=key, **WORDS) == made
    assert (Task.objects.count(), made.vacant, Round.objects.count()) == (4, 0, 1)
    assert {task.clock_id for task in Task.objects.all()} == {made.case.deadlines.get().pk}
    assert [task.words for task in open_for(workers[0].post)] == [WORDS["words"]]
    assert made.case.events.get(verb="task.round_given").facts["grids"] == 4


def test_it_takes_as_many_statements_for_four_grids_as_for_one(cast, workers):
    dispatcher = cast.town.actor("dispatcher")
    counts = []
    actions.start_round(cast.town.village, by=dispatcher, **WORDS)  # the day's first code takes two more
    for region in (cast.town.village, cast.town.district):
        with CaptureQueriesContext(connection) as told:
            actions.start_round(region, by=dispatcher, **WORDS)
        counts.append(len(told))
    assert counts[0] == counts[1]


def test_how_far_it_is_by_village_and_over_with_the_last(cast, workers):
    dispatcher = cast.town.actor("dispatcher")
    made = actions.start_round(cast.town.street, by=dispatcher, **WORDS)
    for worker in (cast.worker, workers[0]):
        (task,) = open_for(worker.post)
        assert Case.objects.get(pk=made.case_id).closed_at is None
        actions.finish(task, by=cast.again(worker))
    found = find_round(made.case.code, dispatcher)
    assert [
        (line.region.name, line.street, line.done, line.total) for line in villages_of(found, dispatcher)
    ] == [("进步巷社区", "大城街道", 2, 2)]
    assert (found.case.closed_at is not None, made.case.deadlines.get().state) == (True, "met")


def test_a_village_sees_its_own_part_of_a_districts_round(cast, workers):
    made = actions.start_round(cast.town.district, by=cast.town.actor("dispatcher"), **WORDS)
    lines = villages_of(find_round(made.case.code, cast.head), cast.head)
    assert [(line.region.name, line.total) for line in lines] == [("进步巷社区", 2)]


def test_ended_before_the_last_what_is_open_is_taken_back(cast, workers):
    dispatcher = cast.town.actor("dispatcher")
    made = actions.start_round(cast.town.district, by=dispatcher, **WORDS)
    with pytest.raises(NotAllowed):
        actions.end_round(made, by=cast.head, reason="够了")
    actions.finish(open_for(cast.worker.post)[0], by=cast.worker)
    actions.end_round(made, by=dispatcher, reason="已全部讲到")
    assert sorted(Task.objects.values_list("status", flat=True)) == ["done", "waived", "waived", "waived"]
    with pytest.raises(NotNow):
        actions.end_round(made, by=dispatcher, reason="已全部讲到")


def test_nobody_sends_a_round_through_anothers_ground(cast, workers):
    with pytest.raises(NotAllowed):
        actions.start_round(cast.town.other_street, by=cast.head, **WORDS)
    with pytest.raises(NotAllowed):
        actions.start_round(cast.town.community, by=cast.worker, **WORDS)
    with pytest.raises(NotValid):
        actions.start_round(cast.town.area, by=cast.town.actor("dispatcher"), **WORDS | {"words": " "})


def asked(cast, **more):
    told = {"name": "李四", "agreed": "here", "by": cast.town.actor("clerk"), "key": uuid7()}
    return actions.ask_errand(cast.town.grid, "代取降压药", **told | more)


def test_an_errand_has_a_case_a_slip_and_a_say_so(cast):
    once = {"key": uuid7(), "by": cast.town.actor("clerk")}
    made, again = asked(cast, **once), asked(cast, **once)
    assert (made.task, made.pin) == (again.task, again.pin)
    assert (made.task.kind, made.task.post, made.task.errand.agreed) == ("errand", cast.worker.post, "here")
    assert told_of(made.task.case).startswith("您托人代办的事正在办")
    actions.finish(made.task, by=cast.worker, words="药已送到")
    actions.say_ended(task_of(cast.worker, made.task.pk), by=cast.worker, ended="said", said="收到了，谢谢")
    case = Case.objects.get(pk=made.task.case_id)
    assert told_of(case).endswith("已经办好：药已送到")
    assert (case.closed_at is not None, Errand.objects.get().said) == (True, "收到了，谢谢")


def test_without_the_persons_say_so_there_is_no_errand(cast):
    with pytest.raises(NotValid) as problem:
        asked(cast, agreed="")
    assert problem.value.message == "请选本人怎样同意的；没有本人同意不能代办。"
    with pytest.raises(NotAllowed):
        asked(cast, by=cast.town.actor("verifier", name="不登记的"))
    with pytest.raises(NotValid):
        actions.give(cast.case, cast.town.grid, "errand", "代取药", by=cast.verifier)
    assert (Task.objects.count(), Errand.objects.count()) == (0, 0)


def test_what_a_round_heard_in_another_grid_is_not_read_by_a_worker(client, cast, workers):
    dispatcher = cast.town.actor("dispatcher")
    made = actions.start_round(cast.town.district, by=dispatcher, **WORDS)
    other = workers[1]
    theirs = made.case.tasks.get(grid=cast.town.other_grid)
    actions.finish(theirs, by=other, words="李四家不开门")
    assert (made.case.post_parts.count(), may(cast.again(cast.worker), "case.see", made.case)) == (0, False)
    for reader in (other, dispatcher):
        assert find_task(made.case.code, theirs.number, reader).result == "李四家不开门"
    for stranger in (cast.worker, cast.head):
        with pytest.raises(NotFound):
            find_task(made.case.code, theirs.number, stranger)
    cast.town.login(client, cast.worker)
    page = client.get(f"/tasks/rounds/{made.case.code}/").content.decode()
    assert (WORDS["words"] in page, "李四" in page) == (True, False)


def test_two_workers_sent_to_one_matter_read_each_their_own(cast, workers):
    elsewhere = case_in(cast.town.water.region, cast.town)
    mine, theirs = (
        actions.give(elsewhere, grid, "visit", "去问问", by=cast.verifier)
        for grid in (cast.town.grid, cast.town.other_grid)
    )
    actions.finish(theirs, by=workers[1], words="李四家不开门")
    assert of_case(elsewhere, cast.again(cast.worker)) == [mine]
    assert of_case(elsewhere, cast.verifier) == [theirs, mine]
