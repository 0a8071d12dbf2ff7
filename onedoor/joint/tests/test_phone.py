"""A plan's checklist on a phone: what a worker carries, and marks that are no answers."""

import pytest

from onedoor.joint.actions.visits import visit
from onedoor.joint.queries.plans import open_visit, open_visits
from onedoor.joint.tests.people import Round
from onedoor.kit.problems import NotFound, NotValid


@pytest.fixture
def going(town):
    return Round(town).running()


def test_a_worker_carries_the_open_places_of_the_unit(town, going):
    worker = town.actor("grid_worker")
    assert [place.name for place in open_visits(worker)] == ["进步巷排水沟"]
    done = visit(open_visit(going.place().pk, worker), {1: False, 2: 3.5}, by=worker)
    assert [(one.yes, one.figure) for one in done.answers.order_by("item__number")] == [
        (False, None),
        (None, 3.5),
    ]
    assert open_visits(worker) == []


def test_another_units_place_is_not_among_them(town, going):
    with pytest.raises(NotFound):
        open_visit(going.place(2).pk, town.actor("grid_worker"))


@pytest.mark.parametrize(
    "marks", [{1: "no", 2: 1}, {1: True, 2: "deep"}, {1: True, 2: True}, {1: 1, 2: 1}, {1: True}]
)
def test_what_is_no_answer_is_refused_in_words(town, going, marks):
    worker = town.actor("grid_worker")
    with pytest.raises(NotValid):
        visit(open_visit(going.place().pk, worker), marks, by=worker)
    assert going.place().visits.count() == 0
