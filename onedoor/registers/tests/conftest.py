"""The ground that every test of the room stands on."""

import pytest

from onedoor.registers.tests.people import Ground


@pytest.fixture
def ground(town):
    return Ground(town)
