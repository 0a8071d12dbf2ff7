"""What a person fills in to take a step of supervision."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from onedoor.posts.models import Org
from onedoor.supervision.lifecycle import Rung
from onedoor.supervision.limits import MOST_DAYS


def _words(label, help_text="", rows=4, most=2000):
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=most, widget=area, help_text=help_text)


class EmptyForm(forms.Form):
    """A step that asks nothing."""


class RaiseForm(forms.Form):
    """发起督办 — with whom, on which rung, and why."""

    org = forms.ModelChoiceField(Org.objects.none(), label=_("督办对象"), empty_label=None)
    rung = forms.ChoiceField(label=_("督办方式"), widget=forms.RadioSelect)
    reason = _words(
        _("督办事由"), _("写清办到哪一步、慢在哪里、要求单位做什么；会写在督办单上。"), rows=5, most=1000
    )
    days = forms.IntegerField(
        label=_("几个工作日内回复"),
        min_value=1,
        max_value=MOST_DAYS,
        required=False,
        help_text=_("不填的，督办单2个工作日，挂牌督办5个工作日；催办不用回复。"),
    )

    def __init__(self, *args, units, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["org"].queryset = units
        self.fields["rung"].choices = [
            (Rung.REMINDER, _("催办：提醒一下，单位知悉即可")),
            (Rung.LETTER, _("督办单：有文号，单位须书面回复")),
            (Rung.LISTED, _("挂牌督办：列入挂牌清单，办好才摘牌")),
            (Rung.INTERVIEW, _("约谈：请单位负责人来谈，记纪要")),
        ]
        self.fields["rung"].initial = Rung.REMINDER


class ReplyForm(forms.Form):
    reply = _words(_("单位回复"), _("已经做了什么，还差什么，哪一天办好。"), rows=6)


class AskAgainForm(forms.Form):
    note = _words(_("哪里没有说清楚"), most=500)


class LiftForm(forms.Form):
    reason = _words(_("解除理由"), most=500)


class InterviewForm(forms.Form):
    """约谈记录."""

    held_at = forms.DateTimeField(
        label=_("约谈时间"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        initial=timezone.localtime,
    )
    place = forms.CharField(label=_("约谈地点"), max_length=100)
    present = forms.CharField(label=_("到场人员及职务"), max_length=200, help_text=_("只写单位来谈的人。"))
    minutes = _words(_("约谈纪要"), _("指出了什么问题，单位怎样说明，定下什么要求、哪一天办好。"), rows=6)


class RuleForm(forms.Form):
    """督办规则 — only the numbers that the rule has."""

    is_on = forms.TypedChoiceField(
        label=_("启用"),
        choices=[("yes", _("启用")), ("no", _("停用"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    times = forms.IntegerField(label=_("满几次"), min_value=2, max_value=9)
    days = forms.IntegerField(label=_("几个工作日内回复"), min_value=1, max_value=MOST_DAYS)
    reason = forms.CharField(label=_("改动的理由"), max_length=200)

    def __init__(self, *args, rule, **kwargs):
        kept = {"is_on": "yes" if rule.is_on else "no", "times": rule.times, "days": rule.days}
        super().__init__(*args, initial=kept, prefix=rule.code, **kwargs)
        for name, number in (("times", rule.kind.times), ("days", rule.kind.days)):
            if not number:
                del self.fields[name]
