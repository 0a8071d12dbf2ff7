"""The frame around every page: the post one acts in, the way to the others, the rooms it may enter."""

import re
from pathlib import Path

import pytest
from django.template import Context, Template
from django.template.loader import get_template, render_to_string
from django.urls import reverse

from onedoor.config.styleguide import sample

CONFIG = Path(__file__).parents[1]
INLINE = re.compile(r"\sstyle=|<style|<script(?![^>]*\ssrc=)|\son[a-z]+=|javascript:", re.IGNORECASE)
ASKED_ICON = re.compile(r'(?:icon="|<c-icon name="|icons\.svg" %}#)([a-z_]+)"')


def test_frame_names_the_post_and_offers_the_others(client, town):
    actor = town.actor("clerk")
    town.seat(actor.staff, town.post("verifier", title="核查岗"))

    page = town.login(client, actor).get(reverse("worktime:calendar")).content.decode()

    shown = page[page.index('class="post-now"') : page.index("</details>")]
    assert [str(actor.post) in shown, "核查岗" in shown, f'action="{reverse("posts:switch")}"' in shown] == [
        True
    ] * 3


def test_frame_when_there_is_one_post_offers_no_switch(client, town):
    page = town.login(client, town.actor("clerk")).get(reverse("worktime:calendar")).content.decode()

    assert ('class="post-now"' in page, 'class="post-fixed"' in page) == (False, True)


def test_navigation_shows_only_what_the_post_may_open(client, town):
    def rooms(actor):
        page = town.login(client, actor).get(reverse("worktime:calendar")).content.decode()
        return re.findall(r'<a href="([^"]+)"', page[page.index('class="rail"') : page.index("</nav>")])

    log = reverse("audit:log")
    assert [log in rooms(town.actor("auditor")), log in rooms(town.actor("clerk"))] == [True, False]


def test_navigation_marks_where_one_is(client, town):
    page = town.login(client, town.actor("clerk")).get(reverse("worktime:calendar")).content.decode()

    assert re.findall(r'<a href="([^"]+)" aria-current="page"', page) == [reverse("worktime:calendar")]


@pytest.mark.parametrize("name", ["styleguide.html", "styleguide_portal.html"])
def test_components_carry_no_inline_script_or_style(rf, name):
    page = render_to_string(name, sample(), request=rf.get("/"))

    assert INLINE.findall(page) == []


def test_inline_styles_are_found_when_there_are_some():
    assert len(INLINE.findall('<p style="x"><a onclick="y"><script>z</script>')) == 3


def test_components_show_what_was_typed_as_text_and_not_as_markup():
    page = Template(
        '<c-stat label="{{ typed }}" value="1" /><c-state status="{{ typed }}" label="{{ typed }}" />'
    )

    assert "<script>" not in page.render(Context({"typed": '"><script>alert(1)</script>'}))


def test_server_error_page_stands_without_a_request():
    assert "系统出了差错" in get_template("500.html").render()


def missing_icons(pages: list[str]) -> list[str]:
    sprite = (CONFIG / "static/onedoor/icons.svg").read_text()
    asked = {icon for page in pages for icon in ASKED_ICON.findall(page)}
    return sorted(icon for icon in asked if f'id="{icon}"' not in sprite)


def test_every_icon_asked_for_is_in_the_sprite():
    assert missing_icons([page.read_text() for page in CONFIG.parent.rglob("*.html")]) == []


def test_an_icon_that_is_not_in_the_sprite_is_found():
    assert missing_icons(
        ['<c-button icon="unicorn">', '<c-icon name="clockwork" />', '<c-icon name="ok" />']
    ) == [
        "clockwork",
        "unicorn",
    ]
