"""What the legal aid room fills in: an application and an advice on one screen each, and each step that asks for something."""

from django import forms
from django.utils.translation import gettext_lazy as _

from onedoor.aid.applying import Asked, Notice, Told, Who
from onedoor.aid.law import BY_NOTICE, PAPERS, Ending, Exempt, Ground, Group, Kind, Urgency, Via, Withdrawal
from onedoor.aid.limits import SUPPLY
from onedoor.aid.models import Advice, Lawyer
from onedoor.aid.models.lawyer import Topic
from onedoor.aid.queries.applications import hearings_of, is_supply_over
from onedoor.aid.queries.lawyers import offered_to
from onedoor.cases.forms import SlipForm
from onedoor.cases.models import Case
from onedoor.kit.plain_forms import OnceForm, PlainForm
from onedoor.kit.problems import NotValid
from onedoor.kit.templatetags.onedoor_kit import local_time
from onedoor.persons.cards import clean as clean_card

APPLIED_FOR = [choice for choice in Kind.choices if choice[0] not in BY_NOTICE]
VIAS = [choice for choice in Via.choices if choice[0] != Via.NOTICE]
OPEN_SECRECY = [choice for choice in Case.Secrecy.choices if choice[0] in ("normal", "family", "minor")]
CARD = ("name", "phone", "identity")


def area(label, rows=3, required=True, most=2000, **more):
    """Several lines of words."""
    box = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=most, required=required, widget=box, **more)


class SidesForm(SlipForm, OnceForm):
    """Who asks, and who is on the other side: sealed, and known again only by their fingerprints."""

    sent_before = _("这张表刚才已经保存过一次，这次内容不同。要另登记一次，请再按一次。")
    slip = forms.CharField(
        label=_("小票编号"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("取过号的，沿用小票上的编号；没有的不填，登记后给一个。"),
    )
    name = forms.CharField(label=_("姓名"), required=False, max_length=40)
    phone = forms.CharField(label=_("电话"), required=False, max_length=30)
    identity = forms.CharField(label=_("证件号码"), required=False, max_length=30)
    card_seen = forms.BooleanField(label=_("已核对证件原件"), required=False)
    other_name = forms.CharField(
        label=_("对方姓名"),
        required=False,
        max_length=40,
        help_text=_("用来核对律师是否应当回避，加密保存。"),
    )
    other_phone = forms.CharField(label=_("对方电话"), required=False, max_length=30)
    other_identity = forms.CharField(label=_("对方证件号码"), required=False, max_length=30)
    other_card_seen = forms.BooleanField(label=_("号码出自证件或者法律文书"), required=False)

    def clean(self):
        told = super().clean()
        for side in ("", "other_"):
            if any(told.get(f"{side}{field}") for field in CARD):
                self._clean_side(told, side)
        return told

    def _clean_side(self, told, side: str):
        for field in CARD:
            try:
                told[f"{side}{field}"] = clean_card(field, told.get(f"{side}{field}", ""))
            except NotValid as problem:
                self.add_error(f"{side}{field}", problem.message)

    def who(self) -> Who:
        return Who(self._side(""), self._side("other_"))

    def _side(self, side: str) -> dict | None:
        told = self.cleaned_data
        if not told.get(f"{side}name"):
            return None
        return {field: told[f"{side}{field}"] for field in (*CARD, "card_seen")}

    def plain(self) -> dict:
        """What was filled in besides the two sides."""
        sides = {f"{side}{field}" for side in ("", "other_") for field in (*CARD, "card_seen")}
        return {name: value for name, value in self.cleaned_data.items() if name not in sides | {"key"}}


class ApplicationForm(SidesForm):
    """法律援助申请 — everything on one screen; what is missing of papers is told all at once afterwards."""

    kind = forms.ChoiceField(label=_("援助事项"), choices=[("", _("请选择")), *APPLIED_FOR])
    facts = area(_("事情的经过和要求"), 5, most=4000)
    urgency = forms.ChoiceField(label=_("紧急情形"), choices=Urgency.choices, required=False)
    via = forms.ChoiceField(label=_("怎样提出"), choices=VIAS, required=False)
    organ = forms.CharField(label=_("办案机关、监管场所"), max_length=60, required=False)
    custody_at = forms.DateTimeField(
        label=_("被羁押的，本人提出申请的时间"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}),
        help_text=_("办案机关、监管场所、值班律师应当在24小时内转交（《法律援助法》第三十九条）。"),
    )
    by_agent = forms.BooleanField(label=_("由他人代为申请"), required=False)
    exempt = forms.ChoiceField(label=_("免予核查的情形"), choices=Exempt.choices, required=False)
    household = forms.IntegerField(label=_("家庭人口"), min_value=1, max_value=99, required=False)
    income = forms.IntegerField(
        label=_("全家每月收入（元）"), min_value=0, max_value=10_000_000, required=False
    )
    property_told = forms.CharField(label=_("房屋、车辆、存款"), max_length=300, required=False)
    papers = forms.MultipleChoiceField(
        label=_("已收材料"), choices=PAPERS.items(), required=False, widget=forms.CheckboxSelectMultiple
    )
    groups = forms.MultipleChoiceField(
        label=_("受援群体"),
        choices=Group.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("只用于全省年度统计。"),
    )
    secrecy = forms.ChoiceField(label=_("保密"), required=False, choices=OPEN_SECRECY)

    def told(self) -> Told:
        told = self.plain()
        return Told(**told | {"secrecy": told["secrecy"] or Case.Secrecy.NORMAL, "who": self.who()})


