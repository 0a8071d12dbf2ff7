"""What is filled in about evidence, appraisals, time and offers."""

from django import forms
from django.utils.translation import gettext_lazy as _

from onedoor.kit.days import DayField
from onedoor.mediation.asked_once import once
from onedoor.mediation.forms.choosing import SaidField, SideField, SidesForm, said_side, show
from onedoor.mediation.models import Appraisal, Consent, Evidence, Offer
from onedoor.mediation.queries.offers import Terms
from onedoor.mediation.stepping import StepForm


def said_evidence(one: Evidence) -> str:
    return f"{one.number}. {one.name or _('（保密）')}"


def said_offer(one: Offer) -> str:
    return f"{one.number}. {said_side(one.side) or _('调解员建议')} · {one.get_status_display()}"


def heard(label) -> forms.ChoiceField:
    """How a side was heard to give its leave; online it gives it itself."""
    ways = [one for one in Consent.How.choices if one[0] != Consent.How.ONLINE]
    return forms.ChoiceField(label=label, choices=[("", _("没有听到")), *ways], required=False)


class EvidenceForm(SidesForm):
    """Who gave what, and what it shows."""

    side = SideField(label=_("谁提交"), required=False, empty_label=_("调解员收集"))
    name = forms.CharField(label=_("证据名称"), max_length=100)
    shows = forms.CharField(
        label=_("证明什么"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    seen = forms.ChoiceField(label=_("原件还是复印件"), choices=Evidence.Seen, widget=forms.RadioSelect)
    upload = forms.FileField(label=_("照片或者PDF"), required=False)
    in_confidence = forms.BooleanField(label=_("只给调解员看，放进这一方的抽屉"), required=False)


class _OfEvidence(StepForm):
    evidence = SaidField(said_evidence, label=_("哪一份"))
    in_drawer = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        rows = self.mediation.evidence.all()
        self.fields["evidence"].queryset = (
            rows.exclude(drawer=None).select_related("drawer__side")
            if self.in_drawer
            else rows.filter(returned_at=None)
        )


class ShareForm(_OfEvidence):
    """Which of those given in confidence the side lets the others know."""

    in_drawer = True
    how = heard(_("提交的一方怎样同意公开"))


class ReturnForm(_OfEvidence):
    """Which original goes back."""


class ExpertForm(StepForm):
    """Who was asked by whom, about what, until when."""

    asked_by = forms.ChoiceField(label=_("谁委托"), choices=Appraisal.Asked, widget=forms.RadioSelect)
    institution = forms.CharField(label=_("鉴定机构"), max_length=100)
    about = forms.CharField(label=_("鉴定事项"), max_length=300)
    until = DayField(label=_("预计哪天出意见"), required=False)


class OpinionForm(StepForm):
    """What the expert found."""

    appraisal = SaidField(lambda one: f"{one.institution}：{one.about}", label=_("哪一项鉴定"))
    opinion = forms.CharField(
        label=_("鉴定意见要点"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )
    upload = forms.FileField(label=_("鉴定意见书（照片或者PDF）"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["appraisal"].queryset = self.mediation.appraisals.filter(got_at=None)


class ExtendForm(StepForm):
    """By how much; why, all sides know who agreed to it."""

    days = forms.IntegerField(label=_("延长几天"), min_value=1, max_value=30)


class OfferForm(SidesForm):
    """Who offers what to whom."""

    side = SideField(label=_("谁提出"), required=False, empty_label=_("调解员建议"))
    to = SideField(label=_("向谁提出"), required=False, empty_label=_("其他各方"))
    kind = forms.ChoiceField(label=_("方案种类"), choices=Offer.Kind, widget=forms.RadioSelect)
    amount = forms.DecimalField(
        label=_("金额（元）"), required=False, min_value=0, max_digits=14, decimal_places=2
    )
    words = forms.CharField(
        label=_("内容：做什么、怎样做、什么时候做"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    lapses_on = DayField(label=_("到哪天为止有效"), required=False)
    is_told = forms.BooleanField(label=_("可以转告对方（不勾的，只有提出方和调解员知道）"), required=False)
    how = heard(_("提出的一方怎样同意转告"))

    def clean(self):
        told = dict(super().clean())
        kind, amount, words = (told.pop(name, None) for name in ("kind", "amount", "words"))
        return told | {"terms": Terms(kind or "", amount, words or "")}


class _OfOffer(SidesForm):
    offer = SaidField(said_offer, label=_("哪一个方案"))
    statuses: tuple[str, ...] = (Offer.Status.KEPT, Offer.Status.TOLD)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field, offers = self.fields["offer"], self.mediation.offers.all()
        field.queryset = offers.filter(status__in=self.statuses)
        told = offers.open().select_related("side__party__person")
        rows = once(self.mediation, "offers to name", lambda: list(told))
        show(field, [(one.pk, field.said(one)) for one in rows if one.status in self.statuses])


class TellOfferForm(_OfOffer):
    """Which offer the others hear of."""

    statuses = (Offer.Status.KEPT,)
    how = heard(_("提出的一方怎样同意转告（网上提出的已经写明）"))


class AnswerOfferForm(_OfOffer):
    """What a side said to it."""

    statuses = (Offer.Status.TOLD,)
    side = SideField(label=_("谁答复"))
    is_yes = forms.TypedChoiceField(
        label=_("答复"),
        choices=[("yes", _("接受")), ("no", _("不接受"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )


class BackForm(_OfOffer):
    """Which offer is taken back."""


class LapseForm(_OfOffer):
    """Which offer is past its day."""
