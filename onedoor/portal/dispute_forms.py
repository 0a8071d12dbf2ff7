"""What residents fill in to have a dispute mediated, and as a side of one: few fields, plain words."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from onedoor.audit.origin import origin
from onedoor.cases.keys import why_not_proven
from onedoor.cases.models import Slip
from onedoor.cases.numbering import as_printed
from onedoor.kit.plain_forms import PlainForm
from onedoor.kit.problems import NotValid
from onedoor.mediation.models import Offer
from onedoor.persons.cards import LONGEST_ADDRESS, LONGEST_NAME, clean
from onedoor.portal import disputing


def words(label, missing, rows=5, most=2000, help_text="", required=True):
    told = {"required": missing}
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label,
        max_length=most,
        widget=area,
        required=required,
        error_messages=told,
        help_text=help_text,
    )


class AboutForm(PlainForm):
    """第一步 — what it is about; what belongs to another door is answered with that door."""

    type = forms.ChoiceField(label=_("是哪一类事？"), choices=[("", _("请选一个")), *disputing.PLAIN])
    facts = words(
        _("事情的经过"),
        "",
        help_text=_("什么时候、在哪里、怎么回事。对方以后看得到这一段；只想让调解员知道的，不要写在这里。"),
    )
    claims = words(_("您希望怎么解决"), "", rows=2, help_text=_("例如：修好水管，赔三千元。"), required=False)
    region = forms.ChoiceField(
        label=_("事情在哪个村、社区"), required=False, help_text=_("说不清就空着，工作人员会问您。")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["region"].choices = [("", _("不清楚")), *disputing.villages()]

    def clean_type(self):
        code = self.cleaned_data["type"]
        if refusal := disputing.right_door(code):
            raise forms.ValidationError(refusal)
        return code


class WhoForm(PlainForm):
    """第二步 — who applies, whom with, and how each can be reached."""

    name = forms.CharField(
        label=_("您的姓名"),
        max_length=LONGEST_NAME,
        help_text=_("调解要知道是谁和谁。不要您的身份证号。"),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    phone = forms.CharField(
        label=_("您的电话"),
        max_length=30,
        help_text=_("告诉您开会的时间。对方看不到。"),
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )
    is_protected = forms.BooleanField(
        label=_("我担心安全，或者不方便让家里人知道"),
        required=False,
        help_text=_("勾上以后：不寄信、不上门，只用您下面写的办法联系您。对方不知道您勾了这一项。"),
    )
    safe_contact = forms.CharField(
        label=_("怎样联系您最稳妥"),
        required=False,
        max_length=200,
        help_text=_("例如：只在上午打电话，别发短信，别跟接电话的别人说是什么事。只有调解员看得到。"),
    )
    other_name = forms.CharField(label=_("对方的姓名或者单位名称"), max_length=LONGEST_NAME)
    other_is_org = forms.BooleanField(label=_("对方是单位、公司、店铺"), required=False)
    other_phone = forms.CharField(
        label=_("对方的电话"),
        required=False,
        max_length=30,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "tel"}),
    )
    other_address = forms.CharField(
        label=_("到哪里能找到对方"),
        required=False,
        max_length=LONGEST_ADDRESS,
        help_text=_("电话、住处至少写一样，我们好去问对方愿不愿意调解。"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean(self):
        told = super().clean()
        for name in ("name", "phone", "other_name", "other_phone", "other_address"):
            self._tidy(told, name)
        if not (told.get("other_phone") or told.get("other_address") or self.errors):
            self.add_error("other_address", gettext("对方的电话、住处至少写一样。"))
        if told.get("is_protected") and not told.get("safe_contact"):
            self.add_error("safe_contact", gettext("请写怎样联系您最稳妥。"))
        return told

    def _tidy(self, told, name: str) -> None:
        try:
            told[name] = clean(name.removeprefix("other_"), told[name]) if told.get(name) else ""
        except NotValid as problem:
            self.add_error(name, problem.message)


class DisputeSendForm(PlainForm):
    """第三步 — once more, and under the slip in hand, if there is one."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    slip = forms.CharField(
        label=_("小票编号"),
        required=False,
        max_length=40,
        help_text=_("已经在大厅取过号的才填；没有的空着，发送以后给您一个。"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    pin = forms.CharField(
        label=_("小票上的查询码"),
        required=False,
        max_length=12,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )

    def clean(self):
        """A slip is known by its PIN; one with a case already belongs to that case."""
        told = super().clean()
        code, pin = (told.get("slip") or "").strip(), told.pop("pin", "") or ""
        if not code:
            return told
        waits = Slip.objects.filter(code=as_printed(code), case=None).exists()
        if refusal := why_not_proven(code, pin=pin, proof="", address=origin().address):
            self.add_error("pin", refusal)
        elif not waits:
            self.add_error("slip", gettext("这张小票不能再用来登记，请把小票栏空着，另给一个编号。"))
        return told


class ReadForm(PlainForm):
    """A press and nothing to fill in."""


class YesNoForm(PlainForm):
    """A word of one's own to one question."""

    is_yes = forms.TypedChoiceField(
        label=_("您的意见"),
        choices=[("yes", _("同意")), ("no", _("不同意"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": _("请选一个")},
    )


class MediatorForm(YesNoForm):
    """Whether this mediator is accepted; why not is nobody's business."""

    mediator = forms.ChoiceField(label=_("哪一位调解员"), widget=forms.RadioSelect)
    field_order = ("mediator", "is_yes")

    def __init__(self, *args, chosen, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["mediator"].choices = [(str(one.pk), str(one)) for one in chosen]
        self.fields["mediator"].initial = str(chosen[0].pk) if chosen else None


class AnotherDateForm(PlainForm):
    """Another date, and why; the reason stays with whoever mediates."""

    session = forms.ChoiceField(label=_("哪一次"), widget=forms.RadioSelect)
    reason = words(_("为什么来不了，什么时候能来"), "", rows=3, most=500, help_text=_("只有调解员看得到。"))

    def __init__(self, *args, sessions, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["session"].choices = sessions
        self.fields["session"].initial = sessions[0][0] if sessions else None


class MessageForm(PlainForm):
    """给调解员留言."""

    text = words(_("想对调解员说的话"), "", most=2000, help_text=_("只有您和调解员看得到，对方看不到。"))


class HandInForm(PlainForm):
    """交材料 — for everybody, or for the mediator alone."""

    name = forms.CharField(label=_("这是什么材料"), max_length=100, help_text=_("例如：欠条、收据、照片。"))
    upload = forms.FileField(
        label=_("选照片或者PDF"),
        widget=forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png,image/webp,application/pdf"}),
        help_text=_("一次一份。原件自己留好，开会时带来。"),
    )
    for_whom = forms.ChoiceField(
        label=_("给谁看"),
        choices=[("mediator", _("只给调解员看，对方看不到")), ("all", _("各方都可以看"))],
        initial="mediator",
        widget=forms.RadioSelect,
    )


class OfferForm(PlainForm):
    """提方案 — it goes to whoever mediates, and to the other side only through them."""

    kind = forms.ChoiceField(label=_("提什么"), choices=Offer.Kind.choices, widget=forms.RadioSelect)
    amount = forms.DecimalField(
        label=_("多少钱（元）"),
        required=False,
        min_value=0,
        max_digits=12,
        decimal_places=2,
        help_text=_("付款的才填。"),
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )
    words = words(_("怎么做、什么时候"), "", rows=3, most=1000, required=False)


class DoneForm(YesNoForm):
    """Whether anything is left to do."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["is_yes"].choices = [("yes", gettext("没有要办的了")), ("no", gettext("还有没有做到的"))]


class TakeBackForm(PlainForm):
    """收回方案 — which of one's own."""

    offer = forms.ChoiceField(label=_("收回哪一个"), widget=forms.RadioSelect)

    def __init__(self, *args, offers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["offer"].choices = offers
        self.fields["offer"].initial = offers[0][0] if offers else None


class AnswerForm(YesNoForm):
    """答复方案 — once."""

    offer = forms.ChoiceField(label=_("哪一个方案"), widget=forms.RadioSelect)
    field_order = ("offer", "is_yes")

    def __init__(self, *args, offers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["offer"].choices = offers
        self.fields["offer"].initial = offers[0][0] if offers else None
        self.fields["is_yes"].choices = [("yes", gettext("接受")), ("no", gettext("不接受"))]
