"""What a person fills in to ask for more time or for a clock to stand still, and to decide about it."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from onedoor.cases.models import Deadline
from onedoor.matters.forms import StepForm, _words
from onedoor.matters.limits import HANDLE, PROMISE
from onedoor.matters.standing_clocks import clocks_of


def _reason():
    return _words(_("理由（会告诉居民）"), rows=2, most=200, help_text=_("说清为什么，不写他人信息。"))


def _basis():
    return forms.CharField(
        label=_("依据"), max_length=100, help_text=_("哪一条规定，或哪一份文书，例如“委托鉴定书”。")
    )


def _asker():
    return forms.CharField(
        label=_("提出人"), max_length=40, help_text=_("谁要求的，例如“区水务局”“来访人”。")
    )


class AskExtensionForm(StepForm):
    """申请延期."""

    clock = forms.ChoiceField(
        label=_("哪个期限"), choices=[(PROMISE.kind, PROMISE.label), (HANDLE.kind, HANDLE.label)]
    )
    days = forms.IntegerField(
        label=_("延长天数"),
        min_value=1,
        max_value=HANDLE.most_extra,
        help_text=_("承诺办理期限最多10个工作日，法定办理期限最多30日；都只能延一次。"),
    )
    note = _reason()
    basis = _basis()

    def narrow(self):
        """Only what can still be stretched; labels are said in the reader's language."""
        running = clocks_of(self.matter, Deadline.State.RUNNING) if self.matter else []
        open_kinds = [one.kind for one in running if not one.extended_days]
        named = ((PROMISE.kind, _("承诺办理期限")), (HANDLE.kind, _("法定办理期限")))
        self.fields["clock"].choices = [(kind, label) for kind, label in named if kind in open_kinds] or named


class ExtendForm(AskExtensionForm):
    """延期 — by whoever may grant it, on somebody's wish."""

    asker = _asker()


class AskPauseForm(StepForm):
    """申请中止计时."""

    until = forms.DateField(
        label=_("中止到哪一天"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("含当日，过后自动恢复计时；提前办好的，可以提前恢复。"),
    )
    note = _reason()
    basis = _basis()

    def clean_until(self):
        until = self.cleaned_data["until"]
        if until <= timezone.localdate():
            raise forms.ValidationError(_("请填今天以后的日子。"))
        return until


class PauseForm(AskPauseForm):
    """中止计时 — by whoever may grant it, on somebody's wish."""

    asker = _asker()


class GrantForm(StepForm):
    note = _words(_("批准意见"), required=False, rows=2)


class RefuseForm(StepForm):
    note = _words(_("不批准的理由"), rows=2)
