"""指派律师 — within three days; nobody is given to both sides."""

from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.aid import letters
from onedoor.aid.law import SENIOR_YEARS, Via
from onedoor.aid.limits import ASSIGN, NOTICE
from onedoor.aid.models import Application, Assignment, Lawyer, Recusal
from onedoor.aid.queries.lawyers import conflicted, hold_roster
from onedoor.aid.standing import insist, may_decide, may_work
from onedoor.cases import clocks
from onedoor.cases.access import cases_within_reach
from onedoor.cases.models import Involvement
from onedoor.cases.moving import moving
from onedoor.cases.opening import involve
from onedoor.kit.problems import NotNow, NotValid
from onedoor.posts.actor import Actor


def assign(application: Application, *, lawyer, by) -> Application:
    """指派律师 — one of those who are offered; who stands on the other side is refused whoever asks."""
    return _give(application, "assign", lawyer, "", by)


def reassign(application: Application, *, lawyer, reason="", by) -> Application:
    """改派律师 — the earlier one sees the case no longer."""
    return _give(application, "reassign", lawyer, reason, by)


def step_aside(application: Application, *, reason, by) -> Application:
    """律师申请回避 — the lawyer stands too near to the other side; another is assigned within three days."""
    insist(may_work(application, by))
    if not reason.strip():
        raise NotValid(_("请写明回避的理由。"), field="reason")
    with moving(application, "step_aside", by=by, note=reason) as fresh:
        now = timezone.now()
        given = fresh.assignments.get(until=None)
        given.until = now
        given.save(update_fields=["until"])
        Recusal.objects.get_or_create(case=fresh.case, lawyer=given.lawyer, defaults={"at": now})
        fresh.case.hearings.held().filter(lawyer=given.lawyer).update(lawyer=None)
        clocks.start(fresh.case, ASSIGN)
        fresh.facts_told["lawyer"] = given.lawyer_id
    return fresh


def _give(application, name, lawyer, note, by) -> Application:
    insist(may_decide(application, by))
    with moving(application, name, by=by, note=note) as fresh:
        hold_roster()
        lawyer = Lawyer.objects.for_rows().get(pk=lawyer.pk)
        _fit(fresh, lawyer)
        now = timezone.now()
        fresh.assignments.filter(until=None).update(until=now)
        Assignment.objects.create(application=fresh, lawyer=lawyer, at=now)
        lawyer.last_turn = now
        lawyer.save(update_fields=["last_turn"])
        _let_in(fresh.case, lawyer, by)
        fresh.case.hearings.held().filter(at__gte=now).update(lawyer=lawyer)
        clocks.stop(fresh.case, ASSIGN.kind, NOTICE.kind)
        if fresh.via == Via.NOTICE:
            letters.file(fresh, "notified", by=by)
        fresh.facts_told["lawyer"] = lawyer.pk
    return fresh


def _fit(application, lawyer) -> None:
    if lawyer.pk in conflicted(application.case):
        raise NotNow(_("这位律师应当回避，请另选。"), field="lawyer")
    if not lawyer.is_active or lawyer.is_full:
        raise NotNow(_("这位律师暂时不接新案，请另选。"), field="lawyer")
    if application.needs_senior and not lawyer.is_senior(timezone.localdate()):
        words = _("这件案件要指派具有%(years)s年以上相关执业经历的律师（第二十六条）。")
        raise NotNow(words % {"years": SENIOR_YEARS}, field="lawyer")
    if application.assignments.filter(lawyer=lawyer, until=None).exists():
        raise NotValid(_("现在就是这位律师承办。"), field="lawyer")


def _let_in(case, lawyer, by) -> None:
    """The lawyer's chair reaches the case; an earlier lawyer's does not any more."""
    parts = case.involvements.filter(until=None)
    parts.filter(role=Involvement.Role.ASSIST).exclude(org=by.post.org).update(until=timezone.now())
    if not parts.filter(org=lawyer.post.org).update(post=lawyer.post):
        involve(case, lawyer.post.org, Involvement.Role.ASSIST, lawyer.post)
    if not cases_within_reach(Actor(lawyer.staff, lawyer.post)).filter(pk=case.pk).exists():
        raise NotValid(_("这位律师的岗位没有这件事的密级权限，请另选。"), field="lawyer")
