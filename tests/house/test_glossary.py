"""Every word a page shows for a status, a step, a clock, a verb or a choice stands in docs/glossary.md."""

import re

import pytest
from django.apps import apps
from django.conf import settings
from django.utils.translation import override

from onedoor.matters.lifecycle import LIFECYCLE, Status
from onedoor.matters.limits import LIMITS
from onedoor.matters.steps import STEPS
from onedoor.posts.post_types import POST_TYPES
from onedoor.posts.verbs import VERBS

GLOSSARY = settings.ROOT / "docs" / "glossary.md"


def rows_of(text: str) -> list[tuple[str, str]]:
    """(term, word) of every table row; a row may give several terms between slashes."""
    cells = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line[:1] == "|"
    ]
    return [
        (term, row[1])
        for row in cells
        if row[0] != "术语" and not re.fullmatch("-+", row[0])
        for term in row[0].split(" / ")
    ]


def own_models():
    return [model for model in apps.get_models() if model.__module__.startswith("onedoor.")]


def labels_of_choices():
    """Every label that a model's field offers, with where it stands."""
    for model in own_models():
        for field in model._meta.concrete_fields:
            for _value, label in field.choices or ():
                yield str(label), f"{model.__name__}.{field.name}"


def labels_of_work():
    yield from ((str(status.label), f"Status.{status.name}") for status in Status)
    yield from ((str(move.label), f"LIFECYCLE {name}") for name, move in LIFECYCLE.moves.items())
    yield from ((str(step.label), f"STEPS {name}") for name, step in STEPS.items())
    yield from ((str(limit.label), f"LIMITS {limit.kind}") for limit in LIMITS)


def missing_from(text: str, labels) -> list[str]:
    terms = {term for term, _ in rows_of(text)}
    return [f"{label}（{place}）" for label, place in labels if label not in terms]


@pytest.fixture(autouse=True)
def chinese():
    with override("zh-hans"):
        yield


@pytest.fixture
def glossary():
    return GLOSSARY.read_text(encoding="utf-8")


def test_every_label_of_a_choice_stands_in_the_glossary(glossary):
    assert missing_from(glossary, labels_of_choices()) == []


def test_every_status_move_step_and_clock_stands_in_the_glossary(glossary):
    assert missing_from(glossary, labels_of_work()) == []


def test_every_verb_and_post_type_stands_in_the_glossary_with_its_code(glossary):
    wanted = {(str(words), code) for code, words in VERBS.items()}
    wanted |= {(str(kind.name), code) for code, kind in POST_TYPES.items()}
    assert wanted - set(rows_of(glossary)) == set()


def test_every_model_stands_in_the_glossary_under_the_term_of_its_docstring(glossary):
    wanted = {(model.__doc__.split(" — ")[0].strip(), model.__name__) for model in own_models()}
    found = {(term, word) for term, words in rows_of(glossary) for word in words.split(" / ")}
    assert wanted - found == set()


def test_every_row_is_whole(glossary):
    lines = [line for line in glossary.splitlines() if line.startswith("|")]
    assert [line for line in lines if line.count("|") != 5 or "| |" in line] == []


def test_a_label_that_is_not_there_is_found(glossary):
    planted = [("量子状态", "Matter.status"), ("已登记", "Matter.status")]
    assert missing_from(glossary, planted) == ["量子状态（Matter.status）"]
