"""What the schema, the forms, the imports and the words of the house must not be able to hold about a person.

The line is drawn in docs/decisions: no trait that is nobody's business, no score, level, tag or list of persons.
"""

import ast
import pkgutil
import re
from importlib import import_module
from pathlib import Path

import polib
from django import forms
from django.apps import apps
from django.contrib.postgres.fields import ArrayField, HStoreField
from django.db import models

import onedoor
from onedoor.kit.forbidden import forbidden_in
from onedoor.persons.models import Person

ROOT = Path(onedoor.__file__).parent
WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
JUDGING = set(
    "warning warnings alert alerts alarm score scores level levels rank ranking grade grades rating flag flags tag tags label labels watch risk danger points colour color".split()
)
JUDGING_CHINESE = ("等级", "级别", "评分", "积分", "分值", "颜色", "标签", "风险", "危险", "预警", "名单")
NUMBERS = (models.IntegerField, models.FloatField, models.DecimalField, models.DurationField)
BAGS = (models.JSONField, HStoreField, ArrayField)
ORDERED = re.compile(
    r"^(高|中|低|较高|较低|极高|一级|二级|三级|[一二三四五甲乙丙]类|[红橙黄蓝绿]色?|high|medium|low|red|orange|yellow|blue|green|[0-9]+|[A-E])$",
    re.I,
)
ABOUT = {"person", "party", "household", "family"}
BAG_COLUMNS = {"key", "value", "attribute", "property", "attr", "extra"}
# Registers hold things; of people, those who receive a service, each purpose in a table of its own.
SERVICES = {"ElderVisit", "DisabilitySupport", "CommunityHelp"}
# Masks are kept in the open, so that lists need not open seals: their columns are the only ones that may be.
PERSON_FIELDS = set(
    "id name_sealed phone_sealed identity_sealed address_sealed name_mask phone_mask identity_mask "
    "identity_index phone_index source created_at merged_into".split()
)


def words_in(name: str) -> set[str]:
    return {word.lower() for word in WORD.findall(name)}


def judges(name: str, words) -> bool:
    return bool(words_in(name) & JUDGING) or any(sign in str(words) for sign in JUDGING_CHINESE)


def flat(choices):
    """Values and labels in turn, groups opened."""
    for value, label in choices or ():
        if isinstance(label, (list, tuple)):
            yield from flat([(value, value), *label])
        else:
            yield from (str(value), str(label))


def spoken_by_model(model) -> list[str]:
    """Every word by which a model or a column of it is known."""
    said = [model.__name__, model._meta.db_table, str(model._meta.verbose_name)]
    for field in own_fields(model):
        said += [
            field.name,
            # The key of a machine of the hall (`device_id`) is nobody's telephone.
            "" if field.remote_field and _target(field) == "device" else field.column or "",
            str(field.verbose_name),
            str(field.help_text)[:20],
            *flat(field.choices),
        ]
    return [word for word in said if word]


def own_fields(model):
    return [*model._meta.local_fields, *model._meta.local_many_to_many]


def spoken_by_form(form) -> list[str]:
    said = [form.__name__]
    for name, field in form.base_fields.items():
        choices = (
            field.choices
            if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField)
            else ()
        )
        said += [name, str(field.label or ""), *(flat(choices) if not callable(choices) else ())]
    return [word for word in said if word]


def about_persons(model) -> list:
    """The relations by which a model points at a person, or at somebody's part in a case."""
    return [field for field in own_fields(model) if field.remote_field and _target(field) in ABOUT]


def _target(field) -> str:
    model = field.remote_field.model
    return (model if isinstance(model, str) else model.__name__).rpartition(".")[2].lower()


def names_a_person(field) -> bool:
    """A key of a person kept without a relation."""
    return not field.remote_field and bool(
        words_in(field.name) & {"person", "persons", "party", "resident", "household", "subject"}
    )


