"""The demo's library: a rack by topic, one leaflet of one page, a television in the hall; filled once, however often."""

import pytest
from django.core.management import call_command
from django.urls import reverse

from onedoor.config.demo import library
from onedoor.config.demo.articles import LEAFLET
from onedoor.config.demo.building import build
from onedoor.config.demo.leaflet import leaflet
from onedoor.guide.models import Item, ItemChange, Screen
from onedoor.guide.queries.library import counts, slides


@pytest.fixture
def district(db):
    for command in ("load_places", "load_worktime", "load_posts", "load_categories"):
        call_command(command, verbosity=0)


def test_the_demo_has_a_rack_and_a_screen(district, client):
    build(300, 60)
    assert counts() == {"current": 11, "future": 1, "expired": 1, "draft": 1}
    screen = Screen.objects.get()
    shown = {slide.item.title for slide in slides(screen)}
    assert (len(shown), LEAFLET["title"] in shown) == (10, True)
    rack = client.get(reverse("guide:rack")).content.decode()
    assert (LEAFLET["title"] in rack, library.OLD in rack) == (True, False)
    with_files = Item.objects.exclude(file="")
    answers = [client.get(reverse("guide:rack_file", args=[one.pk])) for one in with_files]
    told = [(one.status_code, one.headers["Content-Type"], one.getvalue()[:5]) for one in answers]
    assert told == [(200, "application/pdf", b"%PDF-")]
    assert Item.objects.exclude(cover="").count() == 0
    assert set(ItemChange.objects.values_list("staff__username", flat=True)) == {"operator"}


def test_a_leaflet_that_does_not_fit_on_its_page_is_refused():
    assert leaflet("标题", [("一", ["话"])]).startswith(b"%PDF-1.6")
    with pytest.raises(ValueError, match="fit"):
        leaflet("标题", [("一", ["话"] * 60)])
