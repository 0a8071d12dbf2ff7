"""What the reception fills in: the visit on one screen, and each step that asks for something."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from onedoor.cases.duties import MOST_DAYS
from onedoor.cases.forms import SlipForm
from onedoor.cases.models import Case
from onedoor.kit.plain_forms import OnceForm, PlainForm
from onedoor.kit.problems import NotValid
from onedoor.persons.cards import clean as clean_card
from onedoor.places.addresses import TOWNS, VILLAGES
from onedoor.places.tree import current
from onedoor.posts.models import Org, Post
from onedoor.reception.arrivals import Arrival
from onedoor.reception.limits import MOST_REPRESENTATIVES, READ_ALOUD
from onedoor.reception.models import LeaderDay, Reception
from onedoor.reception.models.reception import MOST_PEOPLE
from onedoor.reception.queries.receptions import days_for, posts_for

ROWS = range(1, MOST_REPRESENTATIVES + 1)
CARD = ("name", "phone", "identity")


def place_choices():
    """Towns, each with its communities and villages."""
    found, town = [("", _("还不清楚"))], None
    for region in current().filter(kind__in=(*TOWNS, *VILLAGES)).order_by("path"):
        if region.kind in TOWNS:
            town = [(region.code, region.name)]
            found.append((region.name, town))
        elif town:
            town.append((region.code, region.name))
    return found


class ArrivalForm(SlipForm, OnceForm):
    """来访登记 — only the words are demanded; who they are, they may say."""

    sent_before = _("这张表刚才已经保存过一次，这次内容不同。要另登记一次，请再按一次。")
    slip = forms.CharField(
        label=_("小票编号"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("取过号的，沿用小票上的编号；没有的不填，登记后给一个。"),
    )
    words = forms.CharField(
        label=_("反映的内容"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4, "autofocus": True}),
        help_text=_("照来访人的话写：什么事、想怎样解决。"),
    )
    place = forms.ChoiceField(label=_("发生在哪里"), required=False)
    address = forms.CharField(label=_("具体地点"), required=False, max_length=200)
    people = forms.IntegerField(label=_("来访人数"), min_value=1, max_value=MOST_PEOPLE, initial=1)
    willing = forms.ChoiceField(
        label=_("是否愿意调解"),
        choices=Reception.Willing.choices,
        initial=Reception.Willing.UNASKED,
        widget=forms.RadioSelect,
    )
    secrecy = forms.ChoiceField(
        label=_("保密"),
        required=False,
        choices=Case.Secrecy.offered(),
        help_text=_("除“一般”外，只有专门授权的岗位看得到。"),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["willing"].help_text = READ_ALOUD
        self.fields["place"].choices = place_choices()
        for n in ROWS:
            self.fields[f"name_{n}"] = forms.CharField(
                label=_("姓名"),
                required=False,
                max_length=40,
                help_text=_("留电话或证件号码的，要有姓名或称呼。"),
            )
            self.fields[f"phone_{n}"] = forms.CharField(
                label=_("电话"),
                required=False,
                max_length=30,
                widget=forms.TextInput(attrs={"inputmode": "tel"}),
            )
            self.fields[f"identity_{n}"] = forms.CharField(label=_("证件号码"), required=False, max_length=30)
            self.fields[f"card_seen_{n}"] = forms.BooleanField(label=_("已核对证件原件"), required=False)

    def rows(self):
        """The fields of each person, for the page."""
        return [[self[f"{name}_{n}"] for name in (*CARD, "card_seen")] for n in ROWS]

    def clean_place(self):
        code = self.cleaned_data["place"]
        return current().filter(code=code).first() if code else None

    def clean(self):
        told = super().clean()
        if self.data.get(f"name_{len(ROWS) + 1}", "").strip():
            words = gettext(
                "多人走访反映共同的事项，推选的代表不得超过%(most)s人（《信访工作条例》第二十条）。"
            )
            self.add_error("people", words % {"most": MOST_REPRESENTATIVES})
        for n in ROWS:
            self._clean_person(told, n)
        named = len(self.visitors(told))
        if named > (told.get("people") or named):
            words = gettext("登记了%(n)s位来访人的姓名，来访人数不能更少。")
            self.add_error("people", words % {"n": named})
        return told

    def _clean_person(self, told, n: int):
        if not any(told.get(f"{name}_{n}") for name in CARD):
            return
        for name in CARD:
            try:
                told[f"{name}_{n}"] = clean_card(name, told.get(f"{name}_{n}", ""))
            except NotValid as problem:
                self.add_error(f"{name}_{n}", problem.message)

    def visitors(self, told) -> list[dict]:
        named = [n for n in ROWS if told.get(f"name_{n}")]
        return [{name: told.get(f"{name}_{n}") for name in (*CARD, "card_seen")} for n in named]

    def arrival(self) -> Arrival:
        told = self.cleaned_data
        return Arrival(
            words=told["words"].strip(),
            region=told["place"],
            address=told["address"].strip(),
            people=told["people"],
            visitors=self.visitors(told),
            willing=told["willing"],
            secrecy=told["secrecy"] or Case.Secrecy.NORMAL,
            slip=told["slip"].strip(),
        )


class StepForm(PlainForm):
    """What a step asks for; `reception` narrows what may be chosen."""

    def __init__(self, *args, reception, **kwargs):
        super().__init__(*args, **kwargs)
        self.reception = reception
        self.narrow()

    def narrow(self):
        """Nothing to narrow, unless a step says so."""


class AnswerForm(StepForm):
    result = forms.CharField(label=_("答复了什么"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class AdviseForm(StepForm):
    way = forms.ChoiceField(label=_("法定途径"), choices=Reception.Way.choices)
    result = forms.CharField(
        label=_("怎样去办"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("到哪里、带什么、什么时限。"),
    )


class LeaveForm(StepForm):
    result = forms.CharField(label=_("说明"), required=False, max_length=300)


class PressForm(StepForm):
    """A press is enough: nothing is typed twice."""


class HandOverForm(StepForm):
    post = forms.ModelChoiceField(Post.objects.none(), label=_("移交给"), empty_label=_("请选择"))
    note = forms.CharField(label=_("说明"), required=False, max_length=300)

    def narrow(self):
        self.fields["post"].queryset = posts_for(self.reception)


class WillingForm(StepForm):
    willing = forms.ChoiceField(
        label=_("是否愿意调解"), choices=Reception.Willing.choices, widget=forms.RadioSelect
    )

    def narrow(self):
        self.fields["willing"].initial = self.reception.willing
        self.fields["willing"].help_text = READ_ALOUD


class DayForm(StepForm):
    day = forms.ModelChoiceField(LeaderDay.objects.none(), label=_("接访日"), empty_label=_("请选择"))

    def narrow(self):
        self.fields["day"].queryset = days_for(self.reception, timezone.localdate())


class InstructForm(StepForm):
    org = forms.ModelChoiceField(
        Org.objects.none(), label=_("责任单位"), to_field_name="code", empty_label=_("请选择")
    )
    words = forms.CharField(label=_("要做什么"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    days = forms.IntegerField(label=_("时限（工作日）"), min_value=1, max_value=MOST_DAYS, initial=5)

    def narrow(self):
        """Departments, and the towns of the leader's own ground; without a leader's day the step itself refuses."""
        K, day = Org.Kind, self.reception.day
        below = Org.objects.filter(kind=K.TOWN, region__path__startswith=day.org.region.path if day else "-")
        departments = Org.objects.filter(kind=K.DEPARTMENT)
        self.fields["org"].queryset = (departments | below).order_by("kind", "code")
