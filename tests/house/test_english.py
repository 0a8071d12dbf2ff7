"""The interface in English: complete, with every placeholder, and without Chinese between the data."""

import ast
import html
import json
import re

import polib
import pytest
from django.apps import apps
from django.conf import settings
from django.db import models
from django.test import Client
from django.urls import get_resolver, reverse

from onedoor.api.views import SAMPLE
from onedoor.config.doors import DOORS, EVERYONE, SIGNED_IN, SIGNED_IN_NO_POST
from onedoor.guide.queries.decisions import checked, laws
from onedoor.matters.lifecycle import LIFECYCLE
from onedoor.matters.steps import STEPS
from onedoor.notices.wording import STEPS as TOLD
from onedoor.posts.verbs import VERBS
from tests.house.reading import calls, shipped, templates
from tests.house.sentences import said, said_in_code, said_in_template, unheard_names
from tests.house.test_doors import addresses
from tests.house.test_templates import COMMENT, SAMPLES, TRANSLATED
from tests.house.walking import Walk
from tests.people import CAST

CATALOGUE = settings.LOCALE_PATHS[0] / "en" / "LC_MESSAGES" / "django.po"
CHINESE = re.compile(r"[\u3001-\u303f\u3400-\u9fff\uff00-\uffef]+")
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[a-z%]|</?\w+[^>]*>")
# Chinese that stays: a language's own name, the number of a notice of state, a place in an example.
KEPT = {"简体中文", "国办发明电〔2025〕7号", "进步巷社区"}
# What the guide of the API quotes: a statute, a term, and somebody's words.
QUOTED = {"信访工作条例", "逐级呈报", *json.loads(SAMPLE).values()}
# What residents are sent is Chinese, whoever reads the page of the words.
QUOTED |= {step.text for step in TOLD.values()}
# The guide cites Chinese laws by their names.
QUOTED |= {checked(), *laws(), *laws().values()}
# A sign of the language escaped where it already was: readers would see its code.
DOUBLY_ESCAPED = re.compile(r"&amp;(?:#\w+|quot|lt|gt|amp);")
# The way back for those who read no English, on every page.
SIGNS = {"中文"}
# Addresses that answer with something other than a page; and the phones' app, whose words are Chinese only (0037).
NO_PAGES = {"api:openapi-json", "api:api-root", "places:map", "places:children", "matters:communities"}
NO_PAGES |= {"field:app", "field:phones"}


def entries():
    return polib.pofile(str(CATALOGUE))


