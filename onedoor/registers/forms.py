"""What people fill in about registers: the form of a register follows from its fields."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from onedoor.kit.days import DayField
from onedoor.kit.plain_forms import OnceForm, PlainForm, speak_plainly
from onedoor.kit.problems import NotValid
from onedoor.registers.fields import REGISTERS, Field, Register
from onedoor.registers.models import Entry
from onedoor.registers.models.support import Enrolment
from onedoor.registers.supporting import Table
from onedoor.registers.values import EMPTY, clean, values_of

MOST_HEADINGS = 60


class EntryForm(OnceForm):
    """台账 — one entry, new or changed; each field is cleaned as it is everywhere."""

    def __init__(self, *args, register: Register, grids=(), buildings=(), entry: Entry | None = None, **more):
        super().__init__(*args, **more)
        self.register, self.entry = register, entry
        if entry is None and "building" not in {field.name for field in register.fields}:
            choices = [("", "—"), *((grid.code, f"{grid.parent} · {grid}") for grid in grids)]
            self.fields["grid"] = forms.ChoiceField(label=_("网格"), choices=choices)
            if len(grids) == 1:
                self.fields["grid"].initial = grids[0].code
        if entry is not None:
            self.fields["base"] = forms.IntegerField(widget=forms.HiddenInput, initial=entry.version)
        known = values_of(entry) if entry else {}
        # What a thing is part of does not change.
        self.asked = [field for field in register.fields if entry is None or field.kind != "building"]
        for field in self.asked:
            self.fields[field.name] = _asked(field, buildings)
            self.fields[field.name].initial = _written(known.get(field.name))
        speak_plainly(self)

    def clean(self):
        """What the fields themselves say of it."""
        data = super().clean()
        for field in self.asked:
            if field.name not in self.errors:
                try:
                    data[field.name] = clean(field, data.get(field.name))
                except NotValid as problem:
                    self.add_error(field.name, problem.message)
        return data

    def told(self) -> dict:
        return {field.name: self.cleaned_data[field.name] for field in self.asked}


def _written(value):
    if value in EMPTY:
        return ""
    return "{}, {}".format(*value) if isinstance(value, list) else value


def _asked(field: Field, buildings) -> forms.Field:
    told = {"label": field.label, "required": field.needed}
    if field.kind == "choice":
        return forms.ChoiceField(choices=[("", "—"), *field.choices], **told)
    if field.kind == "building":
        named = [(str(one.pk), f"{one.address} {one.name}") for one in buildings]
        return forms.ChoiceField(choices=[("", "—"), *named], **told)
    if field.kind == "number":
        return forms.IntegerField(min_value=-5 if field.name == "floor" else 0, **told)
    if field.kind == "point":
        told["help_text"] = _("经度,纬度，例如105.72,34.58。")
        return forms.CharField(max_length=40, **told)
    return forms.CharField(max_length=field.column.max_length, **told)


class EndForm(PlainForm):
    """注销 — why, and on whose word."""

    why = forms.ChoiceField(label=_("注销的原因"), choices=Entry.Why.choices)
    reason = forms.CharField(
        label=_("依据或经过"), max_length=200, help_text=_("例如：拆除公告、执照已注销。")
    )


class RefuseForm(PlainForm):
    """不采纳 — the sender reads it."""

    reason = forms.CharField(label=_("不采纳的理由"), max_length=200)


class BringForm(PlainForm):
    """导入台账 — a workbook for one register."""

    register = forms.ChoiceField(label=_("台账"), choices=[])
    file = forms.FileField(
        label=_("文件"),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
        help_text=_("Excel工作簿（.xlsx），第一行是列名，不超过5MB、2000行。"),
    )

    def __init__(self, *args, **more):
        super().__init__(*args, **more)
        self.fields["register"].choices = [(one.code, one.label) for one in REGISTERS.values()]


class HeadingsForm(PlainForm):
    """一张新表 — the headings of a form that somebody wants filled in."""

    headings = forms.CharField(
        label=_("新表的列名"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("一行一个，或从表头整行复制过来。"),
    )

    def listed(self) -> list[str]:
        text = self.cleaned_data["headings"].replace("\t", "\n").replace("、", "\n").replace("，", "\n")
        found = [" ".join(line.split()) for line in text.splitlines()]
        return list(dict.fromkeys(filter(None, found)))[:MOST_HEADINGS]


class SwitchForm(PlainForm):
    """开启服务台账 — on which basis, assessed where, with which words told to people."""

    basis = forms.CharField(
        label=_("依据"), max_length=200, help_text=_("法律条文，或征得本人同意后提供服务的决定。")
    )
    assessment = forms.CharField(label=_("影响评估编号"), max_length=60)
    notice = forms.CharField(
        label=_("告知内容"),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("登记前读给本人听：记什么、做什么用、谁看得到、怎样撤回。最多600个字。"),
    )


class ReviewForm(PlainForm):
    """复核 — until when the need is taken to be there."""

    review_on = DayField(label=_("下次复核日期"), help_text=_("一年以内。"))


class EnrolForm(PlainForm):
    """登记服务对象 — with exactly one basis."""

    grid = forms.ChoiceField(label=_("网格"), choices=[])
    name = forms.CharField(label=_("姓名"), max_length=40)
    phone = forms.CharField(label=_("电话"), max_length=30, required=False)
    address = forms.CharField(label=_("住址"), max_length=200, required=False)
    need = forms.ChoiceField(label=_("需要的服务"), choices=[])
    basis = forms.ChoiceField(label=_("依据"), choices=Enrolment.Basis.choices, widget=forms.RadioSelect)
    consent_on = DayField(label=_("同意日期"), required=False)
    consent_how = forms.ChoiceField(
        label=_("怎样同意的"), choices=[("", "—"), *Enrolment.How.choices], required=False
    )
    article = forms.CharField(
        label=_("法律条文"), max_length=80, required=False, help_text=_("依据法定职责时填写。")
    )
    review_on = DayField(
        label=_("复核日期"), help_text=_("一年以内；到期没有再问过本人的，停止服务，90天后清除。")
    )

    def __init__(self, *args, table: Table, grids=(), **more):
        super().__init__(*args, **more)
        self.fields["grid"].choices = [(grid.code, f"{grid.parent} · {grid}") for grid in grids]
        self.fields["need"].choices = table.needs
        self.fields["basis"].initial = Enrolment.Basis.CONSENT

    def clean(self):
        data = super().clean()
        if data.get("basis") == Enrolment.Basis.LAW:
            data |= {"consent_on": None, "consent_how": ""}
        elif data.get("basis"):
            data["article"] = ""
            if not (data.get("consent_on") and data.get("consent_how")):
                self.add_error("consent_on", gettext("请填写本人同意的日期和方式。"))
        return data
