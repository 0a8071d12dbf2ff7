import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from onedoor.cases.models import Case
from onedoor.cases.sight import unseen
from onedoor.posts.verbs import CLEARANCES

pytestmark = pytest.mark.django_db


def sealed(town, secrecy, code="261123-000-0001"):
    place = {"region": town.grid, "region_path": town.grid.path}
    return Case.objects.create(code=code, title="x", secrecy=secrecy, opened_at=timezone.now(), **place)


def test_every_secrecy_can_be_granted():
    assert set(CLEARANCES) == {secrecy for secrecy, _label in Case.Secrecy.offered()} - {"normal"}
    assert set(Case.Secrecy.values) - set(CLEARANCES) == {"normal", "talk"}


def test_a_talk_is_not_reported_as_seen_by_nobody(town):
    sealed(town, "talk")
    assert list(unseen()) == []


@pytest.mark.parametrize("secrecy", CLEARANCES)
def test_a_case_that_nobody_may_see_is_found_until_somebody_is_cleared(town, secrecy):
    case = sealed(town, secrecy)
    town.actor("dispatcher", org=town.other_street_centre, clearances=[secrecy], name="邻街")
    assert list(unseen()) == [case]
    with pytest.raises(CommandError):
        call_command("check_sight")
    town.actor("dispatcher", clearances=[secrecy])
    assert list(unseen()) == []
    call_command("check_sight", verbosity=0)


def test_open_and_ordinary_cases_are_seen(town):
    sealed(town, "normal")
    assert list(unseen()) == []
