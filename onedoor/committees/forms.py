"""What is filled in about committees and mediators."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from onedoor.committees.models import Committee, Mediator, Member, Tie
from onedoor.committees.types import CLASSES, choices
from onedoor.kit.plain_forms import PlainForm
from onedoor.kit.problems import NotValid
from onedoor.persons.cards import clean as clean_card
from onedoor.places.models import Region
from onedoor.posts.models import Org, Tenure
from onedoor.posts.tenures import live

GROUNDS = (
    Region.Kind.DISTRICT,
    Region.Kind.STREET,
    Region.Kind.TOWN,
    Region.Kind.COMMUNITY,
    Region.Kind.VILLAGE,
)


def day(label, **more):
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}), **more)


class TypesField(forms.MultipleChoiceField):
    """Classes and single types, one list."""

    def __init__(self, label, **more):
        box = forms.SelectMultiple(attrs={"size": 6})
        super().__init__(label=label, required=False, widget=box, choices=every_type, **more)


def every_type() -> list:
    return [(str(_("整类")), list(CLASSES.items())), *choices()]


class CommitteeForm(PlainForm):
    """A committee: whose, where, for what."""

    name = forms.CharField(label=_("名称"), max_length=60)
    kind = forms.ChoiceField(label=_("种类"), choices=Committee.Kind.choices, initial=Committee.Kind.PEOPLE)
    org = forms.ModelChoiceField(Org.objects.order_by("number", "name"), label=_("所在单位"))
    region = forms.ModelChoiceField(Region.objects.none(), label=_("管辖范围"))
    types = TypesField(_("受理的纠纷类型"), help_text=_("不选：按种类推荐；人民调解委员会什么都受理。"))
    series = forms.CharField(
        label=_("文号简称"), max_length=12, help_text=_("写在“人调字”前面，设立以后不改。")
    )
    phone = forms.CharField(label=_("电话"), max_length=20, required=False)
    address = forms.CharField(label=_("地址"), max_length=120, required=False)
    opened_on = day(_("设立日期"), initial=timezone.localdate)
    term_until = day(
        _("本届任期至"), required=False, help_text=_("每届三年，可以连选连任（《人民调解法》第九条）。")
    )

    def __init__(self, *args, committee: Committee | None = None, **kwargs):
        if committee is not None:
            kwargs["initial"] = {name: vars(committee).get(name) for name in self.base_fields}
            kwargs["initial"] |= {"org": committee.org_id, "region": committee.region_id}
        super().__init__(*args, **kwargs)
        self.fields["region"].queryset = Region.objects.filter(kind__in=GROUNDS).order_by("path")
        if committee is not None:
            del self.fields["series"]


class SeatForm(PlainForm):
    """Who sits in it, in which office."""

    mediator = forms.ModelChoiceField(Mediator.objects.active().for_rows(), label=_("调解员"))
    role = forms.ChoiceField(label=_("职务"), choices=Member.Role.choices, initial=Member.Role.MEMBER)


class MediatorForm(PlainForm):
    """聘任 — whoever sits in a chair that mediates; once more for the same person is a change."""

    tenure = forms.ModelChoiceField(Tenure.objects.none(), label=_("谁、在哪个岗位"))
    is_woman = forms.BooleanField(label=_("女性成员"), required=False)
    is_full_time = forms.BooleanField(label=_("专职"), required=False)
    types = TypesField(_("擅长的类型"))
    languages = forms.CharField(
        label=_("会说的语言、方言"), max_length=100, required=False, help_text=_("用顿号分开。")
    )
    words = forms.CharField(label=_("简介"), max_length=300, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        held = Tenure.objects.filter(live(), post__type__verbs__contains=["mediation.mediate"])
        field = self.fields["tenure"]
        field.queryset = held.select_related("staff", "post__org", "post__type").order_by("staff__name", "pk")
        field.label_from_instance = lambda one: f"{one.staff} · {one.post.org}"

    def told(self) -> dict:
        told = dict(self.cleaned_data)
        held = told.pop("tenure")
        words = told["languages"].replace("，", "、").split("、")
        told["languages"] = [word.strip()[:20] for word in words if word.strip()]
        return told | {"staff": held.staff, "post": held.post}


class HonourForm(PlainForm):
    """登记荣誉."""

    mediator = forms.ModelChoiceField(Mediator.objects.active().for_rows(), label=_("调解员"))
    name = forms.CharField(label=_("荣誉名称"), max_length=60)
    given_by = forms.CharField(label=_("授予单位"), max_length=60)
    given_on = day(_("授予日期"))


class PanelForm(PlainForm):
    """组建金牌调解团 — once more under the same name is a change."""

    name = forms.CharField(label=_("名称"), max_length=60)
    committee = forms.ModelChoiceField(Committee.objects.active(), label=_("所属调解组织"))
    mediators = forms.ModelMultipleChoiceField(
        Mediator.objects.active().for_rows(), label=_("成员"), widget=forms.CheckboxSelectMultiple
    )
    words = forms.CharField(label=_("说明"), max_length=300, required=False)


class TieForm(PlainForm):
    """申报利害关系 — the person is sealed; nobody but the mediator sees that there is one."""

    kind = forms.ChoiceField(label=_("关系"), choices=Tie.Kind.choices, initial=Tie.Kind.KIN)
    name = forms.CharField(label=_("姓名"), max_length=40, required=False)
    phone = forms.CharField(label=_("电话"), max_length=30, required=False)
    identity = forms.CharField(
        label=_("证件号码"), max_length=30, required=False, help_text=_("凭电话或者证件号码比对，加密保存。")
    )
    organisation = forms.CharField(label=_("单位"), max_length=100, required=False)

    def clean(self):
        told = super().clean()
        for field in ("name", "phone", "identity"):
            try:
                told[field] = clean_card(field, told[field]) if told.get(field) else ""
            except NotValid as problem:
                self.add_error(field, problem.message)
        if (told.get("phone") or told.get("identity")) and not told.get("name"):
            self.add_error("name", gettext("请填写姓名。"))
        return told

    def told(self) -> dict:
        told = self.cleaned_data
        person = {name: told[name] for name in ("name", "phone", "identity")}
        person |= {"card_seen": bool(told["identity"])}
        return {"kind": told["kind"], "organisation": told["organisation"], "person": person}


class AbsenceForm(PlainForm):
    """登记不在岗 — the days; why is nobody's business."""

    begin = day(_("从"))
    end = day(_("到"))
