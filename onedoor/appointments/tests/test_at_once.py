"""Many at one time of one provider: the database gives it to one."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from onedoor.appointments import actions
from onedoor.appointments.models import Appointment
from onedoor.appointments.tests.people import Office
from onedoor.kit.problems import NotNow, Problem

AT_ONE_SLOT, ROUNDS = 64, 3


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
def test_of_sixty_four_at_one_slot_exactly_one_has_it(monday, transactional_db, town):
    office = Office(town)
    office.comes(office.law, office.legal)
    for clock in ("09:00", "09:30", "10:00")[:ROUNDS]:
        slot = office.slot(office.law, clock)
        results = at_once(*[lambda slot=slot: actions.book_slot(slot, by=town.portal)] * AT_ONE_SLOT)
        won = [one for one in results if isinstance(one, Appointment)]
        assert (len(won), sum(isinstance(one, NotNow) for one in results)) == (1, AT_ONE_SLOT - 1)
    assert Appointment.objects.count() == ROUNDS
