"""期限的延长与中止 — asked for by the unit and decided by another, or done at once by whoever is entitled.

Either way it is written down who asked, why, on which basis and until when; the resident is told by the timeline.
"""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.cases import clocks
from onedoor.cases.models import Deadline
from onedoor.cases.moving import acting
from onedoor.kit.problems import NotNow, NotValid
from onedoor.matters.limits import HANDLE, PAUSE_END
from onedoor.matters.models import ClockRequest, Matter
from onedoor.matters.standing import at_desk, insist, leads
from onedoor.matters.standing_clocks import asked_of, clocks_of, may_decide, nothing_asked

Kind, State = ClockRequest.Kind, ClockRequest.State
LONGEST = PAUSE_END.most_days


def ask_extension(matter, *, by, days, note, basis, clock=HANDLE.kind) -> Matter:
    """申请延期 — the lead unit asks for more time, before the old date."""
    request = ClockRequest(kind=Kind.EXTEND, days=days)
    return _ask(matter, request, "申请延期", clock, by=by, note=note, basis=basis)


def ask_pause(matter, *, by, until, note, basis) -> Matter:
    """申请中止计时 — the lead unit asks that the clocks stand still while it waits for somebody else."""
    request = ClockRequest(kind=Kind.PAUSE, until=until)
    return _ask(matter, request, "申请中止计时", HANDLE.kind, by=by, note=note, basis=basis)


def _ask(matter, request, label, clock, *, by, note, basis) -> Matter:
    told = _facts(request, basis)
    with acting(matter, "matter.handle", "matter.clock_asked", label, by=by, note=note, **told) as matter:
        insist(leads(matter, by))
        _fill(request, matter, clock, by, note, basis)
        if request.kind == Kind.EXTEND:
            clocks.insist_extendable(request.deadline, request.days, timezone.now())
        request.save(force_insert=True)
    return matter


def _fill(request, matter, clock, by, note, basis) -> None:
    """Refused when another one waits, or nothing of the kind runs."""
    if refusal := nothing_asked(matter):
        raise NotNow(refusal)
    if not (note.strip() and basis.strip()):
        raise NotValid(_("请写明理由和依据。"))
    running = [one for one in clocks_of(matter, Deadline.State.RUNNING) if one.kind == clock]
    if not running:
        raise NotNow(_("这项期限没有在计时。"))
    request.case, request.deadline, request.reason, request.basis = matter.case, running[0], note, basis
    request.asked_by, request.asked_staff, request.asked_at = by.post, by.staff, timezone.now()
    if request.until:
        _days_until(request.until)


def _days_until(until) -> int:
    """How many days a pause lasts, today not counted."""
    days = (until - timezone.localdate()).days
    if not 0 < days <= LONGEST:
        raise NotValid(_("中止只能到今天以后、%(most)s天以内的某一天。") % {"most": LONGEST}, field="until")
    return days


def _facts(request, basis) -> dict:
    until = request.until.isoformat() if request.until else ""
    return {"days": request.days or 0, "until": until, "basis": basis}


def extend(matter, *, by, days, note, basis, asker, clock=HANDLE.kind) -> Matter:
    """延期 — once, by no more than the law allows; the resident sees the reason (信访工作条例 §34)."""
    request = ClockRequest(kind=Kind.EXTEND, days=days, asker=asker)
    return _extend(matter, request, by, note=note, basis=basis, clock=clock)


def pause(matter, *, by, until, note, basis, asker) -> Matter:
    """中止计时 — while an appraisal, a hearing or the resident's own papers are waited for, and no longer than said."""
    request = ClockRequest(kind=Kind.PAUSE, until=until, asker=asker)
    return _pause(matter, request, by, note=note, basis=basis)


