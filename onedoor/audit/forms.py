"""The auditor's search."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from onedoor.audit.models import AccessLog
from onedoor.kit.days import DayField
from onedoor.kit.digits import whole_number
from onedoor.posts.models import Staff

USUAL_DAYS, MOST_DAYS = 7, 366


class LogForm(forms.Form):
    """查询条件 — by day, act, staff number and case code; never by anybody's name."""

    since = DayField(label=_("从"))
    until = DayField(label=_("到"))
    kind = forms.ChoiceField(
        label=_("行为"), required=False, choices=[("", _("全部")), *AccessLog.Kind.choices]
    )
    staff = forms.CharField(label=_("工号或用户名"), required=False, max_length=150)
    case_code = forms.CharField(label=_("案卷编号"), required=False, max_length=20)

    def __init__(self, asked):
        """The days that nobody named are the last week's, and are shown."""
        today = timezone.localdate()
        usual = {"since": f"{today - timedelta(days=USUAL_DAYS - 1):%Y-%m-%d}", "until": f"{today:%Y-%m-%d}"}
        super().__init__({**usual, **{name: value for name, value in asked.items() if value}})

    def clean_staff(self):
        asked = self.cleaned_data["staff"].strip()
        if not asked:
            return None
        numbered = Staff.objects.filter(pk=whole_number(asked))
        staff = numbered.first() or Staff.objects.filter(username__iexact=asked).first()
        if staff is None:
            raise forms.ValidationError(_("没有这个工号或用户名。"))
        return staff.pk

    def clean_case_code(self):
        return self.cleaned_data["case_code"].strip().upper()

    def clean(self):
        facts = super().clean()
        if self.errors:
            return facts
        if facts["since"] > facts["until"]:
            self.add_error("since", _("开始日期不能晚于结束日期。"))
        elif (facts["until"] - facts["since"]).days > MOST_DAYS:
            self.add_error("since", _("一次最多查一年：请缩短起止日期。"))
        return facts
