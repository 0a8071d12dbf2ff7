"""What is filled in about a leader's day."""

from django import forms
from django.utils.translation import gettext_lazy as _

from onedoor.kit.days import DayField
from onedoor.kit.plain_forms import PlainForm
from onedoor.posts.models import Post
from onedoor.reception.queries.leader_days import leaders_of
from onedoor.venues.models import Room


def _clock(label, initial):
    return forms.TimeField(
        label=label,
        initial=initial,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": _("请写成14:30这样的时间")},
    )


class LeaderDayForm(PlainForm):
    """领导接访日 — which office, when, where, how many."""

    post = forms.ModelChoiceField(Post.objects.none(), label=_("接访领导岗位"), empty_label=_("请选择"))
    office = forms.CharField(
        label=_("公示的职务"),
        required=False,
        max_length=60,
        help_text=_("例如“区委政法委书记”。只写职务，不写姓名；不填就用岗位名称。"),
    )
    day = DayField(label=_("日期"))
    opens = _clock(_("开始时间"), "09:00")
    closes = _clock(_("结束时间"), "11:30")
    place = forms.CharField(label=_("接访地点"), max_length=80)
    room = forms.ModelChoiceField(Room.objects.none(), label=_("场所"), required=False, empty_label=_("不选"))
    places = forms.IntegerField(label=_("接待批数"), min_value=1, max_value=60, initial=8)
    how = forms.CharField(
        label=_("怎样预约"),
        required=False,
        max_length=200,
        help_text=_("例如“当天到接访大厅登记，或提前拨打中心电话”。"),
    )

    def __init__(self, *args, org, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["post"].queryset = leaders_of(org)
        self.fields["room"].queryset = Room.objects.filter(centre__org=org, is_open=True)


class CancelForm(PlainForm):
    """取消 — why, which the notice tells."""

    reason = forms.CharField(label=_("取消的原因"), max_length=100)
