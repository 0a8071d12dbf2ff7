"""Rules of bookings: what fits, who may, what is refused and in which words."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, connections, transaction

from onedoor.kit.problems import NotAllowed, NotFound, NotNow, NotValid, Problem
from onedoor.notices.models import Notice
from onedoor.venues import actions
from onedoor.venues.models import BookedSlot, Booking, ClosedDay, OpenHours, Room
from onedoor.venues.queries import bookings as queries
from onedoor.venues.queries.hours import spans_of
from onedoor.venues.tests.people import MONDAY, House, at

ROUNDS, AT_ONE_SLOT = 3, 32


def clocks(found):
    return [f"{one.begin:%H:%M}" for one in found]


def test_a_booking_holds_its_quarters_and_names_its_unit_and_work(house, town):
    booking = house.booked()
    assert (booking.org, booking.work, booking.slots.count()) == (town.water, "mediation", 4)
    assert booking.case is None


def test_what_is_taken_is_named_with_its_unit(house, town):
    house.booked()
    with pytest.raises(NotNow) as refused:
        house.booked("10:30", "11:30", by=town.actor("clerk"))
    assert refused.value.message == "第一调解室：10:00—11:00 已被区水务局预订（调解）。请换一个时间。"
    assert Booking.objects.count() == 1


def test_one_after_the_other_is_no_overlap(house):
    house.booked("09:30", "10:00")
    house.booked("10:00", "11:00")
    assert BookedSlot.objects.count() == 6


def test_the_database_itself_refuses_a_slot_twice(house):
    booking, other = house.booked(), house.booked("15:00", "16:00")
    with pytest.raises(IntegrityError), transaction.atomic():
        BookedSlot.objects.create(booking=other, room=booking.room, starts_at=at("10:15"))


def test_a_step_that_changes_lets_nobody_in_between(house):
    house.booked("10:00", "10:30")
    actions.change_room(house.room, by=house.keeper, step=15)
    with pytest.raises(NotNow):
        house.booked("10:15", "10:30", room=Room.objects.get(pk=house.room.pk))


@pytest.mark.parametrize(
    ("begin", "until", "words"),
    [
        ("11:30", "12:30", "第一调解室这一天的开放时间是08:30—12:00，14:30—18:00。"),
        ("07:00", "08:00", "这个时间已经过去了。"),
        ("10:10", "11:00", "这个场所按30分钟预订，请选整30分钟的时间。"),
        ("11:00", "10:00", "结束时间要晚于开始时间。"),
        ("11:00", "11:00", "结束时间要晚于开始时间。"),
        ("11:00", "15:30", "第一调解室这一天的开放时间是08:30—12:00，14:30—18:00。"),
    ],
)
def test_a_time_that_does_not_fit_is_refused_in_words(house, begin, until, words):
    with pytest.raises(NotValid) as refused:
        house.booked(begin, until)
    assert (refused.value.message, Booking.objects.count()) == (words, 0)


def test_too_far_ahead_and_unknown_work_are_refused(house):
    with pytest.raises(NotValid):
        house.booked(days=70)
    with pytest.raises(NotValid):
        house.booked(work="wedding")


def test_on_a_day_out_of_use_its_reason_is_told(house):
    actions.close_on(house.room, MONDAY, "粉刷墙面", by=house.keeper)
    with pytest.raises(NotValid) as refused:
        house.booked()
    assert refused.value.message == "第一调解室 2026-11-23不开放（粉刷墙面）。"
    actions.open_on(house.room, MONDAY, by=house.keeper)
    assert house.booked().slots.count() == 4


def test_a_day_with_bookings_is_not_put_out_of_use_behind_the_units_back(house):
    house.booked()
    with pytest.raises(NotNow) as refused:
        actions.close_on(house.room, MONDAY, "粉刷墙面", by=house.keeper)
    assert "区水务局" in refused.value.message


def test_a_room_that_is_closed_takes_no_bookings_and_keeps_those_it_has(house):
    house.booked()
    room = actions.change_room(house.room, by=house.keeper, is_open=False)
    with pytest.raises(NotNow) as refused:
        house.booked("15:00", "16:00", room=room)
    assert (refused.value.message, Booking.objects.standing().count()) == ("第一调解室暂不接受预订。", 1)


def test_public_holidays_are_closed_and_weekends_have_no_hours(house):
    new_years_day, saturday = date(2027, 1, 1), MONDAY + timedelta(days=5)
    assert (spans_of(house.room, new_years_day), spans_of(house.room, saturday)) == ([], [])
    assert len(spans_of(house.room, MONDAY)) == 2


def test_hours_of_one_day_do_not_overlap(house):
    hours = [(1, at("08:00").time(), at("12:00").time()), (1, at("11:00").time(), at("13:00").time())]
    with pytest.raises(NotValid):
        actions.change_room(house.room, by=house.keeper, hours=hours)
    assert OpenHours.objects.filter(room=house.room).count() == 10


def test_units_on_one_line_of_the_tree_may_book(house, town):
    street = town.actor("dispatcher", org=town.street_centre)
    assert house.booked(by=street).org == town.street_centre
    assert house.booked(by=town.actor("clerk"), room=house.street_room).org == town.centre


def test_another_street_and_whoever_lacks_the_verb_may_not(house, town):
    for by in (
        town.actor("dispatcher", org=town.other_street_centre),
        town.actor("village_head"),
        town.actor("verifier"),
    ):
        with pytest.raises(NotAllowed):
            house.booked(by=by, room=house.street_room)
    assert Booking.objects.count() == 0


def test_cancelled_it_stays_on_record_and_the_room_is_free(house, town):
    booking = house.booked()
    actions.release(booking, by=town.actor("handler"), reason="当事人改期")
    house.booked(by=town.actor("clerk"))
    kept = Booking.objects.get(pk=booking.pk)
    assert (kept.reason, kept.cancelled_by.org, kept.slots.count()) == ("当事人改期", town.water, 0)
    with pytest.raises(NotNow):
        actions.release(booking, by=town.actor("handler"), reason="再取消一次")


def test_another_unit_cancels_nothing_and_the_centre_tells_the_unit(house, town):
    booking = house.booked()
    with pytest.raises(NotAllowed):
        actions.release(booking, by=town.actor("handler", org=town.labour), reason="我们要用")
    actions.release(booking, by=town.actor("dispatcher"), reason="应急会商")
    told = Notice.objects.get()
    assert (told.org, told.text) == (town.water, "预订被取消：区综治中心第一调解室 11-23 10:00")


def test_a_reason_is_asked_for(house, town):
    with pytest.raises(NotValid):
        actions.release(house.booked(), by=town.actor("handler"), reason="  ")


def test_moved_to_another_time_the_old_one_is_free(house, town):
    booking = house.booked()
    moved = actions.change_time(booking, at("10:30"), at("11:30"), by=town.actor("handler"))
    assert sorted(f"{at_:%H:%M}" for at_ in moved_slots(moved)) == ["10:30", "10:45", "11:00", "11:15"]
    assert house.booked("10:00", "10:30", by=town.actor("clerk")).slots.count() == 2


def moved_slots(booking):
    return [at_.astimezone(at("10:00").tzinfo) for at_ in booking.slots.values_list("starts_at", flat=True)]


def test_moved_onto_somebody_else_nothing_changes(house, town):
    booking = house.booked()
    house.booked("11:00", "12:00", by=town.actor("clerk"))
    with pytest.raises(NotNow) as refused:
        actions.change_time(booking, at("10:30"), at("11:30"), by=town.actor("handler"))
    assert "11:00—12:00 已被区综治中心预订" in refused.value.message
    kept = Booking.objects.get(pk=booking.pk)
    assert (kept.starts_at, kept.slots.count()) == (at("10:00"), 4)


def test_what_is_over_is_not_moved(house, town):
    booking = house.booked()
    Booking.objects.filter(pk=booking.pk).update(starts_at=at("07:00"), ends_at=at("08:00"))
    with pytest.raises(NotNow):
        actions.change_time(booking, at("15:00"), at("16:00"), by=town.actor("handler"))


def test_pressed_twice_it_is_one_booking(house, town):
    key, by = uuid4(), town.actor("handler")
    made = [actions.book_once(key, house.room, at("10:00"), at("11:00"), "meeting", by=by) for _twice in "ab"]
    assert (made[0], Booking.objects.count()) == (made[1], 1)


def test_a_booking_is_found_by_its_unit_and_its_centre_only(house, town):
    booking = house.booked()
    for by in (town.actor("handler"), town.actor("dispatcher")):
        assert queries.find_booking(booking.pk, by) == booking
    with pytest.raises(NotFound):
        queries.find_booking(booking.pk, town.actor("handler", org=town.labour))


def test_the_next_free_times_are_whole_and_after_one_another(house):
    house.booked("08:30", "11:30")
    found = queries.next_free(house.room, at("08:30"), timedelta(hours=1))
    assert clocks(found) == ["14:30", "15:30", "16:30", "08:30"]
    assert found[3].begin == at("08:30", MONDAY + timedelta(days=1))


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


@pytest.mark.django_db(transaction=True)
def test_of_thirty_two_at_one_slot_exactly_one_has_it(monday, transactional_db, town):
    house = House(town)
    units = [town.actor("handler", org=org) for org in (town.water, town.labour, town.housing, town.centre)]
    for n in range(ROUNDS):
        day = MONDAY + timedelta(days=n)
        room = queries.find_room(house.room.pk)

        def press(by, room=room, day=day):
            return actions.book(room, at("10:00", day), at("10:30", day), "meeting", by=by)

        results = at_once(*(lambda by=units[i % 4]: press(by) for i in range(AT_ONE_SLOT)))
        won = [one for one in results if isinstance(one, Booking)]
        lost = [one for one in results if isinstance(one, NotNow)]
        assert (len(won), len(lost)) == (1, AT_ONE_SLOT - 1)
        assert {one.message for one in lost} == {
            f"第一调解室：10:00—10:30 已被{won[0].org}预订（会议）。请换一个时间。"
        }
    assert (Booking.objects.count(), BookedSlot.objects.count()) == (ROUNDS, ROUNDS * 2)


@pytest.mark.django_db(transaction=True)
def test_two_who_want_each_others_time_neither_wait_for_ever_nor_lose_their_own(
    monday, transactional_db, town
):
    house, by = House(town), town.actor("handler")
    for n in range(ROUNDS):
        day = MONDAY + timedelta(days=n)
        first, second = house.booked("09:00", "10:00", days=n), house.booked("10:00", "11:00", days=n)
        results = at_once(
            lambda one=first, day=day: actions.change_time(one, at("10:00", day), at("11:00", day), by=by),
            lambda one=second, day=day: actions.change_time(one, at("09:00", day), at("10:00", day), by=by),
        )
        assert [type(one) for one in results] == [NotNow, NotNow]
    assert BookedSlot.objects.count() == ROUNDS * 8


@pytest.mark.django_db(transaction=True)
def test_a_day_is_not_put_out_of_use_while_somebody_books_it(monday, transactional_db, town):
    house, by = House(town), town.actor("handler")
    for n in range(ROUNDS):
        day = MONDAY + timedelta(days=n)
        room = queries.find_room(house.room.pk)
        booked, closed = at_once(
            lambda room=room, day=day: actions.book(
                room, at("10:00", day), at("11:00", day), "meeting", by=by
            ),
            lambda room=room, day=day: actions.close_on(room, day, "粉刷", by=house.keeper),
        )
        assert isinstance(booked, Booking) != isinstance(closed, ClosedDay)
    assert Booking.objects.count() + ClosedDay.objects.count() == ROUNDS
