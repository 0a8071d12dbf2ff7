"""Where an actor stands to the safety of a case: the words of a refusal, or nothing. And what a level forbids, for the rooms above.

Whoever may not know is told what they would be told if there were nothing: that there is no such case.
"""

from django.utils.translation import gettext as _

from onedoor.cases.access import may
from onedoor.cases.models import Case
from onedoor.kit.problems import NotAllowed, NotFound, NotNow
from onedoor.safety.queries import current, is_on
from onedoor.safety.rule import S2, S3

CHECK, SUPERVISE = "safety.check", "safety.supervise"
EITHER = (CHECK, SUPERVISE)


def refuses_joint_session(case: Case) -> str:
    """不开面对面的会 — words for whoever would arrange one, or nothing. A level that ran out forbids it until it is asked
    again. Asked by the rooms above before a joint session is arranged, and before it begins.

    The words name neither form nor level: they stand on pages that everybody at the table may see."""
    row = current(case)
    if row is None or row.grade not in (S2, S3):
        return ""
    return _("现在不安排面对面的会，请分头谈。")


def refuses_going_on(case: Case) -> str:
    """先停一停 — while somebody is protected from danger, nothing is accepted, offered, signed or sealed: words for whoever
    would, or nothing. They name no reason, for the same cause."""
    row = current(case)
    return _("现在先停一停，这一步暂时不办。") if row is not None and row.grade == S3 else ""


def reaches(case: Case, by) -> bool:
    """Whoever may know at all: holds the verb, and reaches the case with it."""
    return any(may(by, verb, case) for verb in EITHER)


def insist_on_reach(case: Case, by) -> None:
    if not reaches(case, by):
        raise NotFound(_("没有这件事，或不在本岗位的范围内。"))


def may_check(case: Case, by) -> str:
    """Whoever handles the case, and whoever supervises it: trained for the form, and never the door's own clerk."""
    return "" if reaches(case, by) else _("您现在的岗位不填写安全核对单。")


def may_supervise(case: Case, by) -> str:
    return "" if may(by, SUPERVISE, case) else _("这一步由安全督导员办理。")


def may_open(case: Case, by) -> str:
    """Answers and words: sealed when the case is closed, and then for the supervisor alone."""
    if case.closed_at and not may(by, SUPERVISE, case):
        return _("案卷已经办结，核对单已封存，由安全督导员保管。")
    return may_check(case, by)


def may_answer_lowering(lowering, case: Case, by) -> str:
    """Somebody else than who asked; who decides has read, and is no deputy of the asker."""
    if refusal := may_check(case, by):
        return refusal
    if by.staff is None or lowering.asked_staff_id == by.staff.pk:
        return _("降低要两个人：请另一位同事或者督导员来看。")
    return ""


def may_review(by) -> str:
    return "" if by.holds(SUPERVISE) else _("审阅由安全督导员登记。")


def insist(refusal: str) -> None:
    if refusal:
        raise NotAllowed(refusal)


def insist_on_use(case: Case) -> None:
    """Off until two named people have read it; and nobody begins anything in a case that is over."""
    if not is_on(case.region):
        raise NotNow(_("安全核对单还没有经两位实务工作者审阅，本区没有启用。"))
    if case.closed_at:
        raise NotNow(_("案卷已经办结，不再填写核对单。"))
