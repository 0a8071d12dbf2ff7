"""What is filled in on the way out: the end, the court, what was done, return visits."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from onedoor.mediation.court import AFTER_BREACH, PAPERS, QUESTIONS
from onedoor.mediation.forms.agreement import OfSides, day, text
from onedoor.mediation.lifecycle import Status
from onedoor.mediation.models import (
    Agreement,
    Confirmation,
    Consent,
    Due,
    FollowUp,
    Performance,
    Proof,
    Settling,
    Side,
)
from onedoor.mediation.queries.performing import (
    broken_of,
    last_ending,
    late_agreement_of,
    open_dues,
    proofs_of,
    standing_of,
    to_urge,
    untold_of,
    ways_after,
)
from onedoor.mediation.queries.settling import undated_agreement_of
from onedoor.mediation.stepping import ReasonForm, StepForm
from onedoor.mediation.ways import EVENTS, asked_of

CHANNELS = [("safe", _("约定的安全联系方式")), *Side.Channel.choices]


FACE = ("face", _("当面"))
Seen = Performance.Seen

# What somebody says online, only they themselves say.
SAID_HERE = [one for one in Consent.How.choices if one[0] != Consent.How.ONLINE]


class WithDays(StepForm):
    """The days from which the last days of the ways that are left are counted."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in asked_of(self.mediation.type):
            self.fields[name] = day(EVENTS[name], required=False)


class FailForm(WithDays, ReasonForm):
    """Why it failed, what is undisputed, from which days."""

    undisputed = text(_("各方都承认的事实（没有就不填）"), required=False)


class WithdrawForm(WithDays, OfSides):
    """Who does not want it any longer; no reason is asked."""

    side = forms.ModelChoiceField(Side.objects.none(), label=_("哪一方不愿继续"))


class OfficeForm(WithDays, ReasonForm):
    """Why the committee ends it."""


class UndisputedForm(StepForm):
    """What all sides agree happened."""

    undisputed = text(_("无争议事实"))


class TellForm(OfSides):
    """Who was told, and how."""

    side = forms.ModelChoiceField(Side.objects.none(), label=_("哪一方"))
    how = forms.ChoiceField(label=_("怎样告知"), choices=[FACE, *CHANNELS])

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        ending = last_ending(self.mediation)
        keys = [side.pk for side in untold_of(ending)] if ending else []
        self.fields["side"].queryset = self.fields["side"].queryset.filter(pk__in=keys)


