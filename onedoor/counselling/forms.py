"""What a counsellor and a supervisor fill in."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from onedoor.counselling.first_talk import FirstTalk
from onedoor.counselling.limits import GROUNDS
from onedoor.counselling.models import Consent, Objection, Report, Talk
from onedoor.counselling.standing import SUPERVISE, TALK, people_that, who_may_be_away
from onedoor.kit.keys import uuid7
from onedoor.kit.plain_forms import OnceForm, PlainForm, tell_refusal


def words(label, rows=3, **more):
    """A field for a few sentences; the browser is told to keep nothing of it."""
    return forms.CharField(
        label=label,
        max_length=20000,
        widget=forms.Textarea(attrs={"rows": rows, "autocomplete": "off", "spellcheck": "false"}),
        **more,
    )


def line(label, **more):
    return forms.CharField(
        label=label, max_length=100, widget=forms.TextInput(attrs={"autocomplete": "off"}), **more
    )


def day(label, **more):
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}), **more)


class TalkForm(PlainForm):
    """Every form of a talk is given the talk and who fills it in."""

    def __init__(self, *args, talk=None, by=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.talk, self.by = talk, by


def refuse(form, problem) -> None:
    """Why it was not taken, at its field; what was saved before and is other now may be sent once more."""
    tell_refusal(form, problem)
    if problem.detail.get("again"):
        form.ask_again()


class OnceTalkForm(TalkForm, OnceForm):
    """What writes something new: pressed twice it writes one."""

    def ask_again(self) -> None:
        """What was sent stays on the page, under a new key."""
        again = self.data.copy()
        again[self.add_prefix("key")] = str(uuid7())
        self.data = again


class ContactForm(TalkForm):
    name = line(_("怎样称呼"), help_text=_("可以不是真名。"))
    number = line(_("哪个号码"), required=False, help_text=_("不填，就不打电话。"))
    times = line(_("什么时候打"), required=False)
    as_whom = line(_("接通后说是谁"), required=False, help_text=_("不说中心的名字，除非本人同意。"))
    may_leave_message = forms.BooleanField(label=_("可以留言"), required=False)


class FirstTalkForm(ContactForm, OnceTalkForm):
    """首次谈话登记 — before anything is told; how to reach them comes first."""

    # Of whoever came by appointment: which, and that the number they left then is a safe one. Neither is kept.
    appointment = forms.UUIDField(widget=forms.HiddenInput, required=False)
    is_left_safe = forms.BooleanField(label=_("约时间时留的电话，本人说可以打"), required=False)

    age = forms.ChoiceField(label=_("年龄段"), choices=Talk.Age.choices, initial=Talk.Age.ADULT)
    wish = forms.ChoiceField(label=_("咨询师"), choices=Talk.Wish.choices, initial=Talk.Wish.ANY)
    needs_interpreter = forms.BooleanField(label=_("需要翻译或手语"), required=False)
    brings_somebody = forms.BooleanField(label=_("有人陪同"), required=False)
    wishes = words(_("其他希望"), 2, required=False)

    field_order = ("appointment", "name", "is_left_safe")

    def __init__(self, *args, left="", **kwargs):
        super().__init__(*args, **kwargs)
        if left:
            words = gettext("尾号%(tail)s。先问本人：这个号码安全吗？别人会不会接？") % {"tail": left}
            self.fields["is_left_safe"].help_text = words
        else:
            del self.fields["is_left_safe"]

    def told(self) -> FirstTalk:
        told = dict(self.cleaned_data)
        told.pop("appointment")
        told.pop("key", None)
        told.pop("is_left_safe", None)
        return FirstTalk(**told)


class BeginForm(TalkForm):
    is_told = forms.BooleanField(label=_("已逐条讲清楚，对方听懂了"), required=False)
    giver = forms.ChoiceField(label=_("谁同意的"), choices=Consent.Giver.choices)
    guardian = line(
        _("监护人"), required=False, help_text=_("不满14岁的须填；监护人涉嫌侵害的不填，也不联系。")
    )


class SessionForm(OnceTalkForm):
    day = day(_("日期"), initial=timezone.localdate)
    note = words(_("谈话内容"), 8, help_text=_("存下就加密；再看须按“打开”，并记下谁看过。"))


class FollowUpForm(OnceTalkForm):
    day = day(_("哪天"))
    words = words(_("问什么"), 2, required=False)


class ResultForm(TalkForm):
    result = words(_("回访情况"), 2)


class ReportForm(OnceTalkForm):
    law = forms.ChoiceField(label=_("依据"), choices=Report.Law.choices)
    to_whom = forms.ChoiceField(label=_("向谁报告"), choices=Report.Where.choices)
    words = words(_("报告内容"))


class EndForm(TalkForm):
    own_words = words(_("本人的话"), required=False, help_text=_("照本人说的写，不愿说就不填。"))
    turns_21 = day(_("满21岁的日期"), required=False, help_text=_("未成年人须填。"))


class OfferForm(TalkForm):
    taker = forms.ModelChoiceField(label=_("接手人"), queryset=None, empty_label=_("请选择"))
    told_on = day(_("告诉本人的日期"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["taker"].queryset = people_that(TALK, besides=self.by.staff)


class PressForm(TalkForm):
    """Nothing to fill in."""


class SecondForm(TalkForm):
    """What takes two: a reason, and who the other one is."""

    reason = words(_("理由"))
    second = forms.ModelChoiceField(label=_("另一人"), queryset=None, empty_label=_("请选择"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["second"].queryset = people_that(TALK, SUPERVISE, besides=self.by.staff)


class HoldForm(SecondForm):
    """暂缓销毁 — under which law, and until when."""

    ground = forms.ChoiceField(label=_("依据"), choices=[(one, one.label) for one in GROUNDS["hold"]])
    until = day(_("到哪天"))


class DelayForm(SecondForm):
    """推迟告知 — which opening, under which law, and until when."""

    look = forms.ModelChoiceField(label=_("哪一次打开"), queryset=None, empty_label=_("请选择"))
    ground = forms.ChoiceField(label=_("依据"), choices=[(one, one.label) for one in GROUNDS["delay"]])
    until = day(_("到哪天"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["look"].queryset = self.talk.looks.select_related("staff")
        self.fields["look"].label_from_instance = label_of_look


def label_of_look(look) -> str:
    return f"{timezone.localtime(look.at):%Y-%m-%d %H:%M} {look.staff.name} {look.get_what_display()}"


class AskForm(SecondForm):
    """督导申请 — the code was told by the counsellor or the person."""

    code = line(_("编号"))
    field_order = ("code",)


class HandForm(SecondForm):
    """申请换人 — the person came with their code, and was told."""

    code = line(_("编号"), help_text=_("由本人当面告诉您。"))
    taker = forms.ModelChoiceField(label=_("接手人"), queryset=None, empty_label=_("请选择"))
    told_on = day(_("告诉本人的日期"))
    field_order = ("code", "taker", "told_on")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["taker"].queryset = people_that(TALK, besides=self.by.staff)


class HandAllForm(SecondForm):
    """申请全部换人 — of whom, to whom; which talks these are stands nowhere."""

    away = forms.ModelChoiceField(label=_("谁不在了"), queryset=None, empty_label=_("请选择"))
    taker = forms.ModelChoiceField(label=_("接手人"), queryset=None, empty_label=_("请选择"))
    field_order = ("away", "taker")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["away"].queryset = who_may_be_away()
        self.fields["taker"].queryset = people_that(TALK, besides=self.by.staff)


class TakeForm(TalkForm):
    told_on = day(_("告诉本人的日期"), required=False)


class AnswerForm(TalkForm):
    answer = words(_("答复"))


class MineForm(PlainForm):
    """凭编号和查询码 — typed each time; nothing of it is kept in the browser."""

    code = line(_("编号"))
    pin = forms.CharField(
        label=_("查询码"),
        max_length=10,
        widget=forms.PasswordInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )


class SayForm(MineForm):
    """本人提出 — on one opening, or that consent is taken back; with code and PIN once more."""

    look = forms.UUIDField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(label=_("您的意思"), choices=Objection.Kind.choices, widget=forms.RadioSelect)
    words = words(_("想说的话"), 2, required=False)
    field_order = ("look", "kind", "words", "code", "pin")

    def __init__(self, *args, kinds=None, **kwargs):
        super().__init__(*args, **kwargs)
        if kinds:
            self.fields["kind"].choices = [(one, Objection.Kind(one).label) for one in kinds]


class ChangeForm(MineForm):
    """换不换人 — with code and PIN once more."""

    agreed = forms.ChoiceField(
        label=_("您愿意换吗"), choices=[("yes", _("愿意")), ("no", _("不愿意"))], widget=forms.RadioSelect
    )
    field_order = ("agreed", "code", "pin")
