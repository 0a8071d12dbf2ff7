"""When this happens, that follows. The whole traffic between neighbours, on one page.

AT_ONCE runs inside the same transaction: if it fails, the event never happened.
LATER is an errand: a job stored with the event, retried, safe to repeat; it may not undo anything.
"""

from datetime import datetime

from django.utils.translation import gettext as _

from onedoor.cases.models import Case
from onedoor.config.alerting import (
    tell_all_mediating,
    tell_called_off,
    tell_mediators,
    tell_others,
    tell_recounted,
    tell_said,
    tell_written_online,
)
from onedoor.config.binding import bind_filed
from onedoor.config.calling import (
    end_late,
    is_call,
    ring_call,
    supervise_late,
    tell_all_called,
    tell_called,
    tell_host,
    tell_late,
    tell_named,
    tell_ordered,
)
from onedoor.config.errands import HANDLERS, run_errand
from onedoor.config.informing import tell_answered, tell_sides
from onedoor.config.joining import register_find, tell_joined, tell_met
from onedoor.config.leaving import (
    ask_again_after_session,
    call_after_agreement,
    leave_mediation,
    let_guests_go,
    look_again,
)
from onedoor.config.mediating import (
    end_refused,
    end_thought_over,
    insist_named,
    mediate_advice,
    mediate_reception,
    open_mediation,
    owe_mediation,
    tell_committee,
)
from onedoor.config.outcomes import owe_reply, return_correction, return_outcome
from onedoor.config.prompting import (
    end_reminders,
    end_supervision,
    end_unsigned,
    supervise_clock,
    supervise_returned,
    supervise_unsolved,
)
from onedoor.config.receiving import take_up_advice, take_up_reception, turn_with_matter
from onedoor.config.tasking import end_checks, is_task, ring_task, tell_giver, tell_round, tell_worker
from onedoor.config.telling import can_be_told, tell_applicants
from onedoor.config.venuing import end_reported, register_fault
from onedoor.config.voiding import void_old_hands
from onedoor.matters import actions as matters
from onedoor.matters.limits import PAUSE_END, RETURNS_BEFORE_RULING
from onedoor.matters.models import Matter
from onedoor.matters.queries.returns import arbiters_of
from onedoor.notices.actions import tell
from onedoor.notices.wording import STEPS
from onedoor.posts.given import system_actor
from onedoor.posts.models import Org
from onedoor.supervision.models import Supervision


def open_review(event, by):
    """复查 — opened at the level above, together with the asking."""
    matters.open_review(event.case.matter, by=by)


def refer_argued(event, by):
    """提请裁定 — units that have returned a matter twice do not settle it among themselves."""
    if event.facts["number"] >= RETURNS_BEFORE_RULING:
        words = _("第%(number)s次退单，按规定转裁定。") % {"number": event.facts["number"]}
        matters.refer(event.case.matter, by=by, note=words)


def tell_units(event):
    """通知承办单位 — every unit that has a part in the case now."""
    if is_call(event) or is_task(event):
        return
    for part in event.case.involvements.filter(until=None).select_related("org"):
        _say(event, part.org, part.get_role_display())


def tell_desk(event):
    """通知承接中心 — the desk at which the matter lies; a plan's or a meeting's own case lies at none."""
    if is_call(event) or is_task(event):
        return
    if desk := desk_of(event.case):
        _say(event, desk, event.label)


def tell_duty(event):
    """通知责任单位 — it has a duty, or one of its duties is waived."""
    duty = event.case.duties.select_related("org").get(number=event.facts["duty"])
    _say(event, duty.org, event.label, link=f"/cases/{event.case.code}/duties/{duty.number}/")


def tell_arbiters(event):
    """通知裁定单位 — the nearest one that is above all who argue."""
    for org in arbiters_of(event.case.matter):
        _say(event, org, event.label)


def _supervision(event) -> Supervision:
    told = Supervision.objects.select_related("org", "raised_by__org")
    return told.get(pk=event.about.partition(":")[2])


def tell_supervised(event):
    """通知被督办单位 — it is asked for something, asked again, or need not answer any more."""
    one = _supervision(event)
    _say(event, one.org, event.label, link=f"/supervision/{one.pk}/")


def tell_supervisor(event):
    """通知督办单位 — the unit it asked has answered."""
    one = _supervision(event)
    _say(event, one.raised_by.org, event.label, link=f"/supervision/{one.pk}/")


def close_followers(event):
    """随并案办结 — whoever's request was merged into this one has their answer, too. Those already closed are not met again."""
    from_lead = Matter.objects.filter(merged_into__case=event.case, status="merged")
    for follower in from_lead.select_related("case", "merged_into__case", "merged_into__lead"):
        matters.end_merged(follower, by=system_actor().as_reaction())


