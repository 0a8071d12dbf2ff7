"""What a person fills in about several people, several parts and matters that belong together."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from onedoor.cases.access import cases_for
from onedoor.committees.types import TYPES, choices
from onedoor.kit.problems import NotValid
from onedoor.matters.forms import StepForm, category_called, category_input
from onedoor.matters.models import Category, Matter
from onedoor.matters.queries.claimants import claimants_of
from onedoor.matters.queries.kin import related_links
from onedoor.persons.cards import LONGEST_NAME, clean

MOST_CLAIMANTS = 100_000


def _area(label, required=True, rows=3, most=500, help_text=""):
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label, required=required, max_length=most, widget=widget, help_text=help_text
    )


def _line_of(one) -> str:
    """第2位 李** — by number and mask."""
    words = gettext("第%(number)s位 %(mask)s") % {"number": one.number, "mask": one.party.person.masked_name}
    return words + (gettext("（代表）") if one.party.is_representative else "")


class NumbersField(forms.Field):
    """Several claimants by their numbers: ticked on a page, or written with commas by whoever sends text."""

    widget = forms.CheckboxSelectMultiple

    def clean(self, value):
        parts = value if isinstance(value, list | tuple) else str(value or "").replace("，", ",").split(",")
        parts = [part.strip() for part in map(str, parts) if part.strip()]
        if not all(part.isdecimal() and len(part) < 7 for part in parts):
            raise forms.ValidationError(_("请写反映人的序号，用逗号隔开。"))
        return sorted({int(part) for part in parts})


class AddClaimantForm(StepForm):
    """增加反映人 — the name is demanded, as of everybody who is entered."""

    name = forms.CharField(label=_("姓名"), max_length=LONGEST_NAME)
    phone = forms.CharField(
        label=_("电话"), required=False, max_length=30, widget=forms.TextInput(attrs={"inputmode": "tel"})
    )
    identity = forms.CharField(label=_("证件号码"), required=False, max_length=30)
    card_seen = forms.BooleanField(label=_("已核对证件原件"), required=False)
    note = _area(_("说明"), required=False, rows=2, help_text=_("不写姓名、电话：说明会留在办理过程里。"))

    def clean_name(self):
        return self._card("name")

    def clean_phone(self):
        return self._card("phone")

    def clean_identity(self):
        return self._card("identity")

    def _card(self, field):
        try:
            return clean(field, self.cleaned_data[field])
        except NotValid as problem:
            raise forms.ValidationError(problem.message) from problem


class DropClaimantForm(StepForm):
    """反映人退出 — who, and why."""

    claimant = forms.IntegerField(label=_("退出的反映人（序号）"), min_value=1, widget=forms.Select)
    note = _area(_("退出的理由"), help_text=_("例如“本人到窗口说明不再参加”；不写姓名。"))

    def narrow(self):
        offered = [(one.number, _line_of(one)) for one in claimants_of(self.matter.case)]
        self.fields["claimant"].widget.choices = [("", _("请选择")), *offered]


class CountForm(StepForm):
    """登记反映人数 — were they not all named."""

    claimants = forms.IntegerField(label=_("反映人数"), min_value=1, max_value=MOST_CLAIMANTS)
    is_about = forms.BooleanField(label=_("是大约的人数"), required=False)
    note = _area(_("说明"), required=False, rows=2)

    def narrow(self):
        self.fields["claimants"].initial = self.matter.claimants
        self.fields["is_about"].initial = self.matter.claimants_is_about


class RepresentativesForm(StepForm):
    """推选代表 — those ticked are the representatives from now on."""

    representatives = NumbersField(
        label=_("代表（反映人的序号）"), required=False, help_text=_("最多5人（《信访工作条例》第二十条）。")
    )
    note = _area(_("怎样推选的"), required=False, rows=2)

    def narrow(self):
        claimants = claimants_of(self.matter.case)
        chosen = [one.number for one in claimants if one.party.is_representative]
        self.fields["representatives"].widget.choices = [(one.number, _line_of(one)) for one in claimants]
        self.fields["representatives"].initial = chosen


class ReferMediationForm(StepForm):
    """转调解 — what the dispute is about; who takes it follows from type and place."""

    type = forms.ChoiceField(
        label=_("纠纷类型"),
        choices=[(code, one.name) for code, one in TYPES.items()],
        help_text=_("按类型和地点推荐调解组织；来人同意调解的才转。"),
    )
    note = _area(_("说明"), rows=2, required=False)

    def narrow(self):
        self.fields["type"].choices = [("", _("请选择")), *choices()]


class RelateForm(StepForm):
    """关联事项 — another matter within reach, and why the two belong together."""

    to = forms.CharField(label=_("关联的案卷编号"), max_length=20)
    note = _area(_("为什么相关"), rows=2, help_text=_("例如“同一处工地引起的”；不是同一件事，各办各的。"))

    def clean_to(self):
        reach = Matter.objects.filter(case__in=cases_for(self.actor)).select_related("case")
        found = reach.filter(case__code=self.cleaned_data["to"].strip()).first()
        if found is None:
            raise forms.ValidationError(_("没有这个编号的事项。"))
        return found


class UnrelateForm(StepForm):
    """撤销关联 — one of those that somebody related to it."""

    to = forms.CharField(label=_("关联的案卷编号"), max_length=20, widget=forms.Select)
    note = _area(_("为什么不相关"), rows=2)

    def narrow(self):
        self.ends = {end.code: end for _link, end in related_links(self.matter.case, self.actor)}
        offered = [(code, str(end)) for code, end in self.ends.items()]
        self.fields["to"].widget.choices = offered

    def clean_to(self):
        found = self.ends.get(self.cleaned_data["to"].strip())
        if found is None:
            raise forms.ValidationError(_("没有与这个编号关联。"))
        return found


class SplitForm(StepForm):
    """分出子事项 — what this part is about, in words its unit understands without the rest."""

    title = forms.CharField(label=_("子事项标题"), max_length=100)
    body = _area(
        _("这一部分要办什么"), most=2000, help_text=_("居民看得到标题；主事项的诉求内容，承办单位也看得到。")
    )
    category = forms.CharField(
        label=_("事项分类"), required=False, max_length=100, widget=category_input(_("代码或关键字"))
    )
    note = _area(_("为什么要拆分"), required=False, rows=2)

    def leaves(self):
        return Category.objects.valid(timezone.localdate()).leaves().order_by("path")

    def clean_category(self):
        typed = self.cleaned_data["category"].strip()
        return category_called(typed) if typed else None


class SlipForm(forms.Form):
    """出具反映人回执 — what the clerk answers for when a claimant is given a code and PIN of their own."""

    has_seen = forms.BooleanField(
        label=_("已核对来访人身份"), help_text=_("看过身份证件，与登记的这位反映人一致。")
    )
    reason = forms.CharField(
        label=_("重新出具的理由"),
        required=False,
        max_length=200,
        help_text=_("出过回执又丢了的才填，例如“回执单丢失，本人持身份证到窗口”。"),
    )
