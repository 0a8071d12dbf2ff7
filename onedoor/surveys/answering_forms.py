"""A page that asks what a simple form asks: text, numbers, days, choices and notes. What has conditions, photos or
repeated parts is for a collecting app."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from onedoor.kit.days import DayField
from onedoor.kit.plain_forms import OnceForm, speak_plainly
from onedoor.surveys.questions import Question, kept

ASKED_HERE = ("text", "integer", "decimal", "date", "one", "many")
# A text or a list by its kind, but asked in a way that only an app has.
NOT_HERE = ("range", "rank", "time")


def is_simple(version) -> bool:
    """Whether a page can ask it."""
    return all(
        _is_simple(one) if one.is_asked else one.is_plain or one.kind == "moment" or one.sort == "today"
        for one in kept(version)
    )


def _is_simple(question: Question) -> bool:
    listed = question.kind not in ("one", "many") or bool(question.choices)
    return question.is_plain and question.kind in ASKED_HERE and question.sort not in NOT_HERE and listed


class AnsweringForm(OnceForm):
    """答卷 — one field a question, named by number: what a form calls its questions is not known to be a name of a field."""

    def __init__(self, *args, version, **more):
        super().__init__(*args, **more)
        self.questions = [one for one in kept(version) if one.is_asked or one.kind == "note"]
        for place, question in enumerate(self.questions):
            if question.is_asked:
                self.fields[f"q{place}"] = _field_of(question)
        speak_plainly(self)

    @property
    def lines(self):
        """Notes and fields in their order."""
        for place, question in enumerate(self.questions):
            yield question, self[f"q{place}"] if question.is_asked else None

    def told(self) -> dict[str, str]:
        """Each answer in the letters that a phone would send."""
        found = {
            question.path: _letters(self.cleaned_data[f"q{place}"])
            for place, question in enumerate(self.questions)
            if question.is_asked
        }
        return {path: text for path, text in found.items() if text}


def _letters(value) -> str:
    if isinstance(value, list):
        return " ".join(value)
    if isinstance(value, Decimal):
        return f"{value:f}"
    return "" if value is None else str(value)


def _field_of(question: Question) -> forms.Field:
    told: dict[str, Any] = {
        "label": question.label,
        "help_text": question.hint,
        "required": question.is_needed,
    }
    if question.kind == "one":
        given = [("", _("不填")), *question.choices] if not question.is_needed else question.choices
        return forms.ChoiceField(choices=given, widget=forms.RadioSelect, **told)
    if question.kind == "many":
        return forms.MultipleChoiceField(
            choices=question.choices, widget=forms.CheckboxSelectMultiple, **told
        )
    if question.kind == "integer":
        return forms.IntegerField(min_value=-(10**15), max_value=10**15, **told)
    if question.kind == "decimal":
        return forms.DecimalField(max_digits=20, decimal_places=6, **told)
    if question.kind == "date":
        return DayField(**told)

    return forms.CharField(max_length=2000, **told)
