"""Lifecycles without orphans or dead ends; events with one home; every move allowed to whom it should be, and refused."""

import ast
import inspect
from collections import defaultdict

import pytest
from django.apps import apps
from django.db import models

from onedoor.aid import lifecycle as aiding
from onedoor.aid.models import Application
from onedoor.appointments import lifecycle as appointing
from onedoor.appointments.models import Appointment
from onedoor.cases.clocks import RINGS
from onedoor.cases.models import Event
from onedoor.config.reactions import AT_ONCE, LATER
from onedoor.counselling import lifecycle as talking
from onedoor.counselling.models import Talk
from onedoor.hall import lifecycle as queueing
from onedoor.hall.models import Ticket
from onedoor.joint import lifecycle as joining
from onedoor.joint.models import Meeting, Plan
from onedoor.kit.lifecycle import Lifecycle, Move
from onedoor.kit.problems import NotAllowed, NotNow
from onedoor.matters import actions
from onedoor.matters.lifecycle import ENDED, LIFECYCLE
from onedoor.matters.models import Matter
from onedoor.mediation import courses
from onedoor.mediation import lifecycle as mediating
from onedoor.mediation.actions import noting
from onedoor.mediation.models import Mediation, Offer, Session
from onedoor.reception import lifecycle as receiving
from onedoor.reception.models import Reception
from onedoor.supervision import lifecycle as supervising
from onedoor.supervision.models import Supervision
from onedoor.tasks import lifecycle as tasking
from onedoor.tasks.models import Task
from onedoor.whistles import lifecycle as whistling
from onedoor.whistles.models import Whistle
from tests.house import walking
from tests.house.reading import calls, shipped


def ending(lifecycle: Lifecycle) -> tuple:
    """The statuses from which nothing leads on."""
    return tuple(
        one
        for one in lifecycle.statuses.values
        if not any(one in move.frm for move in lifecycle.moves.values())
    )


# The statuses in which a work is over: some can be left again, none has to be.
OVER = {
    Matter: ENDED,
    Whistle: whistling.ENDED,
    Plan: joining.PLAN_OVER,
    Meeting: joining.MEETING_OVER,
    Supervision: supervising.OVER,
    Reception: receiving.OVER,
    Application: aiding.OVER,
    Ticket: queueing.OVER,
    Appointment: appointing.OVER,
    Talk: talking.OVER,
    Task: tasking.OVER,
    Mediation: (mediating.Status.DECLINED, mediating.Status.FILED),
    Session: ending(courses.SESSION),
    Offer: ending(courses.OFFER),
}
# Where an event's verb stands among the arguments of whatever writes it.
PLACE = {
    "record": 1,
    "acting": 2,
    "draft": 1,
    "draft_event": 1,
    "beside": 1,
    "_once": 3,
    "_due": 1,
    "_one": 2,
}


def with_lifecycle():
    return [model for model in apps.get_models() if isinstance(vars(model).get("lifecycle"), Lifecycle)]


# ---------------------------------------------------------------- the tables


def faults(lifecycle: Lifecycle, first: str, over) -> list[str]:
    """Statuses nothing leads to, moves that cannot start, statuses from which no end can be reached."""
    reached, ending = reach(lifecycle, {first}), set(over)
    while (
        grown := {
            move_from for move in lifecycle.moves.values() if move.to in ending for move_from in move.frm
        }
        - ending
    ):
        ending |= grown
    return [
        *(f"{status}: never reached" for status in lifecycle.statuses.values if status not in reached),
        *(f"{name}: never starts" for name, move in lifecycle.moves.items() if not reached & set(move.frm)),
        *(f"{status}: no way to an end" for status in lifecycle.statuses.values if status not in ending),
        *(
            f"{event}: written by several moves"
            for event in repeated(move.event for move in lifecycle.moves.values())
        ),
    ]


def reach(lifecycle: Lifecycle, reached: set) -> set:
    while grown := {move.to for move in lifecycle.moves.values() if reached & set(move.frm)} - reached:
        reached |= grown
    return reached


def repeated(events) -> list[str]:
    events = list(events)
    return sorted({event for event in events if events.count(event) > 1})


def test_every_work_with_a_lifecycle_is_looked_at():
    assert set(with_lifecycle()) == set(OVER)


@pytest.mark.parametrize("model", with_lifecycle(), ids=lambda model: model.__name__)
def test_a_lifecycle_has_no_orphan_and_no_dead_end(model):
    assert faults(model.lifecycle, model._meta.get_field("status").default, OVER[model]) == []


def test_an_orphan_and_a_dead_end_are_found():
    class Status(models.TextChoices):
        NEW, OLD, LOST, STUCK, DONE = "new", "old", "lost", "stuck", "done"

    planted = Lifecycle(
        Status,
        age=Move("变旧", ("new",), "old", "x.age", "x.aged"),
        stick=Move("卡住", ("new",), "stuck", "x.stick", "x.stuck"),
        find=Move("找回", ("lost",), "done", "x.find", "x.found"),
        end=Move("结束", ("old",), "done", "x.end", "x.aged"),
    )
    assert faults(planted, "new", ("done",)) == [
        "lost: never reached",
        "find: never starts",
        "stuck: no way to an end",
        "x.aged: written by several moves",
    ]


