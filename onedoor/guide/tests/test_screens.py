"""Screens: what each shows, in which order, and what its page is told each minute."""

from datetime import time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from onedoor.guide.actions import library, screens
from onedoor.guide.models import Showing
from onedoor.guide.queries import library as queries
from onedoor.guide.tests.shelf import MP4, centre_of, item_of
from onedoor.kit.problems import NotValid

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def apart(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def keeper(town):
    return town.actor("operator")


@pytest.fixture
def screen(town, keeper):
    return screens.open_screen(centre_of(town), "一楼大厅", by=keeper)


def test_a_screen_shows_its_items_in_their_order_page_by_page(keeper, screen):
    film = item_of(keeper, "video", MP4, title="短片", body="")
    long = item_of(keeper, title="长文", body="\n\n".join(["字" * 200] * 3))
    screens.show(screen, film, by=keeper)
    shown = screens.show(screen, long, seconds=20, by=keeper)
    screens.move_showing(shown, True, by=keeper)
    told = [(slide.item.title, slide.number, slide.of, slide.seconds) for slide in queries.slides(screen)]
    assert told == [("长文", 1, 3, 20), ("长文", 2, 3, 20), ("长文", 3, 3, 20), ("短片", 1, 1, 15)]


def test_what_is_not_public_today_is_left_out(keeper, screen):
    today = timezone.localdate()
    for item in (
        item_of(keeper, title="今天"),
        item_of(keeper, title="草稿", published=False),
        item_of(keeper, title="明天", valid_from=today + DAY),
        item_of(keeper, title="撤下"),
    ):
        screens.show(screen, item, by=keeper)
    library.withdraw(item, by=keeper)
    assert [slide.item.title for slide in queries.slides(screen)] == ["今天"]
    assert [slide.item.title for slide in queries.slides(screen, today + DAY)] == ["今天", "明天"]


def test_an_item_stands_once_on_a_screen_with_its_last_times(keeper, screen):
    item = item_of(keeper)
    screens.show(screen, item, by=keeper)
    screens.show(screen, item, 30, time(9), time(11), by=keeper)
    assert list(Showing.objects.values_list("seconds", "from_hour", "to_hour", "order")) == [
        (30, time(9), time(11), 1)
    ]
    for hours in ((time(9), None), (time(11), time(9))):
        with pytest.raises(NotValid):
            screens.show(screen, item, 30, *hours, by=keeper)


def test_two_screens_of_a_centre_have_two_names(keeper, screen):
    with pytest.raises(NotValid, match="一楼大厅"):
        screens.open_screen(screen.centre, "一楼大厅", by=keeper)
    other = screens.open_screen(screen.centre, "二楼", by=keeper)
    with pytest.raises(NotValid, match="一楼大厅"):
        screens.edit_screen(other, screen.centre, "一楼大厅", False, by=keeper)


def test_the_page_is_open_to_everybody_and_its_list_comes_once(client, keeper, screen):
    item = item_of(keeper)
    screens.show(screen, item, by=keeper)
    page = client.get(reverse("guide:screen", args=[screen.pk]))
    address = reverse("guide:screen_slides", args=[screen.pk])
    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (page.status_code, item.title in page.content.decode()) == (200, True)
    assert page.context["mark"] == first.headers["ETag"].strip('"')
    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")
    library.edit_item(item, {"title": "新的标题"}, by=keeper)
    changed = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (changed.status_code, "新的标题" in changed.content.decode()) == (200, True)


def test_films_are_allowed_by_the_policy_of_this_page_alone(client, screen):
    page = client.get(reverse("guide:screen", args=[screen.pk]))
    rack = client.get(reverse("guide:rack"))
    policies = [answer.headers["Content-Security-Policy"] for answer in (page, rack)]
    assert ["media-src 'self' blob:" in policy for policy in policies] == [True, False]


def test_an_empty_screen_says_what_the_centre_is(client, screen):
    page = client.get(reverse("guide:screen", args=[screen.pk])).content.decode()
    assert ('id="slides-none" hidden' in page, "现在没有要播放的内容" in page) == (False, True)
    assert client.get(reverse("guide:screen", args=[screen.pk + 1])).status_code == 404
