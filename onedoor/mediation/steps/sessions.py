"""The steps around sessions, and around whoever is asked to take part."""

from django.utils.translation import gettext_lazy as _

from onedoor.mediation.actions import inviting, siding, sitting, summoning
from onedoor.mediation.asked_once import once
from onedoor.mediation.forms import sessions as forms
from onedoor.mediation.lifecycle import BEFORE, Status
from onedoor.mediation.models import Representative
from onedoor.mediation.queries.guests import all_of, onwards_of
from onedoor.mediation.queries.sessions import next_after, sessions_of
from onedoor.mediation.standing import may_handle, may_mediate
from onedoor.mediation.stepping import Step

MEDIATING = (Status.MEDIATING,)
NOT_FILED = tuple(one for one in Status if one not in (Status.FILED, Status.DECLINED))


def _is_planned(mediation) -> bool:
    return any(one.status == "planned" for one in sessions_of(mediation))


def _is_asked(mediation) -> bool:
    asked = [one for session in sessions_of(mediation) for one in session.postponements.all()]
    return _is_planned(mediation) and any(one.answer == one.Answer.ASKED for one in asked)


def _has_next(mediation) -> bool:
    return next_after(mediation) is not None


def _waits_for_paper(mediation) -> bool:
    speaking = Representative.objects.filter(side__in=mediation.sides.current(), until=None)
    return speaking.filter(paper_seen=False).exists()


def _are_several(mediation) -> bool:
    return len(once(mediation, "sides", lambda: list(mediation.sides.current().for_rows()))) > 2


def _has_guests(mediation) -> bool:
    return any(one.until is None for one in all_of(mediation))


def _waits_for_answer(mediation) -> bool:
    return any(one.answered_at is None for one in onwards_of(mediation))


STEPS = {
    "plan": Step(
        _("安排调解会"),
        forms.PlanForm,
        sitting.plan,
        may_handle,
        MEDIATING,
        _("不选“和谁”，就是各方一起。场所随着预订；不用场所的，写明地点。"),
        tone="main",
    ),
    "open": Step(
        _("开会，登记到场"), forms.OpenForm, sitting.open_session, may_mediate, MEDIATING, also=_is_planned
    ),
    "next": Step(
        _("安排下次调解会"),
        forms.NextForm,
        sitting.plan_next,
        may_handle,
        MEDIATING,
        _("按记录里写的下次时间，原来的地点。"),
        also=_has_next,
    ),
    "see_paper": Step(
        _("核验代理材料"), forms.SeePaperForm, siding.see_paper, may_handle, BEFORE, also=_waits_for_paper
    ),
    "leave": Step(
        _("一方退出"),
        forms.LeaveForm,
        siding.leave_side,
        may_handle,
        BEFORE,
        _("第三人，或者几位中的一位退出，其他各方接着调解；不用说理由。"),
        also=_are_several,
    ),
    "tell": Step(_("登记通知"), forms.TellForm, summoning.tell_side, may_handle, MEDIATING, also=_is_planned),
    "move": Step(_("改期"), forms.MoveForm, sitting.move, may_handle, MEDIATING, also=_is_planned),
    "call_off": Step(
        _("取消调解会"), forms.CallOffForm, sitting.call_off, may_handle, MEDIATING, also=_is_planned
    ),
    "postpone": Step(
        _("登记改期请求"),
        forms.PostponeForm,
        sitting.ask_postponement,
        may_handle,
        MEDIATING,
        also=_is_planned,
    ),
    "refuse_postponement": Step(
        _("不同意改期"),
        forms.RefusePostponementForm,
        sitting.refuse_postponement,
        may_handle,
        MEDIATING,
        also=_is_asked,
    ),
    "invite": Step(
        _("邀请参加"),
        forms.InviteForm,
        inviting.invite,
        may_handle,
        BEFORE,
        _(
            "逐方问过、各方都同意以后邀请。受邀的人只看到需要的部分，调解结束就看不到了。抽屉里的内容永远看不到。"
        ),
    ),
    "end_guest": Step(
        _("结束参加"), forms.EndGuestForm, inviting.end_guest, may_handle, NOT_FILED, also=_has_guests
    ),
    "hear_of_guest": Step(
        _("登记对邀请的意见"),
        forms.HearOfGuestForm,
        inviting.hear_of_guest,
        may_handle,
        BEFORE,
        _("后来参加的一方也要问；有一方不同意，受邀的人就看不到了。"),
        also=_has_guests,
    ),
    "refer": Step(
        _("转介"),
        forms.ReferForm,
        inviting.refer,
        may_handle,
        NOT_FILED,
        _("告诉当事人还可以找哪里，由本人去，不带走这里的任何内容。"),
    ),
    "transfer": Step(
        _("移送"),
        forms.TransferForm,
        inviting.transfer,
        may_handle,
        NOT_FILED,
        _("有犯罪、治安危险，法律要求移送的，写明条文（《人民调解法》第二十五条）。"),
    ),
    "onward_answer": Step(
        _("登记对方答复"),
        forms.OnwardAnswerForm,
        inviting.answer_onward,
        may_handle,
        NOT_FILED,
        also=_waits_for_answer,
    ),
}
