"""What the officer fills in of the roster and of the standard."""

from django import forms
from django.utils.translation import gettext_lazy as _

from onedoor.aid.models.lawyer import Topic
from onedoor.kit.plain_forms import PlainForm
from onedoor.posts.models import Tenure
from onedoor.posts.tenures import live


class Seats(forms.ModelChoiceField):
    """Who sits in a lawyer's chair today."""

    def label_from_instance(self, obj):
        return f"{obj.staff.name}（{obj.post.org}）"


class RosterForm(PlainForm):
    """一位律师 — chosen by the chair they sit in."""

    seat = Seats(Tenure.objects.none(), label=_("律师"), empty_label=_("请选择"))
    topics = forms.MultipleChoiceField(
        label=_("擅长领域"), choices=Topic.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    languages = forms.CharField(label=_("会说的语言"), max_length=60, required=False)
    firm = forms.CharField(
        label=_("执业机构"),
        max_length=80,
        required=False,
        help_text=_("写法要一致：同一机构的律师不会分别承办对立的两方。"),
    )
    licensed_on = forms.DateField(
        label=_("执业起始日"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("可能判处无期徒刑、死刑的案件，只指派有三年以上相关执业经历的律师（第二十六条）。"),
    )
    is_full = forms.BooleanField(label=_("暂不接新案"), required=False)
    is_active = forms.BooleanField(label=_("在册"), required=False, initial=True)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        seats = Tenure.objects.filter(
            live(), staff__is_active=True, post__type__verbs__contains=["aid.advise"]
        )
        self.fields["seat"].queryset = seats.select_related("staff", "post__org").order_by("staff__name")

    def told(self) -> dict:
        told = dict(self.cleaned_data)
        seat = told.pop("seat")
        return told | {"post": seat.post, "staff": seat.staff}


class StandardForm(PlainForm):
    """经济困难标准 — as published."""

    since = forms.DateField(label=_("自哪一天起"), widget=forms.DateInput(attrs={"type": "date"}))
    monthly = forms.IntegerField(label=_("每人每月收入（元）"), min_value=1, max_value=100_000)
    basis = forms.CharField(label=_("依据的文件"), max_length=120)