def grant_request(matter, *, by, note="") -> Matter:
    """批准申请 — by the one entitled, who is not of the unit that asks; it takes effect at once."""
    request = asked_of(matter)
    if request is None:
        raise NotNow(_("没有等待批准的期限申请。"))
    told = {"note": request.reason, "basis": request.basis, "words": note}
    return (_extend if request.kind == Kind.EXTEND else _pause)(matter, request, by, **told)


def refuse_request(matter, *, by, note) -> Matter:
    """不批准申请 — the clock goes on as it was; the unit may ask again, better."""
    label = "不批准期限申请"
    with acting(matter, "matter.clock", "matter.clock_refused", label, by=by, note=note) as matter:
        request = _to_decide(matter, by)
        _decide(request, State.REFUSED, by, note)
    return matter


def _to_decide(matter, by) -> ClockRequest:
    """What waits now, with the case held."""
    request = asked_of(matter)
    if request is None:
        raise NotNow(_("没有等待批准的期限申请。"))
    insist(may_decide(matter, by))
    return request


def _decide(request, state, by, words) -> None:
    request.state, request.words = state, words
    request.decided_by, request.decided_staff, request.decided_at = by.post, by.staff, timezone.now()
    request.save()


def _settle(matter, request, by, note, basis, clock, words) -> ClockRequest:
    """A request that waited, or one made and granted in the same breath by whoever is entitled."""
    if request._state.adding:
        insist(at_desk(matter, by))
        _fill(request, matter, clock, by, note, basis)
    elif _to_decide(matter, by).pk != request.pk:
        raise NotNow(_("申请刚刚有了变动，请看最新进展。"))
    _decide(request, State.GRANTED, by, words)
    return request


def _extend(matter, request, by, *, note, basis, clock=HANDLE.kind, words="") -> Matter:
    told = _facts(request, basis)
    with acting(matter, "matter.clock", "matter.extended", "延期", by=by, note=note, **told) as matter:
        deadline = _settle(matter, request, by, note, basis, clock, words).deadline
        clocks.extend(matter.case, deadline.kind, request.days, reason=note, by=by, org=deadline.org)
        matter.facts_told["clock"] = deadline.kind
    return matter


def _pause(matter, request, by, *, note, basis, words="") -> Matter:
    """All of the matter's own clocks stand still together: none of them can be kept while it waits."""
    told = _facts(request, basis)
    with acting(matter, "matter.clock", "matter.paused", "中止计时", by=by, note=note, **told) as matter:
        _settle(matter, request, by, note, basis, HANDLE.kind, words)
        now = timezone.now()
        for clock in clocks_of(matter, Deadline.State.RUNNING):
            if now < clock.due_at:
                clocks.pause(matter.case, clock.kind, reason=note, by=by, org=clock.org, until=request.until)
        clocks.start(matter.case, PAUSE_END, days=_days_until(request.until))
    return matter


def resume(matter, *, by, note="", at=None) -> Matter:
    """恢复计时 — the days that the clocks stood still are given back; `at` the end of the pause, when it comes by itself."""
    with acting(matter, "matter.clock", "matter.resumed", "恢复计时", by=by, note=note) as matter:
        insist(at_desk(matter, by))
        standing_still = clocks_of(matter, Deadline.State.PAUSED)
        if not standing_still:
            raise NotNow(_("办理期限没有中止计时。"))
        clocks.stop(matter.case, PAUSE_END.kind, how=clocks.STOPPED, by=by)
        for clock in standing_still:
            clocks.resume(matter.case, clock.kind, reason=note, by=by, org=clock.org, at=at)
    return matter


def resume_when_over(matter, *, by, at) -> Matter:
    """中止期满恢复 — a pause that has run out and that nobody has followed by another; safe to repeat."""
    waits = matter.case.deadlines.open().filter(kind=PAUSE_END.kind).exists()
    if waits or not matter.case.deadlines.filter(kind=HANDLE.kind, state=Deadline.State.PAUSED).exists():
        return matter
    return resume(matter, by=by, note="中止期满，自动恢复计时", at=at - timedelta(seconds=1))