class NoticeForm(SidesForm):
    """办案机关通知 — as it arrived; nobody applies, so no means and no papers are asked for."""

    organ = forms.CharField(label=_("发出通知的机关"), max_length=60)
    notice_no = forms.CharField(label=_("通知书文号"), max_length=60, required=False)
    arrived_at = forms.DateTimeField(
        label=_("收到通知的时间"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}),
        help_text=_("不填就是现在。从这时起三日内指派律师（《法律援助法》第三十六条）。"),
    )
    ground = forms.ChoiceField(label=_("通知的情形"), choices=Ground.choices)
    facts = area(_("案由和办案阶段"), 3)
    secrecy = forms.ChoiceField(label=_("保密"), required=False, choices=OPEN_SECRECY)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("slip", "pin", "proof"):
            del self.fields[name]
        words = {"required": _("请填写犯罪嫌疑人、被告人的姓名。")}
        self.fields["name"].required, self.fields["name"].error_messages = True, words

    def notice(self) -> Notice:
        told = self.plain()
        return Notice(**told | {"secrecy": told["secrecy"] or Case.Secrecy.NORMAL, "who": self.who()})


class AdviceForm(SidesForm):
    """法律咨询 — a short record."""

    topic = forms.ChoiceField(label=_("咨询主题"), choices=Topic.choices)
    facts = area(_("咨询的事"))
    told = area(_("答复要点"), required=False)
    handed = forms.CharField(label=_("交给来人的材料"), max_length=200, required=False)
    next_step = forms.ChoiceField(label=_("下一步"), choices=Advice.Next.choices, initial=Advice.Next.NONE)
    next_on = forms.DateField(
        label=_("下一步的日期"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    court = forms.CharField(
        label=_("开庭地点"),
        max_length=120,
        required=False,
        help_text=_("已经定了开庭日期的填，会写在回执上，进律师的日历。"),
    )
    court_at = forms.DateTimeField(
        label=_("开庭时间"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}),
    )
    lawyer = forms.ModelChoiceField(
        Lawyer.objects.none(), label=_("接待律师"), required=False, empty_label=_("下一位空闲的律师")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["lawyer"].queryset = Lawyer.objects.free().for_rows()

    def asked(self) -> Asked:
        return Asked(**self.plain() | {"who": self.who()})


class StepForm(PlainForm):
    """What a step asks for; `application` narrows what may be chosen."""

    def __init__(self, *args, application, **kwargs):
        super().__init__(*args, **kwargs)
        self.application = application
        self.narrow()

    def narrow(self):
        """Nothing to narrow, unless a step says so."""


class PressForm(StepForm):
    """A press is enough."""


class WantForm(StepForm):
    days = forms.IntegerField(
        label=_("补充材料的天数"), min_value=1, max_value=SUPPLY.most_days, initial=SUPPLY.days
    )


class SupplyForm(StepForm):
    papers = forms.MultipleChoiceField(label=_("收到的材料"), choices=(), widget=forms.CheckboxSelectMultiple)

    def narrow(self):
        chosen = [(one, PAPERS[one]) for one in self.application.wanted]
        self.fields["papers"].choices = chosen


class ReasonForm(StepForm):
    reason = area(_("理由"))


class WithdrawForm(StepForm):
    why = forms.ChoiceField(label=_("撤回情形"), choices=(), widget=forms.RadioSelect)
    reason = area(_("说明"), 2, help_text=_("本人怎样表示的，或者怎样告知、催过；写在告知书里。"))

    def narrow(self):
        unsupplied = [] if is_supply_over(self.application) else [Withdrawal.UNSUPPLIED]
        self.fields["why"].choices = [one for one in Withdrawal.choices if one[0] not in unsupplied]


class NoteForm(StepForm):
    reason = area(_("说明"), 2, required=False)


class EndForm(StepForm):
    ended_for = forms.ChoiceField(label=_("终止情形"), choices=Ending.choices)
    reason = area(_("说明"), 2, required=False)


class LawyerForm(StepForm):
    lawyer = forms.ModelChoiceField(Lawyer.objects.none(), label=_("可以指派的律师"), empty_label=_("请选择"))

    def narrow(self):
        held = self.application.assignments.filter(until=None).values("lawyer")
        self.fields["lawyer"].queryset = offered_to(self.application).exclude(pk__in=held)


class ChangeLawyerForm(LawyerForm):
    reason = area(_("说明"), 2, required=False)


class WordsForm(StepForm):
    words = area(_("内容"))


class ResultForm(StepForm):
    result = area(_("承办结果"))


class HearingForm(StepForm):
    place = forms.CharField(
        label=_("开庭地点"), max_length=120, help_text=_("哪个法院、仲裁委员会，哪个法庭。")
    )
    at = forms.DateTimeField(
        label=_("开庭时间"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"})
    )


class OffForm(StepForm):
    hearing = forms.ChoiceField(label=_("取消哪一次"), choices=())

    def narrow(self):
        found = hearings_of(self.application.case)
        self.fields["hearing"].choices = [(str(one.pk), f"{local_time(one.at)} {one.place}") for one in found]


class StarsForm(StepForm):
    stars = forms.TypedChoiceField(
        label=_("受援人评价"),
        coerce=int,
        choices=[(5, _("很满意")), (4, _("满意")), (3, _("一般")), (2, _("不满意")), (1, _("很不满意"))],
        widget=forms.RadioSelect,
    )


class PinForm(PlainForm):
    """评价 — by whoever holds the slip."""

    code = forms.CharField(label=_("案卷编号"), max_length=40)
    pin = forms.CharField(
        label=_("查询码"), max_length=12, widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )
    stars = forms.TypedChoiceField(
        label=_("对法律援助的评价"),
        coerce=int,
        choices=[(5, _("很满意")), (4, _("满意")), (3, _("一般")), (2, _("不满意")), (1, _("很不满意"))],
        widget=forms.RadioSelect,
    )
