"""Everybody around one dispute, where the form is switched on."""

import pytest

from onedoor.safety.tests.cast import Cast


@pytest.fixture
def cast(town):
    made = Cast(town)
    made.switch_on()
    return made
