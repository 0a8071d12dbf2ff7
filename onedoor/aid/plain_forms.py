"""Forms that speak plainly: our own words for what is missing or out of bounds."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from onedoor.kit.keys import uuid7

WRONG = {
    "max_length": _("最多%(limit_value)s个字，现在有%(show_value)s个"),
    "min_value": _("最少%(limit_value)s"),
    "max_value": _("最多%(limit_value)s"),
}


class PlainForm(forms.Form):
    """Missing and wrong in plain words."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            choosing = isinstance(field, forms.ChoiceField | forms.ModelChoiceField)
            words = gettext("请选一个") if choosing else gettext("请填写")
            number = {"invalid": gettext("请填一个整数")} if isinstance(field, forms.IntegerField) else {}
            chosen = {"invalid_choice": gettext("请从清单里选一个")} if choosing else {}
            field.error_messages = {**field.error_messages, **WRONG, **number, **chosen, "required": words}


class OnceForm(PlainForm):
    """A form that makes something new: its key is its own, so that pressed twice it makes one."""

    key = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid7)

    def take_key(self):
        """The key, apart from what was filled in."""
        return self.cleaned_data.pop("key") or uuid7()

    def ask_again(self) -> None:
        """The way back and other words: sent once more, it is a new one."""
        self.data = self.data.copy()
        self.data["key"] = str(uuid7())
        self.add_error(None, gettext("这张表刚才已经保存过一次，这次内容不同。要另登记一次，请再按一次。"))
