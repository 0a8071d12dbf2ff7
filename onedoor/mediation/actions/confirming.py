"""司法确认 — first whether it is possible at all; then both sides together, within thirty days; then what the court answered."""

from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.cases import clocks
from onedoor.kit.problems import NotNow, NotValid
from onedoor.mediation.advancing import beside
from onedoor.mediation.court import COURTS, DECIDES, OBJECTING, QUESTIONS, TAKES, barred_by, missing_papers
from onedoor.mediation.law import TERMS
from onedoor.mediation.limits import CONFIRM
from onedoor.mediation.models import Agreement, Confirmation, CourtAnswer, Mediation, Side, Willing
from onedoor.mediation.queries.agreements import binding_of
from onedoor.mediation.queries.performing import awaited_of, confirmation_of, unwilling_of
from onedoor.mediation.standing import insist, may_handle

S = Confirmation.Status
# What came back may be asked once more, as long as the thirty days last.
CAME_BACK = (S.REFUSED, S.WITHDRAWN)
# What the court may answer, from where, and the event by which it is heard.
ANSWERS = {
    S.ACCEPTED: ((S.APPLIED,), "mediation.confirmation_accepted"),
    S.CONFIRMED: ((S.APPLIED, S.ACCEPTED), "mediation.confirmed"),
    S.REFUSED: ((S.APPLIED, S.ACCEPTED), "mediation.confirmation_refused"),
    S.WITHDRAWN: ((S.APPLIED, S.ACCEPTED), "mediation.confirmation_withdrawn"),
}


@transaction.atomic
def check_confirmable(mediation: Mediation, *, by, **answers: bool) -> Confirmation:
    """核对能否司法确认 — every question answered before anybody is promised anything; what bars it is told in words. After a refusal,
    or when both took it back, once more within the same thirty days."""
    insist(may_handle(mediation, by))
    if unasked := {one.key for one in QUESTIONS} - set(answers):
        raise NotValid(_("还有%(count)s个问题没有回答。") % {"count": len(unasked)})
    with beside(mediation, "mediation.confirmation_checked", _("核对能否司法确认"), by=by) as fresh:
        agreement = binding_of(fresh)
        if agreement is None:
            raise NotNow(_("没有生效的调解协议。"))
        row = _checked(agreement)
        row.answers, row.barred = dict(answers), barred_by(answers, agreement)
        row.status = S.BARRED if row.barred else S.CHECKED
        row.checked_at, row.post = timezone.now(), by.post
        row.save()
        _keep_clock(fresh.case, row, by)
        fresh.facts_told["possible"] = not row.barred
        return row


def _checked(agreement: Agreement) -> Confirmation:
    """The row that may be checked: a new one, one that nobody has brought to court, or one that came back in time."""
    last_day = TERMS["RT-09"].last_day(timezone.localdate(agreement.effective_at))
    row = confirmation_of(agreement) or Confirmation(agreement=agreement, last_day=last_day)
    if row.status in ("", S.CHECKED, S.BARRED):
        return row
    if row.status not in CAME_BACK:
        raise NotNow(_("已经向法院申请，不再核对。"))
    if timezone.localdate() > row.last_day:
        raise NotNow(_("已经超过三十日，不能再申请司法确认。"))
    row.applied_on = row.accepted_on = row.decided_on = None
    row.number = row.reason = ""
    return row


def _keep_clock(case, row: Confirmation, by) -> None:
    """The thirty days run for whoever may still ask, and for nobody else."""
    running = case.deadlines.open().filter(kind=CONFIRM.kind).exists()
    if row.barred:
        clocks.stop(case, CONFIRM.kind, how=clocks.STOPPED, by=by, reason=_("不能申请司法确认"))
    elif not running and timezone.localdate() <= row.last_day:
        clocks.start(case, CONFIRM, at=row.agreement.effective_at)


def prepare_confirmation(
    mediation: Mediation, *, by, court_by: str, court: str, papers: list[str]
) -> Confirmation:
    """准备司法确认材料 — which court, by which rule, and which of the papers are there."""
    insist(may_handle(mediation, by))
    with beside(mediation, "mediation.confirmation_prepared", _("准备司法确认材料"), by=by) as fresh:
        row = _row(fresh, S.CHECKED)
        row.court_by, row.court, row.papers = court_by, court, sorted(papers)
        row.save()
        return row


