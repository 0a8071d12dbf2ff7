"""What is filled in for one side's drawer."""

from django import forms
from django.utils.translation import gettext_lazy as _

from onedoor.committees.models import Mediator
from onedoor.kit.days import DayField
from onedoor.mediation.forms.choosing import SaidField, SessionField, SideField, SidesForm, said_side
from onedoor.mediation.models import DrawerHanding
from onedoor.mediation.stepping import StepForm

LONG = 20_000


class NoteForm(SidesForm):
    """What one side said alone."""

    sessions = "held_alone"
    side = SideField(label=_("哪一方的抽屉"))
    session = SessionField(label=_("哪一次单独谈话"), required=False)
    text = forms.CharField(label=_("内容"), max_length=LONG, widget=forms.Textarea(attrs={"rows": 8}))


class AnswerForm(SidesForm):
    """An answer to one side alone."""

    side = SideField(label=_("回复哪一方"))
    text = forms.CharField(label=_("回复"), max_length=LONG, widget=forms.Textarea(attrs={"rows": 4}))


class HandForm(SidesForm):
    """Which drawer goes to whom, and when the side was told."""

    side = SideField(label=_("哪一方的抽屉"))
    taker = SaidField(str, label=_("交给谁"))
    told_on = DayField(label=_("哪天告诉了这一方"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        seats = {"seats__committee": self.mediation.committee, "seats__until": None}
        self.fields["taker"].queryset = Mediator.objects.active().for_rows().filter(**seats).distinct()


class TakeForm(StepForm):
    """Which drawer is taken."""

    handing = SaidField(
        lambda one: f"{said_side(one.drawer.side)} — {one.giver}", label=_("哪一个抽屉、谁交的")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        rows = DrawerHanding.objects.filter(drawer__side__mediation=self.mediation, taken_at=None)
        self.fields["handing"].queryset = rows.select_related("giver", "drawer__side__party__person")
