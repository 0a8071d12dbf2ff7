"""Where an actor stands to a plan, a place or a meeting: the words of a refusal, or nothing when they stand right.

A plan asks units of other grounds to lend a hand: its units reach its places because they are called, not because
the plan's case lies in their region. A place is never a person, so nothing sealed is opened by that.
"""

from django.utils.translation import gettext as _

from onedoor.cases.access import may
from onedoor.cases.models import Case
from onedoor.joint.lifecycle import MeetingStatus, PlanStatus
from onedoor.kit.problems import NotAllowed, NotNow

TO_BE_CHANGED = (PlanStatus.DRAFT, PlanStatus.RUNNING)
# While items may still come and go, and while words may still be written.
AGENDA_OPEN = (MeetingStatus.PLANNED, MeetingStatus.HELD)


def insist(refusal: str) -> None:
    """Refuse when there are words of refusal."""
    if refusal:
        raise NotAllowed(refusal)


def answers_for(host, by) -> str:
    """The unit that leads it decides, and the levels above."""
    if host.region.path.startswith(by.post.org.region.path) and by.post.org.kind != "department":
        return ""
    return _("这项工作由%(host)s牵头，由该单位安排。") % {"host": host}


def may_plan(plan, by) -> str:
    if not by.holds("joint.plan"):
        return _("您现在的岗位不能安排联勤计划。")
    return answers_for(plan.host, by)


def may_meet(meeting, by) -> str:
    if not by.holds("joint.meet"):
        return _("您现在的岗位不能安排联席会议。")
    return answers_for(meeting.host, by)


def may_speak_of(item, by) -> str:
    """What was sealed after it came on the agenda is for those who are cleared for it."""
    case = item.case
    if case is None or case.secrecy == Case.Secrecy.NORMAL or may(by, "case.see", case):
        return ""
    return _("这个议题已经列为保密事项，您现在的岗位不能记录或者议定。")


def may_visit(place, by) -> str:
    """Only the unit that is to go there writes down what it saw."""
    if not by.holds("joint.carry_out"):
        return _("您现在的岗位不填写巡查结果。")
    if place.org_id != by.post.org_id:
        return _("这个地点由%(org)s巡查，请该单位填写。") % {"org": place.org}
    return ""


def may_reopen(place, by) -> str:
    """The unit itself, when it made a mistake; or whoever leads the plan."""
    return may_visit(place, by) and may_plan(place.plan, by)


def be_open(plan) -> None:
    """A plan that is over is read, not changed."""
    if plan.status not in TO_BE_CHANGED:
        raise NotNow(_("这项计划%(status)s，不能再改动。") % {"status": plan.get_status_display()})


def be_running(plan) -> None:
    if plan.status != PlanStatus.RUNNING:
        raise NotNow(_("这项计划%(status)s，现在不填写巡查结果。") % {"status": plan.get_status_display()})


def be_planned(meeting) -> None:
    if meeting.status != MeetingStatus.PLANNED:
        raise NotNow(_("会议%(status)s，不能再改动议程。") % {"status": meeting.get_status_display()})


def be_held(meeting) -> None:
    if meeting.status != MeetingStatus.HELD:
        raise NotNow(
            _("会议%(status)s，现在不能记录到会、纪要和议定事项。") % {"status": meeting.get_status_display()}
        )