def english_of(entry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def untranslated(pairs, catalogue) -> list[str]:
    known = {
        (entry.msgctxt or "", entry.msgid)
        for entry in catalogue
        if all(english_of(entry)) and not entry.fuzzy and not entry.obsolete
    }
    return sorted(msgid for context, msgid in pairs if (context, msgid) not in known)


def misread(catalogue) -> list[str]:
    """Sentences whose English lost or gained a placeholder or a tag, or still holds Chinese."""
    return [
        entry.msgid
        for entry in catalogue
        for text in filter(None, english_of(entry))
        if set(PLACEHOLDER.findall(text)) != set(PLACEHOLDER.findall(entry.msgid)) or chinese_in(text, KEPT)
    ]


def chinese_in(text: str, known) -> list[str]:
    for word in sorted(known, key=len, reverse=True):
        text = text.replace(word, " ")
    return CHINESE.findall(text)


# ---------------------------------------------------------------- the catalogue


def test_everything_said_is_translated():
    assert untranslated(said(), entries()) == []


def test_nothing_is_translated_that_nobody_says():
    known = said()
    assert [entry.msgid for entry in entries() if (entry.msgctxt or "", entry.msgid) not in known] == []


def test_the_english_keeps_every_placeholder_and_no_chinese():
    assert misread(entries()) == []


def test_every_name_of_translation_is_heard_when_words_are_collected():
    assert {path: names for path, text in shipped().items() if (names := unheard_names(text))} == {}


def test_a_missing_translation_is_found():
    catalogue = polib.POFile()
    catalogue.append(polib.POEntry(msgid="一", msgstr="one"))
    catalogue.append(polib.POEntry(msgid="二", msgstr=""))
    catalogue.append(polib.POEntry(msgid="三", msgstr="thirty", flags=["fuzzy"]))
    catalogue.append(polib.POEntry(msgid="四", msgid_plural="四", msgstr_plural={0: "four", 1: ""}))
    assert untranslated({("", "一"), ("", "二"), ("", "三"), ("", "四"), ("五", "一")}, catalogue) == [
        "一",
        "三",
        "二",
        "四",
    ]


def test_a_lost_placeholder_and_left_chinese_are_found():
    catalogue = polib.POFile()
    catalogue.append(polib.POEntry(msgid="共%(n)s件", msgstr="%(n)s in all"))
    catalogue.append(polib.POEntry(msgid="共%(m)s件", msgstr="all"))
    catalogue.append(polib.POEntry(msgid="办结", msgstr="Close 办结"))
    catalogue.append(polib.POEntry(msgid="停", msgstr="Stop。"))
    assert misread(catalogue) == ["共%(m)s件", "办结", "停"]


def test_every_way_of_saying_is_found():
    code = (
        "from django.utils.translation import gettext as _, ngettext, pgettext_lazy, gettext_noop as _later\n"
        "_('甲' '乙'); ngettext('丙', '丙', n); pgettext_lazy('丁', '戊'); _(name); str('己'); _later('庚')"
    )
    assert said_in_code(code) == {("", "甲乙"), ("", "丙"), ("丁", "戊"), ("", "庚")}
    assert unheard_names(code) == ["_later"]
    template = (
        '{% load i18n %}{% translate "甲" %}{% translate "乙" context "丙" %}{{ x|default:_("丁") }}'
        "{% blocktranslate count n=n trimmed %}\n 戊{{ n }}\n{% plural %}己{{ n }}{% endblocktranslate %}"
    )
    assert said_in_template(template) == {("", "甲"), ("丙", "乙"), ("", "丁"), ("", "戊%(n)s")}


REFUSALS = {"Problem", "NotAllowed", "NotFound", "NotNow", "NotValid", "ValidationError"}
NOTICES = {"success", "info", "warning", "error"}


def bare_words(text: str) -> list[str]:
    """Chinese that a refusal or a message says past the translations."""
    spoken = [arg for name, call in calls(text) if name in REFUSALS | NOTICES for arg in call.args]
    return [ast.unparse(arg) for arg in spoken if not isinstance(arg, ast.Call) and is_bare(arg)]


def is_bare(node) -> bool:
    if isinstance(node, ast.BinOp):
        return is_bare(node.left)
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    return any(isinstance(part, ast.Constant) and CHINESE.search(str(part.value)) for part in parts)


def test_every_refusal_and_message_can_be_translated():
    assert {path: words for path, text in shipped().items() if (words := bare_words(text))} == {}


def test_a_bare_refusal_is_found():
    code = "NotValid('太长'); NotNow(_('晚了')); messages.info(r, f'共{n}件'); Problem('共%s件' % n); NotFound(_('无%s') % n)"
    assert bare_words(code) == ["'太长'", "f'共{n}件'", "'共%s件' % n"]


# ---------------------------------------------------------------- marks between the words


def bare_marks(text: str) -> list[str]:
    """Chinese punctuation of a template outside its translations: an English page would show it."""
    return re.findall(r"[、。，：；（）“”《》]", TRANSLATED.sub("", COMMENT.sub("", text)))


@pytest.mark.parametrize("path", sorted(set(templates()) - SAMPLES))
def test_every_mark_of_a_template_can_be_translated(path):
    assert bare_marks(templates()[path]) == []


def test_a_bare_mark_is_found():
    assert bare_marks('{{ a }}：{% translate "无。" %}{# （ #}{{ b|join:_("、") }}') == ["："]


# ---------------------------------------------------------------- the pages


def pages(audiences) -> list[str]:
    """Addresses without parameters that answer GET and are for these audiences, or for whoever holds a verb."""
    return [
        reverse(name)
        for name, converters in addresses(get_resolver().url_patterns)
        if not converters
        and name not in NO_PAGES
        and (who := DOORS[name].get("GET"))
        and (who in audiences or isinstance(who, tuple))
    ]


def readable(page: str) -> str:
    """What a reader sees or is read aloud: text and attributes, without scripts and the styles of pictures."""
    text = re.sub(r"<(script|style)\b.*?</\1>|<!--.*?-->", " ", page, flags=re.S)
    return html.unescape(text)


def data() -> set[str]:
    """All Chinese in the tables of the house: names, places, sentences of people."""
    found = SIGNS | KEPT | QUOTED
    for model in apps.get_models():
        if model.__module__.startswith("onedoor."):
            for field in model._meta.concrete_fields:
                if isinstance(field, models.CharField | models.TextField):
                    found |= {str(value) for value in model.objects.values_list(field.name, flat=True)}
    return {word for word in found if CHINESE.search(word)}


def left_in(page: str, known) -> list[str]:
    # A page may break a long text, or cut it: each of its lines counts, and so does its beginning.
    lines = {line for word in known for line in word.splitlines() if line}
    return chinese_in(readable(page), lines)


def read_all(browser, addresses_, known, method="GET") -> dict[str, list[str]]:
    found = {}
    for address in addresses_:
        answer = browser.generic(method, address)
        if answer.headers["Content-Type"].startswith("text/html"):
            page = answer.content.decode()
            assert ('<html lang="zh' in page, DOUBLY_ESCAPED.findall(page)) == (False, []), address
            if words := left_in(page, known):
                found[address] = words
    return found


@pytest.fixture
def matters(town):
    """One matter handled and answered, one waiting for an instruction, one just registered."""
    walk = Walk(town)
    return [walk.to_start_of(name) for name in ("close", "instruct", "accept", "sign")]


def test_every_page_of_everybody_is_english(town):
    browser = Client(headers={"accept-language": "en"})
    addresses_ = pages({EVERYONE})
    assert read_all(browser, addresses_, data()) == {}


@pytest.mark.parametrize("kind", sorted(CAST))
def test_every_page_of_a_post_is_english(kind, town, matters):
    browser = town.login(Client(headers={"accept-language": "en"}), town.actor(kind, region=town.district))
    files = [reverse("matters:matter", args=[matter.case.code]) for matter in matters]
    assert read_all(browser, pages({SIGNED_IN, SIGNED_IN_NO_POST}) + files, data()) == {}


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_every_step_is_asked_refused_and_taken_in_english(method, town, matters):
    """By somebody who may do all of it: forms, the mistakes in them, refusals, and what a step leaves behind."""
    browser = town.login(Client(headers={"accept-language": "en"}), town.actor_with(*VERBS))
    steps = [
        reverse("matters:step", args=[one.case.code, step])
        for one in matters
        for step in STEPS
        if step not in LIFECYCLE.moves or step in LIFECYCLE.open_from(one.status)
    ]
    files = [reverse("matters:matter", args=[one.case.code]) for one in matters]
    assert read_all(browser, steps, data(), method) == {}
    assert read_all(browser, files, data()) == {}


def test_a_chinese_word_on_an_english_page_is_found(town):
    known = data()
    assert left_in(f"<p title='承办'>{town.centre.name}：3 matters</p><button>中文</button>", known) == [
        "承办",
        "：",
    ]


def test_the_page_says_which_language_it_is_in(client):
    assert [
        re.search(
            r'<html lang="([^"]+)"', client.get("/", headers={"accept-language": wish}).content.decode()
        )[1]
        for wish in ("zh-CN", "en-GB", "fr")
    ] == ["zh-Hans", "en", "zh-Hans"]
