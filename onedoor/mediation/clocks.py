"""调解的计时 — under which of the law's clocks a mediation runs, from which day; called inside what changes it."""

from datetime import timedelta

from django.utils import timezone

from onedoor.cases import clocks
from onedoor.cases.due import last_day
from onedoor.cases.models import Deadline
from onedoor.mediation.lifecycle import BEFORE, Status
from onedoor.mediation.limits import ASK_BEFORE, CONTACT, KIND, LABOUR, MEDICAL, PEOPLE, limit_for
from onedoor.mediation.models import Mediation, Side
from onedoor.worktime.counting import MONTHS, end_of

State = Deadline.State
UNSTOPPED = (State.RUNNING, State.MISSED)


def clock_of(mediation: Mediation) -> Deadline | None:
    """The mediation's own clock, as long as it is not stopped."""
    return mediation.case.deadlines.open().filter(kind=KIND).first()


def is_medical(clock: Deadline) -> bool:
    """Whether it ends by law when the days are over: what the clock itself says, and not who has it now."""
    return clock.basis == MEDICAL.basis


def ask_all(mediation: Mediation) -> None:
    """From the application: somebody speaks with the other side; the days of a labour dispute run from here."""
    clocks.start(mediation.case, CONTACT)
    keep_right(mediation)


def heard(mediation: Mediation, side: Side) -> None:
    """The other side has said something: it was spoken with."""
    if side.standing != Side.Standing.APPLICANT:
        clocks.stop(mediation.case, CONTACT.kind)


def keep_right(mediation: Mediation, *, by=None, reason: str = "") -> None:
    """The law's clock for what it is about and who has it. Another one that runs is ended with the reason, and the right one
    starts from the same day as it would have from the beginning."""
    limit, running = limit_for(mediation), clock_of(mediation)
    if running and running.basis == limit.basis:
        return
    since = _since(mediation, limit, running)
    if running:
        clocks.stop(mediation.case, KIND, how=clocks.STOPPED, by=by, reason=reason[:200])
    if since:
        _start(mediation, limit, since)


def begin_again(mediation: Mediation) -> None:
    """Another round: the same law, from today."""
    _start(mediation, limit_for(mediation), timezone.now())


def _since(mediation: Mediation, limit, running):
    if mediation.round > 1:
        return running and running.started_at
    return mediation.asked_at if limit is LABOUR else mediation.accepted_at


def _start(mediation: Mediation, limit, at) -> None:
    """A month of the civil code has as many days as it has."""
    day = timezone.localdate(at)
    days = (end_of(day, 1, MONTHS) - day).days if limit is PEOPLE else None
    clocks.start(mediation.case, limit, at=at, days=days)


def stretchable() -> dict:
    """Clocks to which time may still be added, by all sides' word: as columns of `Deadline`."""
    return {"kind": KIND, "state": State.RUNNING, "extended_days": 0, "most_extra__gt": 0}


def can_stretch(mediation: Mediation) -> bool:
    """Whether the sides may still agree on more time: once, and before it is over."""
    found = mediation.case.deadlines.filter(**stretchable(), due_at__gt=timezone.now())
    return mediation.status == Status.MEDIATING and found.exists()


def asks_for_time(mediation: Mediation) -> bool:
    """Whether the sides are to be asked now: the end is near, and there is still time to give."""
    clock = mediation.case.deadlines.filter(**stretchable()).first()
    is_near = clock is not None and 0 <= days_left(clock) <= ASK_BEFORE
    return mediation.status == Status.MEDIATING and is_near


def days_left(clock: Deadline) -> int:
    """Days until its last one; less than none when it is over."""
    return (last_day(clock) - timezone.localdate()).days


def near_end():
    """Clocks of those whose sides are to be asked whether they want more time."""
    now = timezone.now()
    soon = _before_the_end().filter(**stretchable(), due_at__gt=now)
    mediated = soon.filter(case__mediation__status=Status.MEDIATING)
    return mediated.filter(due_at__lte=now + timedelta(days=ASK_BEFORE + 1))


def of_labour(day):
    """Clocks of labour disputes whose fifteenth day has come, stretched or not: from the next one arbitration is open."""
    found = _before_the_end().filter(state__in=UNSTOPPED, basis=LABOUR.basis)
    fifteen = timedelta(days=LABOUR.days)
    return [one for one in found if timezone.localdate(one.started_at) + fifteen <= day]


def over(now):
    """Clocks that have run out, of what nobody has ended."""
    return _before_the_end().filter(state__in=UNSTOPPED, due_at__lte=now)


def _before_the_end():
    found = Deadline.objects.filter(kind=KIND, case__mediation__status__in=BEFORE)
    return found.select_related("case__mediation__committee")


def end_all(mediation: Mediation, *, by, reason: str) -> None:
    """Nobody waits for anything in it any more."""
    clocks.stop(mediation.case, how=clocks.STOPPED, by=by, reason=reason[:200])
