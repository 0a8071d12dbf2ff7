"""The hall in figures: how many came, how long they waited and were served, what became of it. About services and hours, never persons."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from statistics import median

from django.db.models import Count, Sum
from django.utils import timezone

from onedoor.hall.lifecycle import TicketStatus
from onedoor.hall.models import Need, Period, Rating, Service, Ticket, Visit
from onedoor.venues.models import Centre

K = Period.Kind
# Fewer ratings than this in a week say more about who gave them than about a service.
FEWEST = 5
LONGEST = timedelta(days=370)


@dataclass
class Spread:
    """时长 — minutes of many stretches. `middle` is their median, `most` the value that nine of ten do not pass."""

    minutes: list[float] = field(default_factory=list)

    @property
    def count(self) -> int:
        return len(self.minutes)

    @property
    def middle(self) -> float | None:
        return round(median(self.minutes), 1) if self.minutes else None

    @property
    def most(self) -> float | None:
        """The smallest value that at least 90 % do not pass (nearest rank)."""
        if not self.minutes:
            return None
        ordered = sorted(self.minutes)
        return round(ordered[-(-9 * len(ordered) // 10) - 1], 1)


@dataclass
class Line:
    """One row of the table: a service, an hour, or all of it."""

    name: str
    visits: int = 0
    people: int = 0
    waiting: Spread = field(default_factory=Spread)
    serving: Spread = field(default_factory=Spread)
    missed: int = 0
    moved: int = 0
    turned: int = 0
    priority: int = 0


@dataclass
class Opinion:
    """What visitors of one service thought in one week; nothing when too few said so."""

    week: date
    service: str
    count: int
    good: int
    fair: int
    poor: int
    manners: list[tuple[str, int]]


@dataclass
class Figures:
    since: date
    until: date
    all: Line
    services: list[Line]
    hours: list[Line]
    one_stop: int
    ended: int
    opinions: list[Opinion]
    hidden: int


def figures(centre: Centre, since: date, until: date) -> Figures:
    """大厅统计 — of the visits that came from `since` to `until`, both included.

    Waiting: from coming, or from being passed on, until the call. Serving: from the beginning to the end at a window;
    a pause for a paper is neither. One stop: visits that ended after a single window (只进一个门，最多跑一处).
    """
    visits = Visit.objects.filter(day__centre=centre, day__date__range=(since, until))
    names = {one.pk: one.name for one in Service.objects.filter(centre=centre)}
    whole = Line("")
    by_service = {pk: Line(name) for pk, name in names.items()}
    by_hour: dict[int, Line] = defaultdict(lambda: Line(""))
    _count_visits(visits, whole, by_service, by_hour)
    _add_periods(visits, whole, by_service, by_hour)
    one_stop, ended = _stops(visits)
    opinions, hidden = _opinions(names, since, until)
    for hour, line in by_hour.items():
        line.name = f"{hour}:00—{hour + 1}:00"
    hours = [by_hour[hour] for hour in sorted(by_hour)]
    return Figures(since, until, whole, list(by_service.values()), hours, one_stop, ended, opinions, hidden)


def _count_visits(visits, whole, by_service, by_hour) -> None:
    """A visit counts once in all and in its hour, and once with each service it was for."""
    asked = Need.objects.filter(visit__in=visits).values_list("visit_id", "service_id").distinct()
    services: dict = defaultdict(list)
    for visit, service in asked:
        services[visit].append(service)
    told = visits.values_list("pk", "came_at", "people", "is_priority", "slip__case_id")
    for pk, came_at, people, is_priority, case_id in told:
        lines = [whole, by_hour[timezone.localtime(came_at).hour]]
        lines += [by_service[service] for service in services[pk] if service in by_service]
        for line in lines:
            line.visits += 1
            line.people += people
            line.priority += is_priority
            line.turned += case_id is not None


def _add_periods(visits, whole, by_service, by_hour) -> None:
    told = Period.objects.filter(ticket__visit__in=visits, kind__in=[K.WAITING, K.MOVED, K.SERVING, K.MISSED])
    values = told.values_list("kind", "service_id", "began_at", "ended_at", "ticket__visit__came_at")
    for kind, service, began, ended, came_at in values:
        for line in filter(None, (whole, by_service.get(service), by_hour[timezone.localtime(came_at).hour])):
            line.missed += kind == K.MISSED
            line.moved += kind == K.MOVED
            if ended is None or kind == K.MISSED:
                continue
            spread = line.serving if kind == K.SERVING else line.waiting
            spread.minutes.append((ended - began).total_seconds() / 60)


def _stops(visits) -> tuple[int, int]:
    """Of the visits that ended served, how many saw one window only."""
    served = Ticket.objects.filter(visit__in=visits, status__in=[TicketStatus.DONE, TicketStatus.TURNED])
    seen = Period.objects.filter(ticket__in=served, kind=K.SERVING).values("ticket")
    stops = Counter(seen.annotate(n=Count("window", distinct=True)).values_list("n", flat=True))
    return stops[1], served.count()


def _opinions(names, since, until) -> tuple[list[Opinion], int]:
    given = Rating.objects.filter(
        service__in=names, week__range=(since - timedelta(days=since.weekday()), until)
    )
    rows: dict = defaultdict(list)
    for week, service, stars, manners in given.values_list("week", "service_id", "stars", "manners"):
        rows[week, service].append((stars, manners))
    shown = [
        _opinion(week, names[service], told)
        for (week, service), told in sorted(rows.items(), key=lambda row: row[0], reverse=True)
        if len(told) >= FEWEST
    ]
    return shown, len(rows) - len(shown)


def _opinion(week, service: str, told) -> Opinion:
    stars = Counter(stars for stars, _manners in told)
    manners = Counter(manner for _stars, manners in told for manner in manners)
    named = [(str(Rating.Manner(manner).label), n) for manner, n in manners.most_common()]
    S = Rating.Stars
    return Opinion(week, service, len(told), stars[S.GOOD], stars[S.FAIR], stars[S.POOR], named)


def visitors_since(centre: Centre, since: date) -> tuple[int, int]:
    """(visits, people) from that day until now."""
    begin = datetime.combine(since, time.min, timezone.get_current_timezone())
    told = Visit.objects.filter(day__centre=centre, came_at__gte=begin).aggregate(
        n=Count("pk"), people=Sum("people")
    )
    return told["n"], told["people"] or 0
