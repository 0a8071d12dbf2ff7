"""From the guide to a request: what was answered there is not said again, and nothing about a person travels."""

import re

import pytest

from onedoor.guide.queries.decisions import Outcome, topics
from onedoor.matters.actions.categories import load_own_list
from onedoor.matters.models import Category, Matter
from onedoor.portal.tests.conftest import WORDS, text


@pytest.fixture
def categories(town):
    load_own_list(by=None)


def words_in(page) -> str:
    return re.search(r"<textarea name=\"body\".*?>(.*?)</textarea>", text(page), re.S)[1]


def test_what_was_answered_stands_in_the_words(door, categories):
    page = door.get("what", topic="labour", path="wages.site")
    assert words_in(page) == "劳动用工：工资没发、少发；工地（建房、修路、装修工程）。\n"
    assert re.search(r'value="G0101"[^>]* checked', text(page))


def test_words_written_before_stay(door):
    door.post("what", body=WORDS, kind="help")
    assert words_in(door.get("what", topic="labour", path="wages.site")) == WORDS


def test_a_way_that_is_none_begins_nothing(door):
    assert words_in(door.get("what", topic="labour", path="nowhere")) == ""


def test_it_is_sent_with_its_category(door, categories):
    words = words_in(door.get("what", topic="labour", path="wages.site")) + "三个人的工资。"
    door.post("what", body=words, kind="help", category="G0101")
    door.post("where", next="1")
    door.post("contact")
    door.send(category="G0101")
    matter = Matter.objects.get()
    assert (matter.category.code, matter.body.startswith("劳动用工：")) == ("G0101", True)


def test_every_outcome_names_a_category_there_is(categories):
    named = {
        n.category for topic in topics().values() for n in topic.nodes.values() if isinstance(n, Outcome)
    }
    assert named - set(Category.objects.values_list("code", flat=True)) == set()


def test_the_first_page_leads_to_the_guide(door):
    assert 'href="/guide/"' in text(door.get("start"))
