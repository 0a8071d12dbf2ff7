"""The steps after an agreement, and those of the end without one: performance, court, ways, return visits."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from onedoor.mediation import actions
from onedoor.mediation.forms import performing as forms
from onedoor.mediation.lifecycle import BEFORE, CONCLUDED, LIFECYCLE, Status
from onedoor.mediation.models import Confirmation, Mediation
from onedoor.mediation.queries.agreements import binding_of
from onedoor.mediation.queries.performing import (
    awaited_of,
    broken_of,
    confirmation_of,
    is_mediated,
    is_open,
    is_over,
    is_urgent,
    last_ending,
    late_agreement_of,
    standing_of,
    untold_of,
    visits_of,
)
from onedoor.mediation.queries.settling import is_undated
from onedoor.mediation.standing import may_handle, may_keep, may_mediate
from onedoor.mediation.stepping import ReasonForm, Step

KEPT = (Status.AGREED, Status.PERFORMED)
ENDED = (Status.AGREED, Status.FAILED, Status.WITHDRAWN)
# What binds is performed wherever the mediation stands: mediated anew, ended, filed.
BOUND = (Status.MEDIATING, *CONCLUDED, Status.FILED)
MOVES = LIFECYCLE.moves
S = Confirmation.Status


def _court_at(*statuses):
    def is_there(mediation: Mediation) -> bool:
        agreement = binding_of(mediation)
        row = confirmation_of(agreement)
        return agreement is not None and not agreement.is_oral and (row.status if row else "") in statuses

    return is_there


def _may_ask_again(mediation: Mediation) -> bool:
    """What came back from the court, as long as the thirty days last."""
    row = confirmation_of(binding_of(mediation))
    came_back = row is not None and row.status in (S.REFUSED, S.WITHDRAWN)
    return came_back and timezone.localdate() <= row.last_day


def _to_check(mediation: Mediation) -> bool:
    return _court_at("", S.CHECKED, S.BARRED)(mediation) or _may_ask_again(mediation)


def _due(mediation: Mediation) -> bool:
    return is_open(mediation)


def _may_break(mediation: Mediation) -> bool:
    if broken_of(mediation) is not None:
        return False
    return late_agreement_of(mediation) is not None or is_undated(mediation)


def _is_broken(mediation: Mediation) -> bool:
    return broken_of(mediation) is not None and (_due(mediation) or is_undated(mediation))


def _may_resume(mediation: Mediation) -> bool:
    return mediation.accepted_at is not None and not is_mediated(mediation)


def _to_tell(mediation: Mediation) -> bool:
    ending = last_ending(mediation)
    return ending is not None and bool(untold_of(ending))


def _has_ending(mediation: Mediation) -> bool:
    return last_ending(mediation) is not None


def _to_visit(mediation: Mediation) -> bool:
    return any(one.done_at is None and one.dropped_at is None for one in visits_of(mediation))


STEPS = {
    "fail": Step(MOVES["fail"].label, forms.FailForm, actions.fail, may_handle, BEFORE, tone="grave"),
    "withdraw": Step(
        _("当事人不愿继续"),
        forms.WithdrawForm,
        actions.withdraw,
        may_handle,
        BEFORE,
        hint=_("不必说明理由（《人民调解法》第十七条、第二十三条）。"),
        tone="grave",
    ),
    "end": Step(
        _("调解组织终止调解"), forms.OfficeForm, actions.end_by_office, may_handle, BEFORE, tone="grave"
    ),
    "lapse": Step(
        _("期限届满按调解不成"), forms.WithDays, actions.lapse, may_handle, BEFORE, tone="grave", also=is_over
    ),
    "tell": Step(
        _("告知还能走的路"), forms.TellForm, actions.tell_side, may_handle, ENDED, tone="main", also=_to_tell
    ),
    "recount": Step(_("补写起算日期"), forms.WithDays, actions.recount, may_handle, ENDED, also=_has_ending),
    "undisputed": Step(
        _("记载无争议事实"),
        forms.UndisputedForm,
        actions.record_undisputed,
        may_handle,
        ENDED,
        also=_has_ending,
    ),
    "check": Step(
        _("核对能否司法确认"),
        forms.CheckForm,
        actions.check_confirmable,
        may_handle,
        KEPT,
        also=_to_check,
    ),
    "prepare": Step(
        _("准备司法确认材料"),
        forms.PrepareForm,
        actions.prepare_confirmation,
        may_handle,
        KEPT,
        also=_court_at(S.CHECKED),
    ),
    "willing": Step(
        _("登记申请意愿"),
        forms.WillingForm,
        actions.say_to_confirm,
        may_handle,
        KEPT,
        also=_court_at(S.CHECKED),
    ),
    "apply": Step(
        _("共同申请司法确认"),
        forms.ApplyForm,
        actions.apply_to_court,
        may_handle,
        KEPT,
        also=_court_at(S.CHECKED),
    ),
    "court": Step(
        _("登记法院答复"),
        forms.CourtForm,
        actions.court_answered,
        may_handle,
        BOUND,
        also=lambda mediation: awaited_of(mediation) is not None,
    ),
    "performed": Step(
        _("登记履行"),
        forms.PerformForm,
        actions.perform,
        may_handle,
        BOUND,
        hint=_("凭证可以选当事人交来的，也可以在这里放进来；记错的，用“冲销记错的一笔”更正。"),
        tone="main",
        also=_due,
    ),
    "undo": Step(
        _("冲销记错的一笔"),
        forms.UndoForm,
        actions.undo_performance,
        may_handle,
        (Status.MEDIATING, *CONCLUDED),
        hint=_("原来的一笔保留，旁边记一笔相反的，写明理由；这一期又变成没有履行完。"),
        also=lambda mediation: binding_of(mediation) is not None and standing_of(mediation).exists(),
    ),
    "finish": Step(
        MOVES["perform"].label,
        forms.FinishForm,
        actions.finish_performance,
        may_handle,
        (Status.AGREED, Status.BROKEN),
        hint=_("没有写明日期的约定：有凭证、看到做到了，或者各方都说没有要办的了，就可以登记了结。"),
        also=is_undated,
    ),
    "said_done": Step(
        _("登记有没有要办的"),
        forms.SaidDoneForm,
        actions.say_done,
        may_handle,
        (Status.AGREED, Status.BROKEN),
        hint=_("逐方问：没有写明日期的约定，还有没有要办的。"),
        also=is_undated,
    ),
    "urge": Step(
        _("催促履行"),
        forms.UrgeForm,
        actions.urge,
        may_handle,
        (Status.AGREED, Status.MEDIATING, Status.FAILED, Status.WITHDRAWN),
        hint=_("只列出三天以内到期的和已经过期的；离到期还有三天以上的，不催。"),
        also=is_urgent,
    ),
    "breach": Step(
        _("认定违约"),
        forms.BreachForm,
        actions.breach,
        may_handle,
        (Status.AGREED,),
        tone="grave",
        also=_may_break,
    ),
    "break_off": Step(
        MOVES["break_off"].label,
        forms.BreakOffForm,
        actions.break_off,
        may_handle,
        hint=_("调解组织这里不再等了，可以归档；以后付了的，仍然可以登记履行。"),
        tone="grave",
        also=_is_broken,
    ),
    "reopen": Step(
        MOVES["reopen"].label,
        ReasonForm,
        actions.reopen,
        may_keep,
        hint=_("原来生效的协议继续有效，直到新的协议替代它。"),
        also=is_mediated,
    ),
    "resume": Step(
        MOVES["resume"].label,
        ReasonForm,
        actions.resume,
        may_keep,
        hint=_("受理过、现在没有调解员的：回到待指派调解员。"),
        also=_may_resume,
    ),
    "visit": Step(
        _("登记回访"),
        forms.VisitForm,
        actions.visit,
        may_mediate,
        CONCLUDED,
        hint=_("本人的话和回访人了解到的情况分开写，都只放进这一方自己的抽屉。"),
        also=_to_visit,
    ),
}
