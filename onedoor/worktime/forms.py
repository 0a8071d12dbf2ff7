"""What the keeper of the calendar fills in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from onedoor.kit.days import DayField

WHY = _("写明依据，例如通告的名称和文号；会记入改动记录。")


class DayForm(forms.Form):
    """设定日期 — the district's own rest day or working day."""

    date = DayField(label=_("日期"))
    is_workday = forms.TypedChoiceField(
        label=_("这一天"),
        choices=[("rest", _("休息")), ("work", _("上班"))],
        coerce=lambda value: value == "work",
        widget=forms.RadioSelect,
        initial="rest",
    )
    name = forms.CharField(label=_("名称"), max_length=40, help_text=_("例如：全区停电检修"))
    reason = forms.CharField(label=_("理由"), max_length=200, help_text=WHY)


class ReasonForm(forms.Form):
    """撤销自定日期 — why."""

    reason = forms.CharField(label=_("理由"), max_length=200)


class PublishForm(forms.Form):
    """确认年度通知 — by its document number."""

    source = forms.CharField(
        label=_("放假通知文号"), max_length=80, help_text=_("例如：国办发明电〔2025〕7号")
    )
    reason = forms.CharField(label=_("说明"), max_length=200, help_text=_("例如：已逐日录入并核对"))
