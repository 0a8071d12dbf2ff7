"""A case with a party whom the clerk knows, and a folder of its own for its papers."""

import pytest

from onedoor.cases.models import Party
from onedoor.cases.opening import draft_cases, involve
from onedoor.persons.actions import enter

PHONE = "13909381234"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def case(town):
    (case,) = draft_cases([("水管破裂", town.community, "normal")], by=town.actor("clerk", name="登记人"))
    case.save()
    involve(case, town.water)
    return case


@pytest.fixture
def party(town, case):
    person = enter("张三丰", PHONE, by=town.actor("clerk", name="登记人二"))
    return Party.objects.create(case=case, person=person)
