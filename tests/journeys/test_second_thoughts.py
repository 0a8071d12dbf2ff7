"""Whoever says no online may think again for a quarter of an hour: each no for itself, and in its own round."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from onedoor.config.mediating import end_thought_over
from onedoor.mediation import actions
from onedoor.mediation.lifecycle import Status
from onedoor.mediation.models import Consent
from onedoor.mediation.tests.conftest import Room


@pytest.fixture
def room(town):
    return Room(town)


def test_a_no_that_was_said_again_has_its_own_quarter_of_an_hour(room):
    mediation = room.mediating()
    side, by = mediation.sides.get(place=2), room.resident(mediation, 2)
    begin, minute = timezone.now(), timedelta(minutes=1)
    for after, is_yes in ((0, False), (5, True), (14, False)):
        with time_machine.travel(begin + after * minute, tick=False):
            actions.say(side, "mediate", is_yes, how=Consent.How.ONLINE, by=by)
    first, last = mediation.case.events.filter(verb="mediation.said", facts__yes=False).order_by("seq")
    with time_machine.travel(begin + 16 * minute, tick=False):
        end_thought_over(first)
        mediation.refresh_from_db()
        assert mediation.status == Status.MEDIATING
    with time_machine.travel(begin + 30 * minute, tick=False):
        end_thought_over(last)
    mediation.refresh_from_db()
    assert mediation.status == Status.WITHDRAWN


def test_a_no_of_an_earlier_round_ends_nothing(room):
    mediation = room.mediating()
    side, by = mediation.sides.get(place=2), room.resident(mediation, 2)
    begin = timezone.now()
    actions.say(side, "mediate", False, how=Consent.How.ONLINE, by=by)
    event = mediation.case.events.get(verb="mediation.said", facts__yes=False)
    mediation = actions.end_by_office(mediation, by=room.desk, reason="联系不上")
    mediation = actions.reopen(mediation, by=room.desk, reason="又愿意了")
    with time_machine.travel(begin + timedelta(minutes=16), tick=False):
        end_thought_over(event)
    mediation.refresh_from_db()
    assert mediation.status == Status.MEDIATING
