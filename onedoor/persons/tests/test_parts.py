"""The part of a page between the mask and the full value."""

import re

import pytest
from django.template.loader import render_to_string

from onedoor.persons.actions import enter
from onedoor.persons.forms import RevealForm


@pytest.fixture
def person(town):
    return enter("张三", "13800001234", by=town.actor("clerk"))


def part(**context) -> str:
    return render_to_string("persons/_party_field.html", {"field": "phone", "part_id": "p1", **context})


def test_the_part_shows_the_mask_and_asks_the_purpose(town, person):
    form = RevealForm(by=town.actor("clerk"), field="phone", assigned=False)
    html = part(mask=person.masked_phone, form=form, action="/somewhere/")
    assert ("138****1234" in html, "13800001234" in html, 'action="/somewhere/"' in html) == (
        True,
        False,
        True,
    )
    assert re.findall(r'<(?:input|select|textarea)[^>]* name="(\w+)"', html) == ["field", "purpose", "reason"]


def test_assigned_work_asks_nothing_but_a_press(town, person):
    form = RevealForm(by=town.actor("handler"), field="phone", assigned=True)
    html = part(mask=person.masked_phone, form=form, action="/somewhere/")
    shown = [
        tag for tag in re.findall(r"<(?:input|select|textarea)[^>]*>", html) if 'type="hidden"' not in tag
    ]
    assert (shown, "P01" in html) == ([], True)


def test_a_revealed_value_stands_alone(person):
    html = part(mask=person.masked_phone, text="13800001234")
    assert ("13800001234" in html, "<form" in html, "已记入查阅日志" in html) == (True, False, True)


def test_nothing_kept_means_nothing_to_reveal(town, person):
    form = RevealForm(by=town.actor("clerk"), field="identity", assigned=True)
    html = part(mask=person.masked_identity, form=form, action="/somewhere/")
    assert ("—" in html, "<form" in html) == (True, False)


def test_a_part_needs_no_inline_style_or_script(town, person):
    form = RevealForm(by=town.actor("clerk"), field="phone", assigned=False)
    html = part(mask=person.masked_phone, form=form, action="/somewhere/")
    assert re.findall(r"<script|style=|onclick", html) == []
