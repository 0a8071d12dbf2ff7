"""期限 — starting, pausing, extending and stopping the clocks of a case. Called inside `moving`; commits nothing itself.

A due moment is always counted anew from the start (`due.set_due`), never added to, and never moved earlier.
"""

import math
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.cases.due import RUNNING, amount, day_of, set_due
from onedoor.cases.models import Case, Deadline, DeadlineChange
from onedoor.kit.problems import NotNow, NotValid
from onedoor.worktime import counting
from onedoor.worktime.counting import WORKING

MET, STOPPED = "met", "stopped"
State, Change = Deadline.State, DeadlineChange.Kind


@dataclass(frozen=True)
class Limit:
    """A time limit as written down: so many days of a kind, from what event, on which legal basis.

    `days` is what holds when nobody says otherwise, `most_days` the longest that may be set (by default `days`);
    `most_extra` may be granted once; `warn_days` before the end the alarm rings; `within` names the kind of clock
    that this one may not outlast (a promise may be shorter than the law, never longer).
    """

    kind: str
    label: str
    days: int
    unit: str = WORKING
    basis: str = ""
    since: str = ""
    most_days: int = 0
    warn_days: int = 1
    most_extra: int = 0
    roll_forward: bool = False
    is_duty: bool = True
    within: str = ""


def prepared(case: Case, limit: Limit, *, at=None, org=None, days=None, table=None) -> Deadline:
    """A clock not yet written, for taking in many cases at once."""
    days, most = limit.days if days is None else days, limit.most_days or limit.days
    if not 0 < days <= most:
        words = {"label": _(limit.label), "most": amount(most, limit.unit), "basis": _(limit.basis)}
        raise NotValid(_("“%(label)s”只能定为1至%(most)s（%(basis)s）。") % words)
    at = at or timezone.now()
    frozen = vars(limit) | {"days": days}
    del frozen["most_days"]
    clock = Deadline(case=case, org=org, started_at=at, **frozen)
    set_due(clock, table or counting.table(), at)
    return clock


def start(case: Case, limit: Limit, *, at=None, org=None, days=None, fit=False) -> Deadline:
    """起算 — start a clock; one of a kind runs at a time for a unit.

    `days` that somebody set past the law's own clock are refused; with `fit` they are cut to what the law leaves,
    but never to less than one day.
    """
    if case.deadlines.open().filter(kind=limit.kind, org=org).exists():
        raise NotNow(_("“%(label)s”已经在计时。") % {"label": _(limit.label)})
    clock = prepared(case, limit, at=at, org=org, days=days)
    law = _law_over(clock)
    while fit and law and clock.due_at > law.due_at and clock.days > 1:
        clock = prepared(case, limit, at=at, org=org, days=clock.days - 1)
    if not fit:
        _stay_within(clock, law)
    clock.save(force_insert=True)
    refresh(case)
    return clock


def _law_over(clock) -> Deadline | None:
    """The clock that this one may not outlast."""
    if not clock.within:
        return None
    return clock.case.deadlines.open().filter(kind=clock.within).order_by("due_at").first()


def _stay_within(clock, law):
    """A promise may be shorter than the law, never longer."""
    if law and clock.due_at > law.due_at:
        raise NotValid(
            _("“%(label)s”不得晚于“%(law)s”（%(basis)s）。")
            % {"label": _(clock.label), "law": _(law.label), "basis": _(law.basis)}
        )


def _open(case, kind, org) -> Deadline:
    clocks = case.deadlines.open().filter(kind=kind)
    found = list(clocks.filter(org=org) if org else clocks)
    if not found:
        raise NotNow(_("这项期限没有在计时。"))
    if len(found) > 1:
        raise ValueError("several units have a clock of this kind: say whose")
    return found[0]


def _keep(clock, kind, reason, by, at, days=0):
    clock.save()
    post = by.post if by else None
    clock.changes.create(kind=kind, at=at, days=days, reason=reason.strip(), post=post, due_at=clock.due_at)
    refresh(clock.case)
    return clock


