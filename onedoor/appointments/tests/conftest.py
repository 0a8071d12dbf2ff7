"""A Monday morning; those who give appointments come on Tuesdays."""

import pytest
import time_machine

from onedoor.appointments.tests.people import Office
from onedoor.venues.tests.people import at


@pytest.fixture
def monday():
    with time_machine.travel(at("08:00"), tick=False):
        yield


@pytest.fixture
def office(monday, town):
    office = Office(town)
    office.comes(office.law, office.legal)
    office.comes(office.other_law, office.legal)
    office.comes(office.ear, office.talk)
    return office


@pytest.fixture
def time_machine_at():
    """A clock of that Monday, for a while."""
    return lambda clock: time_machine.travel(at(clock), tick=False)
