"""The terminal's pages: in the hall and on a phone, with the way back, and with nothing kept of what was asked or typed."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from onedoor.guide.queries.decisions import Outcome, topics
from onedoor.posts.models import WebSession


@pytest.fixture
def browser(town):
    return Client()


def page(browser, name, *args, **query):
    answer = browser.get(reverse(f"guide:{name}", args=args), query)
    assert answer.status_code == 200
    return answer.content.decode()


def paths(topic, key="start", way=()):
    node = topic.nodes[key]
    if isinstance(node, Outcome):
        return [".".join(way)]
    return [path for answer in node.answers for path in paths(topic, answer.to, (*way, answer.to))]


@pytest.mark.parametrize("key", list(topics()))
def test_every_outcome_says_law_place_and_that_it_is_no_decision(browser, key):
    for path in paths(topics()[key]):
        said = page(browser, "ask", key, path)
        node = topics()[key].nodes[path.split(".")[-1]]
        wanted = (*node.basis, *(words for words, _law in node.limits), node.window_name, "不是决定")
        assert [one for one in wanted if one not in said] == []


def test_ten_tiles_lead_to_a_question_and_on(browser):
    said = page(browser, "start")
    assert [key for key in topics() if reverse("guide:ask", args=[key]) not in said] == []
    said = page(browser, "ask", "labour")
    assert (reverse("guide:ask", args=["labour", "wages"]) in said, reverse("guide:start") in said) == (
        True,
        True,
    )


def test_danger_stands_before_anything_else(browser):
    said = page(browser, "ask", "family", "violence.violence_now")
    assert said.index("现在就拨打110") < said.index("公安机关接到报案")


def test_on_a_device_it_stays_there_and_clears_itself(browser):
    said = page(browser, "ask", "labour", "wages", device="1")
    assert (
        'data-idle="90"' in said
        and f'href="{reverse("guide:ask", args=["labour", "wages.site"])}?device=1"' in said
    )
    assert ('class="brand"' in said, "data-idle" in page(browser, "ask", "labour", "wages")) == (
        False,
        False,
    )


def test_a_ticket_machine_gets_its_service_and_its_person_back(browser):
    said = page(browser, "ask", "labour", "wages.site", device="/hall/d/abc/")
    assert ('href="/hall/d/abc/?service=livelihood"' in said, 'data-idle-to="/hall/d/abc/"' in said) == (
        True,
        True,
    )


@pytest.mark.parametrize(
    "told", ["//elsewhere.example/", "https://elsewhere.example/", "javascript:alert(1)"]
)
def test_nobody_is_sent_elsewhere(browser, told):
    said = page(browser, "ask", "labour", "wages.site", device=told)
    assert [
        one
        for one in re.findall(r'(?:href|data-idle-to)="([^"]+)"', said)
        if "elsewhere" in one or "alert" in one
    ] == []


def test_a_request_online_is_offered_with_the_way_that_was_walked(browser):
    said = page(browser, "ask", "labour", "wages.site")
    assert f"{reverse('portal:what')}?topic=labour&amp;path=wages.site" in said


def test_an_unknown_page_is_not_found(browser):
    assert browser.get(reverse("guide:ask", args=["labour", "nothing"])).status_code == 404


def test_nothing_is_kept_of_a_person_who_asks(browser):
    page(browser, "ask", "family", "violence.violence_again")
    browser.post(reverse("guide:paper", args=["mediation"]), {"name": "李阿姨", "facts": "漏水"})
    assert (WebSession.objects.count(), browser.session.keys()) == (0, set())
