"""审查决定 — within seven days: help, no help with reasons in writing, or first all the papers that are missing."""

from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.aid import letters
from onedoor.aid.law import Ending, Withdrawal, in_words
from onedoor.aid.limits import ASSIGN, DECIDE, SUPPLY
from onedoor.aid.models import Application
from onedoor.aid.queries.applications import is_supply_over, over_standard, was_wanted
from onedoor.aid.standing import insist, may_decide
from onedoor.cases import clocks
from onedoor.cases.moving import moving
from onedoor.kit.problems import NotNow, NotValid


def want(application: Application, *, days=SUPPLY.days, by) -> Application:
    """一次性告知补充材料 — every missing paper in one letter; the days until they come do not count."""
    insist(may_decide(application, by))
    with moving(application, "want", by=by) as fresh:
        if not fresh.missing:
            raise NotNow(_("材料已经齐全，没有要补充的。"))
        if was_wanted(fresh):
            raise NotNow(_("缺的材料只告知一次，已经告知过了；期限照常计算，补来的仍然收下。"))
        fresh.wanted = fresh.missing
        fresh.facts_told["papers"] = fresh.wanted
        reason = _("等申请人补充材料：%(papers)s") % {"papers": in_words(fresh.wanted)}
        clocks.pause(fresh.case, DECIDE.kind, reason=reason, by=by)
        clocks.start(fresh.case, SUPPLY, days=days)
        letters.file(fresh, "wanted", by=by)
    return fresh


def withdraw(application: Application, *, why, reason, by) -> Application:
    """按撤回申请处理 — the applicant took it back, or the days are over and nothing came of what was asked for (第四十三条);
    in writing, and who disagrees may object."""
    insist(may_decide(application, by))
    if why not in Withdrawal.values:
        raise NotValid(_("请选择撤回情形。"), field="why")
    if not reason.strip():
        raise NotValid(_("请写明情况：本人怎样表示撤回，或者怎样告知、催过。"), field="reason")
    with moving(application, "withdraw", by=by, note=reason, why=why) as fresh:
        if why == Withdrawal.UNSUPPLIED and not is_supply_over(fresh):
            raise NotNow(_("补充材料的期限还没有到，不能按撤回申请处理。"))
        fresh.reason = letters.withdrawn_for(why, reason.strip())
        letters.file(fresh, "withdrawn", by=by)
        _over(fresh)
    return fresh


def grant(application: Application, *, reason="", by) -> Application:
    """决定给予援助 — nothing is missing, and hardship is there where the law asks for it."""
    insist(may_decide(application, by))
    with moving(application, "grant", by=by, note=reason) as fresh:
        if fresh.missing:
            raise NotNow(_("还缺材料：%(papers)s。请一次性告知补充。") % {"papers": in_words(fresh.missing)})
        if refusal := over_standard(fresh):
            raise NotNow(refusal)
        _granted(fresh, reason, by)
    return fresh


def advance(application: Application, *, reason="", by) -> Application:
    """先行提供援助 — what cannot wait is helped first; the papers are brought afterwards (第四十四条)."""
    insist(may_decide(application, by))
    with moving(application, "advance", by=by, note=reason) as fresh:
        if not fresh.urgency:
            raise NotNow(_("没有登记紧急情形，不能先行提供。"))
        fresh.wanted = fresh.missing
        _granted(fresh, reason, by)
    return fresh


def _granted(application, reason: str, by) -> None:
    """The clock of deciding ends, that of assigning begins."""
    _decided(application, reason, "granted", by)
    clocks.stop(application.case, SUPPLY.kind, how=clocks.STOPPED)
    clocks.start(application.case, ASSIGN)


def decline(application: Application, *, reason, by) -> Application:
    """决定不予援助 — in writing, with reasons, and with the way to object."""
    insist(may_decide(application, by))
    if not reason.strip():
        raise NotValid(_("不予援助的，应当说明理由（《法律援助法》第四十三条）。"), field="reason")
    with moving(application, "decline", by=by, note=reason) as fresh:
        _decided(fresh, reason, "declined", by)
        _over(fresh)
    return fresh


def _decided(application, reason: str, letter: str, by) -> None:
    application.reason, application.decided_at = reason.strip(), timezone.now()
    clocks.stop(application.case, DECIDE.kind)
    letters.file(application, letter, by=by)


def terminate(application: Application, *, ended_for, reason="", by) -> Application:
    """终止援助 — for one of the reasons of 第四十八条, in writing."""
    insist(may_decide(application, by))
    if ended_for not in Ending.values:
        raise NotValid(_("请选择终止情形。"), field="ended_for")
    with moving(application, "terminate", by=by, note=reason, ended_for=ended_for) as fresh:
        fresh.ended_for, fresh.reason = ended_for, reason.strip()
        letters.file(fresh, "terminated", by=by)
        _over(fresh)
    return fresh


def _over(application) -> None:
    """Nothing more is owed, and the case is closed."""
    clocks.stop(application.case, how=clocks.STOPPED)
    application.case.closed_at = timezone.now()
    application.case.save(update_fields=["closed_at"])
