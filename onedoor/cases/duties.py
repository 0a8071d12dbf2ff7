"""任务 — what units owe to a case beside the work itself: given, done, or waived; each with its own clock under the one case."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from onedoor.cases import clocks
from onedoor.cases.access import require
from onedoor.cases.apart import insist_not_apart
from onedoor.cases.clocks import Limit
from onedoor.cases.models import Case, Duty, Involvement
from onedoor.cases.moving import acting, holding
from onedoor.cases.opening import involve
from onedoor.cases.timeline import record
from onedoor.kit.problems import NotAllowed, NotNow, NotValid
from onedoor.posts.models import Post, Tenure
from onedoor.posts.tenures import live
from onedoor.worktime.counting import WORKING

DAYS, MOST_DAYS = 3, 60


def limit_of(number: int) -> Limit:
    """Each duty has a clock of its own: two of one unit under one case run side by side."""
    return Limit(
        f"duty-{number}",
        gettext_noop("任务期限"),
        DAYS,
        WORKING,
        gettext_noop("本区服务承诺"),
        since=gettext_noop("下达"),
        most_days=MOST_DAYS,
    )


def give(case: Case, org, words: str, *, by, days: int = DAYS, origin: str = "") -> Duty:
    """下达任务 — a unit is to do this under the case, within so many working days."""
    if not words.strip():
        raise NotValid(_("请写明要做什么。"), field="words")
    with holding(case.pk) as cases:
        case = cases[case.pk]
        require(by, "duty.give", case)
        insist_not_apart(case)
        if case.closed_at:
            raise NotNow(_("这件事已经结束，不能再下达任务。"))
        _insist_somebody_may_read(case, org)
        number = case.duties.count() + 1
        clock = clocks.start(case, limit_of(number), org=org, days=days)
        if not case.involvements.filter(org=org, until=None).exists():
            involve(case, org, Involvement.Role.TASK)
        duty = Duty(
            case=case, number=number, org=org, giver=by.post.org, words=words, origin=origin, clock=clock
        )
        duty.given_at = clock.started_at
        duty.save(force_insert=True)
        told = {"duty": number, "org": org.pk, "due_at": clock.due_at.isoformat()}
        record(case, "duty.given", label="下达任务", by=by, about=duty, note=words, **told)
    return duty


def _insist_somebody_may_read(case: Case, org) -> None:
    """A duty that nobody of the unit is cleared for would never be done, and the answer would wait for it for ever."""
    if case.secrecy == Case.Secrecy.NORMAL:
        return
    held = Tenure.objects.filter(live(), staff__is_active=True).values("post")
    cleared = Post.objects.filter(org=org, pk__in=held, clearances__contains=[case.secrecy])
    if not cleared.filter(type__verbs__contains=["duty.do"]).exists():
        raise NotValid(_("%(unit)s没有人有这件事的密级权限，不能下达任务。") % {"unit": org}, field="org")


def owes(duty: Duty, by) -> str:
    """Words of refusal, or nothing: the unit itself does what it owes; or the house, when what was owed has come about."""
    return "" if by.trusted or duty.org_id == by.post.org_id else _("这项任务不是下达给本单位的。")


def may_waive(duty: Duty, by) -> str:
    """Whoever gave it may take it back, and the levels above."""
    if by.trusted or duty.giver.region.path.startswith(by.post.org.region.path):
        return ""
    return _("这项任务由%(giver)s下达，免除由该单位决定。") % {"giver": duty.giver}


def finish(duty: Duty, *, by, result: str) -> Duty:
    """完成任务 — the unit says what it did."""
    with acting(duty, "duty.do", "duty.done", "完成任务", by=by, note=result, duty=duty.number) as duty:
        _end(duty, owes(duty, by), result)
        duty.state = Duty.State.DONE
        clocks.stop(duty.case, duty.clock.kind, org=duty.org)
    return duty


def waive(duty: Duty, *, by, reason: str) -> Duty:
    """免除任务 — it need not be done any more, and why."""
    with acting(duty, "duty.give", "duty.waived", "免除任务", by=by, note=reason, duty=duty.number) as duty:
        _end(duty, may_waive(duty, by), reason)
        duty.state = Duty.State.WAIVED
        clocks.stop(duty.case, duty.clock.kind, org=duty.org, how=clocks.STOPPED, by=by)
    return duty


def _end(duty: Duty, refusal: str, words: str) -> None:
    if refusal:
        raise NotAllowed(refusal)
    if duty.state != Duty.State.OPEN:
        raise NotNow(_("这项任务%(state)s，不用再办。") % {"state": duty.get_state_display()})
    if not words.strip():
        raise NotValid(_("请写明情况或理由。"), field="words")
    duty.ending, duty.ended_at = words, timezone.now()


def still_owed(case: Case) -> str:
    """Words of refusal while anything is owed: an answer says that all has been done."""
    count = case.duties.open().count()
    return _("还有%(n)d项任务没有完成，请先完成或免除。") % {"n": count} if count else ""
