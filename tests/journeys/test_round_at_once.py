"""几个人同时在现场 — one result a place, one matter a find, numbers without gaps, whoever presses first."""

import threading
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from django.db import connections

from onedoor.cases import timeline
from onedoor.joint.actions import plans, visits
from onedoor.joint.tests.people import Round
from onedoor.kit.problems import NotNow, Problem
from onedoor.matters.models import Matter


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


@pytest.fixture
def running(transactional_db, town):
    return Round(town).running()


def test_eight_results_for_one_place_are_one_result(town, running):
    hands = [town.actor("grid_worker", name=f"网格员{n}") for n in range(8)]
    done = at_once(*(partial(visits.visit, running.place(1), {1: True, 2: 0}, by=by) for by in hands))
    refused = [type(result) for result in done if isinstance(result, Problem)]
    assert (refused, running.place(1).visits.count()) == ([NotNow] * 7, 1)
    assert timeline.is_intact(running.plan.case)


def test_one_find_pressed_by_two_is_one_matter_and_two_finds_are_two(town, running):
    hands = [town.actor("grid_worker", name=f"网格员{n}") for n in range(4)]
    words = ["沟堵了", "沟堵了", "盖板塌了", "盖板塌了"]
    told = zip(words, hands, strict=True)
    at_once(*(partial(visits.find, running.place(1), words=said, by=by) for said, by in told))
    titles = sorted(Matter.objects.values_list("case__title", flat=True))
    assert titles == ["进步巷排水沟：沟堵了", "进步巷排水沟：盖板塌了"]
    assert running.place(1).finds.filter(taken_up=None).count() == 0


def test_places_added_at_once_are_numbered_one_after_another(town, running):
    told = {"region": town.community, "by": running.planner}
    at_once(*(partial(plans.add_place, running.plan, name=f"涵洞{n}", **told) for n in range(6)))
    assert list(running.plan.places.values_list("number", flat=True)) == [1, 2, 3, 4, 5, 6, 7, 8]
