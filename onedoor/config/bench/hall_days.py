"""Days of a hall that never were: people come, windows call them, and nobody knows beforehand how long it will take.

From the house the day takes the rule that calls, and nothing else. What it knows and no estimate may know: how long each
visit will take, who is slow today, who goes for tea, who does not answer when called.
"""

import heapq
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count, pairwise
from math import exp, log, sqrt
from random import Random

from onedoor.hall.choosing import choose

# Letter: its share of all who come, true minutes and their spread, the minutes that the hall declares.
SERVICES = {
    "A": (0.26, 9, 5.5, 10),
    "B": (0.08, 8, 4, 10),
    "C": (0.13, 17, 10, 15),
    "D": (0.20, 10, 6, 10),
    "E": (0.09, 15, 8, 15),
    "F": (0.07, 18, 9, 20),
    "G": (0.09, 13, 7, 15),
    "H": (0.08, 14, 9, 10),
}
# Each of the eight windows has a service of its own, and helps out with one or two others at half the weight.
WINDOWS = (
    {"A": 2, "D": 1},
    {"B": 2, "A": 1},
    {"C": 2, "A": 1},
    {"D": 2, "A": 1},
    {"E": 2, "C": 1, "A": 1},
    {"F": 2, "H": 1, "D": 1},
    {"G": 2, "F": 1, "A": 1},
    {"H": 2, "G": 1, "E": 1},
)
# Minutes from midnight, and how many come in an hour from then on; lunch from 11:40, the machine stops at 17:30.
COMING = ((510, 30), (540, 42), (600, 40), (660, 24), (700, 0), (840, 30), (900, 38), (960, 28), (1050, 0))
HALVES, TEA = ((510, 720), (840, 1080)), 12
PRIORITY, HEAD_START, ABSENT = 0.06, 30, 0.05
# How far apart the paces of eight clerks lie.
CLERKS = 0.12


@dataclass
class Slip:
    """A ticket: what it was told when it was issued, and when it was called. Minutes from midnight."""

    number: int
    service: str
    issued: float
    stands: float
    takes: float
    told: dict[str, float | None] = field(default_factory=dict)
    called: float = 0.0

    @property
    def waited(self) -> float:
        return self.called - self.issued


class Day:
    """One day, from the first who comes to the last who is called. `told(day, slip)` says what the slip is told."""

    def __init__(self, seed: int, *, crowd: float, told: Callable, before: dict[str, list[float]]):
        self.rng, self.told, self.before, self.now = Random(seed), told, before, 0.0
        self.slips: list[Slip] = []
        self.lines: dict[str, list[Slip]] = {service: [] for service in SERVICES}
        self.finished = defaultdict(list)
        self.last_wait = dict.fromkeys(SERVICES, 0.0)
        self.busy: dict[int, tuple[str, float]] = {}
        self.away: set[int] = set()
        self.events, self.order = [], count()
        self.pace = [exp(self.rng.gauss(0, CLERKS)) for _window in WINDOWS]
        self._people(crowd)
        for window in range(len(WINDOWS)):
            for begin, end in HALVES:
                self._later(self.rng.uniform(begin + 45, end - 45), self._tea, window)

    def _later(self, moment: float, what: Callable, about) -> None:
        heapq.heappush(self.events, (moment, next(self.order), what, about))

    def _people(self, crowd: float) -> None:
        """Poisson by the hour; each brings the minutes that their visit will take at a window of middling pace."""
        letters, shares = list(SERVICES), [share for share, *_minutes in SERVICES.values()]
        for (begin, rate), (end, _next) in pairwise(COMING):
            moment = begin + (self.rng.expovariate(crowd * rate / 60) if rate else end)
            while moment < end:
                service = self.rng.choices(letters, shares)[0]
                stands = moment - HEAD_START * (self.rng.random() < PRIORITY)
                self._later(moment, self._comes, Slip(0, service, moment, stands, self._takes(service)))
                moment += self.rng.expovariate(crowd * rate / 60)

    def _takes(self, service: str) -> float:
        """From the call to the end, lognormal, and the walk to the window; who does not come costs the calls alone."""
        if self.rng.random() < ABSENT:
            return self.rng.uniform(1, 2.5)
        _share, mean, spread, _declared = SERVICES[service]
        square = log(1 + (spread / mean) ** 2)
        return self.rng.uniform(0.3, 1.2) + self.rng.lognormvariate(log(mean) - square / 2, sqrt(square))

    def run(self) -> list[Slip]:
        while self.events:
            self.now, _order, what, about = heapq.heappop(self.events)
            what(about)
            self._call()
        return self.slips

    def _comes(self, slip: Slip) -> None:
        slip.number = len(self.slips) + 1
        self.slips.append(slip)
        line = self.lines[slip.service]
        line.append(slip)
        line.sort(key=lambda one: (one.stands, one.number))
        slip.told = self.told(self, slip)

    def _tea(self, window: int) -> None:
        """Whoever is at the window is served first: nobody new is called meanwhile."""
        self.away.add(window)
        self._later(self.now + self.rng.uniform(0.6, 1.4) * TEA, self.away.discard, window)

    def _free(self, window: int) -> None:
        service, since = self.busy.pop(window)
        self.finished[service].append(self.now - since)

    def _call(self) -> None:
        for window, weights in enumerate(WINDOWS):
            if window in self.busy or window in self.away:
                continue
            lines = [
                (weights[service], line[0])
                for service, line in self.lines.items()
                if line and service in weights
            ]
            slip = choose([(weight, one.stands, one.number, one) for weight, one in lines], self.now)
            if slip is not None:
                self.lines[slip.service].remove(slip)
                slip.called = self.now
                self.last_wait[slip.service] = slip.waited
                self.busy[window] = (slip.service, self.now)
                self._later(self.now + slip.takes * self.pace[window], self._free, window)


def days(number: int, *, seed: int, crowd: float, told: Callable) -> list[Slip]:
    """So many days one after the other; what visits took on the days before is known on the next."""
    before, slips = defaultdict(list), []
    for day in range(number):
        one = Day(seed * 1000 + day, crowd=crowd, told=told, before=before)
        slips += one.run()
        for service, took in one.finished.items():
            before[service] = before[service] + took
    return slips
