"""What an evening leaves open does not stand in the way of the morning, whether the night's job ran or not."""

from datetime import timedelta

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone

from onedoor.cases.opening import draft_cases
from onedoor.cases.slips import use_up
from onedoor.hall import actions
from onedoor.hall.models import Sitting, Ticket, Visit
from onedoor.hall.queries.board import board
from onedoor.hall.queries.expecting import expected
from onedoor.hall.queries.window import own_window
from onedoor.kit.problems import NotAllowed, NotNow

NINE = "2026-11-23 09:00:00+08:00"


@pytest.fixture(autouse=True)
def nine():
    with time_machine.travel(NINE) as clock:
        yield clock


@pytest.fixture
def served(hall):
    """Somebody is served at window 1, and stays so."""
    window, clerk = hall.seat(1)
    hall.comes()
    return actions.serve(actions.call_next(window, by=clerk), by=clerk)


def test_a_number_forgotten_at_a_window_does_not_lock_it_the_next_day(hall, served, nine):
    nine.shift(timedelta(days=1))
    window, clerk = hall.seat(1)
    today = hall.comes()
    assert actions.call_next(window, by=clerk).pk == today.pk
    served.refresh_from_db()
    assert (served.status, [need.outcome for need in served.visit.needs.all()]) == ("done", ["served"])
    assert (
        timezone.localtime(Visit.objects.get(pk=served.visit_id).went_at).isoformat()[:16]
        == "2026-11-23T18:00"
    )


def test_what_still_stands_at_a_window_from_another_day_is_told_as_a_sentence(hall, served, nine):
    """Nothing was tidied: the day had begun before. The database refuses two at a window, the reader is told so."""
    nine.shift(timedelta(days=1))
    window, clerk = hall.seat(1)
    Ticket.objects.filter(pk=served.pk).update(status="serving", window=window)
    hall.comes()
    with pytest.raises(NotNow, match="请刷新后再试"):
        actions.call_next(window, by=clerk)


def test_a_number_of_another_day_is_not_taken_up_again(hall, served, nine):
    window, clerk = hall.windows[0], hall.town.actor("clerk")
    waiting = hall.comes()
    nine.shift(timedelta(days=1))
    for step in (actions.leave, actions.finish):
        with pytest.raises(NotNow, match="不是今天的号"):
            step(waiting if step is actions.leave else served, by=clerk)
    assert Ticket.objects.filter(window=window).get().status == "serving"


def test_who_forgot_to_stand_up_does_not_sit_there_in_the_morning(hall, nine):
    window, clerk = hall.seat(1)
    hall.comes()
    assert (board(hall.centre.pk)["windows"][0]["staffed"], own_window(clerk.staff)) == (True, window)
    nine.shift(timedelta(days=1))
    assert (board(hall.centre.pk)["windows"][0]["staffed"], own_window(clerk.staff)) == (False, None)
    assert expected(hall.centre).newcomer(hall.intake).middle is None
    with pytest.raises(NotAllowed, match="先入座"):
        actions.call_next(window, by=clerk)
    other = hall.town.actor("clerk", name="另一人")
    assert actions.sit_down(window, by=other).staff == other.staff
    ended = Sitting.objects.exclude(until=None).get()
    assert (ended.staff, timezone.localtime(ended.until).hour) == (clerk.staff, 18)


def test_a_sitting_of_yesterday_is_ended_though_the_day_had_begun(hall, nine):
    window, clerk = hall.seat(1)
    nine.shift(timedelta(days=1))
    hall.comes()
    assert not Sitting.objects.filter(until=None).exists()
    Sitting.objects.update(until=None)
    other = hall.town.actor("clerk", name="另一人")
    assert actions.sit_down(window, by=other).staff == other.staff
    assert actions.sit_down(hall.windows[1], by=clerk).staff == clerk.staff


def test_the_nightly_job_ends_sittings_too(hall, nine):
    hall.seat(1)
    nine.shift(timedelta(days=1))
    assert actions.tidy_days(by=hall.town.system) == 0
    assert not Sitting.objects.filter(until=None).exists()


def test_nobody_went_before_they_came(hall, nine):
    nine.move_to("2026-11-23 20:30:00+08:00")
    late = hall.comes()
    nine.shift(timedelta(days=1))
    actions.tidy_days(by=hall.town.system)
    late.visit.refresh_from_db()
    assert (late.visit.went_at, late.periods.get().ended_at) == (late.visit.came_at, late.visit.came_at)


@transaction.atomic
def opens(hall, ticket, clerk):
    """A case is opened with the slip of this number."""
    slip = ticket.visit.slip
    (case,) = draft_cases([("反映停水", hall.town.community, "normal")], by=clerk, slips=[slip])
    case.save()
    use_up({slip: case})
    return case


def outcomes(ticket) -> list[str]:
    return list(ticket.visit.needs.values_list("outcome", flat=True))


def test_only_the_service_in_which_a_case_was_opened_has_turned_into_it(hall, nine):
    ticket = hall.comes(hall.intake, hall.advice)
    window, clerk = hall.seat(1)
    actions.serve(actions.call_next(window, by=clerk), by=clerk)
    nine.shift(timedelta(minutes=2))
    opens(hall, ticket, clerk)
    nine.shift(timedelta(minutes=2))
    actions.finish(ticket, by=clerk)
    third, lawyer = hall.seat(3)
    nine.shift(timedelta(minutes=2))
    actions.serve(actions.call_next(third, by=lawyer), by=lawyer)
    nine.shift(timedelta(minutes=2))
    done = actions.finish(ticket, by=lawyer)
    assert (done.status, outcomes(ticket)) == ("turned", ["turned", "served"])


def test_what_was_forgotten_after_a_case_was_opened_has_turned_into_it(hall, nine):
    ticket = hall.comes(hall.intake, hall.advice)
    window, clerk = hall.seat(1)
    actions.serve(actions.call_next(window, by=clerk), by=clerk)
    nine.shift(timedelta(minutes=2))
    opens(hall, ticket, clerk)
    nine.shift(timedelta(days=1))
    actions.tidy_days(by=hall.town.system)
    ticket.refresh_from_db()
    assert (ticket.status, outcomes(ticket)) == ("turned", ["turned", "dropped"])
