"""What people fill in about plans: the plan, its checklist and places, and what was seen there."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from onedoor.cases.photo_fields import PhotosField
from onedoor.joint.models import ChecklistItem
from onedoor.joint.queries.units import VISITORS
from onedoor.kit.days import DayField
from onedoor.kit.plain_forms import WRONG, OnceForm, PlainForm
from onedoor.places.models import Region
from onedoor.places.tree import current
from onedoor.posts.models import Org

Kind = ChecklistItem.Kind


def units(*kinds):
    return Org.objects.filter(kind__in=kinds).select_related("region").order_by("kind", "code")


class UnitsField(forms.ModelMultipleChoiceField):
    """参与单位 — departments, towns and streets; villages come with their ground."""

    def __init__(self, label, **more):
        K = Org.Kind
        super().__init__(
            units(K.DEPARTMENT, K.TOWN),
            label=label,
            required=False,
            widget=forms.CheckboxSelectMultiple,
            error_messages={"invalid_choice": _("没有这个单位。"), "invalid_pk_value": _("没有这个单位。")},
            **more,
        )


class PlanForm(OnceForm):
    """联勤计划 — what for, from when to when, with which units."""

    name = forms.CharField(
        label=_("计划名称"), max_length=40, widget=forms.TextInput(attrs={"autofocus": True})
    )
    purpose = forms.CharField(
        label=_("目的和要求"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("为什么做、重点看什么。只写事和地点，不写个人情况。"),
    )
    from_day = DayField(label=_("开始日期"))
    to_day = DayField(label=_("结束日期"))
    orgs = UnitsField(_("参与单位"), help_text=_("村和社区不用选：划定区域时会自动加入。"))

    def clean(self):
        told = super().clean()
        if told.get("from_day") and told.get("to_day") and told["to_day"] < told["from_day"]:
            self.add_error("to_day", gettext("结束日期不能早于开始日期。"))
        return told


class ItemForm(PlainForm):
    """检查项 — one question, and what is normal."""

    words = forms.CharField(label=_("检查内容"), max_length=80)
    kind = forms.ChoiceField(label=_("填法"), choices=Kind.choices, initial=Kind.YES_NO)
    expected = forms.ChoiceField(
        label=_("正常情况"),
        choices=[("", _("不设")), *ChecklistItem.Expected.choices],
        required=False,
        help_text=_("不正常时提醒登记为事项。只用于“是或否”。"),
    )
    measure = forms.CharField(
        label=_("计量单位"), max_length=10, required=False, help_text=_("只用于“数字”，例如处、米。")
    )


class PlaceForm(PlainForm):
    """巡查地点 — a site in the plan's grounds, who goes, by when."""

    name = forms.CharField(
        label=_("地点名称"),
        max_length=60,
        widget=forms.TextInput(attrs={"autofocus": True}),
        help_text=_("写场所或设施，例如“藉河进步巷段护岸”，不写个人姓名和住处。"),
    )
    address = forms.CharField(label=_("具体位置"), max_length=200, required=False)
    region = forms.ModelChoiceField(
        Region.objects.none(), label=_("所在村、社区或网格"), to_field_name="code", empty_label=_("请选择")
    )
    org = forms.ModelChoiceField(
        Org.objects.none(),
        label=_("巡查单位"),
        to_field_name="code",
        required=False,
        empty_label=_("所在村（社区）"),
    )
    by_day = DayField(label=_("完成日期"), required=False, help_text=_("不填就是计划结束的那天。"))

    def __init__(self, *args, plan, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["region"].queryset = places_of(plan)
        parts = plan.case.involvements.filter(until=None).values("org")
        self.fields["org"].queryset = units(*VISITORS).filter(pk__in=parts)
        for name, words in (
            ("region", gettext("请从清单里选一个区域")),
            ("org", gettext("请从清单里选一个单位")),
        ):
            self.fields[name].error_messages["invalid_choice"] = words


def places_of(plan):
    """The villages and communities in the plan's grounds, and the grids that are grounds themselves."""
    K, found = Region.Kind, Region.objects.none()
    for ground in plan.grounds.select_related("region"):
        region = ground.region
        here = current().filter(path__startswith=region.path)
        found = found | (
            here.filter(pk=region.pk)
            if region.kind == K.GRID
            else here.filter(kind__in=[K.VILLAGE, K.COMMUNITY])
        )
    return found.order_by("path")


class VisitForm(PlainForm):
    """巡查结果 — the plan's checklist, as the one at the place fills it in."""

    words = forms.CharField(
        label=_("现场情况"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args, items, **kwargs):
        super().__init__(*args, **kwargs)
        self.items = list(items)
        asked = {f"item_{item.number}": _asked(item) for item in self.items}
        self.fields = {**asked, **self.fields}

    def answers(self) -> dict:
        """By the item's number; what stands for yes and no is turned into it."""
        given = {item.number: self.cleaned_data.get(f"item_{item.number}") for item in self.items}
        yes_no = {item.number for item in self.items if item.kind == Kind.YES_NO}
        return {number: value == "yes" if number in yes_no else value for number, value in given.items()}


def _asked(item: ChecklistItem) -> forms.Field:
    label = f"{item.number}. {item.words}"
    if item.measure:
        label = gettext("%(item)s（%(measure)s）") % {"item": label, "measure": item.measure}
    missing = {**WRONG, "required": gettext("请选一个")}
    if item.kind == Kind.YES_NO:
        choices = [("yes", gettext("是")), ("no", gettext("否"))]
        return forms.ChoiceField(
            label=label, choices=choices, widget=forms.RadioSelect, error_messages=missing
        )
    if item.kind == Kind.FIGURE:
        words = {**WRONG, "required": gettext("请填写"), "invalid": gettext("请填一个数字")}
        wide = forms.NumberInput(attrs={"inputmode": "decimal", "step": "any", "min": "0"})
        return forms.DecimalField(
            label=label,
            min_value=0,
            max_value=9_999_999,
            decimal_places=2,
            widget=wide,
            error_messages=words,
        )
    return forms.CharField(label=label, max_length=300, required=False, error_messages=WRONG)


class FindForm(PlainForm):
    """巡查发现 — what is wrong here; everything else is known."""

    item = forms.ModelChoiceField(
        ChecklistItem.objects.none(),
        label=_("检查项"),
        to_field_name="number",
        required=False,
        empty_label=_("不属于哪一项"),
    )
    words = forms.CharField(
        label=_("发现的问题"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("写清是什么、在哪里、可能有什么后果。"),
    )
    photos = PhotosField()

    def __init__(self, *args, plan, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["item"].queryset = plan.items.all()
        self.fields["item"].error_messages["invalid_choice"] = gettext("没有这个检查项")


class SummaryForm(PlainForm):
    """收尾小结 — what came of the plan."""

    summary = forms.CharField(label=_("收尾小结"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))
