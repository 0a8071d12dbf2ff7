"""The pages that tell."""

from django.test import Client
from django.urls import reverse

from onedoor.kit.forbidden import KINDS
from onedoor.portal.edition import commit
from onedoor.portal.tests.conftest import text


def test_start_offers_three_ways_in_and_the_staff_door(door, settings):
    page = text(door.get("start"))
    ways = [reverse("portal:what"), reverse("portal:track"), "#come", reverse("account_login"), "tel:110"]
    assert [way for way in ways if f'href="{way}"' not in page] == []
    assert settings.CENTRE["phone"] in page and "示范路1号" in page


def test_demo_says_so_on_every_page(door, settings):
    pages = ("start", "what", "track", "help", "privacy", "trust")
    settings.DEMO = True
    assert ["人和事都是虚构的" in text(door.get(name)) for name in pages] == [True] * 6
    settings.DEMO = False
    assert ["人和事都是虚构的" in text(door.get(name)) for name in pages] == [False] * 6


def test_unsent_words_are_remembered_at_the_door(door):
    assert "还没有发送" not in text(door.get("start"))
    door.fill()
    assert "还没有发送" in text(door.get("start"))


def test_trust_says_what_is_never_collected_which_code_runs_and_what_nobody_can_promise(door, settings):
    commit.cache_clear()
    settings.COMMIT = "0123456789abcdef"
    page = text(door.get("trust"))
    commit.cache_clear()
    assert [str(kind.why) for kind in KINDS if str(kind.why) not in page] == []
    assert "0123456789abcdef" in page and "掌握服务器和密钥的人，什么都能看" in page


def test_looking_around_leaves_no_session_behind(db, town):
    client = Client()
    for name in ("start", "help", "privacy", "trust", "what", "track"):
        client.get(reverse(f"portal:{name}"))
    assert "session" not in client.cookies
