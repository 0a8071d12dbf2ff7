"""What those who wait may be told: the state of a hall's line, read in four statements and played forward."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import F, Max, Q, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.hall.estimating import (
    Desk,
    Expectation,
    Forecast,
    ServiceTime,
    Serving,
    Waiting,
    forecast,
    learned,
)
from onedoor.hall.lifecycle import TicketStatus
from onedoor.hall.models import Period, Service, Sitting, Ticket
from onedoor.hall.queries.turn import AT_WINDOW
from onedoor.venues.models import Centre

HOUR = timedelta(hours=1)
# A service's spread, before enough has been seen of it.
SPREAD = 0.6
# How many finished visits are looked at, a service; how many weeks back the same weekday is.
RECENT, WEEKS, MOST = 40, 4, 1500
SHORTEST = 20
# Minutes that are told as “soon”.
SHORTLY = 5


@dataclass(frozen=True)
class Expectations:
    """The expectations of one hall at one moment."""

    forecast: Forecast

    def of(self, ticket: Ticket) -> Expectation | None:
        """(before, middle, low, high) of a ticket; None when it does not stand in line."""
        return self.forecast.tickets.get(ticket.pk)

    def newcomer(self, service: Service) -> Expectation:
        """(before, middle, low, high) of whoever would take a number for it now."""
        return self.forecast.newcomers.get(service.pk, Expectation(0))


def expected(centre: Centre, now: datetime | None = None) -> Expectations:
    """预计等候 — of every ticket in today's line of a hall, and of a newcomer by service. How: `estimating.forecast`."""
    now = now or timezone.now()
    line = _line(centre, now)
    seats = _seats(centre)
    services, weights = _services(centre)
    return Expectations(
        forecast(
            [_waiting(row, seats) for row in line if row.status == TicketStatus.ISSUED],
            [Serving(row.window_id, row.service_id, _since(row)) for row in line if row.status in AT_WINDOW],
            [_desk(window, seat, weights[window]) for window, seat in seats.items()],
            _times(centre, services, now),
            _coming(line, services, now),
            now=now,
        )
    )


def in_words(expectation: Expectation | None) -> str:
    """“约15分钟（10—25）”, in steps that nobody takes for a promise; "" where no time can be told."""
    if expectation is None or expectation.middle is None:
        return ""
    _before, *minutes = expectation
    middle, low, high = rounded(*minutes)
    told = {"middle": middle, "low": low, "high": high}
    if high <= SHORTLY:
        return _("5分钟以内")
    if low == 0:
        return _("约%(middle)d分钟（最多%(high)d）") % told
    return _("约%(middle)d分钟（%(low)d—%(high)d）") % told


def rounded(middle: float, low: float, high: float) -> tuple[int, int, int]:
    """In whole fives of minutes, in tens from an hour on; the range never narrower than it is."""
    step = 10 if middle >= 60 else 5
    about = max(5, step * round(middle / step))
    return about, min(step * int(low // step), about), max(step * -int(-high // step), about)


def _line(centre: Centre, now: datetime) -> list:
    """Who waits, who is at a window, and who came within the last hour."""
    counted = Q(status__in=(TicketStatus.ISSUED, *AT_WINDOW)) | Q(visit__came_at__gte=now - HOUR)
    today = Ticket.objects.filter(counted, day__centre=centre, day__date=timezone.localdate(now))
    present = Max("periods__began_at", filter=Q(periods__ended_at=None))
    return list(
        today.annotate(since=present).values_list(
            "pk",
            "status",
            "service_id",
            "stands_at",
            "number",
            "window_id",
            "for_window_id",
            "for_staff_id",
            "since",
            "visit__came_at",
            named=True,
        )
    )


def _seats(centre: Centre) -> dict[int, Sitting]:
    """Window: who sits there, with the services they were taught (none: all that the window offers)."""
    taught = ArrayAgg(
        "staff__hall_skills__service", filter=Q(staff__hall_skills__service__centre=centre), default=[]
    )
    seated = Sitting.objects.now().filter(window__centre=centre, window__is_open=True)
    return {one.window_id: one for one in seated.annotate(taught=taught)}


def _services(centre: Centre) -> tuple[dict[int, int], dict[int, dict[int, int]]]:
    """Minutes declared by service, and weights by window."""
    minutes: dict[int, int] = {}
    weights: dict[int, dict[int, int]] = defaultdict(dict)
    rows = Service.objects.filter(centre=centre).order_by()
    for service, declared, window, weight in rows.values_list(
        "pk", "minutes", "offers__window", "offers__weight"
    ):
        minutes[service] = declared
        if window:
            weights[window][service] = weight
    return minutes, weights


def _waiting(row, seats: Mapping[int, Sitting]) -> Waiting:
    window = row.for_window_id
    if row.for_staff_id:
        # Sent to a person: the window where they sit, or none while they are not here.
        at = [place for place, seat in seats.items() if seat.staff_id == row.for_staff_id]
        window = at[0] if at else -row.for_staff_id
    return Waiting(row.pk, row.service_id, row.stands_at, row.number, window)


def _since(row) -> datetime:
    return row.since or row.stands_at


def _desk(window: int, seat, weights: Mapping[int, int]) -> Desk:
    able = {
        service: weight for service, weight in weights.items() if not seat.taught or service in seat.taught
    }
    return Desk(window, able, is_away=seat.paused)


def _times(centre: Centre, services: Mapping[int, int], now: datetime) -> dict[int, ServiceTime]:
    took: dict[int, list[float]] = defaultdict(list)
    for service, lasted in _finished(centre, now):
        if len(took[service]) < RECENT:
            took[service].append(lasted.total_seconds() / 60)
    return {
        service: learned(took[service], ServiceTime(minutes, minutes * SPREAD))
        for service, minutes in services.items()
    }


def _finished(centre: Centre, now: datetime):
    """How long a ticket took a window, newest first: today, and about this hour on the same weekday of the last weeks."""
    when = Q(began_at__gte=timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0))
    for weeks in range(1, WEEKS + 1):
        then = now - timedelta(weeks=weeks)
        when |= Q(began_at__range=(then - HOUR, then + 2 * HOUR))
    taken = Period.objects.filter(
        when,
        service__centre=centre,
        kind__in=(Period.Kind.CALLED, Period.Kind.SERVING),
        ended_at__lte=now,
    ).exclude(ticket__status__in=AT_WINDOW)
    visits = taken.values("service", "ticket", "window").annotate(
        lasted=Sum(F("ended_at") - F("began_at")), at=Max("ended_at")
    )
    return visits.order_by("-at").values_list("service", "lasted")[:MOST]


def _coming(line: list, services: Mapping[int, int], now: datetime) -> dict[int, float]:
    """How many come in a minute, by the service that they now wait for or were served in."""
    recent = [row for row in line if row.visit__came_at >= now - HOUR]
    since = min((row.visit__came_at for row in recent), default=now)
    # The hall opened a moment ago: a few who waited at the door are no crowd to come.
    minutes = max(SHORTEST, (now - since).total_seconds() / 60)
    came = Counter(row.service_id for row in recent)
    return {service: came[service] / minutes for service in services}
