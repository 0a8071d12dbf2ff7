"""受理申请 — an application is taken down, on a case of its own or on the one that an advice began."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.aid.applying import Notice, Told, title_of
from onedoor.aid.law import BY_NOTICE, MIGRANT_KINDS, PAPERS, Exempt, Ground, Kind, Via, in_words
from onedoor.aid.lifecycle import Status
from onedoor.aid.limits import DECIDE, FORWARD, NOTICE, SUPPLY
from onedoor.aid.models import Application
from onedoor.aid.opening import Opened, join, open_case, received_with, shut_out
from onedoor.aid.queries.applications import aid_centre
from onedoor.aid.standing import brings_nothing, insist, may_decide, may_take, must_step_aside
from onedoor.cases import clocks
from onedoor.cases.access import require
from onedoor.cases.models import Case, Involvement
from onedoor.cases.moving import acting, holding, moving
from onedoor.cases.opening import involve
from onedoor.cases.receipts import once
from onedoor.cases.slips import pin_of, slip_of
from onedoor.cases.timeline import record
from onedoor.kit.problems import NotNow, NotValid


@transaction.atomic
def apply_(told: Told, *, by, case: Case | None = None) -> tuple[Application, str]:
    """登记法律援助申请 — from now on the seven days run; who is missing papers hears of all of them at once, afterwards."""
    insist(may_take(None, by))
    case = case or received_with(told.slip, by=by)
    _check(told, case)
    opened = (
        Opened(case, "")
        if case
        else open_case(title_of(told.facts), told.slip, verb="aid.apply", by=by, secrecy=told.secrecy)
    )
    with holding(opened.case.pk) as cases:
        held = cases[opened.case.pk]
        require(by, "aid.apply", held)
        application = _written(held, told, by)
        if _is_to_be_forwarded(told, by):
            application = _hold(application, told, by)
        else:
            _start(held, told)
    return application, opened.pin


def apply_once(key: UUID, told: Told, *, by, case: Case | None = None) -> tuple[Application, str]:
    """登记法律援助申请一次 — the same key and the same words are one application."""
    done: list[tuple[Application, str]] = []

    def do():
        done.append(apply_(told, by=by, case=case))
        return {"aid": str(done[0][0].pk)}

    answer, is_new = once(key, told.said(), do, by=by)
    if is_new:
        return done[0]
    application = Application.objects.for_rows().get(pk=answer["aid"])
    own = None if told.slip or case else slip_of(application.case_id)
    return application, pin_of(own) if own else ""


def _check(told: Told, case) -> None:
    if told.kind not in Kind.values:
        raise NotValid(_("请选择援助事项。"), field="kind")
    if told.kind in BY_NOTICE:
        raise NotValid(_("这一类不用申请，请按“登记办案机关通知”登记。"), field="kind")
    if not told.facts.strip():
        raise NotValid(_("请写明事情的经过和要求。"), field="facts")
    if told.exempt == Exempt.MIGRANT and told.kind not in MIGRANT_KINDS:
        raise NotValid(
            _("这一免予核查的情形只限要劳动报酬或者工伤赔偿（第四十二条第三项）。"), field="exempt"
        )
    _check_custody(told)
    if case is None and not (told.who.applicant or {}).get("name"):
        raise NotValid(_("请填写申请人的姓名。"), field="name")


def _check_custody(told: Told) -> None:
    if told.via in (Via.CUSTODY, Via.DUTY) and not told.custody_at:
        raise NotValid(_("请填写本人提出申请的时间，从这时起二十四小时内转交。"), field="custody_at")
    if told.custody_at and told.custody_at > timezone.now():
        raise NotValid(_("本人提出申请的时间不能晚于现在。"), field="custody_at")


def _written(case: Case, told: Told, by) -> Application:
    if Application.objects.filter(case=case).exists():
        raise NotNow(_("这件案卷已经有法律援助申请。"))
    join(case, told.who, by=by)
    if not case.parties.exists():
        raise NotValid(_("请填写申请人的姓名。"), field="name")
    insist(must_step_aside(case, by))
    shut_out(case, by=by)
    Case.objects.filter(pk=case.pk).update(closed_at=None)
    application = Application(case=case, post=by.post, **told.columns())
    application.save(force_insert=True)
    facts = {"kind": told.kind, "urgent": told.urgency, "via": told.via}
    record(case, "aid.applied", label=_("申请法律援助"), by=by, about=application, **facts)
    return application


def _is_to_be_forwarded(told: Told, by) -> bool:
    """A duty lawyer hands on what they were asked for; at the aid window it has arrived already."""
    return told.via == Via.DUTY and not by.holds("aid.decide")


def _start(case: Case, told: Told) -> None:
    if told.custody_at:
        clocks.start(case, FORWARD, at=told.custody_at)
        clocks.stop(case, FORWARD.kind)
    clocks.start(case, DECIDE)


def _hold(application: Application, told: Told, by) -> Application:
    with moving(application, "hold", by=by) as fresh:
        clocks.start(fresh.case, FORWARD, at=told.custody_at, org=by.post.org)
    return fresh


def forward(application: Application, *, by) -> Application:
    """转交法律援助机构 — within twenty-four hours of being asked (第三十九条); from its arrival the seven days run."""
    insist(may_take(application, by))
    with moving(application, "forward", by=by) as fresh:
        centre = aid_centre(fresh.case.region)
        if not fresh.case.involvements.filter(org=centre, until=None).exists():
            involve(fresh.case, centre, Involvement.Role.ASSIST)
        clocks.stop(fresh.case, FORWARD.kind)
        clocks.start(fresh.case, DECIDE)
    return fresh


@transaction.atomic
def notify(notice: Notice, *, by) -> tuple[Application, str]:
    """登记办案机关通知 — nobody applies and nothing is decided: a lawyer is assigned within three days (第三十六条)."""
    insist(may_decide(None, by))
    _check_notice(notice)
    opened = open_case(title_of(notice.facts), "", verb="aid.decide", by=by, secrecy=notice.secrecy)
    with holding(opened.case.pk) as cases:
        case = cases[opened.case.pk]
        require(by, "aid.decide", case)
        join(case, notice.who, by=by)
        application = Application(case=case, post=by.post, **notice.columns())
        application.save(force_insert=True)
        with moving(application, "receive", by=by, ground=notice.ground) as fresh:
            clocks.start(fresh.case, NOTICE, at=notice.arrived_at)
    return fresh, opened.pin


def notify_once(key: UUID, notice: Notice, *, by) -> tuple[Application, str]:
    """登记办案机关通知一次 — the same key and the same words are one notice."""
    done: list[tuple[Application, str]] = []

    def do():
        done.append(notify(notice, by=by))
        return {"aid": str(done[0][0].pk)}

    answer, is_new = once(key, notice.said(), do, by=by)
    if is_new:
        return done[0]
    application = Application.objects.for_rows().get(pk=answer["aid"])
    own = slip_of(application.case_id)
    return application, pin_of(own) if own else ""


def _check_notice(notice: Notice) -> None:
    if notice.ground not in Ground.values[1:]:
        raise NotValid(_("请选择通知的情形。"), field="ground")
    if not notice.organ.strip():
        raise NotValid(_("请填写发出通知的机关。"), field="organ")
    if not notice.facts.strip():
        raise NotValid(_("请写明案由。"), field="facts")
    if not (notice.who.applicant or {}).get("name"):
        raise NotValid(_("请填写犯罪嫌疑人、被告人的姓名。"), field="name")
    if notice.arrived_at and notice.arrived_at > timezone.now():
        raise NotValid(_("收到通知的时间不能晚于现在。"), field="arrived_at")


def supply(application: Application, *, papers, by) -> Application:
    """收到补充材料 — the days of deciding go on with the first paper; the rest of what was asked for may still come, also
    when help came first (第四十四条)."""
    insist(may_take(application, by))
    if not Application.objects.filter(pk=application.pk, status=Status.WANTING).exists():
        return _bring_more(application, papers, by)
    with moving(application, "supply", by=by, note=in_words(papers)) as fresh:
        _take_in(fresh, papers)
        clocks.resume(fresh.case, DECIDE.kind, by=by)
    return fresh


def _bring_more(application: Application, papers, by) -> Application:
    note = in_words(papers)
    with acting(application, "aid.apply", "aid.papers_brought", _("收到补充材料"), by=by, note=note) as fresh:
        if refusal := brings_nothing(fresh):
            raise NotNow(refusal)
        _take_in(fresh, papers)
    return fresh


def _take_in(application: Application, papers) -> None:
    given = [one for one in papers if one in PAPERS]
    if not given:
        raise NotValid(_("请勾选收到的材料。"), field="papers")
    application.papers = sorted({*application.papers, *given})
    application.wanted = [one for one in application.wanted if one not in given]
    if not application.wanted:
        clocks.stop(application.case, SUPPLY.kind)
