"""The demo's reception: visits that ended in every way, three leaders' days, and two visits that became matters."""

from django.core.management import call_command
from django.utils import timezone

from onedoor.cases.models import Event
from onedoor.cases.timeline import broken_since
from onedoor.config.demo import receiving
from onedoor.config.demo.building import build
from onedoor.matters.models import Matter
from onedoor.matters.replaying import astray
from onedoor.persons.models import Person
from onedoor.reception.lifecycle import Status
from onedoor.reception.models import Instruction, LeaderDay, Reception


def test_the_demo_has_visits_in_every_state_and_three_days(db):
    for command in ("load_places", "load_worktime", "load_posts", "load_categories"):
        call_command(command, verbosity=0)
    assert build(120, 60) == 120 == Matter.objects.count()
    assert set(Reception.objects.values_list("status", flat=True)) == set(Status.values)
    assert (LeaderDay.objects.count(), Instruction.objects.count()) == (3, 3)
    assert Matter.objects.exclude(case__reception=None).count() == receiving.TURNED
    assert (broken_since(), astray(), Person.objects.exclude(source="demo").count()) == ([], [], 0)
    assert not Event.objects.filter(verb__startswith="reception.", at__gt=timezone.now()).exists()