class CheckForm(StepForm):
    """The questions of the check, each answered yes or no."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for one in QUESTIONS:
            self.fields[one.key] = forms.TypedChoiceField(
                label=one.words,
                help_text=one.article,
                choices=[("no", _("不是")), ("yes", _("是"))],
                coerce=lambda value: value == "yes",
                widget=forms.RadioSelect,
            )


class PrepareForm(StepForm):
    """Which court, by which rule, and which papers are there."""

    court_by = forms.ChoiceField(label=_("管辖依据"), choices=Confirmation.CourtBy)
    court = forms.CharField(label=_("人民法院名称"), max_length=60)
    papers = forms.MultipleChoiceField(
        label=_("备齐的材料"), choices=PAPERS, widget=forms.CheckboxSelectMultiple, required=False
    )


class WillingForm(OfSides):
    """What one side said to applying together."""

    side = forms.ModelChoiceField(Side.objects.none(), label=_("哪一方"))
    is_yes = forms.TypedChoiceField(
        label=_("意见"),
        choices=[("yes", _("愿意")), ("no", _("不愿意"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    how = forms.ChoiceField(label=_("怎样表示"), choices=SAID_HERE)


class ApplyForm(StepForm):
    """The day on which both applied."""

    applied_on = day(_("申请日期"), initial=timezone.localdate)


class CourtForm(StepForm):
    """What the court answered."""

    answer = forms.ChoiceField(label=_("法院的答复"), choices=Confirmation.Status.choices[3:])
    on = day(_("答复日期"), initial=timezone.localdate)
    number = forms.CharField(label=_("裁定书文号"), max_length=60, required=False)
    reason = forms.CharField(label=_("法院的理由"), max_length=500, required=False)


def named(side: Side) -> str:
    """Who it is, as lists show it."""
    return side.organisation or side.party.person.name_mask


def said_due(due: Due) -> str:
    """One thing due in one line: when, who owes whom, what, how much."""
    one = due.obligation
    to = f" → {named(one.owed_to)}" if one.owed_to else ""
    amount = f" {due.amount}" if due.amount is not None else ""
    return f"{due.due_on:%Y-%m-%d} {named(one.owed_by)}{to} {one.words}{amount}"


class OfDues(StepForm):
    """Whatever is said of one thing due."""

    due = forms.ModelChoiceField(Due.objects.none(), label=_("哪一期"))
    ROWS = staticmethod(open_dues)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["due"].queryset = self.ROWS(self.mediation)
        self.fields["due"].label_from_instance = said_due


class PerformForm(OfDues):
    """What was done, when, and how that was seen."""

    done_on = day(_("履行日期"), initial=timezone.localdate)
    amount = forms.DecimalField(label=_("履行的金额（元）"), max_digits=14, decimal_places=2, required=False)
    seen = forms.ChoiceField(
        label=_("凭什么认定"), choices=[one for one in Seen.choices if one[0] != Seen.REVERSED]
    )
    proof = forms.ModelChoiceField(Proof.objects.none(), label=_("当事人交来的凭证"), required=False)
    upload = forms.FileField(label=_("凭证（照片或者PDF）"), required=False)
    words = forms.CharField(label=_("履行说明"), max_length=300, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["proof"].queryset = proofs_of(self.mediation)
        self.fields["proof"].label_from_instance = lambda one: (
            f"{timezone.localtime(one.at):%Y-%m-%d} {named(one.side)} {one.due.obligation.words}"
        )
        if self.mediation.status == Status.FILED:
            del self.fields["upload"]


class FinishForm(StepForm):
    """How it is known that nothing without a day is left to do."""

    how = forms.ChoiceField(label=_("怎样了结"), choices=Settling.How, widget=forms.RadioSelect)
    upload = forms.FileField(label=_("凭证（照片或者PDF）"), required=False)
    words = forms.CharField(label=_("了结的情况"), max_length=300, required=False)


class SaidDoneForm(OfSides):
    """What one side says when it is asked whether anything is left to do."""

    side = forms.ModelChoiceField(Side.objects.none(), label=_("哪一方"))
    is_yes = forms.TypedChoiceField(
        label=_("这一方怎么说"),
        choices=[("yes", _("没有要办的了")), ("no", _("还有没有做到的"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    how = forms.ChoiceField(label=_("怎样表示"), choices=SAID_HERE)


class UndoForm(ReasonForm):
    """Which entry was wrong."""

    performance = forms.ModelChoiceField(Performance.objects.none(), label=_("哪一笔"))
    field_order = ("performance", "reason")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["performance"].queryset = standing_of(self.mediation)
        self.fields["performance"].label_from_instance = lambda one: (
            f"{one.done_on:%Y-%m-%d} {named(one.due.obligation.owed_by)} {one.due.obligation.words} {one.amount or ''}"
        )


class UrgeForm(OfDues):
    """Who is urged about what: nobody long before it is due."""

    channel = forms.ChoiceField(label=_("催促方式"), choices=CHANNELS)
    ROWS = staticmethod(to_urge)


class BreachForm(StepForm):
    """Where it goes from here."""

    way = forms.ChoiceField(label=_("违约后的办法"))
    words = forms.CharField(label=_("违约情况"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
    OF = staticmethod(late_agreement_of)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        agreement = self.OF(self.mediation) or undated_agreement_of(self.mediation)
        ways = ways_after(agreement) if agreement else []
        self.fields["way"].choices = [
            (way, f"{Agreement.BreachWay(way).label}（{AFTER_BREACH[way].article}）")
            for way in self.shown(ways)
        ]

    def shown(self, ways: list[str]) -> list[str]:
        return ways


class BreakOffForm(BreachForm):
    """How it is settled elsewhere: any way but another round here, which is a move of its own."""

    OF = staticmethod(broken_of)

    def shown(self, ways: list[str]) -> list[str]:
        return [way for way in ways if way != Agreement.BreachWay.AGAIN]


class VisitForm(StepForm):
    """What the person said; apart from it, what is noted."""

    followup = forms.ModelChoiceField(FollowUp.objects.none(), label=_("哪一次回访"))
    way = forms.ChoiceField(label=_("回访方式"), choices=CHANNELS, initial="phone")
    answered = forms.ChoiceField(label=_("回访结果"), choices=FollowUp.Answered)
    performed = forms.ChoiceField(
        label=_("本人说履行情况"), choices=[("", "—"), *FollowUp.Performed.choices], required=False
    )
    content = forms.ChoiceField(
        label=_("本人说是否满意"), choices=[("", "—"), *FollowUp.Content.choices], required=False
    )
    came_back = forms.NullBooleanField(label=_("本人说又起纠纷"), required=False)
    answer = text(_("本人的话"), required=False)
    note = text(_("回访人了解到的情况"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["followup"]
        field.queryset = self.mediation.followups.open().for_rows()
        field.label_from_instance = lambda one: (
            f"{one.side.get_standing_display()} {one.side.party.person.name_mask} · {one.due_on:%Y-%m-%d}"
        )
