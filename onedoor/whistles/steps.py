"""The steps a person may take at a whistle."""

from django.utils.translation import gettext_lazy as _

from onedoor.kit.steps import Step
from onedoor.whistles import actions, forms, standing
from onedoor.whistles.lifecycle import GOING_ON, LIFECYCLE, Status

AFTER = (Status.MINUTED, Status.ENDED)


def _move(name, action, form, stand=standing.hosts, tone="plain") -> Step:
    move = LIFECYCLE.moves[name]
    return Step(action, form, move.label, move.verb, stand, tone=tone)


def _step(action, form, label, verb, stand, statuses=GOING_ON, tone="plain") -> Step:
    return Step(action, form, label, verb, stand, statuses, tone)


BLOW, ANSWER = "whistle.blow", "whistle.answer"
STEPS = {
    "answer": _step(
        actions.answer, forms.AnswerForm, _("应哨答复"), ANSWER, standing.owes_answer, tone="main"
    ),
    "arrive": _step(
        actions.confirm_arrival, forms.OneUnitForm, _("确认到场"), BLOW, standing.may_excuse, tone="main"
    ),
    "log": _step(actions.log, forms.LogForm, _("联办记录"), BLOW, standing.hosts),
    "report": _step(actions.log, forms.ReportForm, _("报告情况"), ANSWER, standing.unit_reports),
    "insist_on": _step(
        actions.insist_on, forms.InsistForm, _("仍请到场"), BLOW, standing.may_insist, tone="main"
    ),
    "gather": _move("gather", actions.gather, forms.NoteForm, standing.may_gather, "main"),
    "minute": _move("minute", actions.minute, forms.MinuteForm, tone="main"),
    "end": _move("end", actions.end, forms.EndForm, tone="main"),
    "rate": _step(actions.rate, forms.RateForm, _("配合评价"), BLOW, standing.host_rates, AFTER),
    "rate_host": _step(actions.rate, forms.RateForm, _("配合评价"), ANSWER, standing.unit_rates, AFTER),
    "call_more": _step(actions.call_more, forms.CallMoreForm, _("增加应哨单位"), BLOW, standing.hosts),
    "excuse": _step(actions.excuse, forms.ExcuseForm, _("准予不到"), BLOW, standing.may_excuse),
    "call_off": _move("call_off", actions.call_off, forms.CallOffForm, tone="grave"),
}


def open_steps(whistle, actor) -> dict[str, Step]:
    """What to offer: open by the lifecycle, held by the post, and the actor stands where the step is taken."""
    moves = set(whistle.lifecycle.open_from(whistle.status))
    return {
        name: step
        for name, step in STEPS.items()
        if (name in moves or whistle.status in step.statuses)
        and actor.holds(step.verb)
        and not step.standing(whistle, actor)
    }
