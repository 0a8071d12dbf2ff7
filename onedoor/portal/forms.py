"""What residents fill in: few fields, plain words, and sentences that say what to do."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from onedoor.kit.problems import NotValid
from onedoor.matters.forms import ManyFiles
from onedoor.matters.models import Category, Kind
from onedoor.persons.cards import LONGEST_NAME, clean

KINDS = [
    (Kind.HELP, _("求助：有困难，请帮忙解决")),
    (Kind.COMPLAINT, _("投诉：对服务或做法不满意")),
    (Kind.SUGGESTION, _("建议：有好主意")),
    (Kind.CONSULT, _("咨询：想问清楚政策、手续")),
    (Kind.REPORT, _("举报：有人违反规定")),
    (Kind.DISPUTE, _("纠纷：和别人有矛盾，请人调解")),
    (Kind.HAZARD, _("隐患：有危险的地方或东西")),
    (Kind.ERRAND, _("代办：请人帮忙跑腿办手续")),
]


class PhotosField(forms.FileField):
    """照片 — several at once; whether each can be taken is judged when it is filed."""

    def __init__(self, help_text):
        widget = ManyFiles(attrs={"accept": "image/jpeg,image/png,image/webp"})
        super().__init__(label=_("照片"), help_text=help_text, required=False, widget=widget)

    def clean(self, data, initial=None):
        return [file for file in (data or []) if file]


def _words(label, missing, rows=5, most=500, help_text=""):
    told = {"required": missing}
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label, max_length=most, widget=area, error_messages=told, help_text=help_text
    )


class CategoryField(forms.CharField):
    """分类 — the code of a category that is in use; anything else counts as no choice."""

    def clean(self, value):
        value = super().clean(value)
        leaves = Category.objects.valid(timezone.localdate()).leaves()
        return value if value and leaves.filter(code=value).exists() else ""


class WhatForm(forms.Form):
    """什么事 — the first page."""

    body = _words(
        _("是什么事？"),
        _("请写下是什么事，几个字也可以。"),
        rows=6,
        most=2000,
        help_text=_("想到什么写什么：什么事、什么时候开始的、希望怎么解决。"),
    )
    kind = forms.ChoiceField(label=_("您希望"), choices=KINDS, initial=Kind.HELP)
    category = CategoryField(label=_("您说的是不是"), required=False)


class ContactForm(forms.Form):
    """怎么联系您 — nobody has to say who they are."""

    name = forms.CharField(
        label=_("怎么称呼您"),
        required=False,
        max_length=LONGEST_NAME,
        help_text=_("例如：张先生、李阿姨。"),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    phone = forms.CharField(
        label=_("电话"),
        required=False,
        max_length=30,
        help_text=_("有不明白的地方，好打电话问您。"),
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )
    no_sms = forms.BooleanField(
        label=_("不要给我发短信"),
        required=False,
        help_text=_(
            "不勾选的话，受理、答复等几步会发短信告诉您；短信里没有您的姓名和事情的内容，随时可以不要。"
        ),
    )

    def clean_name(self):
        return self._clean("name")

    def clean_phone(self):
        return self._clean("phone")

    def _clean(self, field: str) -> str:
        text = self.cleaned_data[field].strip()
        try:
            return clean(field, text) if text else ""
        except NotValid as problem:
            raise forms.ValidationError(problem.message) from problem


class SendForm(forms.Form):
    """核对并发送 — the last page."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    category = CategoryField(label=_("您说的是不是"), required=False)
    photos = PhotosField(_("可以不传。最多5张，照片里的拍摄地点会自动去掉。"))


class TrackForm(forms.Form):
    """查询 — code and PIN as they stand on the slip."""

    code = forms.CharField(
        label=_("编号"),
        max_length=40,
        error_messages={"required": _("请填写回执上的编号。")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "text"}),
    )
    pin = forms.CharField(
        label=_("查询码"),
        max_length=12,
        help_text=_("回执上编号旁边的数字，6位或8位。输错5次，要等24小时。"),
        error_messages={"required": _("请填写回执上的查询码。")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )


class AddForm(forms.Form):
    """补充 — more words, more photos, or both."""

    note = forms.CharField(
        label=_("想补充的话"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 5})
    )
    photos = PhotosField(_("一次最多5张，照片里的拍摄地点会自动去掉。"))

    def clean(self):
        data = super().clean()
        if not data.get("note") and not data.get("photos"):
            raise forms.ValidationError(_("请写几个字，或选一张照片。"))
        return data


class ObjectForm(forms.Form):
    """没有解决 — what is still wrong."""

    note = _words(_("哪里还没有解决？"), _("请写下哪里还没有解决，几个字也可以。"))


class ReviewForm(forms.Form):
    """申请复查 — why the answer does not convince."""

    note = _words(_("为什么不服这个答复？"), _("请写下不服的理由，几个字也可以。"))


class AidObjectForm(forms.Form):
    """法律援助异议 — why the decision does not convince."""

    words = _words(_("为什么不同意这个决定？"), _("请写下不同意的理由，几个字也可以。"), most=2000)


class AidRateForm(forms.Form):
    """评价法律援助 — one press and send."""

    stars = forms.TypedChoiceField(
        label=_("对法律援助的评价"),
        coerce=int,
        choices=[(5, _("很满意")), (4, _("满意")), (3, _("一般")), (2, _("不满意")), (1, _("很不满意"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("请选一个")},
    )
