"""Where an actor stands to an application or an advice: the words of a refusal, or nothing when they stand right."""

from django.utils.translation import gettext as _

from onedoor.kit.problems import NotAllowed

DECIDED = ("aid.declined", "aid.terminated")


def insist(refusal: str) -> None:
    """Refuse when there are words of refusal."""
    if refusal:
        raise NotAllowed(refusal)


def may_take(application, by) -> str:
    return "" if by.holds("aid.apply") else _("您现在的岗位不登记法律援助申请。")


def may_object(application, by) -> str:
    """Whoever holds the slip, or whoever writes it down at the window for them."""
    if by.holds("aid.apply") or application.case_id in by.case_ids:
        return ""
    return _("异议由申请人、受援人凭编号和查询码提出，或者在窗口提出。")


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
