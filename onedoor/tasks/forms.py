"""What people fill in about tasks: to give one, to say that it is done, to hand over, a round, an errand."""

from django import forms
from django.utils.translation import gettext_lazy as _

from onedoor.cases.photo_fields import PhotosField
from onedoor.kit.plain_forms import OnceForm, PlainForm
from onedoor.places.models import Region
from onedoor.places.tree import current
from onedoor.tasks.limits import DAYS, MOST_DAYS, MOST_ROUND_DAYS, MOST_WORDS, ROUND_DAYS
from onedoor.tasks.models import Errand, Round, Task

Kind = Task.Kind
# What is asked of one grid under a case; a round has a form of its own, and so has an errand.
GIVEN = [(kind.value, kind.label) for kind in (Kind.CHECK, Kind.VISIT, Kind.ROUND)]
K = Region.Kind


def area(rows: int = 3, **attrs):
    return forms.Textarea(attrs={"rows": rows, **attrs})


class GridField(forms.ModelChoiceField):
    """网格 — told by its village and its name."""

    def label_from_instance(self, grid):
        return f"{grid.parent.name} · {grid.name}" if grid.parent else grid.name


class DaysField(forms.IntegerField):
    """期限 — working days."""

    def __init__(self, most: int, usual: int):
        super().__init__(label=_("几个工作日内"), min_value=1, max_value=most, initial=usual)


class GiveForm(PlainForm):
    """派发网格任务 — to which grid, what, within how many days."""

    grid = GridField(label=_("网格"), queryset=Region.objects.none(), empty_label=None)
    kind = forms.ChoiceField(label=_("任务种类"), choices=GIVEN)
    days = DaysField(MOST_DAYS, DAYS)
    words = forms.CharField(label=_("要做什么"), max_length=MOST_WORDS, widget=area(2))
    place = forms.CharField(label=_("到哪里"), max_length=200, required=False)

    def __init__(self, *args, grids, **kwargs):
        super().__init__(*args, **kwargs)
        pks = [grid.pk for grid in grids]
        self.fields["grid"].queryset = Region.objects.filter(pk__in=pks).select_related("parent")
        self.fields["grid"].choices = [(g.pk, self.fields["grid"].label_from_instance(g)) for g in grids]


class FinishForm(PlainForm):
    """完成网格任务 — a check says what was found; words and photos as they help."""

    found = forms.ChoiceField(label=_("核查结论"), choices=Task.Found.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("看到了什么、做了什么"), max_length=MOST_WORDS, required=False, widget=area(3)
    )
    photos = PhotosField()
    ended = forms.ChoiceField(
        label=_("本人怎样确认"), choices=Errand.Ended.choices, required=False, widget=forms.RadioSelect
    )
    said = forms.CharField(label=_("本人的话"), max_length=200, required=False)

    def __init__(self, *args, task, **kwargs):
        super().__init__(*args, **kwargs)
        if task.kind != Kind.CHECK:
            del self.fields["found"]
        if not Errand.objects.filter(task=task).exists():
            del self.fields["ended"], self.fields["said"]


class ReasonForm(PlainForm):
    """理由 — why a task comes back, or is taken back."""

    reason = forms.CharField(label=_("理由"), max_length=MOST_WORDS, widget=area(2))


class HandOverForm(PlainForm):
    """交接网格任务 — from which chair to which, and why."""

    to = forms.ModelChoiceField(label=_("交给"), queryset=None, empty_label=None)
    reason = forms.CharField(
        label=_("理由"), max_length=200, help_text=_("例如“请病假两周”。不写病情和别的个人情况。")
    )

    def __init__(self, *args, colleagues, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = colleagues
        self.fields["to"].choices = [(post.pk, str(post)) for post in colleagues]


class VillageField(forms.ModelChoiceField):
    """范围 — deeper levels stand further in."""

    def label_from_instance(self, region):
        return "　" * (region.depth - 1) + region.name


class RoundForm(OnceForm):
    """宣传巡查 — what, through which ground, until when."""

    kind = forms.ChoiceField(label=_("种类"), choices=Round.Kind.choices)
    name = forms.CharField(label=_("名称"), max_length=40)
    region = VillageField(label=_("范围"), queryset=Region.objects.none(), empty_label=None)
    days = DaysField(MOST_ROUND_DAYS, ROUND_DAYS)
    words = forms.CharField(
        label=_("要做什么"), max_length=MOST_WORDS, widget=area(3), help_text=_("每个网格收到的都是这段话。")
    )

    def __init__(self, *args, above, **kwargs):
        super().__init__(*args, **kwargs)
        kinds = (K.DISTRICT, K.TOWN, K.STREET, K.VILLAGE, K.COMMUNITY)
        self.fields["region"].queryset = (
            current().filter(kind__in=kinds, path__startswith=above.path).order_by("path")
        )


class ErrandForm(OnceForm):
    """民生代办 — for whom, what, and how they said yes."""

    grid = GridField(label=_("哪个网格去办"), queryset=Region.objects.none(), empty_label=None)
    words = forms.CharField(
        label=_("代办什么"), max_length=MOST_WORDS, widget=area(3), help_text=_("例如“代取药”“代交医保费”。")
    )
    place = forms.CharField(label=_("到哪里"), max_length=200, required=False)
    days = DaysField(MOST_DAYS, DAYS)
    name = forms.CharField(label=_("请人代办的人"), max_length=40)
    phone = forms.CharField(label=_("联系电话"), max_length=20, required=False)
    agreed = forms.ChoiceField(
        label=_("本人怎样同意"), choices=Errand.Agreed.choices, widget=forms.RadioSelect
    )

    def __init__(self, *args, grids, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["grid"].queryset = Region.objects.filter(pk__in=[g.pk for g in grids]).select_related(
            "parent"
        )


class VillageForm(PlainForm):
    """先选村（社区） — where grids are too many for one list."""

    under = VillageField(label=_("村（社区）"), queryset=Region.objects.none(), to_field_name="code")

    def __init__(self, *args, above, **kwargs):
        super().__init__(*args, **kwargs)
        villages = current().filter(kind__in=(K.VILLAGE, K.COMMUNITY), path__startswith=above.path)
        self.fields["under"].queryset = villages.order_by("path")
