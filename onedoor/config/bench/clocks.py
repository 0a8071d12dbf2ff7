"""Ringing clocks, with what each ring leaves on the timelines and what follows from it, beside the bare writes."""

import time

from django.db import connection
from django.utils import timezone

from onedoor.cases.ringing import ring_all
from onedoor.config.bench.figures import Figure, Goal
from onedoor.posts.given import system_actor

# Ten thousand within half of the minute that a round has.
ENOUGH = Goal(334, at_least=True)
QUIET = "UPDATE cases_deadline SET alarm_at = now() + interval '1 day' WHERE state = 'running'"
DUE = """UPDATE cases_deadline SET alarm_at = now() - interval '1 minute', warned = false, due_at = now() + interval '9 days'
WHERE id IN (SELECT d.id FROM cases_deadline d JOIN cases_case c ON c.id = d.case_id
             WHERE d.state = 'running' AND c.closed_at IS NULL ORDER BY d.id LIMIT %s)"""
BARE = """WITH rung AS (
    UPDATE cases_deadline SET warned = true, alarm_at = due_at
    WHERE state = 'running' AND alarm_at <= now() RETURNING case_id, id, kind, due_at
), ranked AS (SELECT *, row_number() OVER () AS n FROM rung)
INSERT INTO cases_event (id, case_id, seq, verb, label, at, post_id, about, note, facts, digest)
SELECT gen_random_uuid(), case_id, %s * 1000000 + n,
    'deadline.near', '即将到期', now(), %s, 'deadline:' || id, '办理期限',
    jsonb_build_object('kind', kind, 'due_at', due_at, 'org', null), repeat('0', 64) FROM ranked"""


def measure(most: int, *, repeats: int) -> list[Figure]:
    """Both sides work on the same rows in turn."""
    rate = Figure(
        "ring",
        "clocks/s",
        bound="bare UPDATE … RETURNING of the clocks and INSERT of as many events",
        goal=ENOUGH,
    )
    seconds = []
    for repeat in range(1, repeats + 1):
        clocks = _make_due(most)
        rate.bound_values.append(clocks / _bare(repeat))
        _make_due(most)
        began = time.perf_counter()
        rung = ring_all(by=system_actor(), now=timezone.now())
        seconds.append(time.perf_counter() - began)
        if rung != clocks:
            raise RuntimeError(f"{clocks} clocks were due, {rung} rang")
        rate.values.append(rung / seconds[-1])
    rate.more = {"clocks": clocks, "seconds": [round(s, 2) for s in seconds]}
    return [rate]


def _make_due(count: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(QUIET)
        cursor.execute(DUE, [count])
        return cursor.rowcount


def _bare(repeat: int) -> float:
    post, began = system_actor().post.pk, time.perf_counter()
    with connection.cursor() as cursor:
        cursor.execute(BARE, [repeat, post])
    return time.perf_counter() - began