# ---------------------------------------------------------------- the events


def homes(texts: dict[str, str]) -> dict[str, set[str]]:
    """Where each event's verb is written out: one function of one module."""
    found = defaultdict(set)
    for path, text in texts.items():
        for name, call in calls(text):
            place = PLACE.get(name)
            said = call.args[place] if place is not None and len(call.args) > place else None
            if isinstance(said, ast.Constant) and isinstance(said.value, str):
                found[said.value].add(f"{path}:{call.lineno}")
    return found


def own_events() -> dict[str, set[str]]:
    found = homes(shipped())
    for name, move in (*LIFECYCLE.moves.items(), *whistling.LIFECYCLE.moves.items()):
        found[move.event].add(f"move {name}")
    for lifecycle in (
        joining.PLAN,
        joining.MEETING,
        supervising.LIFECYCLE,
        receiving.LIFECYCLE,
        talking.LIFECYCLE,
        tasking.LIFECYCLE,
        aiding.LIFECYCLE,
        mediating.LIFECYCLE,
        courses.SESSION,
        courses.OFFER,
    ):
        for name, move in lifecycle.moves.items():
            found[move.event].add(f"move {name}")
    for verb, _label in noting.EVENTS.values():
        found[verb].add("noting.EVENTS")
    for verb in RINGS:
        found[verb].add("clocks.RINGS")
    return found


def test_every_event_has_one_home():
    found = own_events()
    assert (len(found) > 25, {verb: where for verb, where in found.items() if len(where) > 1}) == (True, {})


def test_an_event_with_two_homes_is_found():
    found = homes(
        {"a.py": 'record(case, "x.done", by=by)\n', "b.py": 'acting(w, "x.do", "x.done", "做", by=by)\n'}
    )
    assert found == {"x.done": {"a.py:1", "b.py:1"}}


def test_reactions_wait_for_events_that_happen():
    assert (set(AT_ONCE) | set(LATER)) - set(own_events()) == set()


# ---------------------------------------------------------------- the moves, one by one


@pytest.fixture
def walk(town):
    return walking.Walk(town)


def state(matter) -> tuple[str, int]:
    fresh = Matter.objects.get(pk=matter.pk)
    return fresh.status, fresh.case.events.count()


@pytest.mark.parametrize("name", LIFECYCLE.moves)
def test_a_move_is_allowed_to_a_post_that_holds_its_verb(walk, name):
    matter = walk.to_start_of(name)
    written = Event.objects.filter(case=matter.case_id).count()
    walk.take(name, matter, walk.holder(name))
    move = LIFECYCLE.moves[name]
    assert state(matter)[0] == move.to
    verbs = list(matter.case.events.order_by("seq").values_list("verb", flat=True))
    assert verbs[written:][0] == move.event


@pytest.mark.parametrize("name", LIFECYCLE.moves)
def test_a_move_is_refused_to_a_post_that_lacks_its_verb(walk, name):
    matter = walk.to_start_of(name)
    before = state(matter)
    with pytest.raises(NotAllowed):
        walk.take(name, matter, walk.stand_in(name))
    assert state(matter) == before


def accepted_from(walk, name: str, take) -> list[str]:
    """The statuses a move starts from in truth."""
    matter, actor, found = walk.to_start_of(name), walk.holder(name), []
    for status in LIFECYCLE.statuses.values:
        Matter.objects.filter(pk=matter.pk).update(status=status)
        if status in LIFECYCLE.moves[name].frm:
            continue
        try:
            take(name, matter, actor)
        except NotNow:
            continue
        found.append(status)
    return found


@pytest.mark.parametrize("name", LIFECYCLE.moves)
def test_a_move_is_refused_from_every_other_status(walk, name):
    assert accepted_from(walk, name, walk.take) == []


def test_a_move_that_forgets_to_look_is_found(walk):
    def careless(name, matter, by):
        Matter.objects.filter(pk=matter.pk).update(status=LIFECYCLE.moves[name].to)

    others = [status for status in LIFECYCLE.statuses.values if status != "registered"]
    assert accepted_from(walk, "accept", careless) == others


def test_every_move_has_its_action():
    functions = {name for name, _ in inspect.getmembers(actions, inspect.isfunction)}
    assert set(LIFECYCLE.moves) - functions == set()
    assert set(walking.WITH) == set(LIFECYCLE.moves)


# ---------------------------------------------------------------- the facts


def unfit(value) -> bool:
    """Facts are text, whole numbers, nothing, and lists of these: the same digest whoever writes and reads them."""
    if isinstance(value, list):
        return any(map(unfit, value))
    return not (value is None or isinstance(value, str | int))


def test_facts_of_events_are_text_numbers_and_lists(walk):
    for name in LIFECYCLE.moves:
        walk.take(name, walk.to_start_of(name), walk.holder(name))
    facts = {(event.verb, key): value for event in Event.objects.all() for key, value in event.facts.items()}
    assert (len(facts) > 15, [where for where, value in facts.items() if unfit(value)]) == (True, [])


def test_a_fact_that_two_writers_would_write_differently_is_found():
    assert [unfit(value) for value in (1.5, {"a": 1}, ["x", 0.1], "1.5", 3, None, ["x", 1])] == [
        *(True, True, True),
        *(False, False, False, False),
    ]
