"""两个人同时点 — one wins, the other is told; nobody waits for a neighbour, nobody waits for ever."""

import threading
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from uuid import UUID

import pytest
from django.db import connection, connections, transaction

from onedoor.cases import timeline
from onedoor.cases.models import Case
from onedoor.cases.moving import holding
from onedoor.config import reactions
from onedoor.kit.problems import NotNow, NotValid, Problem
from onedoor.matters import actions as matters
from onedoor.matters.actions import Draft
from onedoor.matters.models import Matter

LEAK = {"title": "水管破裂", "body": "进步巷三天无水，老人无法做饭。", "kind": "help", "source": "window"}
ROUNDS = 10


def at_once(*acts):
    """Each act in a thread of its own, begun together; what each gave, or how it was refused."""
    start = threading.Barrier(len(acts))

    def run(act):
        start.wait(timeout=30)
        try:
            return act()
        except Problem as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(run, acts))


def refusals(results) -> list[type]:
    return [type(result) for result in results if isinstance(result, Problem)]


@pytest.fixture
def desk(transactional_db, town):
    """Two clerks at the centre's desk."""
    return [town.actor("clerk"), town.actor("clerk", name="另一位")]


def registered(town, by):
    return matters.register(Draft(**LEAK, community=town.community), by=by).matter


def verbs(matter) -> list[str]:
    return list(matter.case.events.order_by("seq").values_list("verb", flat=True))


def test_of_two_clerks_one_accepts_and_the_other_is_told(town, desk):
    for _round in range(ROUNDS):
        matter = registered(town, desk[0])
        results = at_once(*(partial(matters.accept, matter, by=by) for by in desk))
        assert refusals(results) == [NotNow]
        assert verbs(matter) == ["matter.registered", "matter.accepted"]
        assert timeline.is_intact(matter.case)


def test_of_two_different_decisions_only_one_stands(town, desk):
    for _round in range(ROUNDS):
        matter = registered(town, desk[0])
        results = at_once(
            partial(matters.accept, matter, by=desk[0]),
            partial(matters.decline, matter, by=desk[1], note="属法院", turn_to="区法院"),
        )
        assert refusals(results) == [NotNow]
        status = Matter.objects.get(pk=matter.pk).status
        assert verbs(matter) == ["matter.registered", f"matter.{status}"]


def test_notes_of_two_desks_both_stand_in_one_order(town, desk):
    matter = registered(town, desk[0])
    results = at_once(*(partial(matters.note, matter, by=by, note="来电催问") for by in desk * 3))
    assert refusals(results) == []
    assert verbs(matter) == ["matter.registered", *["matter.noted"] * 6]
    assert timeline.is_intact(matter.case)


def test_a_request_sent_twice_at_once_is_taken_in_once(town, desk):
    for number in range(ROUNDS):
        drafts = [Draft(**LEAK, community=town.community) for _press in range(2)]
        results = at_once(
            *(partial(matters.register_once, UUID(int=number), draft, by=desk[0]) for draft in drafts)
        )
        assert (results[0].matter.pk, results[0].pin) == (results[1].matter.pk, results[1].pin)
    assert Matter.objects.count() == ROUNDS


def test_two_that_are_merged_into_each_other_do_not_wait_for_ever(town, desk):
    for _round in range(ROUNDS):
        one, other = registered(town, desk[0]), registered(town, desk[0])
        results = at_once(
            partial(matters.merge, one, by=desk[0], into=other),
            partial(matters.merge, other, by=desk[1], into=one),
        )
        assert len(refusals(results)) == 1
        assert set(refusals(results)) <= {NotNow, NotValid}
        merged = Matter.objects.filter(pk__in=[one.pk, other.pk], status="merged")
        assert merged.count() == 1


def test_whoever_works_on_one_case_keeps_nobody_from_another(town, desk):
    one, other = registered(town, desk[0]), registered(town, desk[0])
    is_held, is_done = threading.Event(), threading.Event()

    def work_long():
        with holding(one.case_id):
            is_held.set()
            return is_done.wait(timeout=30)

    def work_next_door():
        is_held.wait(timeout=30)
        try:
            return matters.accept(other, by=desk[1]).status
        finally:
            is_done.set()

    assert at_once(work_long, work_next_door) == [True, "accepted"]


def test_an_action_that_reaches_for_a_second_case_is_stopped(town, desk, monkeypatch):
    one, other = registered(town, desk[0]), registered(town, desk[0])
    monkeypatch.setitem(
        reactions.AT_ONCE,
        "matter.accepted",
        [lambda event, by: matters.note(other, by=by, note="也看看这件")],
    )
    with pytest.raises(RuntimeError, match="an action changes one case"):
        matters.accept(one, by=desk[0])
    assert (verbs(one), verbs(other)) == (["matter.registered"], ["matter.registered"])


def test_cases_are_locked_in_the_order_of_their_keys(town, desk):
    cases = [registered(town, desk[0]).case_id for _number in range(3)]
    with transaction.atomic(), holding(*reversed(cases)) as held:
        assert list(held) == sorted(cases)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE relation = 'cases_case'::regclass AND granted")
        assert (cursor.fetchone()[0], Case.objects.count()) == (0, 3)
