"""Which steps belong to which level, whose they are and by when (safeguards D.4): one table, read by actions and by tests."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from onedoor.safety.models import Step
from onedoor.safety.rule import ASK, CARE, DUTY, S0, S1, S2, S3, TRIGGER
from onedoor.worktime import counting

Kind = Step.Kind
WORKER, SUPERVISOR = "worker", "supervisor"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
# How long a level stands before it is asked again; S1 also ends with the next session.
LASTS = {ASK: 24 * HOUR, S1: 14 * DAY, S2: 7 * DAY, S3: 24 * HOUR}
# A level that ran out is asked again within this.
AGAIN = {ASK: 24 * HOUR, S1: 24 * HOUR, S2: 24 * HOUR, S3: 2 * HOUR}
AFTER_AGREEMENT = ((Kind.AFTER_WEEK, 7), (Kind.AFTER_MONTH, 30), (Kind.AFTER_QUARTER, 90))
REVIEWERS = 2
MOST_AT_MEETING = 6
KEPT_YEARS = 2


@dataclass(frozen=True)
class Given:
    """One line: `within` from now, or so many working days; neither means at the next contact. `when`: given only where one of
    these items was answered yes."""

    kind: str
    whose: str = WORKER
    within: timedelta | None = None
    working_days: int = 0
    when: tuple[str, ...] = ()

    def due(self, now: datetime) -> datetime | None:
        if self.working_days:
            end = counting.end_of(timezone.localdate(now), self.working_days)
            return _midnight_after(end)
        return now + self.within if self.within else None


def _midnight_after(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day + DAY, time()), timezone.get_default_timezone())


CARING = Given(Kind.CARE, within=HOUR / 4, when=(CARE,))
ASKING = Given(Kind.ASK, within=24 * HOUR)
LOOKING = Given(Kind.DUTY, within=24 * HOUR, when=DUTY)
STEPS: dict[str, tuple[Given, ...]] = {
    S0: (Given(Kind.AGAIN),),
    ASK: (),
    S1: (
        Given(Kind.SECOND, within=14 * DAY),
        Given(Kind.APART, within=14 * DAY),
        LOOKING,
        Given(Kind.CALL, working_days=5),
        Given(Kind.RECHECK, within=LASTS[S1]),
    ),
    S2: (
        Given(Kind.READ, SUPERVISOR, 24 * HOUR),
        Given(Kind.SHUTTLE, within=24 * HOUR),
        LOOKING,
        Given(Kind.CONTACT, within=72 * HOUR),
        Given(Kind.OFFER, within=72 * HOUR),
        Given(Kind.COVER, within=72 * HOUR, when=(TRIGGER,)),
        Given(Kind.RECHECK, within=LASTS[S2]),
    ),
    S3: (
        Given(Kind.NOW, within=HOUR / 4),
        Given(Kind.STOP, within=HOUR / 4),
        CARING,
        Given(Kind.VOICE, SUPERVISOR, HOUR / 2),
        Given(Kind.WISH, within=2 * HOUR),
        Given(Kind.SHELTER, within=2 * HOUR),
        Given(Kind.REPORT, within=2 * HOUR),
        Given(Kind.MEETING, SUPERVISOR, 24 * HOUR),
        Given(Kind.FOLLOW_DAY, within=24 * HOUR),
        Given(Kind.FOLLOW_DAYS, within=72 * HOUR),
        Given(Kind.RECHECK, within=LASTS[S3]),
    ),
}
# A new form answers these by itself.
ANSWERED_BY_CHECK = (Kind.AGAIN, Kind.ASK, Kind.RECHECK, Kind.CHECK_AGAIN)
