"""调解怎样结束 — without agreement: failed, by a side's word, by the committee, out of time; the ways left are told with it."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.cases import clocks
from onedoor.kit.problems import NotNow, NotValid
from onedoor.mediation.actions.following import drop_visits, plan_visits
from onedoor.mediation.advancing import along, beside, counting_ways, moving
from onedoor.mediation.clocks import begin_again, clock_of
from onedoor.mediation.limits import CONFIRM, CONTACT, KIND, VISITS_FAILED
from onedoor.mediation.models import Ending, EndingTold, EndingWay, Mediation, Side
from onedoor.mediation.queries.agreements import draft_of
from onedoor.mediation.queries.performing import is_mediated, is_over, last_ending
from onedoor.mediation.standing import insist, may_handle, may_keep
from onedoor.mediation.ways import ENDED, WAYS, ways_of

Kind = Ending.Kind


@transaction.atomic
def fail(mediation: Mediation, *, by, reason: str, undisputed: str = "", **days: date | None) -> Mediation:
    """调解不成 — it ends, and every way that is left is told at once (人民调解法 第二十六条)."""
    insist(may_handle(mediation, by))
    _need_reason(reason)
    return _end(mediation, "fail", Kind.FAILED, by, reason, days, undisputed=undisputed)


@transaction.atomic
def withdraw(
    mediation: Mediation, *, by, reason: str = "", side: Side | None = None, **days: date | None
) -> Mediation:
    """终止调解 — whoever does not want it any longer need not give a reason (人民调解法 第十七、二十三条)."""
    if not by.trusted:
        insist(may_handle(mediation, by))
        if side is None:
            raise NotValid(_("请写明哪一方不愿继续。"), field="side")
    return _end(mediation, "withdraw", Kind.BY_SIDE, by, reason, days, side=side)


@transaction.atomic
def end_by_office(mediation: Mediation, *, by, reason: str, **days: date | None) -> Mediation:
    """调解组织终止调解 — danger to somebody, a dispute that is none, a deal against others: always with its reason."""
    insist(may_handle(mediation, by))
    _need_reason(reason)
    return _end(mediation, "withdraw", Kind.BY_OFFICE, by, reason, days)


@transaction.atomic
def lapse(mediation: Mediation, *, by, **days: date | None) -> Mediation:
    """期限届满按调解不成 — by law for a medical dispute (医疗纠纷预防和处理条例 第三十八条), else when the sides want no more time."""
    if not by.trusted:
        insist(may_handle(mediation, by))
    if not is_over(mediation):
        raise NotNow(_("调解期限还没有到。"))
    clock = clock_of(mediation)
    reason = _("期限届满没有达成协议（%(basis)s）") % {"basis": _(clock.basis) if clock else ""}
    return _end(mediation, "fail", Kind.LAPSED, by, reason, days)


def _need_reason(reason: str) -> None:
    if not reason.strip():
        raise NotValid(_("请写明理由。"), field="reason")


def _end(mediation, move, kind, by, reason, days, **more) -> Mediation:
    """Along the move; without a draft, with the ways that are left, a visit to every side after thirty days."""
    side = more.get("side")
    with along(mediation, move, by=by, how=kind, side=side.place if side else 0) as fresh:
        now = timezone.now()
        fresh.ended_at, fresh.reason = now, reason
        if draft := draft_of(fresh):
            draft.void_at = now
            draft.save(update_fields=["void_at"])
        how = clocks.STOPPED if kind in (Kind.BY_SIDE, Kind.BY_OFFICE) else clocks.MET
        # Clocks are read by whoever reaches the case and never change: they say how it ended, and no word of why.
        clocks.stop(fresh.case, KIND, CONTACT.kind, how=how, by=by, reason=str(kind.label))
        columns = {"mediation": fresh, "round": fresh.round, "at": now, "post": by.post}
        ending = Ending.objects.create(kind=kind, reason=reason[:500], **columns, **more)
        tell_of_ways(ending, days, by=by)
        plan_visits(fresh, VISITS_FAILED, by=by)
    return fresh


def tell_of_ways(ending: Ending, days: Mapping[str, date | None], *, by) -> None:
    """写明还能走的路 — with the last day of each, as far as the day of its event is known. Called inside what ends it."""
    known = {ENDED: timezone.localdate(ending.at)} | {name: day for name, day in days.items() if day}
    EndingWay.objects.filter(ending=ending).delete()
    for place, way in enumerate(ways_of(ending.mediation.type), 1):
        last = way.last_day(known)
        EndingWay.objects.create(
            ending=ending,
            place=place,
            way=way.key,
            since=known.get(way.event),
            last_day=last,
            is_provisional=way.is_provisional(last),
        )


def recount(mediation: Mediation, *, by, **days: date | None) -> Ending:
    """补写起算日期 — a day that was not known when it ended: the last days are counted again, and told again."""
    insist(may_handle(mediation, by))
    with counting_ways(mediation, _("补写起算日期"), by=by) as fresh:
        ending = _ending(fresh)
        if not any(days.values()):
            raise NotValid(_("请至少填写一个日期。"))
        kept = {WAYS[one.way].event: one.since for one in ending.ways.all() if one.since}
        tell_of_ways(ending, kept | {name: day for name, day in days.items() if day}, by=by)
        return ending


def record_undisputed(mediation: Mediation, *, by, undisputed: str) -> Ending:
    """记载无争议事实 — what all sides agree happened, for whoever decides later; signed by them on paper."""
    insist(may_handle(mediation, by))
    with beside(mediation, "mediation.undisputed", _("记载无争议事实"), by=by) as fresh:
        ending = _ending(fresh)
        ending.undisputed = undisputed
        ending.save(update_fields=["undisputed"])
        return ending


def tell_side(mediation: Mediation, *, by, side: Side, how: str) -> EndingTold:
    """告知当事人 — one side was told that it is over and which ways are left, and was given the paper."""
    insist(may_handle(mediation, by))
    with beside(mediation, "mediation.ways_told", _("告知还能走的路"), by=by, side=side.place) as fresh:
        ending = _ending(fresh)
        if ending.told.filter(side=side).exists():
            raise NotNow(_("这一方已经告知过。"))
        if side.safe_contact_sealed and how not in ("safe", "face"):
            raise NotValid(_("这一方约定了安全联系方式，只用这个方式或者当面告知。"), field="how")
        return EndingTold.objects.create(ending=ending, side=side, how=how, at=timezone.now(), post=by.post)


def _ending(mediation: Mediation) -> Ending:
    ending = last_ending(mediation)
    if ending is None:
        raise NotNow(_("调解没有终结，也没有留下没谈成的部分。"))
    return ending


@transaction.atomic
def reopen(mediation: Mediation, *, by, reason: str) -> Mediation:
    """重新调解 — another round: the sides are asked again, the clock starts anew, the earlier result stays as it was."""
    insist(may_keep(mediation, by))
    _need_reason(reason)
    with moving(mediation, "reopen", by=by, round=mediation.round + 1) as fresh:
        if not is_mediated(fresh):
            raise NotNow(_("没有调解员了：请先恢复调解，另行指派。"))
        _begin_round(fresh, reason, by)
    return fresh


@transaction.atomic
def resume(mediation: Mediation, *, by, reason: str) -> Mediation:
    """恢复调解 — it was accepted, and nobody mediates: another round, which begins with the choice of a mediator."""
    insist(may_keep(mediation, by))
    _need_reason(reason)
    with moving(mediation, "resume", by=by, round=mediation.round + 1) as fresh:
        if fresh.accepted_at is None:
            raise NotNow(_("没有受理过的纠纷，请重新申请。"))
        if is_mediated(fresh):
            raise NotNow(_("调解员还在，请办“重新调解”。"))
        _begin_round(fresh, reason, by)
    return fresh


def _begin_round(mediation: Mediation, reason: str, by) -> None:
    mediation.round += 1
    mediation.ended_at, mediation.reason = None, reason
    drop_visits(mediation, by=by)
    clocks.stop(mediation.case, CONFIRM.kind, how=clocks.STOPPED, by=by, reason=_("重新调解"))
    begin_again(mediation)
