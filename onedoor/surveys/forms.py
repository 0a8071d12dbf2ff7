"""What people fill in about surveys."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from onedoor.kit.days import DayField
from onedoor.kit.plain_forms import PlainForm
from onedoor.places.models import Region
from onedoor.places.tree import current
from onedoor.posts.models import Org, PostType
from onedoor.surveys.models.survey import FEWEST_KEPT, MOST_KEPT, USUAL_KEPT

TOWNS = (Region.Kind.TOWN, Region.Kind.STREET)
VILLAGES = (Region.Kind.VILLAGE, Region.Kind.COMMUNITY)
OWNERS = (Org.Kind.CENTRE, Org.Kind.DEPARTMENT, Org.Kind.TOWN)


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """附带的文件 — none, one or several."""

    def clean(self, data, initial=None):
        return [file for file in (data or []) if file]


class FormFileForm(PlainForm):
    """一张XLSForm — a newer version of a survey."""

    file = forms.FileField(
        label=_("XLSForm文件"),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
        help_text=_("Excel工作簿（.xlsx），有survey、choices、settings三页，不超过2MB。"),
    )
    media = FilesField(
        label=_("附带的图片或选项表"),
        required=False,
        widget=ManyFiles(attrs={"accept": ".png,.jpg,.jpeg,.csv"}),
    )


class SurveyForm(FormFileForm):
    """上传问卷 — the form, and what it is for: without purpose, basis, owner and end nothing is asked of anybody."""

    purpose = forms.CharField(
        label=_("目的"), max_length=200, help_text=_("填的人看得到：问来做什么，谁用。")
    )
    basis = forms.CharField(label=_("依据"), max_length=200, help_text=_("法律条文、文件，或征得本人同意。"))
    owner = forms.ModelChoiceField(label=_("负责单位"), queryset=Org.objects.none())
    region = forms.ChoiceField(label=_("由哪里的网格填"), choices=[])
    post_type = forms.ModelChoiceField(
        label=_("由什么岗位填"),
        queryset=PostType.objects.none(),
        required=False,
        empty_label=_("全部一线岗位"),
    )
    times = forms.IntegerField(label=_("每个岗位一年填几次"), min_value=1, max_value=2000, initial=1)
    ends_on = DayField(label=_("截止日期"))
    keep_days = forms.IntegerField(
        label=_("截止后保留天数"),
        min_value=FEWEST_KEPT,
        max_value=MOST_KEPT,
        initial=USUAL_KEPT,
        help_text=_("到期自动清除答卷和照片。"),
    )
    again = forms.CharField(
        label=_("为什么还要再问"),
        max_length=200,
        required=False,
        help_text=_("只在问到台账已有的内容时填写。"),
    )

    def __init__(self, *args, by, **more):
        super().__init__(*args, **more)
        self.by = by
        self.fields["owner"].queryset = Org.objects.filter(kind__in=OWNERS).order_by("code")
        self.fields["owner"].initial = by.post.org_id
        types = PostType.objects.filter(verbs__contains=["survey.answer"]).order_by("name")
        self.fields["post_type"].queryset = types
        self.fields["region"].choices = _places(by.post.region)

    def clean_region(self):
        return current().get(code=self.cleaned_data["region"])


def _places(above: Region) -> list:
    """The district, each town, and under it its villages."""
    found = list(
        current().filter(path__startswith=above.path).exclude(kind=Region.Kind.GRID).order_by("path")
    )
    choices: list = [(above.code, gettext("%(region)s全部") % {"region": above})]
    for town in [one for one in found if one.kind in TOWNS and one.pk != above.pk]:
        below = [one for one in found if one.kind in VILLAGES and one.path.startswith(town.path)]
        whole = (town.code, gettext("%(region)s全部") % {"region": town})
        choices.append((town.name, [whole, *((one.code, one.name) for one in below)]))
    return choices


class EndForm(PlainForm):
    """提前结束 — those who were asked read why."""

    reason = forms.CharField(label=_("提前结束的原因"), max_length=200)
