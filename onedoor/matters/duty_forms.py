"""What a person fills in about the duty list: what to look for, an entry, an end, a file."""

import re

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from onedoor.kit.days import DayField
from onedoor.kit.plain_forms import speak_plainly
from onedoor.kit.problems import NotValid
from onedoor.matters.duty_clauses import MOST_NUMBER, Clause, wrong_with
from onedoor.matters.duty_files import category_in, unit_in
from onedoor.matters.duty_list import Level, Place
from onedoor.matters.importing.reading import MOST_BYTES
from onedoor.matters.models.responsibility import MOST_DAYS
from onedoor.matters.queries.duty_list import ALL, ENDED, NOW, Sought


def _one_line(label, most, *, required=True, help_text="", **attrs):
    widget = forms.TextInput(attrs={"autocomplete": "off", **attrs})
    return forms.CharField(
        label=label, max_length=most, required=required, help_text=help_text, widget=widget
    )


class SearchForm(forms.Form):
    """责任清单筛选"""

    q = forms.CharField(
        label=_("查找"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"placeholder": _("项号、分类或依据"), "type": "search"}),
    )
    unit = forms.CharField(
        label=_("主办或协办单位"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"list": "units"}),
    )
    level = forms.ChoiceField(label=_("责任层级"), required=False)
    place = forms.ChoiceField(label=_("地点类别"), required=False)
    state = forms.ChoiceField(
        label=_("效力"),
        required=False,
        choices=[(NOW, _("现行和将要启用")), (ENDED, _("已停用")), (ALL, _("全部"))],
    )
    on = DayField(label=_("某一天有效的"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        everything = [("", _("全部"))]
        self.fields["level"].choices = everything + Level.choices
        self.fields["place"].choices = everything + Place.choices
        speak_plainly(self)

    def sought(self) -> Sought:
        told = self.cleaned_data
        return Sought(
            **{**told, "q": told["q"].strip(), "unit": told["unit"].strip(), "state": told["state"] or NOW}
        )


class DutyForm(forms.Form):
    """责任清单条目 — names are typed or picked from the lists beside the fields, as in the file."""

    number = forms.IntegerField(label=_("项号"), min_value=1, max_value=MOST_NUMBER)
    category = _one_line(
        _("事项分类"),
        100,
        help_text=_("代码或名称，一级、二级、三级都可以；越具体的越优先。"),
        list="categories",
    )
    place = forms.ChoiceField(label=_("地点类别"), choices=Place.choices, widget=forms.RadioSelect)
    level = forms.ChoiceField(
        label=_("责任层级"),
        choices=Level.choices,
        widget=forms.RadioSelect,
        help_text=_("由这一级负责，不能下派给更低的一级。"),
    )
    lead = _one_line(
        _("主办单位"),
        80,
        required=False,
        help_text=_("单位名称或编号；由事发地镇街、村（社区）办的留空。"),
        list="units",
    )
    assist = _one_line(_("协办单位"), 300, required=False, help_text=_("几个单位之间用“、”隔开。"))
    basis = forms.CharField(
        label=_("依据"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("法规、文件或“三定”规定的哪一条；拒绝下派时会照此说明。"),
    )
    days = forms.IntegerField(
        label=_("限期（工作日）"),
        required=False,
        min_value=1,
        max_value=MOST_DAYS,
        help_text=_("不填就按本区服务承诺。"),
    )
    starts = DayField(label=_("启用日期"), help_text=_("已有的条目从这天起换成新的一版，旧版保留。"))
    ends = DayField(label=_("停用日期"), required=False, help_text=_("自当日起不再使用；长期有效的不填。"))
    why = _one_line(_("变更说明"), 200, required=False)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, newest=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.newest = newest
        speak_plainly(self)
        if newest:
            self.fields["number"].disabled = True
            self.fields["number"].widget = forms.HiddenInput()

    def clean_category(self):
        return _asked(category_in, self.cleaned_data["category"])

    def clean_lead(self):
        return _asked(unit_in, self.cleaned_data["lead"])

    def clean_assist(self):
        names = re.split(r"[、，,;；]", self.cleaned_data["assist"])
        return tuple(dict.fromkeys(_asked(unit_in, name.strip()) for name in names if name.strip()))

    def clean(self):
        told = super().clean()
        if not self.errors:
            for name, words in wrong_with(self.clause()):
                self.add_error(name, words)
        return told

    def clause(self) -> Clause:
        told = self.cleaned_data
        return Clause(**{name: value for name, value in told.items() if name not in ("why", "seen")})


def _asked(question, typed: str):
    try:
        return question(typed.strip()) if typed.strip() else None
    except NotValid as problem:
        raise forms.ValidationError(problem.message) from problem


def first_values(clause: Clause, version: int) -> dict:
    """What the form of an existing entry begins with: what it says now, from today on."""
    return {
        "number": clause.number,
        "category": f"{clause.category.code} {clause.category.label}",
        "place": clause.place,
        "level": clause.level,
        "lead": clause.lead.name if clause.lead else "",
        "assist": "、".join(unit.name for unit in clause.assist),
        "basis": clause.basis,
        "days": clause.days,
        "starts": max(timezone.localdate(), clause.starts),
        "ends": clause.ends if clause.ends and clause.ends > timezone.localdate() else None,
        "seen": version,
    }


class EndForm(forms.Form):
    """停用条目"""

    on = DayField(label=_("自哪天起停用"))
    why = _one_line(_("理由"), 200)
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        speak_plainly(self)


class UploadForm(forms.Form):
    """导入责任清单 — the file, and what it is called."""

    file = forms.FileField(
        label=_("文件"),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
        help_text=_("Excel工作簿（.xlsx）或CSV文件；各列与下载的清单相同。"),
    )
    source = _one_line(_("清单名称"), 60, help_text=_("例如：秦州区事项责任清单（2026年版）。"))
    end_missing = forms.BooleanField(
        label=_("文件里没有的条目一并停用"), required=False, help_text=_("文件是完整的新清单时才勾选。")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        speak_plainly(self)

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("文件超过20MB，请分成几个文件导入。"))
        return file
