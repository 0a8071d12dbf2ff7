"""The steps that may be taken with a supervision, by page."""

from django.utils.translation import gettext_lazy as _

from onedoor.kit.steps import Step
from onedoor.supervision import actions, forms, standing
from onedoor.supervision.lifecycle import LIFECYCLE, Status


def _move(name, action, form, stand, tone="plain") -> Step:
    move = LIFECYCLE.moves[name]
    return Step(action, form, move.label, move.verb, stand, tuple(move.frm), tone)


STEPS = {
    "acknowledge": _move("acknowledge", actions.acknowledge, forms.EmptyForm, standing.owes_a_look, "main"),
    "reply": _move("reply", actions.reply, forms.ReplyForm, standing.owes_a_reply, "main"),
    "interview": Step(
        actions.interview,
        forms.InterviewForm,
        _("约谈记录"),
        "supervision.raise",
        standing.to_be_held,
        (Status.RAISED,),
        "main",
    ),
    "ask_again": _move("ask_again", actions.ask_again, forms.AskAgainForm, standing.ends),
    "lift": _move("lift", actions.lift, forms.LiftForm, standing.ends, "grave"),
}


def open_steps(supervision, actor) -> dict[str, Step]:
    """The buttons to show: exactly those that would not be refused."""
    return {
        name: step
        for name, step in STEPS.items()
        if supervision.status in step.statuses
        and actor.holds(step.verb)
        and not step.standing(supervision, actor)
    }
