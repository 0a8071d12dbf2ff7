"""Invented people and their numbers, and a database that really commits."""

from contextlib import ExitStack

import pgtrigger
import pytest
from stdnum.cn import ric


@pytest.fixture
def card():
    """An invented identity number of Qinzhou with its right check digit."""

    def number(order=1, born="19900101"):
        first = f"620502{born}{order:03}"
        return first + ric.calc_check_digit(first + "0")

    return number


@pytest.fixture
def emptying():
    with ExitStack() as stack:
        yield stack


@pytest.fixture
def committed(emptying, transactional_db):
    """For what only a commit shows. Emptying the tables afterwards needs the log's own guard out of the way."""
    yield
    emptying.enter_context(pgtrigger.ignore())
