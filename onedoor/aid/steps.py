"""法律援助的环节 — which form and action a step is, and who is offered it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from onedoor.aid import actions, forms
from onedoor.aid.lifecycle import LIFECYCLE, Status
from onedoor.aid.models import Application
from onedoor.aid.standing import may_decide, may_review, may_take, may_work


@dataclass(frozen=True)
class Step:
    """One button: what it is called, what it asks, what it does, and the words that refuse it."""

    label: str
    form: type
    action: Callable
    refusal: Callable
    hint: str = ""


def _label(name: str):
    return LIFECYCLE.moves[name].label


STEPS = {
    "advance": Step(
        _label("advance"),
        forms.NoteForm,
        actions.advance,
        may_decide,
        _("距时效不足七日，或者要立即保全、先予执行的：先援助，后补手续（第四十四条）。"),
    ),
    "grant": Step(_label("grant"), forms.NoteForm, actions.grant, may_decide),
    "want": Step(
        _label("want"),
        forms.WantForm,
        actions.want,
        may_decide,
        _("缺的材料一次全部写进告知书；等材料的时间不计入七日。"),
    ),
    "decline": Step(_label("decline"), forms.ReasonForm, actions.decline, may_decide),
    "supply": Step(_label("supply"), forms.SupplyForm, actions.supply, may_take),
    "assign": Step(
        _label("assign"),
        forms.LawyerForm,
        actions.assign,
        may_decide,
        _("清单里没有应当回避的和暂不接新案的律师。"),
    ),
    "take_up": Step(_label("take_up"), forms.PressForm, actions.take_up, may_work),
    "progress": Step(_("记录承办进展"), forms.WordsForm, actions.progress, may_work),
    "close": Step(_label("close"), forms.ResultForm, actions.close, may_work),
    "rate": Step(_("受援人评价"), forms.StarsForm, actions.rate, may_take, _("受援人在窗口当面说的。")),
    "object_": Step(_label("object_"), forms.WordsForm, actions.object_, may_take),
    "uphold": Step(_label("uphold"), forms.ReasonForm, actions.uphold, may_review),
    "overturn": Step(_label("overturn"), forms.ReasonForm, actions.overturn, may_review),
    "reassign": Step(_label("reassign"), forms.ChangeLawyerForm, actions.reassign, may_decide),
    "withdraw": Step(_label("withdraw"), forms.ReasonForm, actions.withdraw, may_decide),
    "terminate": Step(_label("terminate"), forms.EndForm, actions.terminate, may_decide),
}


def open_steps(application: Application, actor) -> dict[str, Step]:
    """What this actor may do now, in the order in which it is offered."""
    return {
        name: step
        for name, step in STEPS.items()
        if _is_open(application, name) and not step.refusal(application, actor)
    }


def _is_open(application: Application, name: str) -> bool:
    if name in ("grant", "want") and bool(application.missing) == (name == "grant"):
        return False
    if name == "advance" and not application.urgency:
        return False
    if name in LIFECYCLE.moves:
        return application.status in LIFECYCLE.moves[name].frm
    if name == "progress":
        return application.status == Status.WORKING
    return application.status == Status.DONE and not application.stars
