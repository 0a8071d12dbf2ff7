"""What the tests of the hall share."""

import pytest

from onedoor.hall.tests.people import Hall


@pytest.fixture
def hall(town):
    return Hall(town)
