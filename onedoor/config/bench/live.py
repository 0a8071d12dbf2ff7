"""From the press of "next" to the screens of the hall: by the stream, and by asking every second, in turn."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.utils import timezone

from onedoor.config import processes
from onedoor.config.bench.figures import Figure, Goal, percentile
from onedoor.config.bench.site import HOST, Site, url_of
from onedoor.hall import actions as hall
from onedoor.hall.models import Offer, Policy, Service, Sitting, Ticket, Window
from onedoor.posts.actor import Actor
from onedoor.posts.given import resident_actor
from onedoor.posts.models import Org, Staff
from onedoor.posts.tenures import posts_held
from onedoor.venues.models import Centre

SCREENS = (50, 500)
EVERY, BETWEEN = 1.0, 0.4
TICKS = os.sysconf("SC_CLK_TCK")
A_SECOND = Goal(1000)


class Queue:
    """A hall of eight windows in which one window calls, and enough people wait."""

    def __init__(self, presses: int):
        clerk = Staff.objects.get(username="clerk")
        acting = [Actor(clerk, post) for post in posts_held(clerk)]
        self.by = next(actor for actor in acting if actor.holds("hall.serve"))
        free = Org.objects.filter(centre=None, region__path__startswith=self.by.post.region.path)
        org = free.select_related("region").first()
        self.centre = Centre.objects.create(org=org, region=org.region, name="测速大厅")
        Policy.objects.create(centre=self.centre, is_always_open=True)
        self.service = Service.objects.create(centre=self.centre, code="intake", name="综合受理", letter="A")
        windows = [Window.objects.create(centre=self.centre, number=n, name="综合受理") for n in range(1, 9)]
        Offer.objects.bulk_create(Offer(window=one, service=self.service) for one in windows)
        self.window = windows[0]
        hall.sit_down(self.window, by=self.by)
        self._seat(windows[1:])
        for _n in range(presses):
            hall.issue(uuid4(), hall.Coming(services=[self.service]), self.centre, by=resident_actor())

    def _seat(self, windows: list[Window]) -> None:
        others = Staff.objects.exclude(pk=self.by.staff.pk).order_by("pk")[: len(windows)]
        now = timezone.now()
        Sitting.objects.bulk_create(
            Sitting(window=window, staff=staff, post=self.by.post, since=now)
            for window, staff in zip(windows, others, strict=True)
        )

    def press(self) -> tuple[Ticket, float]:
        """Who was called, and when the button was pressed."""
        pressed = time.monotonic()
        return hall.call_next(self.window, by=self.by), pressed

    def done(self, ticket: Ticket) -> None:
        """What follows at the window, which the screens show as well."""
        hall.finish(hall.serve(ticket, by=self.by), by=self.by)


@dataclass
class Cost:
    """What the processes of a server took: seconds of CPU, and memory at the end."""

    seconds: list[float] = field(default_factory=list)
    megabytes: float = 0


def measure(site: Site, name: str, *, repeats: int, presses: int) -> Iterator[Figure]:
    queue = Queue(presses * repeats * len(SCREENS) * 2)
    with live_process(name) as live:
        for count in SCREENS:
            yield _figure(queue, live, site, count, repeats, presses)


def _figure(queue: Queue, live: Site, site: Site, count: int, repeats: int, presses: int) -> Figure:
    figure = Figure(f"live.{count}.p95", "ms", bound=f"asking every {EVERY:g} s, p95", goal=A_SECOND)
    number, middles, asked_middles, ours, theirs = queue.centre.pk, [], [], Cost(), Cost()
    for _repeat in range(repeats):
        asked = _round(queue, site, f"/now/hall/{number}/", count, EVERY, presses, theirs)
        told = _round(queue, live, f"/live/hall/{number}/", count, 0, presses, ours)
        figure.bound_values.append(percentile(asked, 0.95))
        figure.values.append(percentile(told, 0.95))
        asked_middles.append(percentile(asked, 0.5))
        middles.append(percentile(told, 0.5))
    figure.more = {
        "p50": round(percentile(middles, 0.5), 1),
        "asked_p50": round(percentile(asked_middles, 0.5), 1),
        "cpu_percent": round(percentile(ours.seconds, 0.5), 1),
        "asked_cpu_percent": round(percentile(theirs.seconds, 0.5), 1),
        "megabytes": round(ours.megabytes),
        "asked_megabytes": round(theirs.megabytes),
    }
    return figure


def _round(
    queue: Queue, site: Site, path: str, count: int, every: float, presses: int, cost: Cost
) -> list[float]:
    """How long each press took to each screen, in milliseconds: until it showed that call or a newer one."""
    with screens(site, path, count, every) as report:
        used, began, pressed = cpu_of(site.pid), time.monotonic(), {}
        for _press in range(presses):
            ticket, moment = queue.press()
            pressed[ticket.label] = moment
            time.sleep(max(BETWEEN, every * 1.2))
            queue.done(ticket)
        cost.seconds.append(100 * (cpu_of(site.pid) - used) / (time.monotonic() - began))
        cost.megabytes = max(cost.megabytes, memory_of(site.pid))
        time.sleep(every)
    end = time.monotonic()
    return [1000 * (shown(seen, label, end) - at) for seen in report["seen"] for label, at in pressed.items()]


def shown(seen: list, label: str, end: float) -> float:
    """When the screen was as new as this call; one that never was, at the end of the round."""
    return next((moment for newest, moment in seen if newest >= label), end)


@contextmanager
def screens(at: Site, path: str, count: int, every: float) -> Iterator[dict]:
    """Filled with what the screens saw, when the block has ended."""
    order = {"host": HOST, "port": at.port, "path": path, "count": count, "every": every}
    words = [sys.executable, "-m", "onedoor.config.bench.followers"]
    report: dict = {}
    with subprocess.Popen(
        words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=settings.ROOT
    ) as child:
        child.stdin.write(json.dumps(order) + "\n")
        child.stdin.flush()
        if child.stdout.readline().strip() != "ready":
            raise RuntimeError("the screens show nothing")
        yield report
        said, _nothing = child.communicate()
    report.update(json.loads(said))


@contextmanager
def live_process(name: str) -> Iterator[Site]:
    """As `manage.py start` starts it, with room for as many as are measured."""
    most = str(2 * max(SCREENS))
    with processes.own_port(HOST, 8750) as port:
        told = {"DATABASE_URL": url_of(name), "LIVE_MOST": most, "LIVE_MOST_OF_ONE": most, "DB_POOL": "0"}
        child = processes.started(processes.live(HOST, port), settings.ROOT, **told)
        try:
            processes.wait_for(HOST, port, child)
            yield Site(port, child.pid)
        finally:
            child.terminate()
            child.wait(timeout=processes.GRACE)


def family(pid: int) -> list[int]:
    """A process and its children, as Linux lists them."""
    found = [pid]
    for one in found:
        found += [
            int(child)
            for task in Path(f"/proc/{one}/task").glob("*/children")
            for child in task.read_text().split()
        ]
    return found


def cpu_of(pid: int) -> float:
    """Seconds that a server and its children have worked so far."""
    spent = 0
    for one in family(pid):
        after_name = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
        spent += int(after_name[11]) + int(after_name[12])
    return spent / TICKS


def memory_of(pid: int) -> float:
    """Megabytes that they hold together."""
    told = [Path(f"/proc/{one}/status").read_text() for one in family(pid)]
    return sum(int(text.partition("VmRSS:")[2].split()[0]) for text in told) / 1024