def say_to_confirm(mediation: Mediation, *, by, side: Side, is_yes: bool, how: str) -> Willing:
    """登记申请意愿 — what one side said to applying together; the last word counts."""
    insist(may_handle(mediation, by))
    facts = {"side": side.place, "yes": is_yes}
    with beside(mediation, "mediation.confirmation_said", _("登记申请意愿"), by=by, **facts) as fresh:
        row = _row(fresh, S.CHECKED)
        return Willing.objects.create(
            confirmation=row, side=side, is_yes=is_yes, how=how, at=timezone.now(), post=by.post
        )


@transaction.atomic
def apply_to_court(mediation: Mediation, *, by, applied_on: date) -> Confirmation:
    """共同申请司法确认 — every side said yes, the papers are there, the last day is not over (人民调解法 第三十三条)."""
    insist(may_handle(mediation, by))
    with beside(mediation, "mediation.confirmation_applied", _("共同申请司法确认"), by=by) as fresh:
        row = _row(fresh, S.CHECKED)
        if unwilling := unwilling_of(row):
            raise NotNow(_("要双方共同申请，还有%(count)s方没有表示愿意。") % {"count": len(unwilling)})
        if missing := missing_papers(row.papers):
            raise NotNow(_("材料还没有备齐：%(papers)s。") % {"papers": "、".join(missing)})
        if not row.court:
            raise NotNow(_("请先写明向哪个人民法院申请。"))
        if applied_on > timezone.localdate():
            raise NotValid(_("日期不能晚于今天。"), field="applied_on")
        if applied_on > row.last_day:
            raise NotValid(_("已经超过三十日，不能再申请司法确认。"), field="applied_on")
        row.status, row.applied_on = S.APPLIED, applied_on
        row.save()
        clocks.stop(fresh.case, CONFIRM.kind)
        clocks.start(fresh.case, TAKES, at=_morning(applied_on))
        return row


@transaction.atomic
def court_answered(
    mediation: Mediation, *, by, answer: str, on: date, number: str = "", reason: str = ""
) -> Confirmation:
    """登记法院答复 — accepted, confirmed with its number, refused with its reason, or taken back by the sides."""
    insist(may_handle(mediation, by))
    if answer not in ANSWERS:
        raise NotValid(_("请选法院的答复。"), field="answer")
    froms, event = ANSWERS[S(answer)]
    if answer == S.CONFIRMED and not number.strip():
        raise NotValid(_("请填写裁定书文号。"), field="number")
    if answer == S.REFUSED and not reason.strip():
        raise NotValid(_("请写明法院的理由。"), field="reason")
    with beside(mediation, event, _("登记法院答复"), by=by) as fresh:
        row = awaited_of(fresh)
        if row is None or row.status not in froms:
            raise NotNow(_("现在没有等法院答复的司法确认申请。"))
        since = row.accepted_on or row.applied_on
        if on > timezone.localdate() or (since and on < since):
            raise NotValid(_("日期要在申请之后、今天之前。"), field="on")
        row.status, row.number, row.reason = answer, number.strip(), reason.strip()
        if answer == S.ACCEPTED:
            row.accepted_on = on
        else:
            row.decided_on = on
        row.save()
        told = {"answer": answer, "on": on, "number": row.number, "reason": row.reason}
        CourtAnswer.objects.create(confirmation=row, at=timezone.now(), post=by.post, **told)
        _run_courts_clock(fresh.case, answer, on)
        return row


def _run_courts_clock(case, answer: str, on: date) -> None:
    """What the court does next, and by when; after a ruling, the days in which a side may object to it."""
    clocks.stop(case, *(one.kind for one in COURTS))
    follows = {S.ACCEPTED: DECIDES, S.CONFIRMED: OBJECTING}.get(S(answer))
    if follows:
        clocks.start(case, follows, at=_morning(on))


def _morning(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def _row(mediation: Mediation, *statuses: str) -> Confirmation:
    row = confirmation_of(binding_of(mediation))
    if row is None:
        raise NotNow(_("请先核对能否司法确认。"))
    if row.status not in statuses:
        raise NotNow(_("现在是“%(status)s”，不能办这一步。") % {"status": row.get_status_display()})
    return row
