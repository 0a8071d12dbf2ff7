"""受理申请 — an application is taken down, on a case of its own or on the one that an advice began."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from onedoor.aid.applying import Told, title_of
from onedoor.aid.law import PAPERS, Kind, in_words
from onedoor.aid.limits import DECIDE, FORWARD, SUPPLY
from onedoor.aid.models import Application
from onedoor.aid.opening import Opened, join, open_case
from onedoor.aid.standing import insist, may_take
from onedoor.cases import clocks
from onedoor.cases.access import require
from onedoor.cases.models import Case
from onedoor.cases.moving import holding, moving
from onedoor.cases.receipts import once
from onedoor.cases.slips import pin_of, slip_of
from onedoor.cases.timeline import record
from onedoor.kit.problems import NotNow, NotValid


@transaction.atomic
def apply_(told: Told, *, by, case: Case | None = None) -> tuple[Application, str]:
    """登记法律援助申请 — from now on the seven days run; who is missing papers hears of all of them at once, afterwards."""
    insist(may_take(None, by))
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
    if not told.facts.strip():
        raise NotValid(_("请写明事情的经过和要求。"), field="facts")
    if case is None and not (told.who.applicant or {}).get("name"):
        raise NotValid(_("请填写申请人的姓名。"), field="name")


def _written(case: Case, told: Told, by) -> Application:
    if Application.objects.filter(case=case).exists():
        raise NotNow(_("这件案卷已经有法律援助申请。"))
    join(case, told.who, by=by)
    if not case.parties.exists():
        raise NotValid(_("请填写申请人的姓名。"), field="name")
    Case.objects.filter(pk=case.pk).update(closed_at=None)
    application = Application(case=case, post=by.post, **told.columns())
    application.save(force_insert=True)
    _start(case, told)
    record(
        case,
        "aid.applied",
        label=_("申请法律援助"),
        by=by,
        about=application,
        kind=told.kind,
        urgent=told.urgency,
    )
    return application


def _start(case: Case, told: Told) -> None:
    if told.custody_at:
        clocks.start(case, FORWARD, at=told.custody_at)
        clocks.stop(case, FORWARD.kind)
    clocks.start(case, DECIDE)


def supply(application: Application, *, papers, by) -> Application:
    """收到补充材料 — the days go on; whatever is still missing is asked for again by the officer, who sees it."""
    insist(may_take(application, by))
    with moving(application, "supply", by=by, note=in_words(papers)) as fresh:
        given = [one for one in papers if one in PAPERS]
        if not given:
            raise NotValid(_("请勾选收到的材料。"), field="papers")
        fresh.papers = sorted({*fresh.papers, *given})
        fresh.wanted = [one for one in fresh.wanted if one not in given]
        clocks.stop(fresh.case, SUPPLY.kind)
        clocks.resume(fresh.case, DECIDE.kind, by=by)
    return fresh
