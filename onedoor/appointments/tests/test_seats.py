"""Times for several people: as many get in as there are seats, and whatever happens to the time happens to all of them."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from onedoor.appointments import actions
from onedoor.appointments.models import Appointment, Slot, Wait
from onedoor.appointments.queries.feed import calendar_of
from onedoor.appointments.queries.free import free_slots, with_left
from onedoor.appointments.queries.week import day_of
from onedoor.appointments.tests.people import TUESDAY
from onedoor.kit.problems import NotNow
from onedoor.venues.models import Booking
from onedoor.venues.tests.people import MONDAY

WEDNESDAY = TUESDAY + (TUESDAY - MONDAY)


@pytest.fixture
def talk(office):
    """A law talk for three people, on Tuesdays at nine and ten."""
    actions.set_service(office.legal, by=office.keeper, seats=3, rooms=[office.room])
    return office


def slot(office, provider=None) -> Slot:
    return office.slot(provider or office.law)


def test_three_get_in_and_the_fourth_waits_for_a_seat(talk):
    made = [talk.booked() for _ in range(3)]
    assert ([one.seat for one in made], slot(talk).state) == ([1, 2, 3], "booked")
    with pytest.raises(NotNow):
        talk.booked()
    fourth = actions.wait(talk.legal, by=talk.town.portal)
    actions.cancel(made[1], by=talk.town.portal, secret=made[1].slip.seed)
    offered = Appointment.objects.get(status="held")
    assert (offered.slip, offered.seat, slot(talk).state) == (fourth.slip, 2, "held")
    assert Wait.objects.get().state == "offered"


def test_the_database_refuses_a_seat_twice_and_a_seat_that_is_not_there(talk):
    made, other = talk.booked(), talk.booked(clock="10:00")
    for seat in (1, 4):
        with pytest.raises(IntegrityError), transaction.atomic():
            Appointment.objects.create(
                slot=made.slot, seat=seat, slip=other.slip, status="done", made_at=made.made_at
            )


def test_a_held_seat_lapses_alone(talk, time_machine_at):
    talk.booked()
    held = actions.hold(slot(talk), by=talk.town.portal)
    with time_machine_at("08:16"):
        assert actions.lapse_holds(by=talk.town.system) == 1
    held.refresh_from_db()
    assert (held.status, slot(talk).state, with_left(free_slots(talk.legal)).first().left) == (
        "lapsed",
        "free",
        2,
    )


def test_one_room_for_all_taken_by_the_first_and_let_go_by_the_last(talk):
    first, second = talk.booked(), talk.booked()
    assert (first.booking, Booking.objects.standing().count()) == (second.booking, 1)
    actions.cancel(first, by=talk.town.portal, secret=first.slip.seed)
    assert Booking.objects.standing().count() == 1
    actions.cancel(second, by=talk.town.portal, secret=second.slip.seed)
    assert Booking.objects.standing().count() == 0


def test_who_falls_ill_has_three_people_found_another_time(talk):
    talk.legal.rooms.clear()
    for _ in range(3):
        talk.booked()
    for _ in range(2):
        talk.booked(talk.other_law)
    done = actions.close_day(talk.law, TUESDAY, by=talk.lawyer)
    assert (done.moved, done.offered, done.cancelled) == (1, 2, 0)
    assert slot(talk, talk.other_law).appointments.live().count() == 3
    assert slot(talk).appointments.live().count() == 0
    actions.open_again(talk.law, TUESDAY, by=talk.lawyer)
    assert slot(talk).state == "free"


def test_swapped_all_keep_their_time_and_the_room_can_still_be_let_go(talk):
    talk.comes(talk.other_law, talk.legal, weekday=3)
    made = [talk.booked() for _ in range(2)]
    slot(talk, talk.other_law).delete()
    actions.swap(made[0].slot, talk.slot(talk.other_law, day=WEDNESDAY), by=talk.lawyer)
    assert [one.slot.provider for one in day_of(TUESDAY, talk.desk)] == [talk.other_law] * 2
    for one in made:
        actions.cancel(one, by=talk.town.portal, secret=one.slip.seed)
    assert Booking.objects.standing().count() == 0


def test_the_calendar_has_one_entry_and_the_week_says_how_many(talk, client):
    for _ in range(2):
        talk.booked()
    assert calendar_of(talk.law).count(b"BEGIN:VEVENT") == 1
    client = talk.town.login(client, talk.lawyer)
    assert "2/3人" in client.get(reverse("appointments:week"), {"day": str(TUESDAY)}).content.decode()
    shown = client.get(reverse("appointments:times", args=[talk.legal.pk])).content.decode()
    assert "还有1个位子" in shown


def test_more_seats_open_what_was_full_and_fewer_take_nobodys(talk):
    for _ in range(3):
        talk.booked()
    actions.set_service(talk.legal, by=talk.keeper, seats=8)
    assert (slot(talk).seats, slot(talk).state) == (8, "free")
    actions.set_service(talk.legal, by=talk.keeper, seats=1)
    assert (slot(talk).seats, slot(talk).state) == (3, "booked")
    assert talk.slot(talk.law, "10:00").seats == 1
