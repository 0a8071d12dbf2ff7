"""What is filled in for an agreement: its words, its clauses, the hands on it, and one made by word."""

from datetime import date
from decimal import Decimal, InvalidOperation

from django import forms
from django.utils.translation import gettext_lazy as _

from onedoor.kit.days import EARLIEST, LATEST, DayField
from onedoor.mediation.forms.choosing import narrow_sides, sides_of
from onedoor.mediation.instalments import MOST_PARTS
from onedoor.mediation.models import (
    Obligation,
    Representative,
    Side,
    Signature,
)
from onedoor.mediation.queries.agreements import binding_of, stage_of
from onedoor.mediation.stepping import StepForm
from onedoor.worktime.counting import CALENDAR, MONTHS

Kind = Obligation.Kind


def day(label, **more):
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}), **more)


def text(label, max_length=2000, **more):
    return forms.CharField(
        label=label, max_length=max_length, widget=forms.Textarea(attrs={"rows": 3}), **more
    )


class WriteForm(StepForm):
    """The words of an agreement."""

    facts = text(_("纠纷主要事实"))
    issues = text(_("争议事项"), required=False)
    responsibilities = text(_("各方责任"), required=False)
    penalty = text(_("违约责任（最多500字）"), required=False, max_length=500)
    left_open = text(_("没有达成一致的部分（没有就不填）"), required=False)
    copies = forms.IntegerField(
        label=_("一式几份（不填按当事人数加一）"), min_value=2, max_value=20, required=False
    )
    stands_beside = forms.TypedChoiceField(
        label=_("和原来生效的协议是什么关系"),
        choices=[
            ("no", _("替代：新协议生效，原来的不再履行")),
            ("yes", _("补充：原来的继续履行，再加上这一份")),
        ],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        draft = stage_of(self.mediation).draft
        if binding_of(self.mediation) is None:
            del self.fields["stands_beside"]
        elif draft:
            self.fields["stands_beside"].initial = "yes" if draft.stands_beside else "no"
        self.fields["facts"].initial = draft.facts if draft else self.mediation.facts
        for name in ("issues", "responsibilities", "penalty", "left_open", "copies"):
            self.fields[name].initial = vars(draft)[name] if draft else None

    def clean_copies(self):
        return self.cleaned_data["copies"] or 0


class OfSides(StepForm):
    """Whatever names a side of this mediation."""

    SIDES: tuple[str, ...] = ("side",)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in self.SIDES:
            narrow_sides(self.fields[name], self.mediation.sides.current(), sides_of(self.mediation))


class ClauseForm(OfSides):
    """One obligation that is no money."""

    SIDES = ("owed_by", "owed_to")
    kind = forms.ChoiceField(
        label=_("义务种类"), choices=[one for one in Kind.choices if one[0] != Kind.MONEY]
    )
    owed_by = forms.ModelChoiceField(Side.objects.none(), label=_("谁履行"))
    owed_to = forms.ModelChoiceField(Side.objects.none(), label=_("向谁履行"), required=False)
    words = forms.CharField(label=_("履行什么"), max_length=500)
    last_day = DayField(label=_("最后履行日"), required=False)
    way = forms.CharField(label=_("履行方式"), max_length=100, required=False)
    where = forms.CharField(label=_("履行地点"), max_length=100, required=False)


class MoneyForm(OfSides):
    """Money: at once, in equal instalments by months or days, or each part with its own day and sum."""

    SIDES = ("owed_by", "owed_to")
    owed_by = forms.ModelChoiceField(Side.objects.none(), label=_("谁付"))
    owed_to = forms.ModelChoiceField(Side.objects.none(), label=_("付给谁"))
    words = forms.CharField(label=_("什么钱"), max_length=500)
    amount = forms.DecimalField(
        label=_("金额（元）"), max_digits=14, decimal_places=2, min_value=Decimal("0.01")
    )
    last_day = DayField(label=_("最后履行日（一次付清的只填这一天）"), required=False)
    instalments = forms.IntegerField(
        label=_("分几期"), min_value=1, max_value=MOST_PARTS, initial=1, required=False
    )
    first_day = DayField(label=_("第一期的日期"), required=False)
    every = forms.IntegerField(
        label=_("每隔多少付一期"), min_value=1, max_value=366, initial=1, required=False
    )
    unit = forms.ChoiceField(
        label=_("按月还是按天"), choices=[(MONTHS, _("个月")), (CALENDAR, _("天"))], initial=MONTHS
    )
    parts = forms.CharField(
        label=_("各期不一样的，逐期写"),
        help_text=_("一行一期：日期、空格、金额，例如 2027-01-10 5000。写了这一栏，上面分期的几栏不用填。"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    way = forms.CharField(label=_("怎样付"), max_length=100, required=False)
    where = forms.CharField(label=_("履行地点"), max_length=100, required=False)

    def clean_instalments(self):
        return self.cleaned_data["instalments"] or 1

    def clean_every(self):
        return self.cleaned_data["every"] or 1

    def clean_parts(self):
        return [_part(line) for line in self.cleaned_data["parts"].splitlines() if line.strip()]

    def clean(self):
        return dict(super().clean()) | {"kind": Kind.MONEY}


def _part(line: str) -> tuple:
    """One line of those that say each part by itself."""
    cells = line.replace("，", " ").replace(",", " ").replace("元", " ").split()
    try:
        day, amount = cells
        found = date.fromisoformat(day), Decimal(amount)
    except (ValueError, InvalidOperation) as reason:
        raise forms.ValidationError(
            _("“%(line)s”看不懂：一行写一期，日期、空格、金额。"), params={"line": line.strip()}
        ) from reason
    if not (EARLIEST <= found[0] <= LATEST) or not found[1].is_finite():
        raise forms.ValidationError(
            _("“%(line)s”看不懂：一行写一期，日期、空格、金额。"), params={"line": line.strip()}
        )
    return found


class DropClauseForm(StepForm):
    """Which clause is dropped."""

    obligation = forms.ModelChoiceField(Obligation.objects.none(), label=_("第几项"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        draft = stage_of(self.mediation).draft
        self.fields["obligation"].queryset = Obligation.objects.filter(agreement=draft)
        self.fields["obligation"].label_from_instance = lambda one: f"{one.place}. {one.words}"


class SignForm(OfSides):
    """Whose hand, and how; on the screen it is drawn here."""

    side = forms.ModelChoiceField(Side.objects.none(), label=_("哪一方"))
    representative = forms.ModelChoiceField(
        Representative.objects.none(), label=_("由谁代签（本人签字不选）"), required=False
    )
    how = forms.ChoiceField(label=_("签字方式"), choices=Signature.How)
    drawn = forms.CharField(label=_("签字"), widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        signed = self._signed()
        shown = [side for side in sides_of(self.mediation) if side.pk not in signed]
        narrow_sides(self.fields["side"], self.mediation.sides.current().exclude(pk__in=signed), shown)
        field = self.fields["representative"]
        sides = self.mediation.sides.current()
        field.queryset = Representative.objects.filter(side__in=sides, until=None).select_related(
            "person", "side"
        )
        field.label_from_instance = lambda one: (
            f"{one.person.name_mask}（{one.get_kind_display()}，{one.get_authority_display()}）"
        )

    def _signed(self) -> set:
        draft = stage_of(self.mediation).draft
        return set(draft.signatures.exclude(side=None).values_list("side", flat=True)) if draft else set()


class MediatorSignForm(StepForm):
    """How whoever mediates signed."""

    how = forms.ChoiceField(label=_("签字方式"), choices=Signature.How)
    drawn = forms.CharField(label=_("签字"), widget=forms.HiddenInput, required=False)


class KeepSignedForm(StepForm):
    """The scan of the paper on which they signed."""

    upload = forms.FileField(label=_("签过字的协议书（照片或者PDF）"))


class DiscardForm(StepForm):
    """Why what was signed is written anew."""

    reason = forms.CharField(label=_("作废的原因"), max_length=300, required=False)


class OralForm(StepForm):
    """What is agreed by word; its clauses were written down before."""

    left_open = text(_("没有达成一致的部分（没有就不填）"), required=False)
