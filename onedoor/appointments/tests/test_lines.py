"""Lines of waiting, and presses that come twice or too late."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from onedoor.appointments import actions
from onedoor.appointments.models import Appointment, Provider, Slot
from onedoor.appointments.tests.people import PHONE, TUESDAY
from onedoor.kit.problems import NotNow
from onedoor.venues.tests.people import at


def page(name, *args):
    return reverse(f"appointments:{name}", args=args)


def state_of(waiting) -> str:
    waiting.refresh_from_db()
    return waiting.state


def test_an_offer_of_a_minute_is_made_to_nobody(office):
    booked, waiting = office.booked(), actions.wait(office.legal, by=office.town.portal, phone=PHONE)
    with time_machine.travel(at("07:59", TUESDAY), tick=False):
        actions.cancel(booked, by=office.town.portal, secret=booked.slip.seed)
    assert (state_of(waiting), Slot.objects.get(pk=booked.slot_id).state) == ("waiting", "free")


def test_what_nobody_confirmed_goes_to_the_line_before_whoever_comes_now(office):
    actions.hold(office.slot(office.law), by=office.town.portal)
    waiting = actions.wait(office.legal, by=office.town.portal)
    with time_machine.travel(at("08:20"), tick=False):
        with pytest.raises(NotNow):
            actions.hold(office.slot(office.law), by=office.town.portal)
        actions.lapse_holds(by=office.town.system)
    assert state_of(waiting) == "offered"


def test_nobody_is_offered_somebody_who_takes_no_appointments(office):
    booked, waiting = office.booked(), actions.wait(office.legal, by=office.town.portal)
    Provider.objects.filter(pk=office.law.pk).update(is_open=False)
    actions.cancel(booked, by=office.lawyer)
    assert state_of(waiting) == "waiting"


def test_new_times_are_offered_when_they_are_near(office):
    waiting = actions.wait(office.talk, by=office.town.portal)
    office.comes(office.ear, office.talk, weekday=4, valid_from=TUESDAY + timedelta(days=28))
    assert state_of(waiting) == "waiting"
    office.comes(office.ear, office.talk, weekday=3)
    assert state_of(waiting) == "offered"
    assert Appointment.objects.get(slip=waiting.slip).slot.day == TUESDAY + timedelta(days=1)


def test_a_line_slip_that_is_to_be_moved_is_refused_in_words(office):
    client = Client()
    client.post(page("wait", office.legal.pk), {"gender": ""})
    answer = client.post(page("hold", office.slot(office.law).pk), {"move": "1"}, follow=True)
    assert "没有可以改的预约" in answer.content.decode()


def test_moved_twice_by_one_press_it_is_moved_once_and_the_page_says_so(office, client):
    client.post(page("hold", office.slot(office.law).pk))
    client.post(page("confirm"), {"tell": "sms", "phone": PHONE})
    asked = client.get(page("times", office.legal.pk) + "?move=1").content.decode()
    assert ("改约" in asked, "您现在约的是" in asked) == (True, True)
    for _ in range(2):
        client.post(page("hold", office.slot(office.law, "10:00").pk), {"move": "1"})
    assert Appointment.objects.filter(status="moved").count() == 1


def test_moving_does_not_evade_the_measure_of_a_day(office):
    office.booked(phone=PHONE)
    later = office.booked(day=TUESDAY + timedelta(days=7), phone=PHONE)
    with pytest.raises(NotNow):
        actions.reschedule(
            later, office.slot(office.law, "11:00"), by=office.town.portal, secret=later.slip.seed
        )


def test_illness_keeps_what_was_only_chosen_for_its_minutes(office):
    held = actions.hold(office.slot(office.law), by=office.town.portal)
    actions.close_day(office.law, TUESDAY, by=office.lawyer)
    assert Appointment.objects.get(moved_from=held).held_until == held.held_until


def test_a_time_that_has_begun_is_confirmed_no_more(office):
    with time_machine.travel(at("08:55", TUESDAY), tick=False):
        held = actions.hold(office.slot(office.law), by=office.desk)
    with time_machine.travel(at("09:05", TUESDAY), tick=False), pytest.raises(NotNow):
        actions.book(held, by=office.desk)
