"""环节 — a button of a mediation: the form it asks for, the action it calls, and who is offered it when."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from onedoor.kit.plain_forms import PlainForm
from onedoor.mediation.lifecycle import LIFECYCLE

GRAVE, SURE = "grave", "sure"


class StepForm(PlainForm):
    """What a step asks for. `mediation` is there for fields whose choices depend on it."""

    def __init__(self, *args, mediation, **kwargs):
        self.mediation = mediation
        super().__init__(*args, **kwargs)


class ReasonForm(StepForm):
    """A step that needs its reason."""

    reason = forms.CharField(label=_("理由"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


@dataclass(frozen=True)
class Step:
    """`refusal(mediation, by)`: why this actor may not, or nothing. `statuses`: where it is open; a step along a move
    leaves them empty, and is then open where its arrow starts. `also`: what else must be so. `tone`: "main" is the next thing
    to do, "grave" cannot be taken back and asks twice."""

    label: Any
    form: type[StepForm]
    action: Callable
    refusal: Callable
    statuses: tuple[str, ...] = ()
    hint: Any = ""
    tone: str = "plain"
    also: Callable = lambda mediation: True

    def asked(self, *args, **kwargs) -> StepForm:
        """Its form; where there is no way back, with a second question at its end."""
        form = self.form(*args, **kwargs)
        if self.tone == GRAVE:
            form.fields[SURE] = forms.BooleanField(
                label=_("已经核对，知道办理以后不能撤回"), error_messages={"required": _("请勾选")}
            )
        return form

    def take(self, mediation, form: StepForm, *, by):
        """What was filled in goes to the action; that they are sure was only to be asked."""
        told = {name: value for name, value in form.cleaned_data.items() if name != SURE}
        return self.action(mediation, **told, by=by)

    def is_open(self, name: str, mediation) -> bool:
        move = LIFECYCLE.moves.get(name)
        return mediation.status in (self.statuses or (move.frm if move else ())) and self.also(mediation)


def open_steps(steps: dict[str, Step], mediation, actor) -> dict[str, Step]:
    """What this actor may do now, in the order in which it is offered. The same question is asked once."""
    found = {name: step for name, step in steps.items() if step.is_open(name, mediation)}
    asked = {step.refusal for step in found.values()}
    refused = {refusal: refusal(mediation, actor) for refusal in asked}
    return {name: step for name, step in found.items() if not refused[step.refusal]}


SHOWN = 3
RANK = {"main": 0, "plain": 1, GRAVE: 2}


def shown_first(steps: list) -> tuple[list, list]:
    """The three nearest to hand, and the others, which unfold; what cannot be taken back comes last. Of rows (name, step, …)."""
    ranked = sorted(steps, key=lambda row: RANK[row[1].tone])
    return ranked[:SHOWN], ranked[SHOWN:]
