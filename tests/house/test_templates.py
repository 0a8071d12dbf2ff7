"""Templates name only what their room may know, carry nothing inline, and speak through the translations."""

import re

import pytest

from tests.house.reading import FLOOR_OF, templates

TAG = re.compile(r"""{%-?\s*(extends|include|url|static)\s+["']([^"']+)["']""")
# Names that belong to everybody: sign-in, the frame, and what stands in for a live line.
OF_ALL = {"home", "account_login", "posts:account", "posts:choose", "live-now"}
# A name of a floor above, and why.
UPWARD = {
    (
        "onedoor/cases/templates/cases/reveal.html",
        "matters:matter",
    ): "the file of a case is, so far, that of its matter",
}
INLINE = re.compile(r"<script(?![^>]*\bsrc=)|<style|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|javascript:", re.I)
COMMENT = re.compile(r"{#.*?#}|{%\s*comment.*?endcomment\s*%}", re.S)
TRANSLATED = re.compile(r"{%\s*blocktranslate.*?endblocktranslate\s*%}|{%.*?%}|{{.*?}}", re.S)
CHINESE = re.compile(r"[\u4e00-\u9fff]+")
# Samples of every component, for whoever builds pages: nothing is sent from there, nobody else sees them.
SAMPLES = {"onedoor/config/templates/styleguide.html", "onedoor/config/templates/styleguide_portal.html"}
# The name of the language itself, for those who cannot read the page they are on.
SIGNS = {"中文"}


def room_of(path: str) -> str:
    return path.split("/")[1]


def strangers(path: str, text: str) -> list[str]:
    """What a template names though its room may not know of it: parts of any other room than `cases`, pages and
    styles of floors above. The frames and components of `config` are everybody's."""
    here = room_of(path)
    return [
        name
        for kind, name in TAG.findall(COMMENT.sub("", text))
        if here != "config" and (path, name) not in UPWARD and not known(here, kind, name)
    ]


def known(here: str, kind: str, name: str) -> bool:
    there = name.split(":")[0] if kind == "url" else name.split("/")[0]
    if there == here or name in OF_ALL:
        return True
    if kind == "url":
        return there in FLOOR_OF and FLOOR_OF[there] < FLOOR_OF[here]
    return there in ("cases", "onedoor") or "/" not in name


def unsafe(text: str) -> list[str]:
    """What the content security policy would block, and forms that would be refused."""
    forms = re.findall(r"<form(?=[^>]*method=\"post\").*?</form>", text, re.S | re.I)
    return INLINE.findall(text) + [form[:60] for form in forms if "csrf_token" not in form]


def untranslated(text: str) -> list[str]:
    return [word for word in CHINESE.findall(TRANSLATED.sub("", COMMENT.sub("", text))) if word not in SIGNS]


@pytest.mark.parametrize("path", templates())
def test_a_template_knows_only_its_room_and_the_frame(path):
    assert strangers(path, templates()[path]) == []


@pytest.mark.parametrize("path", sorted(set(templates()) - SAMPLES))
def test_a_template_is_safe(path):
    assert unsafe(templates()[path]) == []


@pytest.mark.parametrize("path", sorted(set(templates()) - SAMPLES))
def test_every_word_of_a_template_can_be_translated(path):
    assert untranslated(templates()[path]) == []


def test_every_exception_is_still_needed():
    assert [pair for pair in UPWARD if f'"{pair[1]}"' not in templates().get(pair[0], "")] == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('{% include "matters/_list.html" %}', ["matters/_list.html"]),
        ('{% extends "posts/form.html" %}', ["posts/form.html"]),
        ("{% url 'portal:start' %}", ["portal:start"]),
        ('{% url "matters:worklist" as there %}', ["matters:worklist"]),
        ('{% extends "base.html" %}{% include "notices/_x.html" %}{% url "posts:orgs" %}', []),
        ('{# {% include "matters/_list.html" %} #}', []),
    ],
)
def test_a_template_that_names_a_stranger_is_found(text, found):
    assert strangers("onedoor/notices/templates/notices/list.html", text) == found


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        '<p style="color: red">',
        '<a href="javascript:void(0)">',
        "<button onclick='go()'>",
        '<form class="x" method="post"><button></button></form>',
    ],
)
def test_what_the_policy_would_block_is_found(text):
    assert len(unsafe(text)) == 1


def test_what_the_policy_allows_is_not():
    assert (
        unsafe('<script src="x.js"></script><form method="post">{% csrf_token %}</form><td data-on="x">')
        == []
    )


def test_a_word_outside_the_translations_is_found():
    text = '<h1>事项</h1>{% translate "诉求" %}{% blocktranslate %}共{{ n }}件{% endblocktranslate %}{# 说明 #}{{ x|default:"无" }}'
    assert untranslated(text) == ["事项"]
