"""Monday morning, before the doors open."""

import pytest
import time_machine

from onedoor.venues.tests.people import House, at


@pytest.fixture
def monday():
    with time_machine.travel(at("08:00"), tick=False):
        yield


@pytest.fixture
def house(monday, town):
    return House(town)
