"""The demo's mediation: the article's figures on the page that tells them, and somebody's work in every state."""

import random

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from onedoor.cases.timeline import broken_since
from onedoor.committees.models import Committee
from onedoor.config.demo.building import MATTERS, SEED, Stage
from onedoor.config.demo.mediating import mediate_all
from onedoor.config.demo.people import PASSWORD, hire
from onedoor.config.demo.safety import switch_on
from onedoor.mediation.lifecycle import Status
from onedoor.mediation.models import Due, Mediation, Session, Volume
from onedoor.mediation.volume.contents import contents_of
from onedoor.persons.models import Person
from onedoor.safety.queries import level_of

pytestmark = pytest.mark.django_db
SEVEN = {"labour", "medical", "land", "water", "traffic", "family", "finance"}


@pytest.fixture
def district(db):
    """People, the switch of safety and nothing but mediation: as much of it as the whole demo has."""
    for command in ("load_places", "load_worktime", "load_posts", "load_categories"):
        call_command(command, verbosity=0)
    rng = random.Random(SEED)
    stage = Stage(rng, hire(rng), timezone.localtime())
    switch_on()
    mediate_all(stage, MATTERS, MATTERS)
    return stage


def _signed_in(login: str) -> Client:
    client = Client()
    client.post("/login/", {"login": login, "password": PASSWORD})
    return client


def test_the_page_of_figures_says_what_the_article_says(district):
    page = _signed_in("leader").get("/mediation/figures/").content.decode()
    assert [words in page for words in ("1335 ÷ 1442", "92.58%", "92.57%")] == [True] * 3
    assert (broken_since(), Person.objects.exclude(source="demo").count()) == ([], 0)
    _everything_stands(timezone.localdate())
    doors = {"mediationdesk": "/mediation/", "mediator": "/mediation/", "leader": "/committees/"}
    doors["mediationpartner"] = "/mediation/invited/"
    assert {_signed_in(login).get(door).status_code for login, door in doors.items()} == {200}


def _everything_stands(today):
    """One in every state, for whoever shows the house to somebody."""
    assert set(Committee.objects.values_list("kind", flat=True)) == SEVEN | {"people", "centre"}
    assert set(Mediation.objects.values_list("status", flat=True)) == set(Status.values)
    assert {level_of(one.case) for one in Mediation.objects.open()} == {"", "S3"}
    assert Due.objects.open().filter(due_on__lt=today).exists()
    assert Session.objects.planned().filter(starts_at__date=today).exists()
    _volumes_say_what_they_lack()


def _volumes_say_what_they_lack():
    """One was bound by its action; of those of the past each says what the list of its papers says is missing."""
    waiting = Volume.objects.filter(bound_at=None)
    assert (Volume.objects.exclude(bound_at=None).count(), 200 < waiting.count() < 900) == (1, True)
    firsts = [waiting.filter(outcome=one).first() for one in ("written", "oral", "failed", "withdrawn")]
    found = [["、".join(line.names) for line in contents_of(one.mediation).missing] for one in firsts]
    assert found == [one.lacking for one in firsts]
    assert Session.objects.filter(mediation__volume__in=waiting).count() == waiting.count()