def tell_whole(event):
    """告诉主事项 — one of its parts has ended; when it was the last, its desk can answer."""
    parts = Matter.objects.filter(case=event.case, part_of__isnull=False).select_related(
        "case", "part_of__case"
    )
    for part in parts:
        matters.part_ended(part.part_of, by=system_actor().as_reaction(), part=part)


def tell_resident(event):
    """告知来访人 — by SMS, in the words of the centre, when they left a number and did not say no."""
    tell_applicants(event)


def resume_clock(event):
    """中止期满恢复计时 — the day until which a clock stood still has passed."""
    if event.facts["kind"] == PAUSE_END.kind:
        at = datetime.fromisoformat(event.facts["due_at"])
        matters.resume_when_over(event.case.matter, by=system_actor().as_reaction(), at=at)


def desk_of(case: Case) -> Org | None:
    matter = Matter.objects.select_related("desk").filter(case=case).first()
    return matter and matter.desk


def _say(event, org: Org, words: str, link: str = ""):
    """A notice is read by everybody of the unit: it names the case, never its words, and of a sealed one not even its code."""
    key = str(event.pk)
    if event.case.secrecy != Case.Secrecy.NORMAL:
        tell(org, f"{words}：一件保密事项，请有密级权限的同事到“我的工作”办理", key=key)
    else:
        matter = Matter.objects.filter(case=event.case).first()
        what = f" {matter.get_kind_display()}" if matter else ""
        # What a plan's or a meeting's own case owes stands on the page of its duties.
        page = "" if matter else "duties/"
        tell(
            org, f"{words}：{event.case.code}{what}", key=key, link=link or f"/cases/{event.case.code}/{page}"
        )


AT_ONCE = {
    "matter.returned": [refer_argued],
    "matter.review_asked": [open_review],
    "plan.found": [register_find],
    "reception.turned": [take_up_reception],
    "matter.registered": [turn_with_matter],
    "fault.reported": [register_fault],
    "aid.mediation_asked": [take_up_advice],
    "matter.mediation_asked": [owe_mediation],
    "reception.advised": [insist_named],
    "mediation.said": [end_refused],
    "mediation.replaced": [void_old_hands],
    "mediation.side_joined": [void_old_hands],
    "mediation.side_left": [void_old_hands],
    "mediation.handed_over": [let_guests_go],
    "mediation.reopened": [look_again],
    "mediation.resumed": [look_again],
    "mediation.agreed": [leave_mediation],
    "mediation.failed": [leave_mediation],
    "mediation.withdrawn": [leave_mediation],
    "mediation.declined": [leave_mediation],
}

