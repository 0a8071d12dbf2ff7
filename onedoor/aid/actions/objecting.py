"""异议 — whoever was refused may ask the judicial bureau; it decides within five days (第四十九条)."""

from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.aid import letters
from onedoor.aid.limits import ASSIGN, DECIDE, REVIEW
from onedoor.aid.models import Application
from onedoor.aid.queries.applications import was_withdrawn
from onedoor.aid.standing import insist, may_object, may_review
from onedoor.cases import clocks
from onedoor.cases.models import Case, Involvement
from onedoor.cases.moving import moving
from onedoor.cases.opening import involve
from onedoor.kit.problems import NotNow, NotValid
from onedoor.posts.models import Org, Post


def object_(application: Application, *, words, by) -> Application:
    """提出援助异议 — the reviewing unit reaches the case from now on, and its five days run."""
    insist(may_object(application, by))
    if not words.strip():
        raise NotValid(_("请写明异议的理由。"), field="words")
    with moving(application, "object_", by=by, note=words) as fresh:
        bureau = _bureau(fresh.case)
        if not fresh.case.involvements.filter(org=bureau, until=None).exists():
            involve(fresh.case, bureau, Involvement.Role.SUPERVISE)
        clocks.start(fresh.case, REVIEW, org=bureau)
        _reopen(fresh, None)
    return fresh


def _bureau(case) -> Org:
    """Who reviews, and may read it: of a case with secrecy some reviewer must be cleared, or its five days would pass unseen."""
    chairs = Post.objects.filter(type__verbs__contains=["aid.object"])
    if not chairs.exists():
        raise NotNow(_("还没有设立审查异议的岗位，请先告诉系统管理员。"))
    if case.secrecy != Case.Secrecy.NORMAL:
        chairs = chairs.filter(clearances__contains=[case.secrecy])
    found = Org.objects.filter(posts__in=chairs).order_by("code").first()
    if found is None:
        raise NotNow(_("审查异议的岗位还没有这件事的密级权限，请告诉安全管理员授权以后再提出。"))
    return found


def uphold(application: Application, *, reason, by) -> Application:
    """维持决定 — with reasons; from here the ways are reconsideration and the court."""
    insist(may_review(application, by))
    with moving(application, "uphold", by=by, note=reason) as fresh:
        _reviewed(fresh, reason, "upheld", by)
        _reopen(fresh, timezone.now())
    return fresh


def overturn(application: Application, *, reason, by) -> Application:
    """责令改正 — help is given after all, and a lawyer assigned within three days."""
    insist(may_review(application, by))
    with moving(application, "overturn", by=by, note=reason) as fresh:
        if was_withdrawn(fresh):
            raise NotNow(_("申请还没有审查过，请按“责令继续审查”办理。"))
        _reviewed(fresh, reason, "overturned", by)
        fresh.ended_for = ""
        fresh.assignments.filter(until=None).update(until=timezone.now())
        clocks.start(fresh.case, ASSIGN)
    return fresh


def reopen(application: Application, *, reason, by) -> Application:
    """责令继续审查 — it was not taken back: the seven days run once more."""
    insist(may_review(application, by))
    with moving(application, "reopen", by=by, note=reason) as fresh:
        if not was_withdrawn(fresh):
            raise NotNow(_("已经审查决定过的，请按“责令改正”或者“维持决定”办理。"))
        _reviewed(fresh, reason, "reopened", by)
        clocks.start(fresh.case, DECIDE)
    return fresh


def _reviewed(application, reason: str, letter: str, by) -> None:
    if not reason.strip():
        raise NotValid(_("请写明审查的理由。"), field="reason")
    application.reason = reason.strip()
    clocks.stop(application.case, REVIEW.kind)
    letters.file(application, letter, by=by)


def _reopen(application, closed_at) -> None:
    application.case.closed_at = closed_at
    application.case.save(update_fields=["closed_at"])
