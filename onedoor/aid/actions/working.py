"""承办 — what the lawyer does with the case, how it ends, and what the client says of it."""

from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.aid.lifecycle import Status
from onedoor.aid.models import Application
from onedoor.aid.standing import holds_slip, insist, may_rate, may_work
from onedoor.cases import clocks
from onedoor.cases.access import require
from onedoor.cases.moving import acting, holding, moving
from onedoor.cases.timeline import record
from onedoor.kit.problems import NotNow, NotValid


def take_up(application: Application, *, by) -> Application:
    """开始承办 — the lawyer has met the client."""
    insist(may_work(application, by))
    with moving(application, "take_up", by=by) as fresh:
        pass
    return fresh


def progress(application: Application, *, words, by) -> Application:
    """记录承办进展 — a line for the file and for the client."""
    insist(may_work(application, by))
    with acting(application, "aid.advise", "aid.progressed", _("承办进展"), by=by, note=words) as fresh:
        if fresh.status != Status.WORKING:
            raise NotNow(_("开始承办以后才能记录进展。"))
        if not words.strip():
            raise NotValid(_("请写明进展。"), field="words")
    return fresh


def close(application: Application, *, result, by) -> Application:
    """承办结案 — with the result in words."""
    insist(may_work(application, by))
    with moving(application, "close", by=by, note=result) as fresh:
        if not result.strip():
            raise NotValid(_("请写明承办结果。"), field="result")
        fresh.result = result.strip()
        clocks.stop(fresh.case, how=clocks.STOPPED)
        fresh.case.closed_at = timezone.now()
        fresh.case.save(update_fields=["closed_at"])
    return fresh


def rate(application: Application, *, stars, by) -> Application:
    """受援人评价 — once, by whoever holds the slip, or told at the window."""
    insist(may_rate(application, by))
    with holding(application.case_id) as cases:
        if not holds_slip(application, by):
            require(by, "aid.apply", cases[application.case_id])
        fresh = Application.objects.get(pk=application.pk)
        if fresh.status != Status.DONE:
            raise NotNow(_("结案以后才能评价。"))
        if fresh.stars:
            raise NotNow(_("已经评价过了，谢谢。"))
        fresh.stars = stars
        fresh.save(update_fields=["stars"])
        case = cases[application.case_id]
        record(case, "aid.rated", label=_("受援人评价"), by=by, about=fresh, stars=stars)
    return fresh