def breaches_of_model(model) -> list[str]:
    where, fields = model.__name__, own_fields(model)
    found = [f"{where}: {word} — {why}" for word, why in forbidden_in(spoken_by_model(model))]
    pointing = about_persons(model)
    if judges(where, model._meta.verbose_name) and (pointing or any(map(names_a_person, fields))):
        found.append(f"{where}: judges, and points at a person")
    if where in ("Person", "Household", "Family"):
        found += [f"{where}.{f.name}: a number about a person" for f in fields if isinstance(f, NUMBERS)]
        found += [
            f"{where}.{f.name}: not in the catalogue of a person's fields"
            for f in fields
            if f.name not in PERSON_FIELDS
        ]
    if pointing or where in ("Person", "Household", "Family"):
        found += [
            f"{where}.{f.name}: a bag of anything about a person" for f in fields if isinstance(f, BAGS)
        ]
        found += [f"{where}.{f.name}: ranks a person" for f in fields if _ranks(f)]
        if {f.name for f in fields} & BAG_COLUMNS:
            found.append(f"{where}: free attributes of a person")
    return found


def breaches_of_register(model) -> list[str]:
    """A register of things may not come to hold people by the back door: neither by a relation nor by a key."""
    if model.__name__ in SERVICES:
        return []
    keys = [field for field in own_fields(model) if names_a_person(field)]
    return [
        f"{model.__name__}.{field.name}: a person in a register of things"
        for field in [*about_persons(model), *keys]
    ]


def _ranks(field) -> bool:
    labels = list(flat(field.choices))[1::2] if field.choices else []
    return judges(field.name, field.verbose_name) or sum(bool(ORDERED.match(label)) for label in labels) >= 2


def breaches_of_form(form) -> list[str]:
    return [f"{form.__name__}: {word} — {why}" for word, why in forbidden_in(spoken_by_form(form))]


def breaches_of_headings(name: str, headings) -> list[str]:
    return [f"{name}: {heading} — {why}" for heading, why in forbidden_in(headings)]


def breaches_of_words(catalogue) -> list[str]:
    """Labels in a translation file; sentences may name what is not kept in order to say so."""
    labels = [
        text
        for entry in catalogue
        if not all(source.endswith("kit/forbidden.py") for source, _line in entry.occurrences or [("", "")])
        for text in (entry.msgid, entry.msgstr)
        if not re.search(r"[。；：，.;:,?？]", text)
    ]
    return [f"{label} — {why}" for label, why in forbidden_in(labels)]


def breaches_of_migration(source: str) -> list[str]:
    """Names of columns and models that ever were; SQL inside triggers is no name."""
    constants = [
        node.value
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    return [f"{word} — {why}" for word, why in forbidden_in(word for word in constants if len(word) <= 60)]


def own_models():
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model.__module__.startswith("onedoor.")
    ]


def own_modules():
    names = [found.name for found in pkgutil.walk_packages(onedoor.__path__, "onedoor.")]
    return [
        import_module(name)
        for name in names
        if not re.search(r"\.(tests|migrations|wsgi|commands)(\.|$)", name)
    ]


def own_forms():
    def below(form):
        for child in form.__subclasses__():
            yield child
            yield from below(child)

    own_modules()
    return sorted(
        {form for form in below(forms.BaseForm) if form.__module__.startswith("onedoor.")},
        key=lambda form: form.__name__,
    )


def import_headings():
    """By name of the constant: whatever a module calls HEADINGS, or …_HEADINGS, is what an import understands."""
    return {
        f"{module.__name__}.{name}": list(value)
        for module in own_modules()
        for name, value in vars(module).items()
        if re.fullmatch(r"(\w+_)?HEADINGS", name) and isinstance(value, (dict, list, set, frozenset, tuple))
    }


def translations():
    return {str(path.relative_to(ROOT)): polib.pofile(str(path)) for path in ROOT.rglob("*.po")}


def migrations():
    return {str(path.relative_to(ROOT)): path.read_text() for path in ROOT.glob("*/migrations/0*.py")}


def person_fields() -> set[str]:
    return {field.name for field in Person._meta.get_fields() if not field.auto_created}
