"""What a person fills in to blow a whistle, to answer one, and to work at one."""

from collections.abc import Iterable
from uuid import uuid4

from django import forms
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from onedoor.kit.plain_forms import speak_plainly
from onedoor.places.models import Region
from onedoor.places.tree import current
from onedoor.posts.models import Org
from onedoor.whistles.models import LogEntry, Unit, Whistle, WhistleClass
from onedoor.whistles.standing import left_to_rate

ROWS, MORE_ROWS, MOST_DAYS = 6, 3, 60
CHOOSE = ("", _("请选择"))


def area(label, *, required=True, rows=2, most=500, **more) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=required, max_length=most, widget=widget, **more)


def called_from_case(case, host: Org) -> list[Org]:
    """Departments, and the centres and villages that the case's place belongs to."""
    path, ends = case.region_path, []
    while path:
        ends.append(path)
        path = path.rstrip("/").rpartition("/")[0]
        path = f"{path}/" if path else ""
    local = Q(region__path__in=ends) & ~Q(kind=Org.Kind.DEPARTMENT)
    return _orgs(Q(kind=Org.Kind.DEPARTMENT) | local, host)


def called_from_region(region: Region, host: Org) -> list[Org]:
    """Departments, and the centres above and right below: for an emergency whose place is still to be said."""
    near = Q(pk=host.parent_id) | Q(parent=host)
    return _orgs(Q(kind=Org.Kind.DEPARTMENT) | near, host)


def _orgs(wanted: Q, host: Org) -> list[Org]:
    return list(
        Org.objects.filter(wanted).exclude(pk=host.pk).select_related("region").order_by("kind", "code")
    )


class UnitRows(forms.Form):
    """Rows of (unit, what it is to bring); what stands in none of them is not called."""

    rows = ROWS

    def offer(self, orgs: Iterable[Org]) -> None:
        self.orgs = {org.code: org for org in orgs}
        choices = [CHOOSE, *((code, org.name) for code, org in self.orgs.items())]
        for n in range(1, self.rows + 1):
            label = gettext("单位%(n)d") % {"n": n}
            self.fields[f"unit_{n}"] = forms.ChoiceField(label=label, choices=choices, required=n == 1)
            self.fields[f"bring_{n}"] = forms.CharField(
                label=gettext("单位%(n)d带什么来") % {"n": n}, max_length=200, required=False
            )

    def units(self) -> list[tuple[Org, str]]:
        said = self.cleaned_data
        chosen = [(said[f"unit_{n}"], said[f"bring_{n}"]) for n in range(1, self.rows + 1)]
        return [(self.orgs[code], bring) for code, bring in chosen if code]

    def unit_rows(self):
        return [(self[f"unit_{n}"], self[f"bring_{n}"]) for n in range(1, self.rows + 1)]


