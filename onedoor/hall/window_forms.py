"""What is filled in at a window: where somebody is passed on to, and the visitor's own code and PIN."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from onedoor.hall.models import Service, Window
from onedoor.hall.queries.window import sittings_of
from onedoor.posts.models import Staff

# What the picture on a slip holds is an address; the code stands in it.
SCANNED = re.compile(r"[?&]code=([0-9-]+)")


class MoveForm(forms.Form):
    """转到别处 — a service, a window or a person; the place in line is kept."""

    service = forms.ModelChoiceField(
        Service.objects.none(), label=_("业务"), required=False, empty_label=_("不变")
    )
    window = forms.ModelChoiceField(
        Window.objects.none(), label=_("窗口"), required=False, empty_label=_("不指定")
    )
    staff = forms.ModelChoiceField(
        Staff.objects.none(), label=_("同事"), required=False, empty_label=_("不指定")
    )

    def __init__(self, *args, window: Window, **kwargs):
        super().__init__(*args, prefix="to", **kwargs)
        of_hall = {"centre": window.centre_id}
        self.fields["service"].queryset = Service.objects.filter(**of_hall, is_open=True)
        self.fields["window"].queryset = Window.objects.filter(**of_hall, is_open=True).exclude(pk=window.pk)
        self.fields["window"].label_from_instance = lambda one: f"{one} {one.name}"
        others = sittings_of(window.centre).exclude(window=window)
        self.fields["staff"].queryset = Staff.objects.filter(pk__in=others.values("staff")).order_by("pk")


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
