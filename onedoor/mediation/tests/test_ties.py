"""A tie that a mediator declares after the assignment is found at night; the desk hears that another must mediate, and not why."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from onedoor.committees.actions import declare
from onedoor.mediation import actions
from onedoor.mediation.tests.conftest import R, who
from onedoor.posts.given import system_actor

PHONE = "13909380007"


@pytest.fixture
def mediation(room):
    return room.mediating(who("周建国", phone=PHONE), who("李秀英", R))


def nightly(mediation, days=0):
    """How often the desk was told until then."""
    with time_machine.travel(timezone.now() + timedelta(days=days), tick=False):
        actions.tend(by=system_actor())
    return mediation.case.events.filter(verb="mediation.recusal_found").count()


def tied(room, actor, phone=PHONE):
    return declare(room.row(actor), kind="kin", person={"name": "某人", "phone": phone}, by=actor)


def test_a_tie_declared_later_is_found_the_same_night_and_told_once(room, mediation):
    assert nightly(mediation) == 0
    tied(room, room.mediator)
    assert (nightly(mediation), nightly(mediation, 1)) == (1, 1)
    event = mediation.case.events.get(verb="mediation.recusal_found")
    assert (event.label, event.facts, event.note) == ("请更换调解员", {}, "")


def test_a_tie_with_somebody_else_or_of_somebody_else_says_nothing(room, mediation):
    tied(room, room.mediator, phone="13909380008")
    tied(room, room.other_mediator)
    assert nightly(mediation) == 0


def test_who_was_replaced_is_looked_for_no_longer(room, mediation):
    tied(room, room.mediator)
    own = mediation.assignments.get()
    actions.replace(
        mediation, assignment=own, instead=room.row(room.other_mediator), reason="出差", by=room.desk
    )
    assert nightly(mediation) == 0


def test_a_morning_that_was_missed_is_made_up_for(room, mediation):
    tied(room, room.mediator)
    assert nightly(mediation, 5) == 1
