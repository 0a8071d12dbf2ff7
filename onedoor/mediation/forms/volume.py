"""What is filled in about a volume and its files."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from onedoor.mediation.models import Ending, File, Session, Side, VolumeAsking
from onedoor.mediation.papers import PAPERS
from onedoor.mediation.stepping import StepForm

KINDS = [(kind, label) for kind, label in File.Kind.choices if kind in PAPERS]


class KeepForm(StepForm):
    """A scan, a photo, a piece of evidence."""

    kind = forms.ChoiceField(label=_("是什么材料"), choices=File.Kind)
    side = forms.ModelChoiceField(Side.objects.none(), label=_("谁的"), required=False)
    session = forms.ModelChoiceField(Session.objects.none(), label=_("哪一次调解会"), required=False)
    ending = forms.ModelChoiceField(Ending.objects.none(), label=_("哪一次终结"), required=False)
    upload = forms.FileField(label=_("照片或者PDF"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["side"].queryset = self.mediation.sides.current().for_rows()
        # Only where there are several is it asked which one.
        held = self.mediation.sessions.joint().filter(status=Session.Status.HELD)
        self._several("session", held, lambda one: f"{timezone.localtime(one.starts_at):%Y-%m-%d %H:%M}")
        self._several(
            "ending",
            self.mediation.endings.all(),
            lambda one: f"{timezone.localdate(one.at)} {one.get_kind_display()}",
        )

    def _several(self, name, rows, said):
        if rows.count() < 2:
            del self.fields[name]
            return
        self.fields[name].queryset, self.fields[name].label_from_instance = rows, said


class MakeForm(StepForm):
    """Which paper is made final."""

    kind = forms.ChoiceField(label=_("哪一种文书"), choices=KINDS)


class TakeOutForm(StepForm):
    """What was filed by mistake."""

    file = forms.ModelChoiceField(File.objects.none(), label=_("哪一份"))
    reason = forms.CharField(label=_("理由"), max_length=300)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["file"].queryset = self.mediation.files.in_use().shared()


class FileForm(StepForm):
    """The reason is wanted when something required is missing."""

    reason = forms.CharField(
        label=_("缺少文书的理由"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class AskForm(StepForm):
    """What somebody else has to agree to."""

    kind = forms.ChoiceField(label=_("申请什么"), choices=VolumeAsking.Kind)
    reason = forms.CharField(label=_("理由"), max_length=300)


class AnswerForm(StepForm):
    """Yes or no, by another person."""

    asking = forms.ModelChoiceField(VolumeAsking.objects.none(), label=_("哪一件"))
    is_agreed = forms.TypedChoiceField(
        label=_("意见"),
        choices=[("yes", _("同意")), ("no", _("不同意"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        open_ones = VolumeAsking.objects.open().filter(volume__mediation=self.mediation)
        self.fields["asking"].queryset = open_ones
        self.fields["asking"].label_from_instance = lambda one: f"{one.get_kind_display()}：{one.reason}"
