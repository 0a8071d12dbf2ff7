"""What the keepers of the library fill in: an item, a screen, what is shown there."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from onedoor.guide.files import MB, MOST
from onedoor.guide.models import Item
from onedoor.kit.days import DayField
from onedoor.kit.keys import uuid7
from onedoor.kit.plain_forms import PlainForm
from onedoor.venues.models import Centre

Kind = Item.Kind
ACCEPTED = {
    Kind.LEAFLET: "application/pdf,.pdf",
    Kind.VIDEO: "video/mp4,video/webm,.mp4,.webm",
    Kind.PICTURE: "image/*",
}
FILE_WORDS = {
    Kind.LEAFLET: _("PDF，最多%(most)sMB，不带脚本和附件。"),
    Kind.VIDEO: _("MP4（H.264）或WebM，最多%(most)sMB。宣传屏默认静音，请给视频配字幕。"),
    Kind.PICTURE: _("JPG、PNG或WebP，最多%(most)sMB；横屏、竖屏都会完整显示。"),
}
BODY_WORDS = {
    Kind.ARTICLE: _("空一行是新的一段；行首写“# ”是小标题，写“- ”是列表。不写姓名、电话等个人情况。"),
    Kind.LEAFLET: _("折页里主要的话，给屏幕上看和用读屏软件听的人；写法和文章一样。"),
    Kind.VIDEO: _("视频里说了什么，给听不见的人看。"),
    Kind.PICTURE: _("海报上写了什么，给看不见的人听。"),
}


class ItemForm(PlainForm):
    """宣传资料 — its words, its days, its file; `kind` stands when it is begun."""

    key = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid7)
    title = forms.CharField(label=_("标题"), max_length=60)
    topic = forms.ChoiceField(label=_("主题"), choices=Item.Topic.choices)
    source = forms.CharField(label=_("发布单位"), max_length=80, help_text=_("谁说的，例如“区司法局”。"))
    language = forms.ChoiceField(label=_("语言"), choices=Item.Language.choices)
    summary = forms.CharField(label=_("一句话介绍"), max_length=120, required=False)
    body = forms.CharField(
        label=_("正文"), max_length=6000, required=False, widget=forms.Textarea(attrs={"rows": 12})
    )
    valid_from = DayField(label=_("有效期起"), initial=timezone.localdate)
    valid_to = DayField(label=_("有效期止"), required=False, help_text=_("不填就一直有效。"))
    upload = forms.FileField(label=_("文件"), required=False)
    cover = forms.FileField(
        label=_("封面图片"), required=False, help_text=_("资料架上看到的图片；没有就显示标题。")
    )

    def __init__(self, *args, kind, has_file=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["body"].help_text = BODY_WORDS[kind]
        if kind == Kind.ARTICLE:
            del self.fields["upload"]
            self.fields["body"].required = True
        else:
            upload = self.fields["upload"]
            upload.required, upload.help_text = not has_file, FILE_WORDS[kind] % {"most": MOST[kind] // MB}
            upload.widget.attrs["accept"] = ACCEPTED[kind]
        if kind == Kind.PICTURE:
            del self.fields["cover"]
        else:
            self.fields["cover"].widget.attrs["accept"] = "image/*"

    def words(self) -> dict:
        """What is kept as words, apart from key and files."""
        return {name: v for name, v in self.cleaned_data.items() if name not in ("key", "upload", "cover")}


class ScreenForm(PlainForm):
    """宣传屏 — where it hangs and what it is called."""

    centre = forms.ModelChoiceField(Centre.objects.none(), label=_("中心"), empty_label=None)
    name = forms.CharField(label=_("屏幕名称"), max_length=40, help_text=_("例如“一楼大厅东侧”。"))
    has_sound = forms.BooleanField(
        label=_("视频放声音"), required=False, help_text=_("不勾就静音播放。浏览器要允许自动播放声音。")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["centre"].queryset = Centre.objects.open()


class HourField(forms.TimeField):
    """钟点 — chosen or typed as 08:30."""

    def __init__(self, **more):
        super().__init__(
            required=False,
            widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            error_messages={"invalid": _("请写成08:30这样的时间。")},
            **more,
        )


class ShowingForm(PlainForm):
    """播放 — which item, how long a page stays, between which hours."""

    item = forms.ModelChoiceField(Item.objects.none(), label=_("资料"), empty_label=None)
    seconds = forms.IntegerField(
        label=_("每页秒数"),
        min_value=5,
        max_value=600,
        initial=15,
        help_text=_("视频放完为止。"),
        error_messages={"min_value": _("最少5秒"), "max_value": _("最多600秒")},
    )
    from_hour = HourField(label=_("每天起"))
    to_hour = HourField(label=_("每天止"), help_text=_("两个都不填就整天播放。"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["item"].queryset = Item.objects.in_order()
