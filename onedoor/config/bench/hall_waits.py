"""What slips were told beside what was waited, on simulated days; our way and the plain ways, in the same days."""

from collections import Counter
from datetime import datetime, timedelta
from statistics import median

from django.utils import timezone

from onedoor.config.bench.figures import Figure, Goal
from onedoor.config.bench.hall_days import SERVICES, WINDOWS, Day, Slip, days
from onedoor.hall.estimating import Desk, ServiceTime, Serving, Waiting, forecast, learned

RECENT, HOUR, SHORTEST = 40, 60, 20
# A shorter wait is none that anybody asks about, and no error of it is worth a percentage.
WORTH_TELLING = 5
WAYS = {
    "ours": "the queue played forward",
    "mean": "people before × mean",
    "mean_by_windows": "people before × mean ÷ windows",
    "last": "the wait of the last who was called",
}
CROWDS = {"usual": 1.0, "busy": 1.4, "crowded": 1.6}
MOST_ERROR = Goal(25)


def told(day: Day, slip: Slip) -> dict[str, float | None]:
    """What each way of telling would have printed on the slip: each knows the same finished visits."""
    times = {service: _learned(day, service) for service in SERVICES}
    said = forecast(
        [
            Waiting(one.number, one.service, clock(one.stands), one.number)
            for line in day.lines.values()
            for one in line
        ],
        [Serving(window, service, clock(since)) for window, (service, since) in day.busy.items()],
        [Desk(window, weights, window in day.away) for window, weights in enumerate(WINDOWS)],
        times,
        _coming(day),
        now=clock(day.now),
    )
    before, middle, low, high = said.tickets[slip.number]
    mean = before * times[slip.service].mean
    able = sum(slip.service in weights for weights in WINDOWS)
    ways = {"ours": middle, "mean": mean, "mean_by_windows": mean / able, "last": day.last_wait[slip.service]}
    return {**ways, "low": low, "high": high}


def clock(minutes: float) -> datetime:
    return datetime(2026, 3, 2, tzinfo=timezone.get_default_timezone()) + timedelta(minutes=minutes)


def _learned(day: Day, service: str) -> ServiceTime:
    declared = SERVICES[service][3]
    seen = (day.before[service] + day.finished[service])[-RECENT:]
    return learned(seen, ServiceTime(declared, declared * 0.6))


def _coming(day: Day) -> dict[str, float]:
    recent = [slip for slip in day.slips if slip.issued >= day.now - HOUR]
    came = Counter(slip.service for slip in recent)
    minutes = max(SHORTEST, day.now - recent[0].issued)
    return {service: came[service] / minutes for service in SERVICES}


def percents(slips: list[Slip], way: str) -> list[float]:
    """|told − waited| ÷ waited of every slip that waited five minutes and more, in percent."""
    return [
        100 * abs(slip.told[way] - slip.waited) / slip.waited
        for slip in slips
        if slip.waited >= WORTH_TELLING
    ]


def minutes(slips: list[Slip], way: str) -> list[float]:
    """|told − waited| of every slip."""
    return [abs(slip.told[way] - slip.waited) for slip in slips]


def within(slips: list[Slip]) -> float:
    """How many of a hundred who waited five minutes and more were called inside the range they were told."""
    long = [slip for slip in slips if slip.waited >= WORTH_TELLING]
    return 100 * sum(slip.told["low"] <= slip.waited <= slip.told["high"] for slip in long) / len(long)


def measure(number: int, *, repeats: int) -> list[Figure]:
    """The error on usual days and on busy ones; each repeat is other days. No clock is read."""
    return [_figure(name, crowd, number, repeats) for name, crowd in CROWDS.items()]


def _figure(name: str, crowd: float, number: int, repeats: int) -> Figure:
    runs = [days(number, seed=seed + 1, crowd=crowd, told=told) for seed in range(repeats)]
    slips = [slip for run in runs for slip in run]
    figure = Figure(
        f"wait_error.{name}",
        "%",
        [median(percents(run, "ours")) for run in runs],
        bound=WAYS["mean"],
        bound_values=[median(percents(run, "mean")) for run in runs],
        goal=MOST_ERROR if crowd > 1 else None,
    )
    figure.more = {
        "days": number * repeats,
        "slips": len(slips),
        "waited_5_minutes": len(percents(slips, "ours")),
        "median_wait": round(median(slip.waited for slip in slips), 1),
        "percent": {way: round(median(percents(slips, way)), 1) for way in WAYS},
        "minutes": {way: round(median(minutes(slips, way)), 1) for way in WAYS},
        "within_range": round(within(slips), 1),
    }
    return figure
