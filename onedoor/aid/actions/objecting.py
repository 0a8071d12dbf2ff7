"""异议 — whoever was refused may ask the judicial bureau; it decides within five days (第四十九条)."""

from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.aid import letters
from onedoor.aid.limits import ASSIGN, REVIEW
from onedoor.aid.models import Application
from onedoor.aid.standing import insist, may_object, may_review
from onedoor.cases import clocks
from onedoor.cases.models import Involvement
from onedoor.cases.moving import moving
from onedoor.cases.opening import involve
from onedoor.kit.problems import NotNow, NotValid
from onedoor.posts.models import Org


def object_(application: Application, *, words, by) -> Application:
    """提出援助异议 — the reviewing unit reaches the case from now on, and its five days run."""
    insist(may_object(application, by))
    if not words.strip():
        raise NotValid(_("请写明异议的理由。"), field="words")
    with moving(application, "object_", by=by, note=words) as fresh:
        bureau = Org.objects.filter(posts__type__verbs__contains=["aid.object"]).order_by("code").first()
        if bureau is None:
            raise NotNow(_("还没有设立审查异议的岗位，请先告诉系统管理员。"))
        if not fresh.case.involvements.filter(org=bureau, until=None).exists():
            involve(fresh.case, bureau, Involvement.Role.SUPERVISE)
        clocks.start(fresh.case, REVIEW, org=bureau)
        _reopen(fresh, None)
    return fresh


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
        _reviewed(fresh, reason, "overturned", by)
        fresh.ended_for = ""
        fresh.assignments.filter(until=None).update(until=timezone.now())
        clocks.start(fresh.case, ASSIGN)
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
