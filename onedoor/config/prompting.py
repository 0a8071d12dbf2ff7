"""督办的由头 — which events of matters and clocks are put before the rules of supervision, and with which unit.

Errands, all of them: safe to repeat, since a rule takes its step once for one event.
"""

from onedoor.cases.models import Deadline
from onedoor.matters.lifecycle import Status
from onedoor.matters.limits import SIGN
from onedoor.matters.models import Matter
from onedoor.posts.given import system_actor
from onedoor.posts.models import Org
from onedoor.supervision import actions as supervision
from onedoor.supervision.lifecycle import BY_RULE, Rung
from onedoor.supervision.limits import KINDS
from onedoor.tasks.limits import is_task_clock
from onedoor.whistles.limits import CALL

# What is counted in days. A clock of minutes or hours has its own way of climbing.
BY_DAYS = (Deadline.Unit.WORKING, Deadline.Unit.CALENDAR)
WITH_THE_UNIT = (Status.DISPATCHED, Status.HANDLING)


def _by():
    return system_actor().as_reaction()


def supervise_clock(event):
    """按期限督办 — a clock is near, has run out, or the matter was not signed for; not when that has been mended since."""
    clock = Deadline.objects.open().select_related("org").filter(pk=event.about.partition(":")[2]).first()
    if clock is None or clock.kind in (*KINDS, CALL) or clock.unit not in BY_DAYS or not clock.is_duty:
        return
    if is_task_clock(clock.kind):
        return
    code = "near" if event.verb == "deadline.near" else "unsigned" if clock.kind == SIGN.kind else "overdue"
    if org := clock.org or _who_has_it(event.case):
        _raise(event, org, code, detail=clock.label)


def _who_has_it(case) -> Org | None:
    """The lead unit while it works on the matter, else the desk; nobody for a case without a matter."""
    matter = Matter.objects.select_related("lead", "desk").filter(case=case).first()
    if matter is None:
        return None
    return matter.lead if matter.lead and matter.status in WITH_THE_UNIT else matter.desk


def supervise_returned(event):
    """按退回次数督办 — the desk is to see that somebody is named at last."""
    returns = event.case.events.filter(verb="matter.returned", seq__lte=event.seq).count()
    _raise(event, event.case.matter.desk, "returned", count=returns)
    lifted = {"reason": "已退回，不再由该单位办理", "org": event.post.org, "rungs": BY_RULE}
    supervision.lift_all(event.case, by=_by(), **lifted)


def supervise_unsolved(event):
    """按反映未解决次数督办 — the unit whose result did not hold."""
    times = event.case.events.filter(verb="matter.objected", seq__lte=event.seq).count()
    matter = event.case.matter
    _raise(event, matter.lead or matter.desk, "unsolved", count=times)


def _raise(event, org, code, **more):
    supervision.raise_by_rule(event.case, org, code, by=_by(), occurrence=str(event.pk), **more)


def end_unsigned(event):
    """签收后解除催办 — it was about the signature alone."""
    told = {"reason": "已签收", "org": event.post.org, "rungs": (Rung.REMINDER,), "rule": "unsigned"}
    supervision.lift_all(event.case, by=_by(), **told)


def end_reminders(event):
    """反馈结果后解除催办 — there is nothing to be reminded of."""
    told = {"reason": "已反馈办理结果", "org": event.post.org, "rungs": (Rung.REMINDER,)}
    supervision.lift_all(event.case, by=_by(), **told)


def end_supervision(event):
    """随事项结束解除督办 — its cause has gone."""
    supervision.lift_all(event.case, by=_by(), reason=f"事项{event.label}，随之解除")
