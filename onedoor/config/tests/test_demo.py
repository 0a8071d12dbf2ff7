"""The demo district is the article's: its figures are counted in the database, its timelines and clocks hold."""

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Count, F, Q
from django.utils import timezone

from onedoor.cases.models import Case, Deadline, Event
from onedoor.cases.timeline import broken_since
from onedoor.config.demo.building import build
from onedoor.matters.lifecycle import Status
from onedoor.matters.models import Advice, Matter, Responsibility
from onedoor.matters.replaying import astray
from onedoor.persons.models import Person
from onedoor.places.models import Region
from onedoor.posts.models import Org, Post
from onedoor.whistles.lifecycle import Status as WhistleStatus
from onedoor.whistles.models import Call, Whistle

pytestmark = pytest.mark.django_db


@pytest.fixture
def district(request):
    wanted = request.node.get_closest_marker("django_db")
    request.getfixturevalue("transactional_db" if wanted.kwargs.get("transaction") else "db")
    for command in ("load_places", "load_worktime", "load_posts", "load_categories"):
        call_command(command, verbosity=0)


def test_the_demo_reproduces_the_articles_figures(district):
    build()
    phones = Post.objects.filter(type__code__in=["grid_worker", "grid_manager"])
    assert Region.objects.filter(kind="grid").count() == 1563
    # Whoever walks a grid finds a number to call.
    assert Org.objects.filter(phone="").count() == 0
    assert dict(phones.values_list("type__code").annotate(n=Count("pk"))) == {
        "grid_worker": 1563,
        "grid_manager": 203,
    }
    assert Case.objects.exclude(matter=None).aggregate(
        all=Count("pk"), closed=Count("pk", filter=~Q(closed_at=None))
    ) == {
        "all": 7490,
        "closed": 7400,
    }
    assert set(Matter.objects.values_list("status", flat=True)) == set(Status.values)
    states = set(Deadline.objects.filter(case__closed_at=None, is_duty=True).values_list("state", "warned"))
    assert {("running", False), ("running", True), ("missed", True)} <= states
    levels = set(Matter.objects.filter(case__closed_at=None).values_list("desk__kind", flat=True))
    assert levels == {"village", "town", "centre"}
    assert broken_since() == []
    assert astray() == []
    assert Person.objects.exclude(source="demo").count() == 0
    assert (
        Responsibility.objects.count() == Responsibility.objects.filter(basis__contains="演示").count() == 43
    )
    # Mostly the list was followed, and where it was not, it is known to whom the matter went.
    assert 0 < Advice.objects.exclude(chosen=F("proposed")).count() < Advice.objects.count() / 4


def test_checks_of_the_demo_find_what_is_planted(district):
    build(60, 24)
    matter = Matter.objects.filter(status=Status.CLOSED).first()
    Matter.objects.filter(pk=matter.pk).update(status=Status.HANDLING)
    assert [(code, status) for code, status, _ in astray()] == [(matter.case.code, "handling")]
    with pytest.raises(CommandError):
        call_command("replay_lifecycles")
    first = Event.objects.filter(case=matter.case, seq=1)
    Event.objects.bulk_create([_copied(first.get(), seq=matter.case.events.count() + 1)])
    assert broken_since() == [(matter.case.code, matter.case.events.count())]
    with pytest.raises(CommandError):
        call_command("verify_timelines")


def _copied(event, **changes):
    event.pk = Event().pk
    for name, value in changes.items():
        setattr(event, name, value)
    return event


@pytest.mark.django_db(transaction=True)
def test_a_reset_brings_back_the_same_district(district):
    call_command("demo", matters=40, open=12, verbosity=0)
    said = list(Case.objects.order_by("code").values_list("title", flat=True))
    call_command("demo", matters=40, open=12, verbosity=0)
    call_command("demo", reset=True, matters=40, open=12, verbosity=0)
    assert sorted(Case.objects.values_list("title", flat=True)) == sorted(said)


def test_the_demo_blows_a_dozen_whistles_in_every_state(district):
    build(120, 90)
    assert set(Whistle.objects.values_list("status", flat=True)) == set(WhistleStatus.values)
    assert Whistle.objects.count() == 12
    assert Whistle.objects.going_on().filter(reason="emergency").count() == 1
    assert Call.objects.exclude(late_at=None).exists()
    assert (broken_since(), astray()) == ([], [])
    assert not Event.objects.filter(verb__startswith="whistle.", at__gt=timezone.now()).exists()
