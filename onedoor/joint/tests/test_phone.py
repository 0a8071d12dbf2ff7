"""A plan's checklist on a phone: what it carries, and its marks taken in once."""

import pytest

from onedoor.joint.actions.sending import visit_once
from onedoor.joint.models import Visit
from onedoor.joint.queries.phone import open_visits
from onedoor.joint.tests.people import Round
from onedoor.kit.keys import uuid7
from onedoor.kit.problems import NotFound, NotNow, NotValid


@pytest.fixture
def going(town):
    return Round(town).running()


def test_a_worker_carries_the_open_places_of_the_unit(town, going):
    (told,) = open_visits(town.actor("grid_worker"))
    assert (told["name"], told["plan"], told["visit"]) == ("进步巷排水沟", "汛期巡查", str(going.place().pk))
    assert [(item["number"], item["kind"]) for item in told["items"]] == [(1, "yes_no"), (2, "figure")]
    assert open_visits(town.actor("clerk")) == []


def test_marks_sent_twice_are_one_result(town, going):
    worker, ref = town.actor("grid_worker"), uuid7()
    first = visit_once(ref, going.place().pk, {"1": "no", "2": 3.5}, by=worker, words="沟口有垃圾")
    again = visit_once(ref, going.place().pk, {"1": "no", "2": 3.5}, by=worker, words="沟口有垃圾")
    assert (first, Visit.objects.count()) == (again, 1)
    assert [(one.yes, one.figure) for one in first.answers.order_by("item__number")] == [
        (False, None),
        (None, 3.5),
    ]
    assert open_visits(worker) == []
    with pytest.raises(NotNow):
        visit_once(uuid7(), going.place().pk, {"1": "yes", "2": 0}, by=worker)


def test_what_is_no_answer_is_refused_in_words(town, going):
    worker = town.actor("grid_worker")
    for marks in ({"1": "maybe", "2": 1}, {"1": "yes", "2": "deep"}, {"1": "yes"}):
        with pytest.raises(NotValid):
            visit_once(uuid7(), going.place().pk, marks, by=worker)
    with pytest.raises(NotFound):
        visit_once(uuid7(), going.place(2).pk, {"1": "yes", "2": 1}, by=worker)
