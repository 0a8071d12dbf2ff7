"""Where an actor stands to an application or an advice: the words of a refusal, or nothing when they stand right."""

from django.utils.translation import gettext as _

from onedoor.aid.lifecycle import Status
from onedoor.aid.queries.lawyers import conflicted, lawyer_of
from onedoor.kit.problems import NotAllowed

DECIDED = ("aid.declined", "aid.terminated", "aid.withdrawn")
# What was asked for may still be brought.
STILL_BRINGS = (Status.WANTING, Status.APPLIED, Status.GRANTED, Status.ASSIGNED, Status.WORKING)


def insist(refusal: str) -> None:
    """Refuse when there are words of refusal."""
    if refusal:
        raise NotAllowed(refusal)


def may_take(application, by) -> str:
    return "" if by.holds("aid.apply") else _("您现在的岗位不登记法律援助申请。")


def may_object(application, by) -> str:
    """Whoever holds the slip, or whoever writes it down at the window for them."""
    if by.holds("aid.apply") or holds_slip(application, by):
        return ""
    return _("异议由申请人、受援人凭编号和查询码提出，或者在窗口提出。")


def holds_slip(application, by) -> bool:
    """The case's own slip: another claimant's opens the matter, and not this."""
    return application.case_id in by.case_ids and not by.party_in(application.case_id)


def may_rate(application, by) -> str:
    """The client, or whoever writes it down at the window; never who is rated."""
    if holds_slip(application, by):
        return ""
    if not by.holds("aid.apply"):
        return _("请用编号和查询码评价自己的案卷。")
    rated = application.assignments.filter(lawyer__staff=by.staff).exists()
    return _("承办律师不能替受援人评价自己，请受援人用编号和查询码评价，或者到窗口说。") if rated else ""


def must_step_aside(case, by) -> str:
    """A lawyer takes nothing down against whom they stood with before; whoever decides for the unit stands with nobody."""
    own = None if by.holds("aid.decide") else lawyer_of(by)
    aside = own is not None and own.pk in conflicted(case)
    return _("这件事您应当回避，请由法律援助窗口登记。") if aside else ""


def brings_nothing(application) -> str:
    """Why no paper can be taken in, or nothing."""
    open_ = application.status in STILL_BRINGS and application.wanted
    return "" if open_ else _("没有等着补充的材料。")


def may_hand_on(advice, by) -> str:
    return "" if by.holds("aid.advise") else _("您现在的岗位不办理法律咨询。")


def may_set_hearing(work, by) -> str:
    """Whoever gives advice or keeps the roster; an application's court days are its lawyer's."""
    return "" if by.holds("aid.advise") else _("开庭日程由承办律师或者法律援助审查员登记。")


def may_decide(application, by) -> str:
    return "" if by.holds("aid.decide") else _("您现在的岗位不审查法律援助申请。")


def may_work(application, by) -> str:
    """The lawyer to whom it was given, and nobody in their place."""
    given = application.assignments.filter(until=None).select_related("lawyer__staff").first()
    if given is not None and by.staff is not None and given.lawyer.staff_id == by.staff.pk:
        return ""
    return _("由指派的律师本人办理这一步。")


def may_review(application, by) -> str:
    """Nobody reviews what they decided themselves."""
    if not by.holds("aid.object"):
        return _("异议由司法行政部门审查，您现在的岗位不办理。")
    own = by.staff and application.case.events.filter(verb__in=DECIDED, staff=by.staff).exists()
    return _("不予援助的决定是您本人作出的，异议请换人审查。") if own else ""


def may_keep(by) -> str:
    return "" if by.holds("aid.decide") else _("律师名册和经济困难标准由法律援助审查员维护。")
