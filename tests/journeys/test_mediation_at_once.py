"""调解里两个人同时按 — one act stands, the other is told in words; and what may be said until the last day may not be said on the next."""

from datetime import timedelta
from functools import partial

import pytest
import time_machine

from onedoor.cases import timeline
from onedoor.kit.problems import NotNow, Problem
from onedoor.mediation import actions
from onedoor.mediation.lifecycle import Status
from onedoor.mediation.limits import PEOPLE
from onedoor.mediation.models import Consent, Mediation
from onedoor.mediation.tests.conftest import Room
from tests.journeys.test_two_at_once import at_once, refusals

ROUNDS = 5


@pytest.fixture
def room(transactional_db, town):
    return Room(town)


def verbs(mediation, *wanted) -> list[str]:
    told = mediation.case.events.filter(verb__in=wanted).order_by("seq")
    return list(told.values_list("verb", flat=True))


def test_of_two_at_the_desk_one_accepts_and_the_other_is_told(room):
    other = room.town.actor("mediation_desk", name="另一位秘书")
    for _round in range(ROUNDS):
        mediation = room.apply()
        room.agreed_to(mediation)
        results = at_once(*(partial(actions.accept, mediation, by=by) for by in (room.desk, other)))
        assert refusals(results) == [NotNow]
        assert [one.message != "" for one in results if isinstance(one, Problem)] == [True]
        assert verbs(mediation, "mediation.accepted") == ["mediation.accepted"]
        assert timeline.is_intact(mediation.case)


def test_agreed_by_word_and_withdrawn_in_the_same_moment_is_one_of_both(room):
    for _round in range(ROUNDS):
        mediation = room.mediating()
        side = mediation.sides.get(place=2)
        results = at_once(
            partial(actions.agree_by_word, mediation, by=room.mediator, facts="赔三百元，当场付清。"),
            partial(actions.withdraw, mediation, by=room.desk, side=side),
        )
        mediation.refresh_from_db()
        assert len(refusals(results)) == 1
        ends = verbs(mediation, "mediation.agreed", "mediation.withdrawn")
        said = {Status.AGREED: ["mediation.agreed"], Status.WITHDRAWN: ["mediation.withdrawn"]}
        assert ends == said[Status(mediation.status)]
        assert timeline.is_intact(mediation.case)


def test_a_no_that_comes_while_the_desk_accepts_is_never_lost(room):
    """Whichever comes first, the side's no stands in the record, and nobody mediates against it."""
    for _round in range(ROUNDS):
        mediation = room.apply()
        room.agreed_to(mediation)
        side, by = mediation.sides.get(place=2), room.desk
        no = partial(actions.say, side, Consent.About.MEDIATE, False, how=Consent.How.SIGNED, by=by)
        at_once(partial(actions.accept, mediation, by=by), no)
        mediation = Mediation.objects.get(pk=mediation.pk)
        last = side.consents.filter(about=Consent.About.MEDIATE).order_by("pk").last()
        assert (last.is_yes, mediation.status in (Status.ASKED, Status.WITHDRAWN)) == (False, True)


def test_whoever_withdraws_late_in_the_evening_of_the_last_day_is_in_time_and_the_next_day_it_is_over(room):
    first, second = room.mediating(), room.mediating()
    side = second.sides.get(place=2)
    last = first.case.deadlines.get(kind=PEOPLE.kind).due_at
    with time_machine.travel(last - timedelta(minutes=1), tick=False):
        ended = actions.withdraw(first, by=room.mediator, side=first.sides.get(place=2))
        assert (ended.status, ended.ended_at < last) == (Status.WITHDRAWN, True)
    with time_machine.travel(last + timedelta(minutes=1), tick=False):
        over = actions.lapse(second, by=room.mediator)
        with pytest.raises(NotNow):
            actions.withdraw(over, by=room.mediator, side=side)
