"""The bodies of steps, made from the very forms the pages use, so that a step asks for the same things at both doors."""

from typing import Literal

from django import forms
from ninja import Schema
from pydantic import Field, create_model

from onedoor.api.schemas import Strict
from onedoor.kit.steps import Step
from onedoor.matters.forms import PapersField


def _type_of(field: forms.Field):
    if isinstance(field, forms.ModelMultipleChoiceField):
        return list[str]
    if isinstance(field, forms.ModelChoiceField):
        return str
    if isinstance(field, forms.BooleanField):
        return bool
    if isinstance(field, forms.IntegerField):
        return int
    if isinstance(field, forms.ChoiceField) and field.choices:
        return Literal[tuple(str(value) for value, _label in field.choices)]
    return str


def body_of(name: str, step: Step) -> type[Schema]:
    """A strict schema with the form's fields; papers are sent by the page, not by this interface."""
    fields = {}
    for key, field in step.form.base_fields.items():
        if isinstance(field, PapersField):
            continue
        kind, words = _type_of(field), str(field.label or key)
        limits = {"max_length": field.max_length} if isinstance(field, forms.CharField) and field.max_length else {}
        if field.required:
            fields[key] = (kind, Field(description=words, **limits))
        else:
            fields[key] = (kind | None, Field(None, description=words, **limits))
    title = "".join(part.title() for part in name.split("_")) + "In"
    return create_model(title, __base__=Strict, **fields)


def form_data(step: Step, sent: dict) -> dict:
    """What was sent, as the form reads it."""
    return {key: value for key, value in sent.items() if value is not None}
