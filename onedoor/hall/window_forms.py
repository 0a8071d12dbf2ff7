"""What is filled in at a window: where somebody is passed on to, and the visitor's own code and PIN."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from onedoor.hall.models import Service, Window
from onedoor.hall.queries.window import sittings_of
from onedoor.posts.models import Staff

# What the picture on a slip holds is an address; the code stands in it.
SCANNED = re.compile(r"[?&]code=([0-9-]+)")


class WindowField(forms.ModelChoiceField):
    """A window by its number and by what is done there."""

    def label_from_instance(self, obj) -> str:
        return f"{obj} {obj.name}"


def chosen(field, found, label, nothing) -> forms.ModelChoiceField:
    """One of these, or nothing."""
    return field(found, label=label, required=False, empty_label=nothing)


class MoveForm(forms.Form):
    """转到别处 — a service, a window or a person; the place in line is kept."""

    prefix = "to"

    def __init__(self, *args, window: Window, **kwargs):
        super().__init__(*args, **kwargs)
        services = Service.objects.filter(centre=window.centre_id, is_open=True)
        # Only where somebody sits: nobody is sent to an empty place.
        others = sittings_of(window.centre).exclude(window=window)
        windows = Window.objects.filter(pk__in=others.values("window"))
        staff = Staff.objects.filter(pk__in=others.values("staff")).order_by("pk")
        self.fields["service"] = chosen(forms.ModelChoiceField, services, _("业务"), _("不变"))
        self.fields["window"] = chosen(WindowField, windows, _("窗口"), _("不指定"))
        self.fields["staff"] = chosen(forms.ModelChoiceField, staff, _("同事"), _("不指定"))


class KeyForm(forms.Form):
    """凭小票查看 — as they stand on the slip, or as a scanner reads them from it."""

    code = forms.CharField(
        label=_("编号"),
        max_length=200,
        error_messages={"required": _("请填写小票或回执上的编号。")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    pin = forms.CharField(
        label=_("查询码"),
        max_length=12,
        error_messages={"required": _("请填写编号旁边的查询码。")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )

    def clean_code(self) -> str:
        found = SCANNED.search(self.cleaned_data["code"])
        return (found[1] if found else self.cleaned_data["code"])[:40]
