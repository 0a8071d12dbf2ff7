"""Several workers ring at the same time: every clock rings once, and nobody waits for the case."""

import threading
from datetime import datetime

import pytest
from django.db import connection
from django.utils.timezone import get_default_timezone

from onedoor.cases import clocks
from onedoor.cases.clocks import Limit
from onedoor.cases.models import Case, Deadline
from onedoor.cases.moving import holding
from onedoor.worktime.counting import WORKING

pytestmark = pytest.mark.django_db(transaction=True)
TZ = get_default_timezone()
PROMISE = Limit("promise", "承诺办理期限", 5, WORKING, since="交办")


@pytest.fixture
def sixty_cases(town):
    opened = datetime(2026, 3, 2, 9, tzinfo=TZ)
    for number in range(60):
        case = Case.objects.create(
            code=str(number), title="t", region=town.grid, region_path=town.grid.path, opened_at=opened
        )
        clocks.start(case, PROMISE, at=opened)


def in_threads(count, work):
    """Run `work` in that many threads that start together; what each returned."""
    together, results = threading.Barrier(count), []

    def run():
        try:
            together.wait()
            results.append(work())
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_every_clock_rings_once_when_four_workers_ring(sixty_cases):
    now = datetime(2026, 4, 1, 9, tzinfo=TZ)

    def ring_until_silent():
        rung = []
        while some := clocks.ring(now, batch=7):
            rung += [clock.pk for clock, _verb in some]
        return rung

    rung = [key for keys in in_threads(4, ring_until_silent) for key in keys]
    rung += [clock.pk for clock, _verb in clocks.ring(now)]
    assert len(rung) == 60
    assert set(rung) == set(Deadline.objects.filter(state="missed").values_list("pk", flat=True))


def test_a_clock_being_stopped_is_passed_over_and_never_reported_missed(sixty_cases):
    now = datetime(2026, 4, 1, 9, tzinfo=TZ)
    case = Case.objects.get(code="0")
    with holding(case.pk) as held:
        clocks.stop(held[case.pk], "promise")
        (rung,) = in_threads(1, lambda: {clock.case.code for clock, _verb in clocks.ring(now)})
    assert len(rung) == 59
    assert "0" not in rung
    assert clocks.ring(now) == []
