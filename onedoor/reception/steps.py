"""接访的环节 — which form and action a step is, and who is offered it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from onedoor.reception import actions, forms
from onedoor.reception.lifecycle import LIFECYCLE, OPEN
from onedoor.reception.models import Reception
from onedoor.reception.standing import may_end, may_instruct, may_register


@dataclass(frozen=True)
class Step:
    """One button: what it is called, what it asks, what it does, and the words that refuse it."""

    label: str
    form: type
    action: Callable
    refusal: Callable
    hint: str = ""


STEPS = {
    "turn": Step(
        LIFECYCLE.moves["turn"].label,
        forms.PressForm,
        actions.turn,
        may_register,
        _("内容、地点和人数都带过去，编号和查询码不变。"),
    ),
    "answer": Step(LIFECYCLE.moves["answer"].label, forms.AnswerForm, actions.answer, may_end),
    "advise": Step(
        LIFECYCLE.moves["advise"].label,
        forms.AdviseForm,
        actions.advise,
        may_end,
        _("依法由别的机关处理的，告诉来访人走哪条路。"),
    ),
    "put_on_day": Step(_("排入领导接访日"), forms.DayForm, actions.put_on_day, may_register),
    "take_off_day": Step(_("移出领导接访日"), forms.PressForm, actions.take_off_day, may_register),
    "instruct": Step(
        LIFECYCLE.moves["instruct"].label,
        forms.InstructForm,
        actions.instruct,
        may_instruct,
        _("批示成为责任单位的任务，到期提醒；可以批给几家。"),
    ),
    "ask_willing": Step(_("询问调解意愿"), forms.WillingForm, actions.ask_willing, may_register),
    "hand_over": Step(
        _("移交首问责任"),
        forms.HandOverForm,
        actions.hand_over,
        may_register,
        _("移交以前，登记的岗位一直负责。"),
    ),
    "leave": Step(LIFECYCLE.moves["leave"].label, forms.LeaveForm, actions.leave, may_end),
}


def open_steps(reception: Reception, actor) -> dict[str, Step]:
    """What this actor may do now, in the order in which it is offered."""
    return {
        name: step
        for name, step in STEPS.items()
        if _is_open(reception, name) and not step.refusal(reception, actor)
    }


def _is_open(reception: Reception, name: str) -> bool:
    if name in LIFECYCLE.moves:
        return reception.status in LIFECYCLE.moves[name].frm
    if reception.status not in OPEN:
        return False
    if name == "put_on_day":
        return reception.day_id is None
    if name == "take_off_day":
        return reception.day_id is not None and not reception.instructions.exists()
    return True
