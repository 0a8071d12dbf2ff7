"""A dispute on one screen: what about, how it came, and every side with who speaks for it."""

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from stdnum.cn import uscc
from stdnum.exceptions import ValidationError as Wrong

from onedoor.cases.forms import SlipForm
from onedoor.cases.models import Case
from onedoor.committees.models import Committee
from onedoor.committees.queries.proposing import propose
from onedoor.committees.types import choices
from onedoor.kit.plain_forms import OnceForm, PlainForm
from onedoor.kit.problems import NotValid
from onedoor.mediation.applying import MOST_SIDES, Speaks, Told, Who
from onedoor.mediation.models import Mediation, Representative, Side, WayIn
from onedoor.persons.cards import clean as clean_card
from onedoor.places.models import Region

CARD = ("name", "phone", "identity")
SECRECIES = [choice for choice in Case.Secrecy.choices if choice[0] in ("normal", "family", "minor")]
# Where a dispute can lie: a grid is finer than any committee's ground.
GROUNDS = (
    Region.Kind.DISTRICT,
    Region.Kind.STREET,
    Region.Kind.TOWN,
    Region.Kind.COMMUNITY,
    Region.Kind.VILLAGE,
)


class ApplicationForm(SlipForm, OnceForm):
    """调解申请 — what it is about and how it came; the sides stand below, each in a form of its own."""

    sent_before = _("这张表刚才已经保存过一次，这次内容不同。要另登记一次，请再按一次。")
    type = forms.ChoiceField(label=_("纠纷类型"))
    facts = forms.CharField(label=_("纠纷事实"), max_length=4000, widget=forms.Textarea(attrs={"rows": 5}))
    claims = forms.CharField(
        label=_("请求事项"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    region = forms.ModelChoiceField(
        Region.objects.none(), label=_("纠纷在哪里"), help_text=_("按类型和地点推荐调解组织。")
    )
    place = forms.CharField(label=_("发生地点"), max_length=120, required=False)
    happened_on = forms.DateField(
        label=_("发生日期"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    people = forms.IntegerField(label=_("涉及人数"), min_value=2, max_value=9999, initial=2)
    scale = forms.ChoiceField(label=_("规模"), choices=Mediation.Scale.choices)
    way_in = forms.ChoiceField(label=_("调解来源"), choices=WayIn.choices, initial=WayIn.WINDOW)
    from_org = forms.CharField(
        label=_("移送单位"),
        max_length=60,
        required=False,
        help_text=_("公安、法院、检察院、信访部门移送的必填。"),
    )
    reference = forms.CharField(label=_("移送文号"), max_length=60, required=False)
    committee = forms.ModelChoiceField(
        Committee.objects.active(), label=_("调解组织"), required=False, empty_label=_("按类型和地点推荐")
    )
    secrecy = forms.ChoiceField(label=_("保密"), required=False, choices=SECRECIES)
    slip = forms.CharField(
        label=_("小票编号"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("取过号的，沿用小票上的编号；没有的不填，登记后给一个。"),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["type"].choices = [("", _("请选择")), *choices()]
        there = self.actor.post.region
        top = there.path.split("/")[0]
        ground = Region.objects.filter(path__startswith=top, kind__in=GROUNDS).order_by("path")
        self.fields["region"].queryset = ground
        self.fields["region"].initial = there.pk

    def proposal(self):
        """Who would take it, and why; nothing until type and place are known."""
        told = vars(self).get("cleaned_data") or {}
        code, region = told.get("type"), told.get("region")
        return propose(code, region) if code and region else None

    def told(self, sides: list[Who]) -> Told:
        told = {name: value for name, value in self.cleaned_data.items() if name != "key"}
        found = self.proposal()
        told["committee"] = told["committee"] or (found and found.committee)
        told["secrecy"] = told["secrecy"] or Case.Secrecy.NORMAL
        return Told(**told, sides=sides)


class SideForm(PlainForm):
    """One side, with whoever speaks for it; wholly empty ones are left out."""

    standing = forms.ChoiceField(label=_("身份"), choices=Side.Standing.choices)
    name = forms.CharField(label=_("姓名"), required=False, max_length=40)
    phone = forms.CharField(label=_("电话"), required=False, max_length=30)
    identity = forms.CharField(label=_("证件号码"), required=False, max_length=30)
    address = forms.CharField(label=_("住址、送达地址"), required=False, max_length=120)
    card_seen = forms.BooleanField(label=_("已核对证件原件"), required=False)
    organisation = forms.CharField(
        label=_("单位名称"), required=False, max_length=100, help_text=_("是单位的填，上面写负责人。")
    )
    credit_code = forms.CharField(label=_("统一社会信用代码"), required=False, max_length=18)
    stands_for = forms.IntegerField(
        label=_("所代表的人数"), required=False, min_value=1, max_value=9999, initial=1
    )
    is_minor = forms.BooleanField(label=_("未成年人（必须登记监护人）"), required=False)
    is_protected = forms.BooleanField(label=_("住址和联系方式对其他方保密"), required=False)
    safe_contact = forms.CharField(
        label=_("安全联系方式"),
        required=False,
        max_length=200,
        help_text=_("什么时候、打哪个电话是安全的。只有主持的调解员能看。"),
    )
    channel = forms.ChoiceField(label=_("通知方式"), choices=Side.Channel.choices, required=False)
    speaker_kind = forms.ChoiceField(
        label=_("代理人身份"), choices=[("", _("没有代理人")), *Representative.Kind.choices], required=False
    )
    speaker_name = forms.CharField(label=_("代理人姓名"), required=False, max_length=40)
    speaker_phone = forms.CharField(label=_("代理人电话"), required=False, max_length=30)
    speaker_identity = forms.CharField(label=_("代理人证件号码"), required=False, max_length=30)
    speaker_card_seen = forms.BooleanField(label=_("已核对代理人证件"), required=False)
    authority = forms.ChoiceField(
        label=_("代理权限"), choices=Representative.Authority.choices, required=False
    )
    paper_seen = forms.BooleanField(label=_("看过授权委托书或者关系证明"), required=False)

    def clean_credit_code(self):
        code = self.cleaned_data["credit_code"].strip().upper()
        try:
            return uscc.validate(code) if code else ""
        except Wrong as reason:
            raise forms.ValidationError(gettext("统一社会信用代码不对，请照营业执照核对18位。")) from reason

    def clean(self):
        told = super().clean()
        for whose in ("", "speaker_"):
            for field in CARD:
                self._clean_card(told, f"{whose}{field}", field)
        if told.get("speaker_kind") and not told.get("speaker_name"):
            self.add_error("speaker_name", gettext("请填写代理人的姓名。"))
        if told.get("is_minor") and told.get("speaker_kind") != Representative.Kind.GUARDIAN:
            self.add_error(
                "speaker_kind", gettext("未成年人由监护人代理，请登记法定代理人（《民法典》第二十三条）。")
            )
        if not self.is_empty and not told.get("name"):
            self.add_error("name", gettext("请填写姓名。单位填负责人。"))
        return told

    def _clean_card(self, told, name: str, field: str) -> None:
        try:
            told[name] = clean_card(field, told.get(name) or "") if told.get(name) else ""
        except NotValid as problem:
            self.add_error(name, problem.message)

    @property
    def is_empty(self) -> bool:
        told = vars(self).get("cleaned_data") or {}
        return not any(told.get(name) for name in (*CARD, "organisation", "address", "speaker_name"))

    def who(self) -> Who:
        told = self.cleaned_data
        person = {name: told[name] for name in (*CARD, "address", "card_seen")}
        own = ("standing", "organisation", "credit_code", "is_minor", "is_protected", "safe_contact")
        return Who(
            person,
            **{name: told[name] for name in own},
            stands_for=told["stands_for"] or 1,
            channel=told["channel"] or Side.Channel.PHONE,
            speakers=self._speakers(),
        )

    def _speakers(self) -> list[Speaks]:
        told = self.cleaned_data
        if not told["speaker_kind"]:
            return []
        person = {name: told[f"speaker_{name}"] for name in (*CARD, "card_seen")}
        authority = told["authority"] or Representative.Authority.GENERAL
        return [Speaks(person, told["speaker_kind"], authority, told["paper_seen"])]


_Sides = forms.formset_factory(SideForm, extra=0, max_num=MOST_SIDES, absolute_max=MOST_SIDES)
FIRST = [{"standing": Side.Standing.APPLICANT}, {"standing": Side.Standing.RESPONDENT}]


class Sides(_Sides):
    """The sides in the order in which they stand in papers; "add one" is a press like any other."""

    def __init__(self, data=None, *, more: bool = False):
        if data is not None and more:
            data = data.copy()
            count = min(int(data.get("side-TOTAL_FORMS") or 0) + 1, MOST_SIDES)
            data["side-TOTAL_FORMS"] = str(count)
            data.setdefault(f"side-{count - 1}-standing", Side.Standing.RESPONDENT)
        super().__init__(data, prefix="side", initial=None if data is not None else FIRST)

    def told(self) -> list[Who]:
        return [form.who() for form in self.forms if not form.is_empty]

    @property
    def is_full(self) -> bool:
        return self.total_form_count() >= MOST_SIDES


def put_problem(form: ApplicationForm, problem) -> None:
    """Beside its field; a key used for other words asks for one more press."""
    if problem.detail.get("key"):
        form.ask_again()
        return
    named = problem.detail.get("field")
    form.add_error(named if named in form.fields else NON_FIELD_ERRORS, problem.message)
