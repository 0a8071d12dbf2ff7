"""Whoever reads no Chinese reads every page; only names of places, units and what people wrote stay as they are."""

import re
from html import unescape

import pytest

from onedoor.matters import actions as matters
from onedoor.matters.models import Matter
from onedoor.persons.actions import reveal
from onedoor.places.models import Region
from onedoor.portal.tests.conftest import photo, text
from onedoor.posts.models import Org, PostType

TYPED = "street lamp broken"
CHINESE = re.compile(r"[\u3400-\u9fff，。：；（）、！？]+")


@pytest.fixture
def english(door):
    door.client.cookies["django_language"] = "en"
    return door


def left_in_chinese(response) -> set[str]:
    """What is still Chinese when names of places, units and posts, and the offer to read Chinese, are taken away."""
    page = unescape(text(response)).replace("中文", "")
    names = {
        name for model in (Org, Region, PostType) for name in model.objects.values_list("name", flat=True)
    }
    for name in sorted(names, key=len, reverse=True):
        page = page.replace(name, "")
    return set(CHINESE.findall(page))


def test_pages_that_tell_are_english(english):
    pages = ("start", "help", "privacy", "trust", "what", "track")
    assert {name: left for name in pages if (left := left_in_chinese(english.get(name)))} == {}


def test_filing_is_english_to_the_slip(english, grounds):
    english.post("what", body=TYPED, kind="help")
    english.post("where", town=grounds.street.code, village=grounds.community.code)
    pages = [english.get("where"), english.post("what", body="", kind="help"), english.get("contact")]
    pages += [english.post("contact", name="Li", phone="1"), english.post("contact"), english.get("send")]
    english.send(photo())
    pages += [english.get("slip"), english.post("track", code="1", pin="2")]
    assert [left_in_chinese(page) for page in pages] == [set()] * len(pages)


def test_ones_own_case_is_english_at_every_stage(english, staff):
    english.file(body=TYPED, contact={"name": "Li"})
    matter = Matter.objects.select_related("case").get()
    code, left = matter.case.code, set()

    def look():
        for page in (
            ("case", code),
            ("readers", code),
            *(("act", code, name) for name in ("add", "rate", "object")),
        ):
            left.update(left_in_chinese(english.get(*page)))

    look()
    reveal(
        matter.case.parties.get().person, "name", by=staff.clerk, purpose="P01", case_code=code, assigned=True
    )
    way = {"outcome": "cannot", "result": "No", "cannot_basis": "Law", "turn_to": "Court"}
    matter = matters.sign(staff.dispatch(matter), by=staff.unit)
    look()
    matter = matters.resolve(matter, by=staff.unit, **way)
    matter = matters.verify(matter, by=staff.verifier, note="seen")
    matter = matters.answer(matter, by=staff.verifier, reply="answer")
    look()
    english.act(code, "object", note="no")
    look()
    assert left == set()


def test_chinese_left_in_a_page_is_found(door):
    assert "我要反映问题" in left_in_chinese(door.get("start"))
