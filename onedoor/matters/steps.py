"""The steps a person may take with a matter, by page or by API."""

from django.utils.translation import gettext_lazy as _

from onedoor.kit.steps import Step
from onedoor.matters import (
    actions,
    forms,
    forms_clocks,
    forms_returning,
    forms_together,
    standing,
    standing_clocks,
)
from onedoor.matters.lifecycle import ENDED, LIFECYCLE, Status

GOING_ON = tuple(status for status in Status.values if status not in ENDED)
TOLD = (Status.ANSWERED, Status.CLOSED)


def _move(name, action, form, stand=standing.anyone, tone="plain") -> Step:
    move = LIFECYCLE.moves[name]
    return Step(action, form, move.label, move.verb, stand, tone=tone)


STEPS = {
    "accept": _move("accept", actions.accept, forms.NoteForm, standing.at_desk, "main"),
    "decline": _move("decline", actions.decline, forms.TurnAwayForm, standing.at_desk, "grave"),
    "dispatch": _move("dispatch", actions.dispatch, forms.DispatchForm, standing.at_desk, "main"),
    "submit": _move("submit", actions.submit, forms.SubmitForm, standing.at_desk),
    "settle": _move("settle", actions.settle, forms.SettleForm, standing.at_desk),
    "instruct": _move("instruct", actions.instruct, forms.InstructForm, standing.answers_for_desk, "main"),
    "raise_": _move("raise_", actions.raise_, forms.RaiseForm, standing.answers_for_desk),
    "transfer_out": _move(
        "transfer_out", actions.transfer_out, forms.TurnAwayForm, standing.at_desk, "grave"
    ),
    "merge": _move("merge", actions.merge, forms.MergeForm, standing.at_desk),
    "unmerge": _move("unmerge", actions.unmerge, forms.NoteForm, standing.at_desk),
    "sign": _move("sign", actions.sign, forms.StepForm, standing.leads, "main"),
    "return_": _move("return_", actions.return_, forms_returning.ReturnForm, standing.may_return, "grave"),
    "refer": _move("refer", actions.refer, forms.ReasonForm, standing.at_desk),
    "rule": _move("rule", actions.rule, forms_returning.RuleForm, standing.may_rule, "main"),
    "remand": _move("remand", actions.remand, forms.ReasonForm, standing.may_rule, "grave"),
    "resolve": _move("resolve", actions.resolve, forms.ResolveForm, standing.leads, "main"),
    "contribute": Step(
        actions.contribute,
        forms.ContributeForm,
        _("协办反馈"),
        "matter.handle",
        standing.assists,
        (Status.DISPATCHED, Status.HANDLING),
        "main",
    ),
    "verify": _move("verify", actions.verify, forms.VerifyForm, standing.may_pass, "main"),
    "redo": _move("redo", actions.redo, forms.ReasonForm, standing.may_check, "grave"),
    "answer": _move("answer", actions.answer, forms.AnswerForm, standing.owes_nothing, "main"),
    "report_back": Step(
        actions.report_back,
        forms.ReportBackForm,
        _("回复批示"),
        "matter.triage",
        standing.owes_report,
        GOING_ON,
    ),
    "close": _move("close", actions.close, forms.NoteForm, standing.owes_nothing, "main"),
    "correct": Step(
        actions.correct, forms.CorrectForm, _("更正分类或网格"), "matter.triage", standing.at_desk, GOING_ON
    ),
    "ask_extension": Step(
        actions.ask_extension,
        forms_clocks.AskExtensionForm,
        _("申请延期"),
        "matter.handle",
        standing_clocks.may_ask_extension,
        GOING_ON,
        place="clocks",
    ),
    "ask_pause": Step(
        actions.ask_pause,
        forms_clocks.AskPauseForm,
        _("申请中止计时"),
        "matter.handle",
        standing_clocks.may_ask_pause,
        GOING_ON,
        place="clocks",
    ),
    "grant_request": Step(
        actions.grant_request,
        forms_clocks.GrantForm,
        _("批准期限申请"),
        "matter.clock",
        standing_clocks.may_decide,
        GOING_ON,
        "main",
    ),
    "refuse_request": Step(
        actions.refuse_request,
        forms_clocks.RefuseForm,
        _("不批准期限申请"),
        "matter.clock",
        standing_clocks.may_decide,
        GOING_ON,
        "grave",
    ),
    "extend": Step(
        actions.extend,
        forms_clocks.ExtendForm,
        _("延期"),
        "matter.clock",
        standing_clocks.may_extend,
        GOING_ON,
        place="clocks",
    ),
    "pause": Step(
        actions.pause,
        forms_clocks.PauseForm,
        _("中止计时"),
        "matter.clock",
        standing_clocks.may_pause,
        GOING_ON,
        place="clocks",
    ),
    "resume": Step(
        actions.resume,
        forms.NoteForm,
        _("恢复计时"),
        "matter.clock",
        standing_clocks.may_resume,
        GOING_ON,
        place="clocks",
    ),
    "note": Step(actions.note, forms.NoteWithPapersForm, _("记事"), "matter.add", standing.anyone, GOING_ON),
    "add_claimant": Step(
        actions.add_claimant,
        forms_together.AddClaimantForm,
        _("增加反映人"),
        "matter.register",
        standing.may_gather,
        GOING_ON,
        place="claimants",
    ),
    "count_claimants": Step(
        actions.count_claimants,
        forms_together.CountForm,
        _("登记反映人数"),
        "matter.register",
        standing.may_gather,
        GOING_ON,
        place="claimants",
    ),
    "name_representatives": Step(
        actions.name_representatives,
        forms_together.RepresentativesForm,
        _("推选代表"),
        "matter.register",
        standing.may_represent,
        GOING_ON,
        place="claimants",
    ),
    "drop_claimant": Step(
        actions.drop_claimant,
        forms_together.DropClaimantForm,
        _("反映人退出"),
        "matter.register",
        standing.may_represent,
        GOING_ON,
        "grave",
        place="claimants",
    ),
    "relate": Step(
        actions.relate,
        forms_together.RelateForm,
        _("关联事项"),
        "matter.triage",
        standing.at_desk,
        tuple(Status.values),
        place="kin",
    ),
    "unrelate": Step(
        actions.unrelate,
        forms_together.UnrelateForm,
        _("撤销关联"),
        "matter.triage",
        standing.may_unrelate,
        tuple(Status.values),
        "grave",
        place="kin",
    ),
    "split_off": Step(
        actions.split_off,
        forms_together.SplitForm,
        _("分出子事项"),
        "matter.triage",
        standing.may_split,
        actions.CAN_BE_SPLIT,
        place="kin",
    ),
    "refer_mediation": Step(
        actions.refer_mediation,
        forms_together.ReferMediationForm,
        _("转调解"),
        "matter.triage",
        standing.may_refer_mediation,
        GOING_ON,
    ),
    "object_": _move("object_", actions.object_, forms.ObjectForm, tone="grave"),
    "rate": Step(actions.rate, forms.RateForm, _("评价"), "matter.rate", standing.may_rate, TOLD, "main"),
    "ask_review": Step(
        actions.ask_review, forms.ObjectForm, _("申请复查"), "matter.rate", standing.may_ask_review, TOLD
    ),
}


def open_steps(matter, actor) -> dict[str, Step]:
    """The buttons to show: open by the lifecycle, held by the post, and the actor stands where the step is taken."""
    moves = set(matter.lifecycle.open_from(matter.status))
    return {
        name: step
        for name, step in STEPS.items()
        if (name in moves or matter.status in step.statuses)
        and actor.holds(step.verb)
        and not step.standing(matter, actor)
    }