class BlowForm(UnitRows):
    """吹哨 — why, what for, where, how soon, and who."""

    reason = forms.ChoiceField(label=_("吹哨原因"), choices=Whistle.Reason, widget=forms.RadioSelect)
    words = area(_("要一起办什么"), rows=3, help_text=_("写清事情和要求，应哨单位会看到。"))
    place = forms.CharField(label=_("集合地点"), max_length=120)
    within = forms.ModelChoiceField(
        WhistleClass.objects.none(), label=_("应哨时限"), to_field_name="code", empty_label=None
    )

    def __init__(self, *args, orgs: Iterable[Org], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["within"].queryset = WhistleClass.objects.filter(is_active=True).order_by("pk")
        self.fields["within"].label_from_instance = in_words
        self.offer(orgs)
        speak_plainly(self)


class EmergencyForm(BlowForm):
    """突发事件联处 — the same, and what happened where; the quickest time to answer is set already."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    title = forms.CharField(label=_("发生了什么"), max_length=100)
    region = forms.ModelChoiceField(
        Region.objects.none(), label=_("在哪个镇街"), to_field_name="code", empty_label=None
    )
    reason = None
    field_order = ("title", "region", "place", "words", "within")

    def __init__(self, *args, host: Org, **kwargs):
        super().__init__(*args, **kwargs)
        kinds = (Region.Kind.TOWN, Region.Kind.STREET)
        places = (
            current()
            .filter(path__startswith=host.region.path)
            .filter(Q(kind__in=kinds) | Q(pk=host.region_id))
        )
        self.fields["region"].queryset = places.order_by("path")
        self.fields["place"].label = gettext("具体地点（集合地点）")
        self.fields["words"].label = gettext("情况和要求")


def in_words(within: WhistleClass) -> str:
    return gettext("%(name)s：%(count)d%(unit)s") % {
        "name": gettext(within.name),
        "count": within.count,
        "unit": within.get_unit_display(),
    }


class StepForm(forms.Form):
    """A form that knows the whistle and the actor; `told` is what the action is told."""

    def __init__(self, *args, whistle: Whistle, actor, **kwargs):
        super().__init__(*args, **kwargs)
        self.whistle, self.actor = whistle, actor
        self.narrow()
        speak_plainly(self)

    def narrow(self) -> None:
        """Offer only what fits this whistle and this actor."""

    def told(self) -> dict:
        return self.cleaned_data

    def offer_orgs(self, name: str, orgs: Iterable[Org]) -> None:
        self.orgs = {org.code: org for org in orgs}
        self.fields[name].choices = [(code, org.name) for code, org in self.orgs.items()]


class AnswerForm(StepForm):
    is_coming = forms.ChoiceField(
        label=_("能不能到场"), choices=[("yes", _("能到场")), ("no", _("不能到场"))], widget=forms.RadioSelect
    )
    words = area(_("几时到、谁带队；不能到场写明理由"), required=False, most=300)

    def told(self):
        return {"is_coming": self.cleaned_data["is_coming"] == "yes", "words": self.cleaned_data["words"]}


class OneUnitForm(StepForm):
    org = forms.ChoiceField(label=_("单位"))

    def narrow(self):
        calls = self.whistle.calls.all()
        self.offer_orgs("org", [call.org for call in calls if call.is_expected and not call.arrived_at])

    def told(self):
        return self.cleaned_data | {"org": self.orgs[self.cleaned_data["org"]]}


class ExcuseForm(OneUnitForm):
    words = area(_("说明"), required=False, most=300)


class InsistForm(OneUnitForm):
    words = area(_("为什么仍请到场"), most=300)

    def narrow(self):
        self.offer_orgs("org", [call.org for call in self.whistle.calls.all() if call.is_to_decide])


class CallMoreForm(StepForm, UnitRows):
    rows = MORE_ROWS

    def narrow(self):
        called = {call.org_id for call in self.whistle.calls.all()}
        found = called_from_case(self.whistle.case, self.whistle.host)
        self.offer(org for org in found if org.pk not in called)

    def told(self):
        return {"units": self.units()}


class NoteForm(StepForm):
    note = area(_("说明"), required=False)


class EndForm(StepForm):
    words = area(_("结果"), rows=3, most=1000)


class CallOffForm(StepForm):
    reason = area(_("理由"))


class MinuteForm(StepForm):
    minutes = area(
        _("会商纪要"), rows=6, most=5000, help_text=_("议定了什么。各单位的任务写在下面，分别计时。")
    )
    present = forms.CharField(label=_("到会（单位、人员）"), max_length=300)

    def narrow(self):
        expected = [call for call in self.whistle.calls.all() if call.is_expected]
        here = [call.org.name for call in expected if call.arrived_at]
        self.fields["present"].initial = gettext("、").join([self.whistle.host.name, *here])
        self.owing = [*(call.org for call in expected), self.whistle.host]
        for org in self.owing:
            label = gettext("%(org)s的任务") % {"org": org.name}
            self.fields[f"duty_{org.pk}"] = area(label, required=False, rows=1)
            days = forms.IntegerField(
                label=_("几个工作日"), min_value=1, max_value=MOST_DAYS, initial=3, required=False
            )
            self.fields[f"days_{org.pk}"] = days

    def duty_rows(self):
        return [(self[f"duty_{org.pk}"], self[f"days_{org.pk}"]) for org in self.owing]

    def told(self):
        said = self.cleaned_data
        given = [(org, said[f"duty_{org.pk}"].strip(), said[f"days_{org.pk}"] or 3) for org in self.owing]
        return {
            "minutes": said["minutes"],
            "present": said["present"],
            "given": [one for one in given if one[1]],
        }


class LogForm(StepForm):
    kind = forms.ChoiceField(label=_("类别"), choices=LogEntry.Kind)
    to = forms.ChoiceField(label=_("下达给"), required=False)
    words = area(_("内容"), most=2000)

    def narrow(self):
        self.offer_orgs("to", [call.org for call in self.whistle.calls.all() if call.is_expected])
        self.fields["to"].choices = [("", _("全体")), *self.fields["to"].choices]

    def told(self):
        return self.cleaned_data | {"to": self.orgs.get(self.cleaned_data["to"])}


class ReportForm(StepForm):
    words = area(_("报告情况"), most=2000)

    def told(self):
        return {"kind": LogEntry.Kind.REPORT, "words": self.cleaned_data["words"]}


class RateForm(StepForm):
    org = forms.ChoiceField(label=_("单位"))
    stars = forms.TypedChoiceField(
        label=_("配合情况"),
        coerce=int,
        widget=forms.RadioSelect,
        choices=[(5, _("5 很好")), (4, _("4 好")), (3, _("3 一般")), (2, _("2 较差")), (1, _("1 差"))],
    )
    words = area(_("具体情况"), required=False, most=300, help_text=_("说单位配合得怎样，不评价个人。"))

    def narrow(self):
        self.offer_orgs("org", left_to_rate(self.whistle, self.actor))

    def told(self):
        return self.cleaned_data | {"org": self.orgs[self.cleaned_data["org"]]}


class ClassForm(forms.ModelForm):
    """应哨时限 — one of the times to answer."""

    class Meta:
        model = WhistleClass
        fields = ("name", "count", "unit", "is_active")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = Unit.choices
        speak_plainly(self)


class ReasonForm(forms.Form):
    """导出联办报告 — what the report is for."""

    reason = area(
        _("用途"), most=150, help_text=_("写明给谁、做什么用，例如“报区委值班室的处置情况”。会记入日志。")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        speak_plainly(self)
