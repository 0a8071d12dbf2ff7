"""The demo's joint work: two rounds with places, results and finds, three meetings of which the last starts with what was left."""

import pytest
from django.core.management import call_command
from django.utils import timezone

from onedoor.cases.models import Event, Link
from onedoor.cases.timeline import broken_since
from onedoor.config.demo.building import build
from onedoor.joint.models import AgendaItem, Find, Meeting, Place, Plan
from onedoor.matters.replaying import astray


@pytest.fixture
def district(db):
    for command in ("load_places", "load_worktime", "load_posts", "load_categories"):
        call_command(command, verbosity=0)


def test_the_demo_has_two_rounds_and_three_meetings(district):
    build(300, 60)
    flood = Plan.objects.get(name="汛期巡查")
    done = flood.places.exclude(visit=None).count()
    assert (flood.places.count(), 5 <= done <= 16) == (21, True)
    assert Find.objects.filter(taken_up=None).count() == 0
    assert Link.objects.filter(kind="found").exclude(other__plan=None).count() == Find.objects.count() > 0
    assert Place.objects.exclude(plan=flood).count() == 5
    last = Meeting.objects.get(status="planned")
    assert Meeting.objects.filter(status="minuted").count() == 2
    assert AgendaItem.objects.filter(meeting=last, why="left").exists()
    assert last.items.order_by("number").first().why == "left"
    assert (broken_since(), astray()) == ([], [])
    joint = Event.objects.filter(verb__regex="^(plan|meeting)\\.")
    assert not joint.filter(at__gt=timezone.now()).exists()
