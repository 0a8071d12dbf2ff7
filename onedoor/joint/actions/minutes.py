"""会上 — who came, what was said on each item, and what was decided: a duty with a clock, at once."""

from django.utils.translation import gettext as _

from onedoor.cases import duties
from onedoor.cases.models import Involvement
from onedoor.cases.moving import acting, holding
from onedoor.joint.models import AgendaItem, Attendance, Decision, Meeting
from onedoor.joint.queries.agenda import item_of
from onedoor.joint.standing import be_held, insist, may_meet, may_speak_of
from onedoor.kit.problems import NotFound, NotNow, NotValid

Outcome = AgendaItem.Outcome


def note_attendance(meeting: Meeting, came: dict[int, str], *, by) -> None:
    """记到会 — by unit, never by person."""
    insist(may_meet(meeting, by))
    with acting(meeting, "joint.meet", "meeting.attended", "记到会情况", by=by) as fresh:
        be_held(fresh)
        for row in fresh.attendances.all():
            said = came.get(row.org_id, row.came)
            if said in Attendance.Came.values:
                Attendance.objects.filter(pk=row.pk).update(came=said)
        fresh.facts_told["came"] = fresh.attendances.filter(came=Attendance.Came.YES).count()


def write_minutes(meeting: Meeting, key, *, minutes, postponed=False, by) -> AgendaItem:
    """写纪要 — what was said on an item, or that it waits for the next meeting."""
    insist(may_meet(meeting, by))
    with acting(meeting, "joint.meet", "meeting.item_minuted", "写纪要", by=by) as fresh:
        be_held(fresh)
        item = item_of(fresh, key)
        insist(may_speak_of(item, by))
        if not minutes.strip() and not postponed:
            raise NotValid(_("请写这个议题的纪要，或者选“留待下次”。"), field="minutes")
        item.minutes = minutes.strip()
        item.outcome = Outcome.POSTPONED if postponed else Outcome.DISCUSSED
        item.save(update_fields=["minutes", "outcome"])
        fresh.facts_told["item"] = item.number
    return item


def decide(meeting: Meeting, key, *, org, words, days, by) -> Decision:
    """议定 — a unit is to do this by then: under the item's own case, or the meeting's when the item has none."""
    insist(may_meet(meeting, by))
    item = item_of(meeting, key)
    insist(may_speak_of(item, by))
    # Both cases are held, in order of key, because the duty must begin together with the decision.
    with holding(meeting.case_id, item.case_id or meeting.case_id) as cases:
        with acting(meeting, "joint.meet", "meeting.decided", "议定事项", by=by) as fresh:
            be_held(fresh)
            case = cases[item.case_id or meeting.case_id]
            origin = _("联席会议议定：%(name)s") % {"name": fresh.name}
            if case.pk == fresh.case_id:
                _hand_part(case, org)
            duty = duties.give(case, org, words, by=by, days=days, origin=origin[:60])
            fresh.facts_told |= {"item": item.number, "org": org.pk, "duty": str(duty.pk)}
            return Decision.objects.create(item=item, duty=duty)


def _hand_part(case, org) -> None:
    """A town that came to listen reaches the meeting's own case only once it owes something under it."""
    came = case.involvements.filter(org=org, until=None, role=Involvement.Role.ASSIST)
    came.update(role=Involvement.Role.TASK)


def withdraw(meeting: Meeting, key, *, reason, by) -> None:
    """撤回议定 — written down by mistake: the duty is waived with a reason."""
    insist(may_meet(meeting, by))
    decision = Decision.objects.select_related("duty").filter(item__meeting=meeting, pk=key).first()
    if decision is None:
        raise NotFound(_("没有这项议定事项，可能刚刚被撤回。"))
    duty = decision.duty
    with holding(meeting.case_id, duty.case_id):
        with acting(
            meeting, "joint.meet", "meeting.decision_withdrawn", "撤回议定", by=by, note=reason
        ) as fresh:
            be_held(fresh)
            if duty.state != duty.State.OPEN:
                raise NotNow(_("这项任务%(state)s，不能再撤回。") % {"state": duty.get_state_display()})
            duties.waive(duty, by=by, reason=reason)
            fresh.facts_told["duty"] = str(duty.pk)
            decision.delete()
