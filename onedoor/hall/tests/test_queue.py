"""One person's way through the hall, and every refusal on it."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.utils import timezone

from onedoor.hall import actions
from onedoor.hall.actions import Coming
from onedoor.hall.models import Need, Period, Policy, Sitting, Ticket
from onedoor.hall.queries.board import board
from onedoor.kit.problems import NotAllowed, NotNow, NotValid
from onedoor.posts.given import resident_actor

NINE = "2026-11-23 09:00:00+08:00"


@pytest.fixture(autouse=True)
def nine():
    with time_machine.travel(NINE) as clock:
        yield clock


def kinds(ticket):
    return [period.kind for period in ticket.periods.order_by("began_at", "id")]


def test_a_number_is_called_served_and_finished(hall, nine):
    ticket = hall.comes()
    assert (ticket.label, ticket.status, len(ticket.visit.slip.code)) == ("A001", "issued", 15)
    window, clerk = hall.seat(1)
    nine.shift(timedelta(minutes=12))
    called = actions.call_next(window, by=clerk)
    assert (called.pk, called.status, called.window) == (ticket.pk, "called", window)
    nine.shift(timedelta(minutes=1))
    actions.serve(called, by=clerk)
    nine.shift(timedelta(minutes=9))
    done = actions.finish(called, by=clerk)
    assert (done.status, kinds(ticket)) == ("done", ["waiting", "called", "serving"])
    spans = [(p.ended_at - p.began_at).seconds // 60 for p in ticket.periods.order_by("began_at")]
    assert spans == [12, 1, 9]
    assert [n.outcome for n in ticket.visit.needs.all()] == [Need.Outcome.SERVED]
    assert actions.call_next(window, by=clerk) is None


def test_a_double_tap_is_one_ticket(hall):
    key = uuid4()
    assert hall.comes(key=key).pk == hall.comes(key=key).pk
    assert Ticket.objects.count() == 1


def test_letters_count_by_themselves_and_days_begin_anew(hall, nine):
    assert [hall.comes(s).label for s in (hall.intake, hall.advice, hall.intake)] == ["A001", "B001", "A002"]
    nine.shift(timedelta(days=1))
    assert hall.comes().label == "A001"


def test_one_ticket_leads_through_two_services_with_its_place_kept(hall, nine):
    first = hall.comes(hall.intake, hall.advice)
    nine.shift(timedelta(minutes=5))
    hall.comes(hall.advice)
    window, clerk = hall.seat(1)
    ticket = actions.serve(actions.call_next(window, by=clerk), by=clerk)
    ticket = actions.finish(ticket, by=clerk)
    assert (ticket.label, ticket.status, ticket.service) == ("A001", "issued", hall.advice)
    third, lawyer = hall.seat(3)
    assert actions.call_next(third, by=lawyer).pk == first.pk
    assert kinds(first) == ["waiting", "called", "serving", "moved", "called"]


def test_priority_counts_as_having_come_earlier_but_starves_nobody(hall, nine):
    early = hall.comes()
    nine.shift(timedelta(minutes=20))
    first = hall.comes(is_priority=True)
    window, clerk = hall.seat(1)
    assert actions.call_next(window, by=clerk).pk == first.pk
    actions.finish(actions.serve(first, by=clerk), by=clerk)
    nine.shift(timedelta(minutes=20))
    hall.comes(is_priority=True)
    assert actions.call_next(window, by=clerk).pk == early.pk


def test_a_given_time_is_the_place_in_line(hall, nine):
    now = timezone.now()
    given = hall.comes(given_at=now + timedelta(minutes=10), door="appointment")
    nine.shift(timedelta(minutes=5))
    before = hall.comes()
    nine.shift(timedelta(minutes=10))
    after = hall.comes()
    line = Ticket.objects.waiting().filter(service=hall.intake)
    assert [t.pk for t in line] == [before.pk, given.pk, after.pk]


def test_after_the_last_call_only_missing_is_left_and_the_missed_number_comes_back(hall, nine):
    window, clerk = hall.seat(1)
    missed = hall.comes()
    others = []
    for _n in range(5):
        nine.shift(timedelta(minutes=1))
        others.append(hall.comes())
    called = actions.call_next(window, by=clerk)
    for _n in range(2):
        called = actions.call_again(called, by=clerk)
    with pytest.raises(NotNow, match="3次"):
        actions.call_again(called, by=clerk)
    with pytest.raises(NotNow, match="A001还在这个窗口"):
        actions.call_next(window, by=clerk)
    actions.miss(called, by=clerk)
    actions.rejoin(missed, by=clerk)
    assert [t.label for t in Ticket.objects.waiting()] == ["A002", "A003", "A004", "A001", "A005", "A006"]


def test_the_rule_of_coming_back_is_data(hall, nine):
    Policy.objects.create(centre=hall.centre, rejoin_after=1)
    window, clerk = hall.seat(1)
    missed = hall.comes()
    for _n in range(3):
        nine.shift(timedelta(minutes=1))
        hall.comes()
    actions.miss(actions.call_next(window, by=clerk), by=clerk)
    actions.rejoin(missed, by=clerk)
    assert [t.label for t in Ticket.objects.waiting()] == ["A002", "A001", "A003", "A004"]


def test_held_moved_and_called_by_name_of_the_window(hall, nine):
    window, clerk = hall.seat(1)
    ticket = hall.comes()
    ticket = actions.serve(actions.call_next(window, by=clerk), by=clerk)
    actions.hold(ticket, by=clerk)
    other = hall.comes()
    assert actions.call_next(window, by=clerk).pk == other.pk
    with pytest.raises(NotNow, match="A002还在这个窗口"):
        actions.resume(ticket, window, by=clerk)
    actions.miss(other, by=clerk)
    ticket = actions.resume(ticket, window, by=clerk)
    third, lawyer = hall.seat(3)
    moved = actions.move(ticket, by=clerk, window=third)
    assert (moved.status, moved.for_window, moved.window) == ("issued", third, None)
    assert actions.call_next(window, by=clerk) is None
    assert actions.call_next(third, by=lawyer).pk == ticket.pk
    assert kinds(ticket) == ["waiting", "called", "serving", "held", "serving", "moved", "called"]


def test_moved_to_a_service_it_is_the_wrong_door_put_right(hall):
    window, clerk = hall.seat(1)
    ticket = hall.comes()
    ticket = actions.serve(actions.call_next(window, by=clerk), by=clerk)
    moved = actions.move(ticket, by=clerk, service=hall.advice)
    assert [n.service for n in moved.visit.needs.all()] == [hall.advice]
    with pytest.raises(NotValid, match="请选择"):
        actions.move(ticket, by=clerk)


def test_sent_to_a_person_only_that_person_calls_it(hall):
    window, clerk = hall.seat(1)
    second, other = hall.seat(2)
    ticket = actions.serve(actions.call_next(window, by=clerk), by=clerk) if hall.comes() else None
    actions.move(ticket, by=clerk, staff=other.staff)
    assert actions.call_next(window, by=clerk) is None
    assert actions.call_next(second, by=other).pk == ticket.pk


def test_finished_by_mistake_it_is_taken_back(hall):
    window, clerk = hall.seat(1)
    hall.comes()
    ticket = actions.finish(actions.serve(actions.call_next(window, by=clerk), by=clerk), by=clerk)
    again = actions.reopen(ticket, by=clerk)
    assert (again.status, again.visit.went_at) == ("serving", None)
    assert [n.outcome for n in again.visit.needs.all()] == ["open"]


def test_whoever_leaves_is_not_called(hall):
    window, clerk = hall.seat(1)
    ticket = actions.leave(hall.comes(), by=clerk)
    assert (ticket.status, [n.outcome for n in ticket.visit.needs.all()]) == ("left", ["dropped"])
    assert actions.call_next(window, by=clerk) is None
    with pytest.raises(NotNow):
        actions.rejoin(ticket, by=clerk)


def test_nobody_calls_without_sitting_there_nor_two_at_one_window(hall):
    window, clerk = hall.seat(1)
    other = hall.town.actor("clerk", name="另一人")
    hall.comes()
    with pytest.raises(NotAllowed, match="先入座"):
        actions.call_next(window, by=other)
    with pytest.raises(NotNow, match="已经有人"):
        actions.sit_down(window, by=other)
    with pytest.raises(NotAllowed):
        actions.sit_down(hall.windows[1], by=hall.town.actor("verifier"))
    with pytest.raises(NotAllowed, match="区综治中心"):
        elsewhere = hall.town.actor("clerk", org=hall.town.street_centre, name="街道的人")
        actions.sit_down(hall.windows[1], by=elsewhere)


def test_a_person_who_sits_down_elsewhere_leaves_the_first_window(hall):
    _window, clerk = hall.seat(1)
    actions.sit_down(hall.windows[1], by=clerk)
    assert list(Sitting.objects.filter(until=None).values_list("window__number", flat=True)) == [2]


def test_nobody_leaves_a_window_with_somebody_at_it(hall):
    window, clerk = hall.seat(1)
    hall.comes()
    ticket = actions.call_next(window, by=clerk)
    with pytest.raises(NotNow, match="A001还在"):
        actions.stand_up(window, by=clerk)
    actions.miss(ticket, by=clerk)
    actions.stand_up(window, by=clerk)
    assert not Sitting.objects.filter(until=None).exists()


def test_heavier_lines_are_taken_sooner_and_lighter_ones_do_not_starve(hall, nine):
    window, clerk = hall.seat(2)
    advice = hall.comes(hall.advice)
    nine.shift(timedelta(minutes=1))
    taken = []
    for _n in range(12):
        hall.comes(hall.intake)
        nine.shift(timedelta(minutes=3))
        ticket = actions.call_next(window, by=clerk)
        taken.append(ticket.pk == advice.pk)
        actions.finish(actions.serve(ticket, by=clerk), by=clerk)
    assert taken.count(True) == 1


def test_a_closed_day_gives_no_numbers_and_a_day_that_is_over_is_cleared(hall, nine):
    waiting = hall.comes()
    clerk = hall.town.actor("clerk")
    assert actions.close_day(hall.centre, by=clerk) == 1
    with pytest.raises(NotNow, match="停止取号"):
        hall.comes()
    actions.open_day(hall.centre, by=clerk)
    assert hall.comes().label == "A002"
    nine.shift(timedelta(days=1))
    assert actions.tidy_days(by=hall.town.system) == 2
    waiting.refresh_from_db()
    assert (waiting.status, Period.objects.filter(ended_at=None).count()) == ("left", 0)


@pytest.mark.parametrize(("told", "words"), [({"people": 0}, "来访人数"), ({"people": 9999}, "来访人数")])
def test_what_cannot_be_is_refused(hall, told, words):
    with pytest.raises(NotValid, match=words):
        hall.comes(**told)


def test_without_a_service_or_twice_the_same_is_refused(hall):
    with pytest.raises(NotValid, match="请选择"):
        actions.issue(uuid4(), Coming(), hall.centre, by=resident_actor())
    with pytest.raises(NotValid, match="只要选一次"):
        hall.comes(hall.intake, hall.intake)


def test_the_board_shows_numbers_and_windows_alone(hall):
    window, clerk = hall.seat(1)
    hall.comes()
    hall.comes(hall.advice)
    actions.call_next(window, by=clerk)
    shown = board(hall.centre.pk)
    assert [(c["label"], c["window"], c["times"]) for c in shown["calls"]] == [("A001", 1, 1)]
    assert [(w["letter"], w["count"]) for w in shown["waiting"]] == [("A", 0), ("B", 1)]
    assert [(w["number"], w["label"], w["staffed"]) for w in shown["windows"]] == [
        (1, "A001", True),
        (2, "", False),
        (3, "", False),
    ]
