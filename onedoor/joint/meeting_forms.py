"""What people fill in about meetings: the invitation, the agenda, the minutes, what was decided."""

from datetime import datetime

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from onedoor.cases.duties import MOST_DAYS
from onedoor.cases.numbering import as_printed
from onedoor.joint.forms import UnitsField
from onedoor.kit.days import DayField
from onedoor.kit.plain_forms import OnceForm, PlainForm
from onedoor.posts.models import Org


class MeetingForm(OnceForm):
    """联席会议 — when, where, with which units."""

    name = forms.CharField(
        label=_("会议名称"), max_length=40, widget=forms.TextInput(attrs={"autofocus": True})
    )
    day = DayField(label=_("开会日期"))
    time = forms.TimeField(
        label=_("开会时间"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": _("请写成14:30这样的时间")},
    )
    venue = forms.CharField(label=_("地点"), max_length=60)
    orgs = UnitsField(_("参会单位"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["time"].error_messages["invalid"] = gettext("请写成14:30这样的时间")

    def told(self) -> dict:
        told = dict(self.cleaned_data)
        at = datetime.combine(told.pop("day"), told.pop("time"))
        return told | {"at": timezone.make_aware(at), "orgs": list(told["orgs"])}


class TopicForm(PlainForm):
    """提出议题 — a general one, or a case by its code."""

    title = forms.CharField(label=_("议题"), max_length=100, required=False)
    code = forms.CharField(
        label=_("或者案卷编号"), max_length=30, required=False, help_text=_("例如261123-000-0042")
    )

    def clean_code(self):
        return as_printed(self.cleaned_data["code"])

    def clean(self):
        told = super().clean()
        if not told.get("title", "").strip() and not told.get("code"):
            self.add_error("title", gettext("请写明议题，或者填案卷编号。"))
        return told


class MinutesForm(PlainForm):
    """纪要 — what was said on one item; or it waits."""

    minutes = forms.CharField(
        label=_("纪要"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    postponed = forms.BooleanField(label=_("留待下次"), required=False)


class DecisionForm(PlainForm):
    """议定事项 — who does what, within how many working days."""

    org = forms.ModelChoiceField(
        Org.objects.none(), label=_("责任单位"), to_field_name="code", empty_label=_("请选择")
    )
    words = forms.CharField(label=_("要做什么"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    days = forms.IntegerField(
        label=_("时限（工作日）"),
        min_value=1,
        max_value=MOST_DAYS,
        initial=5,
        error_messages={"invalid": _("请填一个整数")},
    )

    def __init__(self, *args, meeting, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["days"].error_messages["invalid"] = gettext("请填一个整数")
        called = meeting.attendances.values("org")
        self.fields["org"].queryset = Org.objects.filter(pk__in=called) | Org.objects.filter(
            pk=meeting.host_id
        )
        self.fields["org"].error_messages["invalid_choice"] = gettext("请从参会单位里选一个")


class ExportForm(PlainForm):
    """用途 — what minutes leave the house for."""

    reason = forms.CharField(
        label=_("用途"),
        max_length=150,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("写明给谁、做什么用，例如“发给参会单位逐项落实”。会记入日志。"),
    )


class ReasonForm(PlainForm):
    """理由 — why something is taken back."""

    reason = forms.CharField(label=_("理由"), max_length=300)