def _give_reason(reason):
    if not reason.strip():
        raise NotValid(_("请写明理由。"))


def _in_time(clock, now, refusal):
    if clock.state == State.MISSED or now >= clock.due_at:
        raise NotNow(refusal)


def pause(case: Case, kind: str, *, reason: str, by=None, org=None, until=None) -> Deadline:
    """中止计时 — the days away do not count, such as those of an appraisal (医疗纠纷预防和处理条例 第三十八条).

    The clock keeps why it stands, and the last day on which it does: wherever it is shown, both are.
    """
    _give_reason(reason)
    clock, now = _open(case, kind, org), timezone.now()
    if clock.state == State.PAUSED:
        raise NotNow(_("这项期限已经中止计时。"))
    _in_time(clock, now, _("这项期限已经超期，不能再中止计时。"))
    clock.state, clock.paused_at, clock.alarm_at = State.PAUSED, now, None
    clock.paused_for, clock.paused_until = reason.strip()[:200], until
    return _keep(clock, Change.PAUSED, reason, by, now)


def resume(case: Case, kind: str, *, reason: str = "", by=None, org=None, at=None) -> Deadline:
    """恢复计时 — give back the days that the clock stood still, in its own unit; begun hours count as whole ones.

    `at` is when it was to go on, where somebody comes to it later than that.
    """
    clock, now, table = _open(case, kind, org), at or timezone.now(), counting.table()
    if clock.paused_at is None:
        raise NotNow(_("这项期限没有中止计时。"))
    if clock.unit in RUNNING:
        given = math.ceil((now - clock.paused_at) / RUNNING[clock.unit])
    else:
        given = table.days_between(day_of(clock.paused_at), day_of(now), clock.unit)
    clock.extra_days += given
    clock.state, clock.paused_at, clock.paused_for, clock.paused_until = State.RUNNING, None, "", None
    set_due(clock, table, now)
    return _keep(clock, Change.RESUMED, reason, by, now, given)


def extend(case: Case, kind: str, days: int, *, reason: str, by=None, org=None) -> Deadline:
    """延期 — once, before the old date, by no more than the law allows (信访工作条例 第三十四条: 30 days)."""
    _give_reason(reason)
    clock, now = _open(case, kind, org), timezone.now()
    insist_extendable(clock, days, now)
    clock.extended_days = days
    set_due(clock, counting.table(), now)
    _stay_within(clock, _law_over(clock))
    return _keep(clock, Change.EXTENDED, reason, by, now, days)


def insist_extendable(clock: Deadline, days: int, now) -> None:
    """Whether the clock can be stretched by so many days at all: asked when somebody asks for it, and again when it is done."""
    if not clock.most_extra:
        raise NotValid(
            _("“%(label)s”不得延期（%(basis)s）。") % {"label": _(clock.label), "basis": _(clock.basis)}
        )
    if clock.extended_days:
        raise NotNow(
            _("“%(label)s”只能延期一次（%(basis)s）。") % {"label": _(clock.label), "basis": _(clock.basis)}
        )
    if not 0 < days <= clock.most_extra:
        most = amount(clock.most_extra, clock.unit)
        words = {"label": _(clock.label), "most": most, "basis": _(clock.basis)}
        raise NotValid(_("“%(label)s”最多延长%(most)s（%(basis)s）。") % words)
    if clock.state == State.PAUSED:
        raise NotNow(_("期限中止计时期间不能延期，请先恢复计时。"))
    _in_time(clock, now, _("这项期限已经超期，不能再延期。"))


def hand_over(case: Case, kind: str, *, to, reason: str = "", by=None, org=None) -> Deadline:
    """改由其他单位承担 — the clock goes on as it is, but counts for another unit."""
    clock = _open(case, kind, org)
    clock.org = to
    return _keep(clock, Change.HANDED, reason, by, timezone.now())


