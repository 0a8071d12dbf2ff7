"""Forms that speak plainly: our own words for what is missing or out of bounds, short enough to stand beside the field."""

from copy import copy
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from onedoor.kit.keys import uuid7
from onedoor.kit.problems import Problem

WRONG = {
    "max_length": _("最多%(limit_value)s个字，现在有%(show_value)s个"),
    "min_value": _("最少%(limit_value)s"),
    "max_value": _("最多%(limit_value)s"),
}
# What Django says of a choice that is none: a field with words of its own keeps them.
CHOOSING = (forms.ChoiceField, forms.ModelChoiceField, forms.ModelMultipleChoiceField)
USUAL = tuple(kind.default_error_messages["invalid_choice"] for kind in CHOOSING)


def speak_plainly(form: forms.Form) -> None:
    """Every field of the form says in our words what is wrong with it."""
    for field in form.fields.values():
        field.error_messages = {**field.error_messages, **WRONG, **_of_its_kind(field)}


def _of_its_kind(field) -> dict[str, str]:
    if isinstance(field, forms.BooleanField):
        return {"required": gettext("请勾选")}
    if isinstance(field, CHOOSING):
        told = {"required": gettext("请选一个")}
        if any(field.error_messages["invalid_choice"] is words for words in USUAL):
            told["invalid_choice"] = gettext("请从清单里选一个")
        return told
    told = {"required": gettext("请填写")}
    # Django's decimal field is a whole-number field as well.
    if isinstance(field, forms.FloatField | forms.DecimalField):
        told["invalid"] = gettext("请填一个数字")
    elif isinstance(field, forms.IntegerField):
        told["invalid"] = gettext("请填一个整数")
    return told


def tell_refusal(form: forms.Form, problem: Problem) -> None:
    """What the action refused, beside its field; where it names none, above the form."""
    named = problem.detail.get("field")
    form.add_error(named if named in form.fields else None, problem.message)


class PlainForm(forms.Form):
    """A form that speaks plainly."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        speak_plainly(self)


class OnceForm(PlainForm):
    """A form that makes something new: its key is its own, so that pressed twice it makes one."""

    key = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid7)
    sent_before = _("这张表刚才已经保存过一次，这次内容不同。要另建一份，请再按“保存”。")

    def take_key(self):
        """The key, apart from what was filled in."""
        return self.cleaned_data.pop("key") or uuid7()

    def tell(self, problem: Problem) -> None:
        """A key used for other words asks for one more press; anything else stands beside its field."""
        if problem.detail.get("key"):
            self.ask_again()
        else:
            tell_refusal(self, problem)

    def ask_again(self) -> None:
        """The way back and other words: sent once more, it is a new one."""
        again: Any = copy(self.data)
        again["key"] = str(uuid7())
        self.data = again
        self.add_error(None, self.sent_before)
