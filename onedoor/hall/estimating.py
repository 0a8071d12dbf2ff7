"""How long those who wait will wait: the queue played forward some dozens of times, by the rule that calls."""

from bisect import bisect_right
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from heapq import heapify, heappop, heapreplace
from math import exp, inf, log, sqrt
from random import Random
from statistics import NormalDist, fmean, median
from types import MappingProxyType
from typing import Any

from onedoor.hall.choosing import choose

RUNS = 36
MANY = 499
DEVIATES = tuple(NormalDist().inv_cdf((rank + 0.5) / MANY) for rank in range(MANY))
# Whoever would come now, and the line of those sent to one window.
NEWCOMER, SENT = object(), object()
# How many finished visits weigh as much as the duration that the hall declares for a service.
TRUST = 6
# What nobody knows beforehand: how fast today's people at the windows are, and that they step away now and then.
DRIFT, UNKNOWN = 0.04, 0.15
# Minutes: how far ahead newcomers are drawn; how long a window that has paused is taken to stay so.
HORIZON, AWAY = 90.0, 8.0
MINUTE = 60.0


@dataclass(frozen=True)
class Waiting:
    """A ticket that stands in a line; `for_window`: it was moved to one window and waits for that one alone."""

    ticket: Hashable
    service: Hashable
    stands_at: datetime
    number: int = 0
    for_window: Hashable = None


@dataclass(frozen=True)
class Serving:
    """A window that is busy since its ticket was called."""

    window: Hashable
    service: Hashable
    since: datetime


@dataclass(frozen=True)
class Desk:
    """A window with somebody at it, and the weight that it gives to each of its services; `is_away`: back in a moment."""

    window: Hashable
    weights: Mapping[Any, float]
    is_away: bool = False


@dataclass(frozen=True)
class ServiceTime:
    """Minutes that a window is taken by one ticket of a service, from the call to the end."""

    mean: float
    spread: float

    def likely(self) -> list[float]:
        """The values of a lognormal distribution of this mean and spread, one a quantile, rising."""
        square = log(1 + (self.spread / self.mean) ** 2)
        middle, width = log(self.mean) - square / 2, sqrt(square)
        return [exp(middle + width * deviate) for deviate in DEVIATES]


@dataclass(frozen=True)
class Expectation:
    """How many stand before, and the wait in minutes: the middle, and the range that holds four times of five.

    The minutes are None while no window serves what is waited for.
    """

    before: int
    middle: float | None = None
    low: float | None = None
    high: float | None = None

    def __iter__(self) -> Iterator[Any]:
        return iter((self.before, self.middle, self.low, self.high))


@dataclass(frozen=True)
class Forecast:
    """The expectation of each ticket that waits, and of a newcomer by service."""

    tickets: Mapping[Any, Expectation]
    newcomers: Mapping[Any, Expectation]


def learned(finished: Sequence[float], declared: ServiceTime) -> ServiceTime:
    """办理时长 — from what recent tickets took, newest days first, drawn towards what the hall declares.

    What lies far out (a window left with its ticket open over lunch) is pulled in before anything is averaged. The
    fewer have finished, the more the declared duration counts: as much as six of them.
    """
    kept = [minutes for minutes in finished if minutes > 0]
    if not kept:
        return declared
    most = max(4 * median(kept), declared.mean)
    kept = [min(minutes, most) for minutes in kept]
    share = len(kept) / (len(kept) + TRUST)
    mean = share * fmean(kept) + (1 - share) * declared.mean
    apart = fmean((minutes - mean) ** 2 for minutes in kept)
    return ServiceTime(mean, sqrt(share * apart + (1 - share) * declared.spread**2))


def forecast(
    waiting: Iterable[Waiting],
    serving: Iterable[Serving],
    desks: Iterable[Desk],
    times: Mapping[Any, ServiceTime],
    coming: Mapping[Any, float] = MappingProxyType({}),
    *,
    now: datetime,
    runs: int = RUNS,
    seed: int = 1,
) -> Forecast:
    """预计等候 — 把此刻的队伍按叫号的同一规则向前演算几十遍。各窗口正在办理的，按已办时长推算还要多久；之后每次叫号，取该
    窗口各队之首中“权重 × 已等时间”最大者，时长按该业务近期的分布抽取；随后还会来的人，按最近一小时的来人快慢抽取。每张票
    得到几十个等候时长：取中位数，以及十分位到九十分位为范围。没有窗口办理的业务不给时间。

    The queue as it stands, played forward `runs` times with the rule that calls (`choosing.choose`). A window that is
    busy is free after a remainder drawn from the durations longer than the ticket has already taken; from then on it
    takes whom the rule says, for a duration drawn from its service's recent ones (lognormal). People go on coming, at
    `coming` a minute by service: of another line they may weigh more. (That some will have priority is left out; the
    measured error includes it.) The middle is the median of the runs, the range lies between their first and ninth
    decile. The seed is fixed: asking again gives the same answer.

    It is of the "queue length" family of delay estimators (Ibrahim and Whitt, Manufacturing & Service Operations
    Management 11(3), 2009), for several kinds of visitors as in Jouini, Dallery and Akşin (2009), under Kleinrock's
    accumulating priority (1964; Stanford, Taylor and Ziedins, Queueing Systems 77, 2014). Formulas are known for one
    kind of window alone: hence by playing.
    """
    hall = _Hall(list(waiting), list(serving), list(desks), times, coming, now)
    rng = Random(seed)
    for _run in range(runs):
        hall.play(rng)
    return hall.told()