def stop(case: Case, *kinds: str, how: str = MET, org=None, reason: str = "", by=None) -> list[Deadline]:
    """停表 — the duty is done (`met`, in time or late) or falls away (`stopped`). No kinds: every clock. None running is no error."""
    clocks, now = case.deadlines.open(), timezone.now()
    clocks = clocks.filter(kind__in=kinds) if kinds else clocks
    stopped = list(clocks.filter(org=org) if org else clocks)
    for clock in stopped:
        if how == STOPPED:
            clock.state = State.STOPPED
            clock.changes.create(
                kind=Change.STOPPED,
                at=now,
                reason=reason.strip(),
                post=by.post if by else None,
                due_at=clock.due_at,
            )
        else:
            clock.state = State.MET if (clock.paused_at or now) < clock.due_at else State.LATE
        clock.stopped_at, clock.alarm_at = now, None
        clock.save()
    if stopped:
        refresh(case)
    return stopped


def refresh(case: Case) -> None:
    """Keep the case's own due moment: the earliest of the duties that run, or have run out undone."""
    show_due(case, next_due(case))
    case.paused_for = "" if case.due_at else _why_none_runs(case)
    Case.objects.filter(pk=case.pk).update(
        due_at=case.due_at,
        due_unit=case.due_unit,
        due_provisional=case.due_provisional,
        paused_for=case.paused_for,
    )


def _why_none_runs(case: Case) -> str:
    """Why nothing is due: what the clock that stands still waits for, if one does."""
    standing = case.deadlines.filter(state=State.PAUSED, is_duty=True)
    return standing.order_by("paused_at").values_list("paused_for", flat=True).first() or ""


def show_due(case: Case, clock: Deadline | None) -> None:
    """Repeat on the case what a list shows of the clock that comes first."""
    case.due_at, case.due_unit, case.due_provisional = None, "", False
    if clock:
        case.due_at, case.due_unit, case.due_provisional = clock.due_at, clock.unit, clock.provisional


def next_due(case: Case) -> Deadline | None:
    """The clock that a case's own due moment comes from."""
    return (
        case.deadlines.filter(state__in=[State.RUNNING, State.MISSED], is_duty=True)
        .order_by("due_at")
        .first()
    )


RINGS: dict[str, dict] = {
    "deadline.near": {"warned": True, "alarm_at": F("due_at")},
    "deadline.missed": {"state": State.MISSED, "alarm_at": None},
    "deadline.passed": {"state": State.PASSED, "alarm_at": None},
}


def _verb(clock, now) -> str:
    if now < clock.due_at:
        return "deadline.near"
    return "deadline.missed" if clock.is_duty else "deadline.passed"


def ring(now=None, batch: int = 1000) -> list[tuple[Deadline, str]]:
    """Let up to `batch` clocks whose alarm has come ring, earliest first; call again until none is left.

    Holds the cases, as everything that changes them does, but waits for none: one that somebody is working on, or
    that another worker rings for, is passed over and comes next time. Whoever writes the timeline does so in the
    same transaction.
    """
    now = now or timezone.now()
    come = Deadline.objects.filter(state=State.RUNNING, alarm_at__lte=now)
    with transaction.atomic():
        due = list(come.order_by("alarm_at").values_list("case", flat=True)[:batch])
        held = Case.objects.filter(pk__in=due).order_by("pk").select_for_update(skip_locked=True).in_bulk()
        clocks = come.filter(case__in=held).order_by("alarm_at").select_for_update()
        rung = [(clock, _verb(clock, now)) for clock in clocks[:batch]] if held else []
        for verb, change in RINGS.items():
            keys = [clock.pk for clock, said in rung if said == verb]
            if keys:
                Deadline.objects.filter(pk__in=keys).update(**change)
    for clock, verb in rung:
        clock.case = held[clock.case_id]
        clock.warned = clock.warned or verb == "deadline.near"
        clock.state = RINGS[verb].get("state", clock.state)
        clock.alarm_at = clock.due_at if verb == "deadline.near" else None
    return rung
