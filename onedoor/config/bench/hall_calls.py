"""Twenty-two windows that press "next" at once, beside the bare statements of the same call under the same lock."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from statistics import median

from django.db import connection, connections
from django.utils import timezone

from onedoor.config.bench.bare import pgbench
from onedoor.config.bench.figures import Figure, percentile
from onedoor.config.bench.hall_line import CrowdedHall
from onedoor.config.bench.site import settle
from onedoor.hall import actions
from onedoor.hall.models import Day, Ticket
from onedoor.posts.actor import Actor
from onedoor.posts.models import Org, Staff
from onedoor.posts.tenures import posts_held

WINDOWS, LINE = 22, 2500
# Whoever is called has gone: a second transaction under the same lock frees the window. Ours misses them, the bare one
# puts them to the end of the line, which then never runs out.
CALL = """SELECT id AS t FROM hall_ticket WHERE day_id = '{day}' AND status = 'issued' AND for_window_id IS NULL
AND for_staff_id IS NULL AND service_id = :s ORDER BY stands_at, number LIMIT 1 \\gset
UPDATE hall_ticket SET status = 'called', window_id = :w, calls = 1, called_at = clock_timestamp() WHERE id = :t::uuid;
"""
FREE = """UPDATE hall_ticket SET status = 'issued', window_id = NULL, stands_at = clock_timestamp() WHERE id = :t::uuid;
"""
LOCKED = """BEGIN;
SELECT id FROM hall_day WHERE id = '{day}' FOR UPDATE;
{change}UPDATE hall_period SET ended_at = clock_timestamp() WHERE ticket_id = :t::uuid AND ended_at IS NULL;
INSERT INTO hall_period (id, ticket_id, kind, service_id, window_id, post_id, began_at)
VALUES (gen_random_uuid(), :t::uuid, '{kind}', :s, :w, {post}, clock_timestamp());
SELECT pg_notify('onedoor_live', 'hall:{centre}');
END;
"""


@dataclass
class Bare:
    """What `pgbench` is told; the client's number says which window it is."""

    text: str


def measure(name: str, *, repeats: int, seconds: float) -> list[Figure]:
    """Both in turn: as many calls as 22 windows get done in so many seconds, in one process and by bare SQL."""
    hall = CrowdedHall(_org(), _clerks())
    hall.fill(LINE)
    settle()
    calls = Figure(
        f"hall_calls.{WINDOWS}", "calls/s", bound="the statements of one call and its end, by pgbench"
    )
    waited: list[float] = []
    for _repeat in range(repeats):
        took, lasted = _pressed(hall, seconds)
        waited += took
        calls.values.append(len(took) / lasted)
        calls.bound_values.append(pgbench(_bare(hall), database=name, clients=WINDOWS, seconds=seconds))
    if twice := len(waited) - Ticket.objects.filter(status="missed", day__centre=hall.centre).count():
        raise RuntimeError(f"{twice} numbers were called twice")
    calls.more = {
        "p50_ms": round(median(waited) * 1000, 1),
        "p95_ms": round(percentile(waited, 0.95) * 1000, 1),
    }
    return [calls]


def _org() -> Org:
    """A unit that has no hall yet."""
    return Org.objects.filter(centre=None, kind=Org.Kind.DEPARTMENT).select_related("region")[0]


def _clerks() -> list[Actor]:
    staff = Staff.objects.get(username="clerk")
    post = next(post for post in posts_held(staff) if "hall.serve" in post.type.verbs)
    people = [Staff(username=f"bench-{n}", name=f"窗口{n}") for n in range(WINDOWS)]
    return [Actor(one, post) for one in Staff.objects.bulk_create(people)]


def _pressed(hall: CrowdedHall, seconds: float) -> tuple[list[float], float]:
    """How long each press took, over so many seconds of 22 windows in threads and on connections of their own."""
    start = threading.Barrier(WINDOWS)

    def press(place: int) -> list[float]:
        window, clerk, took = hall.windows[place], hall.clerks[place], []
        connection.ensure_connection()
        start.wait(timeout=60)
        until = time.perf_counter() + seconds
        while (began := time.perf_counter()) < until and (ticket := actions.call_next(window, by=clerk)):
            took.append(time.perf_counter() - began)
            actions.miss(ticket, by=clerk)
        connections.close_all()
        return took

    with ThreadPoolExecutor(WINDOWS) as threads:
        told = [one for took in threads.map(press, range(WINDOWS)) for one in took]
    return told, seconds


def _bare(hall: CrowdedHall) -> Bare:
    day = Day.objects.get(centre=hall.centre, date=timezone.localdate()).pk
    told = {"day": day, "post": hall.clerks[0].post.pk, "centre": hall.centre.pk}
    first, services = hall.windows[0].pk, hall.services
    sets = f"\\set w {first} + :client_id\n\\set s {services[0].pk} + random(0, {len(services) - 1})\n"
    call = LOCKED.format(change=CALL.format(day=day), kind="called", **told)
    return Bare(sets + call + LOCKED.format(change=FREE, kind="waiting", **told))
