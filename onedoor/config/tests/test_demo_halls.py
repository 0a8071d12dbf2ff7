"""The demo's hall: the article's eight windows, its 1,200 visits in proportion, and today's line; nothing that could not be."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db.models import F, Q
from django.utils import timezone

from onedoor.cases.models import Slip
from onedoor.config.demo.building import build
from onedoor.config.demo.halls import VISITS
from onedoor.hall.models import Need, Offer, Period, Seat, Series, Sitting, Ticket, Visit, Window
from onedoor.hall.queries.figures import figures
from onedoor.venues.models import Centre


@pytest.fixture
def district(db):
    for command in ("load_places", "load_worktime", "load_posts", "load_categories"):
        call_command(command, verbosity=0)


def test_the_demo_has_eight_windows_and_the_visits_of_half_a_year(district):
    build(1498, 60)
    now = timezone.now()
    centre = Centre.objects.open().first()
    assert (Window.objects.count(), VISITS, Visit.objects.count()) == (8, 1200, 240)
    assert Slip.objects.exclude(case=None).exclude(code=F("case__code")).count() == 0
    assert Slip.objects.exclude(case=None).count() > 0
    impossible = Q(began_at__gt=now) | Q(ended_at__gt=now) | Q(ended_at__lt=F("began_at"))
    assert Period.objects.filter(impossible).count() == 0
    standing = Ticket.objects.inside()
    assert set(standing.values_list("status", flat=True)) == {"issued"}
    assert Period.objects.filter(ended_at=None).count() == standing.count() == 8
    assert Need.objects.filter(outcome="open").exclude(visit__ticket__in=standing).count() == 0
    numbers = {(t.day_id, t.letter): t.number for t in Ticket.objects.order_by("number")}
    assert {(s.day_id, s.letter): s.last for s in Series.objects.all()} == numbers
    told = figures(centre, timezone.localdate() - timedelta(days=300), timezone.localdate())
    assert (told.all.visits, told.all.turned > 0, told.all.waiting.middle < told.all.waiting.most) == (
        240,
        True,
        True,
    )
    # Whoever comes to have something mediated is served at a window that can take it down, and in the afternoon by the desk.
    brought = Ticket.objects.filter(service__code="mediation")
    assert brought.filter(letter="J", status="issued").count() == 1
    assert set(Offer.objects.filter(service__code="mediation").values_list("window__number", flat=True)) == {
        1,
        6,
    }
    assert set(
        Seat.objects.filter(staff__username="mediationdesk").values_list("window__number", "half")
    ) == {(6, "pm")}
    assert (Sitting.objects.filter(until=None).count() >= 6, Seat.objects.exists()) == (True, True)
