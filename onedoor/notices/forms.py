"""What people fill in about being told."""

from django import forms
from django.utils.translation import gettext_lazy as _

from onedoor.notices.models import Channel, Subscription


class WordingForm(forms.Form):
    """告知文字 — one step's words."""

    text = forms.CharField(
        label=_("发给居民的话"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("请写下要告诉居民的话。")},
    )
    is_sent = forms.BooleanField(label=_("到这一步时发短信"), required=False)


class ContactForm(forms.Form):
    """联系方式 — where one wants to be told besides in the page; what is left empty stays as it was."""

    channel = forms.ChoiceField(choices=Channel, widget=forms.HiddenInput)
    address = forms.CharField(
        label=_("地址或号码"),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    is_on = forms.BooleanField(label=_("发给我"), required=False)


class SubscriptionForm(forms.ModelForm):
    """每日摘要 — when, and where to."""

    class Meta:
        model = Subscription
        fields = ("is_on", "at", "email")
        widgets = {"at": forms.TimeInput(attrs={"type": "time"}, format="%H:%M")}
        help_texts = {
            "email": _("写办公邮箱，不写私人邮箱。信里只有编号和期限，没有事情的内容。"),
            "at": _("工作日到这个时间生成。"),
        }
