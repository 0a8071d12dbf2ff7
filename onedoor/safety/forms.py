"""What people fill in: the form itself, raising and lowering, a step that ends, a report, what the person said."""

from collections.abc import Iterator

from django import forms
from django.utils.translation import gettext_lazy as _

from onedoor.kit.plain_forms import PlainForm
from onedoor.safety.items import ITEMS
from onedoor.safety.models import OwnWord, Report, Review, Step
from onedoor.safety.models.checklist import Grade, Said, Source
from onedoor.safety.rule import LESSER, NO, NOT_ASKED, S0, S1, S2, S3, UNKNOWN, YES

SHORT, LONG = 300, 2000
FOLLOWS = ("", _("同上面"))


def area(rows: int = 3):
    return forms.Textarea(attrs={"rows": rows})


def day():
    """What a browser takes for a day, in any language."""
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


def answers_to(item) -> list:
    """The choices of one line: the milder yes stands in its own words, and only where there is one."""
    said = [(YES, Said.YES.label), (NO, Said.NO.label), (UNKNOWN, Said.UNKNOWN.label)]
    if item.lesser:
        said.insert(1, (LESSER, item.lesser))
    return [*said, (NOT_ASKED, Said.NOT_ASKED.label)]


class ChecklistForm(PlainForm):
    """安全核对单 — one item a row; what is left alone was not asked."""

    source = forms.ChoiceField(
        label=_("大部分是怎么知道的"), choices=Source.choices, widget=forms.RadioSelect, initial=Source.OWN
    )
    on = forms.DateField(label=_("哪天知道的"), widget=day(), required=False)
    has_part_b = forms.BooleanField(label=_("家庭、婚恋纠纷，问了乙部分"), required=False)
    in_private = forms.BooleanField(
        label=_("是单独、在安全的时候、本人愿意时问的；不是打公用电话，也不是在家门口"), required=False
    )
    note = forms.CharField(label=_("说明"), max_length=SHORT, required=False, widget=area(2))

    def __init__(self, *args, told=None, **kwargs):
        super().__init__(*args, **kwargs)
        told = told or {}
        for code, item in ITEMS.items():
            self.fields[code] = forms.ChoiceField(
                label=f"{code} {item.words}",
                choices=answers_to(item),
                widget=forms.RadioSelect,
                initial=told.get(code, NOT_ASKED),
                required=False,
            )
            self.fields[f"{code}_source"] = forms.ChoiceField(
                label=_("怎么知道的"), choices=[FOLLOWS, *Source.choices], required=False
            )

    def rows(self, part: str) -> Iterator[tuple]:
        """Item, its answers, where it is known from: for the page."""
        for code, item in ITEMS.items():
            if item.part == part:
                yield item, self[code], self[f"{code}_source"]

    def part_a(self):
        return self.rows("A")

    def part_b(self):
        return self.rows("B")

    def told(self) -> dict:
        """What the action is told."""
        data = self.cleaned_data
        kept = ("source", "on", "has_part_b", "in_private", "note")
        answers = {code: data.get(code) or NOT_ASKED for code in ITEMS}
        sources = {code: data.get(f"{code}_source", "") for code in ITEMS}
        return {"answers": answers, "sources": sources} | {name: data[name] for name in kept}


class RaiseForm(PlainForm):
    """提高 — to which, and why; on the person's fear alone if they say so."""

    to = forms.ChoiceField(label=_("提高到"), widget=forms.RadioSelect)
    why = forms.CharField(label=_("为什么"), max_length=LONG, widget=area())
    own_fear = forms.BooleanField(label=_("这是本人说的：本人害怕，要求提高"), required=False)

    def __init__(self, *args, grades, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [(one, Grade(one).label) for one in grades if one in (S1, S2, S3)]


class LowerForm(PlainForm):
    """申请降低 — to which, with a reason; what the person says, where they were afraid."""

    to = forms.ChoiceField(label=_("降到"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("理由"), max_length=LONG, widget=area(), help_text=_("不少于十个字。另一位同意以后才降低。")
    )
    own_word = forms.CharField(
        label=_("本人的话"),
        max_length=LONG,
        required=False,
        widget=area(),
        help_text=_("本人说过害怕的，必须填写。"),
    )

    def __init__(self, *args, grades, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [(one, Grade(one).label) for one in grades if one in (S0, S1, S2)]


class ReportForm(PlainForm):
    """法定报告 — the article is chosen; the words are for whoever asks later what was told."""

    law = forms.ChoiceField(label=_("依据"), choices=Report.Law.choices, widget=forms.RadioSelect)
    to_whom = forms.ChoiceField(label=_("向谁报告"), choices=Report.Where.choices, widget=forms.RadioSelect)
    words = forms.CharField(label=_("报告了什么"), max_length=LONG, widget=area())


class HearForm(PlainForm):
    """本人的话 — at the desk, after reading or hearing what is written."""

    kind = forms.ChoiceField(
        label=_("就什么"),
        choices=[(one.value, one.label) for one in (OwnWord.Kind.READ, OwnWord.Kind.CORRECT)],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(label=_("本人的话"), max_length=LONG, required=False, widget=area())


class FinishForm(PlainForm):
    """完成步骤 — how it ended; a safety meeting names who came."""

    ending = forms.ChoiceField(
        label=_("怎样结束"), choices=Step.Ending.choices, widget=forms.RadioSelect, initial=Step.Ending.DONE
    )
    words = forms.CharField(label=_("情况"), max_length=LONG, required=False, widget=area(2))
    people = forms.CharField(
        label=_("参加的人"),
        max_length=SHORT,
        required=False,
        widget=area(6),
        help_text=_("每行一位，不超过六位。"),
    )

    def __init__(self, *args, step, **kwargs):
        super().__init__(*args, **kwargs)
        if step.kind != Step.Kind.MEETING:
            del self.fields["people"]


class ReviewForm(PlainForm):
    """审阅 — who read this edition, as what, and when."""

    name = forms.CharField(label=_("审阅人姓名"), max_length=40)
    calling = forms.ChoiceField(
        label=_("身份"), choices=[one for one in Review.Calling.choices if one[0] != Review.Calling.INVENTED]
    )
    unit = forms.CharField(label=_("所在单位"), max_length=60, required=False)
    read_on = forms.DateField(label=_("审阅日期"), widget=day())
