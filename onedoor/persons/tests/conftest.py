"""Invented people and their numbers."""

import pytest
from stdnum.cn import ric


@pytest.fixture
def card():
    """An invented identity number of Qinzhou with its right check digit."""

    def number(order=1, born="19900101"):
        first = f"620502{born}{order:03}"
        return first + ric.calc_check_digit(first + "0")

    return number