@dataclass
class _Line:
    """Those of one service, or those sent to one window, in their order; `takes`: how long each may occupy a window."""

    rate: float = 0.0
    stands: list[float] = field(default_factory=list)
    takes: list[list[float]] = field(default_factory=list)
    who: list = field(default_factory=list)
    waits: list[list[float]] = field(default_factory=list)


class _Hall:
    """The queue in numbers: lines, the windows that draw from them, and what each run said. Minutes from now."""

    def __init__(self, waiting, serving, desks, times, coming, now):
        self.now = now
        self.likely = {service: time.likely() for service, time in times.items()}
        self.lines = {service: _Line(coming.get(service, 0.0)) for service in times}
        standing = [(self._minutes(one.stands_at), one.number, one) for one in waiting]
        standing += [(0.0, inf, Waiting(NEWCOMER, service, now)) for service in times]
        for stands, _number, one in sorted(standing, key=lambda row: row[:2]):
            self._stand(one, stands)
        self.busy = {one.window: (one.service, -self._minutes(one.since)) for one in serving}
        self.desks = [(desk, self._offers(desk)) for desk in desks]

    def _minutes(self, moment: datetime) -> float:
        return (moment - self.now).total_seconds() / MINUTE

    def _stand(self, one: Waiting, stands: float) -> None:
        key = one.service if one.for_window is None else (SENT, one.for_window)
        line = self.lines.setdefault(key, _Line())
        line.stands.append(stands)
        line.takes.append(self.likely[one.service])
        line.who.append(one.ticket)
        line.waits.append([])

    def _offers(self, desk: Desk) -> list[tuple[float, _Line, list[float]]]:
        """The lines that a window draws from, and what one who is yet to come will take; who was sent weighs one."""
        offers = [
            (weight, self.lines[key], self.likely[key])
            for key, weight in desk.weights.items()
            if key in self.lines
        ]
        sent = self.lines.get((SENT, desk.window))
        return offers + ([(1, sent, [])] if sent else [])

    def _busy_for(self, desk: Desk, rng: Random) -> float:
        if desk.window not in self.busy:
            return rng.expovariate(1 / AWAY) if desk.is_away else 0.0
        service, elapsed = self.busy[desk.window]
        likely = self.likely[service]
        longer = bisect_right(likely, elapsed)
        if longer > MANY - MANY // 50:
            # Longer than nearly all: what has lasted so long lasts on.
            return rng.expovariate(1 / likely[MANY // 2])
        return likely[longer + int(rng.random() * (MANY - longer))] - elapsed

    def play(self, rng: Random) -> None:
        """Once, until the last who stands today has been called; who comes meanwhile is drawn, and called in turn."""
        run = _Run(self.lines.values(), rng)
        free = [(self._busy_for(desk, rng), index) for index, (desk, _offers) in enumerate(self.desks)]
        pace = [exp(rng.gauss(DRIFT, UNKNOWN)) for _desk in self.desks]
        heapify(free)
        while free and run.missing:
            moment, index = free[0]
            taken, later = run.next_for(self.desks[index][1], moment)
            if taken is not None:
                heapreplace(free, (moment + taken * pace[index], index))
            elif later < inf:
                heapreplace(free, (later, index))
            else:
                heappop(free)

    def told(self) -> Forecast:
        tickets, newcomers = {}, {}
        for key, line in self.lines.items():
            before = 0
            for who, waits in zip(line.who, line.waits, strict=True):
                if who is NEWCOMER:
                    newcomers[key] = _expectation(before, waits)
                else:
                    tickets[who] = _expectation(before, waits)
                    before += 1
        return Forecast(tickets, newcomers)


class _Run:
    """How far each line has come in one run."""

    def __init__(self, lines, rng: Random):
        self.stands = {id(line): line.stands + _coming(line.rate, rng) for line in lines}
        self.at = dict.fromkeys(self.stands, 0)
        self.missing = sum(len(line.who) for line in lines)
        self.random = rng.random

    def next_for(self, offers, moment: float) -> tuple[float | None, float]:
        """How long the next at this window will take (no time, if that is who only asks); else when somebody may come."""
        heads, later = [], inf
        for weight, line, takes in offers:
            stands, place = self.stands[id(line)], self.at[id(line)]
            if place < len(stands):
                if place < len(line.who) or stands[place] <= moment:
                    heads.append((weight, stands[place], place, (line, takes)))
                else:
                    later = min(later, stands[place])
        if not heads:
            return None, later
        line, takes = choose(heads, moment)
        place = self.at[id(line)]
        self.at[id(line)] = place + 1
        if place < len(line.who):
            self.missing -= 1
            line.waits[place].append(moment)
            if line.who[place] is NEWCOMER:
                return 0.0, inf
            takes = line.takes[place]
        return takes[int(self.random() * MANY)], inf


def _coming(rate: float, rng: Random) -> list[float]:
    """When others come within the next while, at so many a minute."""
    moments, moment = [], 0.0
    while rate and (moment := moment + rng.expovariate(rate)) < HORIZON:
        moments.append(moment)
    return moments


def _expectation(before: int, waits: list[float]) -> Expectation:
    if not waits:
        return Expectation(before)
    waits.sort()
    last = len(waits) - 1
    return Expectation(before, median(waits), waits[round(last * 0.1)], waits[round(last * 0.9)])
