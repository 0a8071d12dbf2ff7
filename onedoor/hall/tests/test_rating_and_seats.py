"""Ratings that lead to nobody, and the plan of who sits where."""

from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone

from onedoor.hall import actions
from onedoor.hall.models import Rating, Seat
from onedoor.kit.problems import NotAllowed, NotNow, NotValid
from onedoor.posts.given import resident_actor

MONDAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def nine():
    with time_machine.travel("2026-11-23 09:00:00+08:00") as clock:
        yield clock


@pytest.fixture
def served(hall):
    window, clerk = hall.seat(1)
    hall.comes()
    return actions.finish(actions.serve(actions.call_next(window, by=clerk), by=clerk), by=clerk)


def test_a_rating_is_given_once_and_keeps_service_and_week_alone(hall, served):
    given = actions.rate(served, 3, ["smile", "water"], by=resident_actor())
    kept = {field.name for field in Rating._meta.get_fields()}
    assert kept == {"id", "service", "week", "stars", "manners"}
    assert (given.service, given.week, given.manners, given.id.version) == (
        hall.intake,
        MONDAY,
        ["smile", "water"],
        4,
    )
    with pytest.raises(NotNow, match="已经评价过"):
        actions.rate(served, 1, by=resident_actor())


def test_who_still_waits_or_comes_too_late_does_not_rate(hall, served, nine):
    with pytest.raises(NotNow, match="七天内"):
        actions.rate(hall.comes(), 3, by=resident_actor())
    with pytest.raises(NotValid):
        actions.rate(served, 9, by=resident_actor())
    with pytest.raises(NotValid):
        actions.rate(served, 3, ["bribe"], by=resident_actor())
    nine.shift(timedelta(days=8))
    with pytest.raises(NotNow, match="七天内"):
        actions.rate(served, 3, by=resident_actor())


@pytest.fixture
def planner(hall):
    return hall.town.actor("operator")


def test_a_seat_is_given_changed_and_taken_back(hall, planner):
    first, second = (hall.town.actor("clerk", name=name).staff for name in ("甲", "乙"))
    window = hall.windows[0]
    actions.seat(window, MONDAY, "am", first, by=planner)
    actions.seat(window, MONDAY, "am", second, by=planner)
    assert list(Seat.objects.values_list("staff", flat=True)) == [second.pk]
    with pytest.raises(NotNow, match="已经排在1号窗口"):
        actions.seat(hall.windows[1], MONDAY, "am", second, by=planner)
    actions.unseat(window, MONDAY, "am", by=planner)
    assert not Seat.objects.exists()


def test_a_rotating_person_is_planned_on_their_days_only(hall, planner):
    guest = hall.town.actor("handler", name="轮驻律师").staff
    guest.tenures.update(kind="rotating", weekdays=[2], home_org=hall.town.labour)
    with pytest.raises(NotValid, match="不在岗"):
        actions.seat(hall.windows[2], MONDAY, "am", guest, by=planner)
    assert (
        actions.seat(hall.windows[2], MONDAY + timedelta(days=1), "am", guest, by=planner).kind == "rotating"
    )


def test_last_week_is_repeated_and_says_what_it_left_out(hall, planner):
    stays, goes = (hall.town.actor("clerk", name=name).staff for name in ("留", "走"))
    actions.seat(hall.windows[0], MONDAY, "am", stays, by=planner)
    actions.seat(hall.windows[1], MONDAY, "am", goes, by=planner)
    goes.tenures.update(until=MONDAY + timedelta(days=3))
    next_monday = MONDAY + timedelta(days=7)
    done, left_out = actions.repeat_week(hall.centre, next_monday, by=planner)
    assert (done, left_out) == (1, ["走2026-11-30不在岗"])
    assert actions.repeat_week(hall.centre, next_monday, by=planner)[0] == 0


def test_a_clerk_does_not_plan(hall):
    clerk = hall.town.actor("clerk")
    with pytest.raises(NotAllowed):
        actions.seat(hall.windows[0], timezone.localdate(), "am", clerk.staff, by=clerk)