LATER = {
    "matter.submitted": [tell_desk],
    "matter.raised": [tell_desk],
    "matter.instructed": [tell_desk],
    "matter.dispatched": [tell_units],
    "matter.returned": [tell_desk, supervise_returned],
    "matter.referred": [tell_arbiters],
    "matter.ruled": [tell_units, tell_desk],
    "matter.remanded": [tell_desk],
    "matter.resolved": [tell_desk, end_reminders],
    "matter.sent_back": [tell_units, end_checks],
    "matter.objected": [tell_desk, supervise_unsolved],
    "matter.closed": [close_followers, end_supervision, tell_whole, end_reported, end_checks],
    "duty.given": [tell_duty],
    "duty.waived": [tell_duty],
    "matter.clock_asked": [tell_desk],
    "matter.clock_refused": [tell_units],
    "matter.extended": [tell_units],
    "matter.paused": [tell_units],
    "matter.resumed": [tell_units],
    "deadline.passed": [resume_clock],
    "deadline.near": [tell_units, tell_desk, supervise_clock, ring_call, ring_task],
    "deadline.missed": [tell_units, tell_desk, supervise_clock, ring_call, ring_task],
    "matter.signed": [end_unsigned],
    "matter.closed_with_lead": [end_supervision, end_reported],
    "matter.part_ended": [tell_desk],
    "matter.declined": [end_supervision, tell_whole, end_reported, end_checks],
    "matter.transferred": [end_supervision, tell_whole, end_reported, end_checks],
    "matter.merged": [end_supervision, end_checks],
    "whistle.blown": [tell_called],
    "whistle.called_more": [tell_called],
    "whistle.answered": [tell_host, end_late],
    "whistle.excused": [tell_named, end_late],
    "whistle.arrived": [end_late],
    "whistle.insisted": [tell_named],
    "whistle.logged": [tell_ordered],
    "whistle.late": [tell_late, supervise_late],
    "whistle.called_off": [tell_all_called, end_late],
    "whistle.ended": [tell_all_called, end_late],
    "supervision.raised": [tell_supervised],
    "supervision.asked_again": [tell_supervised],
    "supervision.lifted": [tell_supervised],
    "supervision.replied": [tell_supervisor],
    "supervision.interviewed": [tell_supervised],
    "plan.started": [tell_joined],
    "plan.changed": [tell_joined],
    "plan.grounds_set": [tell_joined],
    "plan.place_added": [tell_joined],
    "plan.ended": [tell_joined],
    "plan.resumed": [tell_joined],
    "meeting.called": [tell_met],
    "meeting.changed": [tell_met],
    "meeting.cancelled": [tell_met],
    "meeting.minuted": [tell_met],
    "task.given": [tell_worker],
    "task.given_again": [tell_worker],
    "task.moved": [tell_worker],
    "task.waived": [tell_worker],
    "task.done": [tell_giver],
    "task.back": [tell_giver],
    "task.round_given": [tell_round],
    "aid.forwarded": [tell_units],
    "aid.assigned": [tell_units],
    "aid.reassigned": [tell_units],
    "aid.objected": [tell_units],
    "matter.mediation_asked": [open_mediation],
    "aid.mediation_asked": [mediate_advice],
    "reception.advised": [mediate_reception],
    "mediation.said": [end_thought_over, tell_said],
    "mediation.asked": [tell_committee],
    "mediation.handed_over": [tell_committee],
    "mediation.assigned": [tell_mediators],
    "mediation.joined": [tell_mediators],
    "mediation.replaced": [tell_all_mediating],
    "mediation.recusal_found": [tell_all_mediating],
    "mediation.message": [tell_written_online],
    "mediation.offered": [tell_written_online],
    "mediation.offer_answered": [tell_written_online],
    "mediation.offer_back": [tell_written_online],
    "mediation.postponement_asked": [tell_written_online],
    "mediation.proof_given": [tell_written_online],
    "mediation.drawer_offered": [tell_mediators],
    "mediation.session_held": [ask_again_after_session],
    "mediation.session_off": [tell_called_off],
    "mediation.due_near": [tell_all_mediating],
    "mediation.due_late": [tell_all_mediating],
    "mediation.confirmation_near": [tell_all_mediating],
    "mediation.visit_due": [tell_all_mediating],
    "mediation.undated_due": [tell_all_mediating],
    "mediation.said_done": [tell_written_online],
    "mediation.time_near": [tell_all_mediating],
    "mediation.time_over": [tell_all_mediating],
    "mediation.arbitration_open": [tell_all_mediating],
    "mediation.appraisal_late": [tell_all_mediating],
    "mediation.ways_counted": [tell_recounted],
    "mediation.due_undone": [tell_others],
    "mediation.performance_undone": [tell_others, return_correction],
    "mediation.resumed": [tell_all_mediating],
    "mediation.declined": [return_outcome, owe_reply, end_supervision],
    "mediation.agreed": [return_outcome, owe_reply, call_after_agreement],
    "mediation.failed": [return_outcome, owe_reply, end_supervision],
    "mediation.withdrawn": [return_outcome, owe_reply, end_supervision],
    "mediation.performed": [return_outcome, owe_reply, end_supervision],
    "mediation.broken": [return_outcome, owe_reply, tell_all_mediating, end_supervision],
    "mediation.filed": [bind_filed],
}

# Which of these are sent, and in which words, the centre says itself (notices.wording).
for _told in (verb for verb in STEPS if verb.startswith("matter.")):
    LATER.setdefault(_told, []).append(tell_resident)

# The sides of a mediation, each in its own way; what the mediator answered goes to one of them alone.
for _told in (verb for verb in STEPS if verb.startswith("mediation.")):
    LATER.setdefault(_told, []).append(tell_answered if _told == "mediation.answered" else tell_sides)

HANDLERS.update({handler.__name__: handler for handlers in LATER.values() for handler in handlers})


def _is_owed(later, event, newcomers: dict) -> bool:
    """An errand that could only find that there is nobody to tell is not stored: most of what a list brings is such."""
    return later is not tell_resident or event.pk not in newcomers or can_be_told(event, newcomers[event.pk])


def react(sender, events, by, newcomers=None, **kwargs):
    """What must be true together is done at once; the errands of all these events are stored in one statement.

    `newcomers`: by the key of an event, whoever came with a new case, or nobody; what is taken in knows them already.
    """
    errands = []
    for event in events:
        for handler in AT_ONCE.get(event.verb, ()):
            handler(event, by.as_reaction())
        errands += [
            {"handler": later.__name__, "event": str(event.pk)}
            for later in LATER.get(event.verb, ())
            if _is_owed(later, event, newcomers or {})
        ]
    if errands:
        run_errand.batch_defer(*errands)
