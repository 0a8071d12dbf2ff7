"""开庭日程 — a court day is set once, and stands with the person, on their slip and in the lawyer's calendar."""

from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.aid.models import Advice, Application, Hearing
from onedoor.aid.queries.applications import lawyer_on
from onedoor.aid.standing import insist, may_set_hearing
from onedoor.cases.access import require
from onedoor.cases.models import Case
from onedoor.cases.moving import acting, holding
from onedoor.cases.timeline import record
from onedoor.kit.problems import NotFound, NotValid


def set_hearing(work: Advice | Application, *, at, place, by) -> Hearing:
    """登记开庭日程 — for an advice or an application; the lawyer who has it is the one whose calendar it enters."""
    insist(may_set_hearing(work, by))
    with holding(work.case_id) as cases:
        case = cases[work.case_id]
        require(by, "aid.advise", case)
        return enter_hearing(work, case, at=at, place=place, by=by)


def enter_hearing(work: Advice | Application, case: Case, *, at, place, by) -> Hearing:
    """记下开庭日程 — inside a step that holds the case, or that has just opened it."""
    if not (place or "").strip():
        raise NotValid(_("请填写在哪个法院、哪个法庭。"), field="place")
    if at is None or at <= timezone.now():
        raise NotValid(_("请填写开庭的日期和时间，要晚于现在。"), field="at")
    if Hearing.objects.held().filter(case=case, at=at).exists():
        raise NotValid(_("这个时间已经登记过开庭。"), field="at")
    hearing = Hearing.objects.create(case=case, lawyer=lawyer_on(work), at=at, place=place.strip())
    facts = {"sits": at.isoformat(), "place": hearing.place}
    record(case, "aid.hearing_set", label=_("登记开庭日程"), by=by, about=work, **facts)
    return hearing


def call_off_hearing(work: Advice | Application, *, hearing, by) -> Hearing:
    """取消开庭日程 — moved or fallen away: it leaves the calendar, and the timeline keeps it."""
    insist(may_set_hearing(work, by))
    with acting(work, "aid.advise", "aid.hearing_off", _("取消开庭日程"), by=by) as fresh:
        found = Hearing.objects.held().filter(case=fresh.case, pk=hearing).first()
        if found is None:
            raise NotFound(_("没有这次开庭。"))
        found.off_at = timezone.now()
        found.save(update_fields=["off_at"])
        fresh.facts_told |= {"sits": found.at.isoformat(), "place": found.place}
    return found
