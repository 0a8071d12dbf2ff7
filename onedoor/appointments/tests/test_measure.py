"""What keeps one person from emptying the calendar, and what people need told to nobody but whoever receives them."""

import pytest
from django.test import Client
from django.urls import reverse

from onedoor.appointments import actions
from onedoor.appointments.models import Appointment, Grip
from onedoor.appointments.queries.feed import calendar_of
from onedoor.appointments.tests.people import TUESDAY
from onedoor.audit.origin import coming_from
from onedoor.kit.problems import TooMany

CLOCKS = ("09:00", "09:30", "10:00", "10:30", "11:00")


def page(name, *args):
    return reverse(f"appointments:{name}", args=args)


def held(office, clock, *, browser="one", by=None, address="10.0.0.1", provider=None):
    with coming_from("page", address):
        return actions.hold(
            office.slot(provider or office.law, clock), by=by or office.town.portal, browser=browser
        )


def test_a_browser_keeps_three_times_at_once_and_is_told_whom_to_ring(office):
    first = [held(office, clock) for clock in CLOCKS[:3]][0]
    with pytest.raises(TooMany) as refused:
        held(office, CLOCKS[3])
    assert "您已经留了3个时间还没有确认" in refused.value.message
    assert held(office, CLOCKS[3], browser="two").status == "held"
    actions.cancel(first, by=office.town.portal, secret=first.slip.seed)
    assert held(office, CLOCKS[4]).status == "held"


def test_ten_an_hour_and_after_an_hour_nothing_is_known_of_it(office, time_machine_at):
    for _ in range(10):
        made = held(office, "09:00")
        actions.cancel(made, by=office.town.portal, secret=made.slip.seed)
    with pytest.raises(TooMany):
        held(office, "09:00")
    with time_machine_at("09:01"):
        actions.lapse_holds(by=office.town.system)
        assert Grip.objects.count() == 0
        assert held(office, "09:00").status == "held"


def test_a_network_keeps_nine_whatever_browsers_say(office):
    slots = [(provider, clock) for provider in (office.law, office.other_law) for clock in CLOCKS]
    for number, (provider, clock) in enumerate(slots[:9]):
        held(office, clock, provider=provider, browser=f"b{number}")
    with pytest.raises(TooMany):
        held(office, CLOCKS[4], provider=office.other_law, browser="another")
    assert held(office, CLOCKS[4], provider=office.other_law, address="10.0.0.2").status == "held"


def test_the_desk_has_no_such_limit(office):
    assert [held(office, clock, by=office.desk).status for clock in CLOCKS] == ["held"] * 5
    assert Grip.objects.count() == 0


def test_whoever_chooses_anew_lets_go_of_the_time_before(office, client):
    for clock in CLOCKS:
        client.post(page("hold", office.slot(office.law, clock).pk))
    assert list(Appointment.objects.live().values_list("slot", flat=True)) == [
        office.slot(office.law, CLOCKS[-1]).pk
    ]


def test_what_somebody_needs_is_read_by_whoever_receives_them_and_gone_afterwards(office, client):
    client.post(page("hold", office.slot(office.law).pk), {"gender": "woman"})
    client.post(
        page("confirm"),
        {"tell": "none", "wishes": ["needs_interpreter", "uses_wheelchair"], "language": "藏语"},
    )
    made, words = Appointment.objects.get(), ("坐轮椅", "藏语", "希望由女同志接待")
    week = office.town.login(Client(), office.lawyer).get(page("week"), {"day": str(TUESDAY)})
    desk = office.town.login(Client(), office.desk).get(page("day"), {"day": str(TUESDAY)})
    assert [word in week.content.decode() for word in words] == [True] * 3
    assert made.slip.code in desk.content.decode()
    shown = desk.content.decode() + calendar_of(office.law).decode()
    assert [word in shown for word in words] == [False] * 3
    moved = actions.reschedule(
        made, office.slot(office.law, "10:00"), by=office.town.portal, secret=made.slip.seed
    )
    made.refresh_from_db()
    assert (made.wishes, moved.wishes) == ([], ["needs_interpreter", "uses_wheelchair"])
    actions.cancel(moved, by=office.town.portal, secret=made.slip.seed)
    moved.refresh_from_db()
    assert (moved.wishes, moved.language, moved.gender) == ([], "", "")


def test_a_wish_for_a_woman_is_not_answered_with_a_man_without_asking(office, client):
    client.post(page("hold", office.slot(office.law).pk), {"gender": "woman"})
    client.post(page("confirm"), {"tell": "none"})
    done = actions.close_day(office.law, TUESDAY, by=office.lawyer)
    assert (done.moved, done.offered) == (0, 1)
    assert Appointment.objects.live().get().slot.provider == office.law
