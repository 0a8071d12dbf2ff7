"""Deny by default: every address is declared, and every one lets in exactly whom it is meant to."""

from datetime import date
from uuid import UUID

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, path, reverse

from onedoor.config import doors
from onedoor.posts.post_types import POST_TYPES
from onedoor.posts.verbs import VERBS
from tests.house.audiences import ANYONE, EXPECTED, NO_POST, NOBODY, STAFF

# Values that lead to no object: a door must answer before anybody looks for one.
SAMPLES = {
    "int": 999_999,
    "slug": "none",
    "str": "none",
    "path": "none",
    "uuid": UUID(int=7),
    "day": date(2026, 3, 2),
}
# Pages whose work it is to send people to the choice of posts.
SENDS_TO_CHOOSE = {"account_login", "home"}


def addresses(patterns, namespace="", converters=()):
    """(name, converters) of every URL under these patterns; a URL without a name has the name of its view."""
    for entry in patterns:
        known = {**dict(converters), **entry.pattern.converters}
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from addresses(entry.url_patterns, inner, known.items())
        elif isinstance(entry, URLPattern):
            yield f"{namespace}{entry.name or entry.lookup_str}", known


def undeclared(patterns):
    return sorted(name for name, _converters in addresses(patterns) if name not in doors.DOORS)


def test_every_address_is_declared():
    assert undeclared(get_resolver().url_patterns) == []


def test_undeclared_address_is_found():
    planted = [
        path("planted/", HttpResponse, name="planted"),
        path("unnamed/", HttpResponse),
        path("login/", HttpResponse, name="account_login"),
    ]
    assert undeclared(planted) == ["django.http.response.HttpResponse", "planted"]


def test_every_declaration_has_its_address():
    assert set(doors.DOORS) - {name for name, _converters in addresses(get_resolver().url_patterns)} == set()


def test_every_verb_of_a_door_is_declared():
    asked = {
        verb
        for methods in doors.DOORS.values()
        for who in methods.values()
        if isinstance(who, tuple)
        for verb in who
    }
    assert asked - VERBS.keys() == set()


def test_every_verb_of_a_post_type_is_declared():
    assert {
        verb for kind in POST_TYPES.values() for verb in (*kind.verbs, *kind.grants)
    } - VERBS.keys() == set()


def test_every_door_has_an_expectation_and_no_expectation_lacks_a_door():
    assert (set(doors.DOORS) - set(EXPECTED), set(EXPECTED) - set(doors.DOORS)) == (set(), set())


def test_undeclared_address_is_shut_while_running(client, town, settings):
    settings.ROOT_URLCONF = "tests.house.planted_urls"
    client = town.login(client, town.actor("security_admin"))
    assert [client.get(address).status_code for address in ("/planted/", "/unnamed/", "/orgs/")] == [
        404,
        404,
        200,
    ]


@pytest.fixture
def columns(town):
    """One browser a post type, one signed in without a post, and one of nobody."""
    browsers = {kind: town.login(Client(raise_request_exception=False), town.actor(kind)) for kind in STAFF}
    browsers[NO_POST] = Client(raise_request_exception=False)
    browsers[NO_POST].force_login(town.person())
    browsers[NOBODY] = Client(raise_request_exception=False)
    return browsers


def test_every_address_lets_in_exactly_whom_it_is_meant_to(columns):
    """Each try is rolled back, so that one page's doing is not the next one's beginning."""
    wrong, broken = [], []
    for name, converters in addresses(get_resolver().url_patterns):
        url = reverse(name, kwargs={key: SAMPLES[kind] for key, kind in kinds(converters)})
        for method, meant in zip(("GET", "POST"), EXPECTED.get(name, (set(), set())), strict=True):
            for who in knockers(name, method):
                status = knock(columns[who], method, url, name)
                if status >= 500:
                    broken.append((name, method, who, status))
                elif (status not in (401, 403, 405)) != (who in meant):
                    wrong.append((name, method, who, status))
    assert (wrong, broken) == ([], [])


def test_wrong_door_is_found(columns, monkeypatch):
    monkeypatch.setitem(doors.DOORS, "posts:orgs", doors.door(GET=doors.SIGNED_IN))
    let_in = {
        who
        for who, browser in columns.items()
        if knock(browser, "GET", "/orgs/", "posts:orgs") not in (401, 403, 405)
    }
    assert let_in == STAFF != EXPECTED["posts:orgs"][0]


def test_expectations_name_only_people_there_are():
    assert {who for pair in EXPECTED.values() for people in pair for who in people} - ANYONE == set()


def knockers(name, method):
    """Everybody; but one will do where there is no such method, and two where the API reads no session at all."""
    audience = doors.DOORS.get(name, {}).get(method)
    return (
        [NOBODY] if audience is None else [NOBODY, "operator"] if audience is doors.TOKEN else sorted(ANYONE)
    )


def kinds(converters):
    return [
        (key, type(converter).__name__.removesuffix("Converter").lower().replace("string", "str"))
        for key, converter in converters.items()
    ]


def knock(browser, method, url, name):
    """The status; being sent to sign in or to choose a post counts as 401."""
    cookies = browser.cookies.output()
    with transaction.atomic():
        response = browser.generic(method, url)
        transaction.set_rollback(True)
    if browser.cookies.output() != cookies:
        browser.cookies.load(cookies.replace("Set-Cookie: ", ""))
    sent = response.headers.get("Location", "")
    to_sign_in = sent == "/login/" or sent.startswith("/login/?next=")
    return (
        401
        if to_sign_in or (sent.startswith("/account/post/") and name not in SENDS_TO_CHOOSE)
        else response.status_code
    )
