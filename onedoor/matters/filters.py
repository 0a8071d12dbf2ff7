"""What a worklist can be narrowed by, as a form in the page's address."""

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from onedoor.kit.days import DayField
from onedoor.kit.prepared import Question
from onedoor.matters.lifecycle import Status
from onedoor.matters.models import Category, Kind, Matter
from onedoor.matters.queries.names import units_called
from onedoor.matters.queries.worklists import ALL, CLOSED, LATE, NEAR, OK, OPEN, PAUSED, Wanted
from onedoor.places.models import Region

MANY = 30
FIRST_LEVEL = Question(lambda level: Category.objects.filter(level=level), mark=0)


# What stands in an option's tag, whether it is the chosen one or not.
MARKS = {True: format_html(" {}", "selected"), False: ""}


class QuickSelect(forms.Select):
    """Django's own takes two templates an option; this list is looked at all day long."""

    def render(self, name, value, attrs=None, renderer=None):
        chosen, given = set(self.format_value(value)), flatatt(self.build_attrs(self.attrs, attrs))
        told = ((code, MARKS[str(code) in chosen], label) for code, label in self.choices)
        options = format_html_join("", '<option value="{}"{}>{}</option>', told)
        return format_html('<select name="{}"{}>{}</select>', name, given, options)


def offers(names: list[str]) -> SafeString:
    """What a browser proposes while one types: the inside of a datalist of some hundred names."""
    return format_html_join("", '<option value="{}">', ((name,) for name in names))


def _any(choices):
    return [("", _("不限")), *choices]


class WorklistForm(forms.Form):
    """筛选 — places and units are typed by name; several of the same name are all meant."""

    q = forms.CharField(
        label=_("编号或文字"), required=False, max_length=60, widget=forms.TextInput(attrs={"type": "search"})
    )
    state = forms.ChoiceField(
        label=_("范围"),
        required=False,
        choices=[(OPEN, _("在办")), (CLOSED, _("已结束")), (ALL, _("全部"))],
        widget=QuickSelect,
    )
    clock = forms.ChoiceField(
        label=_("时限"),
        required=False,
        choices=_any(
            [(LATE, _("已超期")), (NEAR, _("快到期")), (OK, _("时间充足")), (PAUSED, _("没有在计的期限"))]
        ),
        widget=QuickSelect,
    )
    status = forms.ChoiceField(
        label=_("状态"), required=False, choices=_any(Status.choices), widget=QuickSelect
    )
    kind = forms.ChoiceField(
        label=_("诉求类型"), required=False, choices=_any(Kind.choices), widget=QuickSelect
    )
    category = forms.ModelChoiceField(
        Category.objects.none(),
        label=_("分类"),
        required=False,
        to_field_name="code",
        empty_label=_("不限"),
        widget=QuickSelect,
    )
    source = forms.ChoiceField(
        label=_("来源"), required=False, choices=_any(Matter.Source.choices), widget=QuickSelect
    )
    place = forms.CharField(
        label=_("镇街、村（社区）"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"list": "towns"}),
    )
    unit = forms.CharField(
        label=_("主办单位"), required=False, max_length=40, widget=forms.TextInput(attrs={"list": "units"})
    )
    since = DayField(label=_("登记日期从"), required=False)
    until = DayField(label=_("到"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._choose_state()
        categories = self.fields["category"]
        categories.queryset = Category.objects.filter(level=1)
        categories.choices = _any((category.code, category.label) for category in FIRST_LEVEL.all(1))

    def _choose_state(self):
        """Who looks for a word or a status looks among all; who does not say, among the open ones."""
        if not self.data.get("state"):
            self.data = self.data.copy()
            self.data["state"] = ALL if self.data.get("q") or self.data.get("status") else OPEN

    def clean_place(self):
        return _named(
            Region.objects.exclude(kind=Region.Kind.GRID),
            self.cleaned_data["place"],
            gettext("没有叫“%s”的镇街、村或社区。"),
        )

    def clean_unit(self):
        typed = self.cleaned_data["unit"].strip()
        found = units_called(typed, MANY) if typed else []
        if typed and not found:
            raise forms.ValidationError(gettext("没有叫“%s”的单位。") % typed)
        return found

    def clean(self):
        told = super().clean()
        if told.get("since") and told.get("until") and told["until"] < told["since"]:
            self.add_error("until", gettext("结束日期早于开始日期。"))
        return told

    def wanted(self) -> Wanted:
        told = self.cleaned_data
        same = ("q", "clock", "status", "kind", "source", "category", "since", "until")
        state = told["state"] or (ALL if told["q"] or told["status"] else OPEN)
        return Wanted(
            state=state, regions=told["place"], units=told["unit"], **{name: told[name] for name in same}
        )


def _named(rows, name: str, refusal: str) -> list:
    """All that bear the name, else all that have it in theirs."""
    name = name.strip()
    if not name:
        return []
    found = list(rows.filter(name=name)[:MANY]) or list(rows.filter(name__contains=name)[:MANY])
    if not found:
        raise forms.ValidationError(refusal % name)
    return found
