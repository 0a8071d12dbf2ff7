"""What is filled in until somebody mediates."""

from django import forms
from django.utils.translation import gettext_lazy as _

from onedoor.committees.models import Committee, Mediator
from onedoor.committees.queries.proposing import propose
from onedoor.committees.types import choices as types
from onedoor.mediation.asked_once import once
from onedoor.mediation.forms.choosing import narrow_sides, sides_of
from onedoor.mediation.forms.registering import SideForm
from onedoor.mediation.models import Assignment, Consent, Representative, Side
from onedoor.mediation.queries.offering import offered, ordered
from onedoor.mediation.stepping import StepForm

# A resident says so online by their own slip, not by a clerk's hand.
HOW = [choice for choice in Consent.How.choices if choice[0] != Consent.How.ONLINE]
ASKED = [
    choice
    for choice in Consent.About.choices
    if choice[0] not in (Consent.About.MEDIATOR, Consent.About.RIGHTS)
]
YES = [("yes", _("同意")), ("no", _("不同意"))]


def is_yes_field(label=_("意见")):
    return forms.TypedChoiceField(
        label=label, choices=YES, coerce=lambda value: value == "yes", widget=forms.RadioSelect
    )


class OfSideForm(StepForm):
    """A step about one side."""

    side = forms.ModelChoiceField(Side.objects.none(), label=_("哪一方"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        narrow_sides(self.fields["side"], self.mediation.sides.current(), sides_of(self.mediation))


class SayForm(OfSideForm):
    """What one side said to one question."""

    about = forms.ChoiceField(label=_("就什么"), choices=ASKED)
    is_yes = is_yes_field()
    how = forms.ChoiceField(label=_("怎样表示"), choices=HOW)


class RightsForm(OfSideForm):
    """告知权利义务 — told to this side, and how it said that it was."""

    how = forms.ChoiceField(label=_("怎样表示"), choices=HOW)


class ChooseForm(OfSideForm):
    """选择调解员 — a side names one, or does not accept one."""

    mediator = forms.ModelChoiceField(Mediator.objects.none(), label=_("调解员"))
    is_yes = is_yes_field(_("是否接受"))
    how = forms.ChoiceField(label=_("怎样表示"), choices=HOW)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        seated = Mediator.objects.active().for_rows()
        own = seated.filter(seats__committee=self.mediation.committee, seats__until=None)
        self.fields["mediator"].queryset = own.distinct()


class AcceptForm(StepForm):
    """Which committee takes it."""

    committee = forms.ModelChoiceField(Committee.objects.active(), label=_("调解组织"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        found = propose(self.mediation.type, self.mediation.case.region)
        field = self.fields["committee"]
        field.initial = self.mediation.committee_id or (found and found.committee.pk)
        if self.mediation.committee_id:
            field.queryset = Committee.objects.filter(pk=self.mediation.committee_id)
            return
        # Whoever took it down accepts for the committees of their own unit; for any other it is handed over.
        own = field.queryset.filter(org=self.mediation.post.org)
        field.queryset = own
        if found:
            field.help_text = found.reason


class HandOverForm(StepForm):
    """移交 — to whom, and why."""

    committee = forms.ModelChoiceField(Committee.objects.none(), label=_("移交给"))
    reason = forms.CharField(label=_("理由"), max_length=300)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        others = Committee.objects.active().exclude(pk=self.mediation.committee_id)
        self.fields["committee"].queryset = others
        found = propose(self.mediation.type, self.mediation.case.region)
        if found and found.committee.pk != self.mediation.committee_id:
            self.fields["committee"].initial, self.fields["committee"].help_text = (
                found.committee.pk,
                found.reason,
            )


class CorrectForm(StepForm):
    """更正纠纷类型."""

    type = forms.ChoiceField(label=_("纠纷类型"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["type"].choices, self.fields["type"].initial = types(), self.mediation.type


class MediatorField(forms.ModelChoiceField):
    """Who may be given it: versed ones first, with what else speaks for them; whoever is missing is missing."""

    def label_from_instance(self, mediator) -> str:
        return self.words.get(mediator.pk, str(mediator))

    words: dict = {}


class SecondForm(StepForm):
    """Who mediates beside whoever leads."""

    mediator = MediatorField(Mediator.objects.none(), label=_("调解员"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        narrow_mediators(self.fields["mediator"], self.mediation)


class AssignForm(SecondForm):
    """Who mediates, and with whom where two are needed."""

    second = MediatorField(
        Mediator.objects.none(),
        label=_("另一位调解员"),
        required=False,
        help_text=_("难的、要两位一起办的填。"),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        narrow_mediators(self.fields["second"], self.mediation)


def narrow_mediators(field, mediation) -> None:
    """In the order in which they fit this dispute; the queryset stays the measure of what may be chosen."""
    offers = once(mediation, "offered mediators", lambda: ordered(mediation))
    field.queryset = offered(mediation)
    field.words = {one.mediator.pk: said_offer(one) for one in offers}
    first = [("", field.empty_label or "---------")]
    field.choices = first + [(one.mediator.pk, field.words[one.mediator.pk]) for one in offers]


def said_offer(offer) -> str:
    languages = "、".join(offer.mediator.languages)
    honours = "、".join(str(panel) for panel in offer.mediator.panels.all())
    told = [
        str(_("擅长这一类")) if offer.is_versed else "",
        languages,
        honours,
        str(_("在办%(count)s件")) % {"count": offer.load},
    ]
    words = str(_("，")).join(word for word in told if word)
    return f"{offer.mediator}{_('（')}{words}{_('）')}"


class ReplaceForm(StepForm):
    """更换调解员 — whom, by whom, and why."""

    assignment = forms.ModelChoiceField(Assignment.objects.none(), label=_("更换谁"))
    instead = MediatorField(
        Mediator.objects.none(), label=_("由谁接替"), required=False, help_text=_("协助的调解员可以不接替。")
    )
    reason = forms.CharField(label=_("理由"), max_length=300)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["assignment"]
        held = self.mediation.assignments.filter(until=None).select_related("mediator__staff")
        field.queryset = held
        field.label_from_instance = lambda one: f"{one.mediator} {one.get_role_display()}"
        narrow_mediators(self.fields["instead"], self.mediation)


class JoinSideForm(SideForm, StepForm):
    """增加一方当事人 — the same as at registration."""

    def clean(self):
        told = super().clean()
        if self.is_empty:
            self.add_error("name", _("请填写姓名。单位填负责人。"))
        if not self.errors:
            self.cleaned_data = {"who": self.who()}
            return self.cleaned_data
        return told


class SpeakerForm(OfSideForm):
    """登记代理人."""

    kind = forms.ChoiceField(label=_("代理身份"), choices=Representative.Kind.choices)
    name = forms.CharField(label=_("姓名"), max_length=40)
    phone = forms.CharField(label=_("电话"), required=False, max_length=30)
    identity = forms.CharField(label=_("证件号码"), required=False, max_length=30)
    card_seen = forms.BooleanField(label=_("已核对证件原件"), required=False)
    authority = forms.ChoiceField(label=_("代理权限"), choices=Representative.Authority.choices)
    paper_seen = forms.BooleanField(label=_("看过授权委托书或者关系证明"), required=False)


class EndSpeakerForm(StepForm):
    """解除代理."""

    representative = forms.ModelChoiceField(Representative.objects.none(), label=_("代理人"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["representative"]
        found = Representative.objects.filter(side__mediation=self.mediation, until=None)
        field.queryset = found.select_related("person", "side")
        field.label_from_instance = lambda one: f"{one.person.name_mask} {one.get_kind_display()}"


class ProtectForm(OfSideForm):
    """登记安全联系方式."""

    contact = forms.CharField(
        label=_("安全联系方式"),
        max_length=200,
        help_text=_("什么时候、打哪个电话是安全的。只有主持的调解员能看。"),
    )
