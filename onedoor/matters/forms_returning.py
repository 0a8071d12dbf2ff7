"""What a unit fills in to return a matter, and an arbiter to rule whose it is."""

from django import forms
from django.utils.translation import gettext_lazy as _

from onedoor.cases.explaining import said_due
from onedoor.matters.advising import advise
from onedoor.matters.forms import StepForm, units_for
from onedoor.matters.models import Return
from onedoor.matters.queries.returns import return_until
from onedoor.matters.standing import part_of
from onedoor.places.models import Region
from onedoor.posts.models import Org


def _unit_field(label, empty, required=True, help_text=""):
    return forms.ModelChoiceField(
        Org.objects.none(),
        label=label,
        to_field_name="code",
        empty_label=empty,
        required=required,
        help_text=help_text,
    )


class ReturnForm(StepForm):
    """退回 — a reason, what it rests on, and whose it is instead."""

    reason = forms.ChoiceField(label=_("退回理由"), choices=Return.Reason.choices, widget=forms.RadioSelect)
    basis = forms.CharField(
        label=_("依据"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("清单第几项、哪条规定、权属或现场的事实。不写依据不能退回。"),
    )
    owner = _unit_field(
        _("应该由谁办"), _("不清楚（只限事实不清时）"), required=False, help_text=_("除“事实不清”外都要选。")
    )

    def narrow(self):
        self.fields["owner"].queryset = units_for(self.matter).exclude(pk=self.actor.post.org_id)
        part = part_of(self.matter, self.actor, "lead")
        if part:
            until = {"until": said_due(return_until(self.matter, part))}
            self.fields["reason"].help_text = _("最迟%(until)s退回。期限一直在计时，退回不会停表。") % until

    def clean(self):
        data = super().clean()
        if not data.get("owner") and data.get("reason") not in (None, Return.Reason.NO_FACTS):
            self.add_error("owner", _("请选应该由哪个单位办；只有“事实不清”时可以不选。"))
        return data


class RuleForm(StepForm):
    """裁定 — the owner, who helps, how far the precedent reaches, and why."""

    lead = _unit_field(_("责任单位（主办）"), _("请选择"))
    assist = forms.ModelMultipleChoiceField(
        Org.objects.none(),
        label=_("协办单位"),
        required=False,
        to_field_name="code",
        widget=forms.CheckboxSelectMultiple,
    )
    region = forms.ModelChoiceField(
        Region.objects.none(),
        label=_("作为先例的适用范围"),
        required=False,
        to_field_name="code",
        empty_label=_("责任单位的整个辖区"),
        help_text=_("同类事项以后在这个范围内，分流时会先提出这个责任单位。"),
    )
    note = forms.CharField(
        label=_("裁定理由"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("写明依据。裁定以后责任单位不能再退回，期限照旧。"),
    )

    def narrow(self):
        own = self.actor.post.org
        units = units_for(self.matter).filter(region__path__startswith=own.region.path).exclude(pk=own.pk)
        self.fields["lead"].queryset = self.fields["assist"].queryset = units
        self.fields["region"].queryset = _holding(self.matter.case.region_path)
        known = advise(self.matter)
        if known and known.unit:
            said = {"unit": known.unit, "why": known.why}
            self.fields["lead"].help_text = _("分流时的建议：%(unit)s（%(why)s）") % said


def _holding(path: str):
    """The place and those that hold it, the nearest first."""
    steps = path.split("/")[:-1]
    paths = ["/".join(steps[: n + 1]) + "/" for n in range(len(steps))]
    return Region.objects.filter(path__in=paths).order_by("-path")
