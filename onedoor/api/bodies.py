"""The bodies of steps, made from the very forms the pages use, so that a step asks for the same things at both doors."""

from typing import Literal

from django import forms
from django.utils import translation
from ninja import Schema
from pydantic import Field, create_model

from onedoor.api.schemas import NO_NUL, Strict
from onedoor.kit.steps import Step
from onedoor.matters.forms import PapersField


def body_of(name: str, step: Step) -> type[Schema]:
    """A strict schema with the form's fields; papers are sent beforehand, to the matter's own address for them."""
    title = "".join(part.title() for part in name.split("_")) + "In"
    # The description is one for all readers: Chinese, whoever happened to be the first to ask.
    with translation.override("zh-hans"):
        fields = {
            key: _described(key, field)
            for key, field in step.form.base_fields.items()
            if not isinstance(field, PapersField)
        }
    return create_model(title, __base__=Strict, __doc__=step.action.__doc__, **fields)


def _described(key: str, field: forms.Field):
    """(type, field) as the schema has it; what the form does not demand may be left out."""
    kind, limits = _type_of(field), _limits_of(field)
    words = "；".join(str(part) for part in (field.label or key, field.help_text) if part)
    if field.required:
        return kind, Field(description=words, **limits)
    return kind | None, Field(None, description=words, **limits)


def _type_of(field: forms.Field):
    if isinstance(field, forms.ModelMultipleChoiceField):
        return list[str]
    if isinstance(field, forms.ModelChoiceField):
        return str
    if isinstance(field, forms.BooleanField):
        return bool
    if isinstance(field, forms.IntegerField):
        return int
    if isinstance(field, forms.ChoiceField):
        return Literal[tuple(value for value, _label in field.choices)]
    return str


def _limits_of(field: forms.Field) -> dict:
    """What the form will demand, said beforehand."""
    if isinstance(field, forms.IntegerField):
        return {"ge": field.min_value, "le": field.max_value}
    if isinstance(field, forms.ModelMultipleChoiceField):
        return {"max_length": 50}
    if isinstance(field, forms.CharField):
        shortest = {"min_length": 1} if field.required else {}
        return {"pattern": NO_NUL, "max_length": field.max_length or 40, **shortest}
    if isinstance(field, forms.ModelChoiceField):
        return {"pattern": NO_NUL, "max_length": 40}
    return {}


def form_data(sent: dict) -> dict:
    """What was sent, as the form reads it."""
    return {key: value for key, value in sent.items() if value is not None}
