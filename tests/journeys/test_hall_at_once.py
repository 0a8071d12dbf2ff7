"""二十二个窗口同时叫号 — a thousand presses over five hundred numbers: each is called once, in its turn, and none is lost."""

import threading
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from random import Random
from uuid import uuid4

import pytest
from django.db import connections
from django.utils import timezone

from onedoor.config.bench.hall_line import CrowdedHall
from onedoor.hall import actions
from onedoor.hall.actions import Coming, issue
from onedoor.hall.choosing import choose
from onedoor.hall.models import Period, Ticket

WINDOWS, TICKETS, LATE, PRESSES = 22, 500, 20, 1000


def comes(hall, number: int):
    return issue(uuid4(), Coming(services=[hall.service(number)]), hall.centre, by=hall.machine)[0].pk


def press(hall, place: int, times: int) -> list:
    """A window presses that often. Whoever is called has gone, but every fifth: who is served, and leaves."""
    window, clerk, called, chance = hall.windows[place], hall.clerks[place], [], Random(place)
    for _time in range(times):
        ticket = actions.call_next(window, by=clerk)
        called.append(ticket and ticket.pk)
        if ticket and chance.random() < 0.2:
            actions.serve(ticket, by=clerk)
            actions.finish(ticket, by=clerk)
        elif ticket:
            actions.miss(ticket, by=clerk)
    return called


def at_once(*acts):
    """Each in a thread and on a connection of its own, begun together; the first that fails fails the test."""
    start = threading.Barrier(len(acts))

    def run(act):
        try:
            start.wait(timeout=60)
            return act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as threads:
        return [done.result(timeout=240) for done in [threads.submit(run, act) for act in acts]]


@pytest.fixture
def hall(transactional_db, town):
    return CrowdedHall(town.centre, [town.actor("clerk", name=f"窗口{n}") for n in range(WINDOWS)])


def calls() -> list[tuple]:
    """(moment, window, ticket) of every call, as they were made."""
    rows = Period.objects.filter(kind=Period.Kind.CALLED).order_by("began_at", "pk")
    return list(rows.values_list("began_at", "window_id", "ticket_id"))


def not_in_turn(hall) -> list:
    """The numbers called while another, by the rule, was first for that window at that moment; told from the rows."""
    weights = {window.pk: dict(window.offers.values_list("service_id", "weight")) for window in hall.windows}
    lines = defaultdict(list)
    for ticket in Ticket.objects.select_related("visit").order_by("stands_at", "number"):
        lines[ticket.service_id].append(ticket)
    wrong = []
    for moment, window, called in calls():
        heads = []
        for service, weight in weights[window].items():
            one = next((one for one in lines[service] if one.visit.came_at <= moment), None)
            heads += [(weight, one.stands_at, one.number, one.pk)] if one else []
        if choose(heads, moment) != called:
            wrong.append(called)
        for line in lines.values():
            line[:] = [one for one in line if one.pk != called]
    return wrong


def broken_stays() -> list:
    """Tickets whose periods do not follow each other without a gap, or whose last is open though their visit is over."""
    stays = defaultdict(list)
    for period in Period.objects.order_by("ticket", "began_at", "pk"):
        stays[period.ticket_id].append(period)
    over = set(Ticket.objects.filter(status__in=("done", "left")).values_list("pk", flat=True))
    wrong = []
    for ticket, periods in stays.items():
        ends = [period.ended_at for period in periods]
        joints = list(zip(ends[:-1], [period.began_at for period in periods[1:]], strict=True))
        is_closed = ends[-1] is not None
        if any(end is None or end > begin for end, begin in joints) or is_closed != (ticket in over):
            wrong.append(ticket)
    return wrong


def test_a_thousand_presses_of_22_windows_call_500_numbers_once_each_and_in_turn(hall):
    hall.fill(TICKETS - LATE)
    first = set(Ticket.objects.values_list("pk", flat=True))
    shares = [PRESSES // WINDOWS + (place < PRESSES % WINDOWS) for place in range(WINDOWS)]
    # The last few take their number while the windows press.
    *pressed, came = at_once(
        *(partial(press, hall, *told) for told in enumerate(shares)),
        lambda: [comes(hall, number) for number in range(LATE)],
    )
    called = [pk for pks in pressed for pk in pks if pk]
    assert (sum(map(len, pressed)), len(first | set(came))) == (PRESSES, TICKETS)
    assert Counter(called) == Counter(first | set(came))
    assert Counter(pk for _moment, _window, pk in calls()) == Counter(called)
    assert not Ticket.objects.exclude(status__in=("missed", "done")).exists()
    assert not_in_turn(hall) == []
    assert broken_stays() == []


def test_a_call_out_of_turn_and_a_stay_with_a_hole_are_found(hall):
    hall.fill(30)
    window, clerk = hall.windows[0], hall.clerks[0]
    in_turn = actions.call_next(window, by=clerk)
    actions.miss(in_turn, by=clerk)
    assert (not_in_turn(hall), broken_stays()) == ([], [])
    last = Ticket.objects.waiting().filter(service=hall.service(0)).last()
    actions.call_this(last, window, by=clerk)
    assert not_in_turn(hall) == [last.pk]
    Period.objects.filter(ticket=in_turn, ended_at=None).update(ended_at=timezone.now())
    assert broken_stays() == [in_turn.pk]
