"""What every test of the room stands on."""

import pytest

from onedoor.surveys.tests.people import Asking


@pytest.fixture
def asking(town):
    return Asking(town)


@pytest.fixture
def no_engine(monkeypatch):
    """As on a server without Java: it is started only where a test is about it."""
    monkeypatch.setenv("PATH", "")
