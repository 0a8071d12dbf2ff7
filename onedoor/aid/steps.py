"""法律援助的环节 — which form and action a step is, and who is offered it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from onedoor.aid import actions, forms
from onedoor.aid.lifecycle import LIFECYCLE, Status
from onedoor.aid.models import Application
from onedoor.aid.queries.applications import was_wanted, was_withdrawn
from onedoor.aid.standing import (
    brings_nothing,
    may_decide,
    may_hand_on,
    may_object,
    may_rate,
    may_review,
    may_set_hearing,
    may_take,
    may_work,
)


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


MEDIATION_ASKED = "aid.mediation_asked"
HEARD = (Status.GRANTED, Status.ASSIGNED, Status.WORKING)
STEPS = {
    "forward": Step(
        _label("forward"),
        forms.PressForm,
        actions.forward,
        may_take,
        _("值班律师自本人提出起二十四小时内转交（第三十九条）。"),
    ),
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
    "set_hearing": Step(
        _("登记开庭日程"),
        forms.HearingForm,
        actions.set_hearing,
        may_set_hearing,
        _("当事人在网上和回执上看得到，进承办律师的日历。"),
    ),
    "call_off_hearing": Step(_("取消开庭日程"), forms.OffForm, actions.call_off_hearing, may_set_hearing),
    "step_aside": Step(_label("step_aside"), forms.ReasonForm, actions.step_aside, may_work),
    "close": Step(
        _label("close"),
        forms.ResultForm,
        actions.close,
        may_work,
        _("结案后及时提交法律文书副本和办理情况报告（第五十条）。"),
    ),
    "rate": Step(_("受援人评价"), forms.StarsForm, actions.rate, may_rate, _("受援人在窗口当面说的。")),
    "object_": Step(_label("object_"), forms.WordsForm, actions.object_, may_object),
    "uphold": Step(_label("uphold"), forms.ReasonForm, actions.uphold, may_review),
    "overturn": Step(_label("overturn"), forms.ReasonForm, actions.overturn, may_review),
    "reopen": Step(
        _label("reopen"),
        forms.ReasonForm,
        actions.reopen,
        may_review,
        _("按撤回处理不对的：申请没有审查过，七日重新起算。"),
    ),
    "reassign": Step(_label("reassign"), forms.ChangeLawyerForm, actions.reassign, may_decide),
    "withdraw": Step(_label("withdraw"), forms.WithdrawForm, actions.withdraw, may_decide),
    "terminate": Step(_label("terminate"), forms.EndForm, actions.terminate, may_decide),
}


# Where an advice leads besides an application: to a mediation, to a court day.
ADVICE_STEPS = {
    "set_hearing": STEPS["set_hearing"],
    "call_off_hearing": STEPS["call_off_hearing"],
    "ask_mediation": Step(
        _("转人民调解"),
        forms.PressForm,
        actions.ask_mediation,
        may_hand_on,
        _("沿用编号和查询码，转为纠纷类事项，内容不用再填。先问本人愿不愿意。"),
    ),
}


def open_advice_steps(advice, actor, *, has_aid: bool) -> dict[str, Step]:
    """What this actor may do now with an advice; with an application on the case, its court days stand there."""
    closed = {"ask_mediation", "set_hearing"} if has_aid else set()
    if advice.next_step == advice.Next.MEDIATION and advice.case.events.filter(verb=MEDIATION_ASKED).exists():
        closed.add("ask_mediation")
    if not advice.case.hearings.held().exists():
        closed.add("call_off_hearing")
    return {
        name: step
        for name, step in ADVICE_STEPS.items()
        if name not in closed and not step.refusal(advice, actor)
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
    if name == "want" and was_wanted(application):
        return False
    if name == "supply":
        return not brings_nothing(application)
    if name in ("overturn", "reopen") and was_withdrawn(application) == (name == "overturn"):
        return False
    if name in LIFECYCLE.moves:
        return application.status in LIFECYCLE.moves[name].frm
    if name == "progress":
        return application.status == Status.WORKING
    if name == "set_hearing":
        return application.status in HEARD
    if name == "call_off_hearing":
        return application.case.hearings.held().exists()
    return application.status == Status.DONE and not application.stars
