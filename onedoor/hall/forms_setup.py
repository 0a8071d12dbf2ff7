"""What a hall's setup asks for."""

from contextlib import suppress

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onedoor.hall.models import Device, Policy, Printer, PriorityGroup, Service, Window
from onedoor.hall.printing.reach import Forbidden, addresses_of
from onedoor.posts.models import Staff

HEAVIEST = 9


class PolicyForm(forms.ModelForm):
    """The rules of the line."""

    class Meta:
        model = Policy
        fields = ("most_calls", "rejoin_after", "head_start", "is_always_open", "opens_at", "closes_at")
        widgets = {name: forms.TimeInput(attrs={"type": "time"}) for name in ("opens_at", "closes_at")}


class ServiceForm(forms.ModelForm):
    """One service."""

    class Meta:
        model = Service
        fields = (
            "name",
            "code",
            "letter",
            "about",
            "to_bring",
            "minutes",
            "needs_identity",
            "order",
            "is_open",
        )

    def clean_letter(self):
        return self.cleaned_data["letter"].upper()


class GroupForm(forms.ModelForm):
    """One priority group."""

    class Meta:
        model = PriorityGroup
        fields = ("name", "basis", "order", "is_active")


class WindowForm(forms.ModelForm):
    """One window, with a weight from 0 (not here) to 9 for each of the hall's services."""

    class Meta:
        model = Window
        fields = ("number", "name", "org", "is_low", "is_open")

    def __init__(self, *args, centre, **kwargs):
        super().__init__(*args, **kwargs)
        self.services = list(Service.objects.filter(centre=centre))
        held = dict(self.instance.offers.values_list("service", "weight")) if self.instance.pk else {}
        for service in self.services:
            self.fields[f"weight_{service.pk}"] = forms.IntegerField(
                label=f"{service.letter} {service.name}",
                min_value=0,
                max_value=HEAVIEST,
                initial=held.get(service.pk, 0),
                required=False,
            )

    def clean(self):
        told = super().clean()
        if not self.errors and not any(self.weights().values()):
            raise forms.ValidationError(_("请至少给一项业务填上权重，窗口才有事可办。"))
        return told

    def weights(self) -> dict[Service, int]:
        return {service: self.cleaned_data.get(f"weight_{service.pk}") or 0 for service in self.services}

    def weight_fields(self):
        return [self[f"weight_{service.pk}"] for service in self.services]


class SkillForm(forms.Form):
    """What somebody has been taught."""

    services = forms.ModelMultipleChoiceField(
        label=gettext_lazy("能办的业务"),
        queryset=Service.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("一项不选，就是所在窗口的业务都能办。"),
    )

    def __init__(self, *args, centre, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["services"].queryset = Service.objects.filter(centre=centre)


class SeatForm(forms.Form):
    """Who sits there."""

    staff = forms.ModelChoiceField(
        label=gettext_lazy("坐席人员"),
        queryset=Staff.objects.none(),
        required=False,
        empty_label=gettext_lazy("空着"),
    )
    whole_week = forms.BooleanField(label=gettext_lazy("本周工作日都这样"), required=False)
    both_halves = forms.BooleanField(label=gettext_lazy("上午、下午都是"), required=False)

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["staff"].queryset = people
        self.fields["staff"].label_from_instance = lambda staff: f"{staff} · {staff.org or '—'}"


class DeviceForm(forms.ModelForm):
    """One machine or screen."""

    class Meta:
        model = Device
        fields = ("kind", "name", "windows", "is_active")
        widgets = {"windows": forms.CheckboxSelectMultiple}
        help_texts = {"windows": gettext_lazy("叫号屏不选就显示全部窗口；评价器选它所在的那个窗口。")}

    def __init__(self, *args, centre, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["windows"].queryset = Window.objects.filter(centre=centre)
        self.fields["windows"].required = False

    def clean(self):
        told = super().clean()
        if told.get("kind") == Device.Kind.RATER and len(told.get("windows") or ()) != 1:
            self.add_error("windows", _("评价器要选一个窗口。"))
        return told


class PrinterForm(forms.ModelForm):
    """One receipt printer."""

    class Meta:
        model = Printer
        fields = (
            "name",
            "host",
            "port",
            "paper",
            "charset",
            "cuts",
            "draws",
            "devices",
            "at_desk",
            "is_active",
        )
        widgets = {"devices": forms.CheckboxSelectMultiple}

    def __init__(self, *args, centre, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["devices"].queryset = Device.objects.filter(centre=centre, kind=Device.Kind.KIOSK)
        self.fields["devices"].required = False

    def clean(self):
        told = super().clean()
        host, port = told.get("host"), told.get("port")
        # A machine that is not in the network yet may be written down.
        with suppress(OSError):
            try:
                if host and port:
                    addresses_of(host, port)
            except Forbidden as refused:
                self.add_error("host", _(str(refused)))
        return told
