"""The demo district, loaded once for a module; every test's own changes are rolled back to it."""

from datetime import date

import pytest
from django.db import transaction

from onedoor.places.loading import load_qinzhou
from onedoor.places.models import Region

BY = "测试"
LAST_YEAR, TODAY = date(2025, 12, 31), date(2026, 7, 1)


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        load_qinzhou(by=BY)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def qinzhou(loaded, db):
    """Any region of the demo district by its code."""
    return lambda code: Region.objects.get(code=code, valid_to=None)
