"""Sixty-four who want the same time at the same moment, each on a connection of their own: one has it, sixty-three are told."""

import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from django.db import connection, connections

from onedoor.appointments import actions
from onedoor.appointments.models import Appointment, Slot
from onedoor.config.bench.bookings_office import Office
from onedoor.config.bench.figures import Figure, Goal, percentile
from onedoor.kit.problems import NotNow

CLIENTS, ROUNDS, LONGEST = 64, 100, 60
WON, TOLD = "won", "told"


def measure(office: Office) -> list[Figure]:
    """How long a round takes until all are answered, and how often it was not exactly one: never."""
    slots = office.of_one(1, since=4)[:ROUNDS]
    answers, seconds, backends = rounds(slots, office.resident)
    rows = Counter(Appointment.objects.filter(slot__in=slots).values_list("slot", flat=True))
    exactly = sum(heard == {WON: 1, TOLD: CLIENTS - 1} for heard in answers)
    wrong = sum(rows[slot.pk] != 1 for slot in slots) + len(slots) - exactly
    asked = len(slots) * CLIENTS
    unanswered = asked - sum(heard[WON] + heard[TOLD] for heard in answers)
    more = {"rounds": len(slots), "exactly_one": exactly, "asked": asked, "connections": len(backends)}
    took = [1000 * one for one in seconds]
    return [
        Figure(f"rush.{CLIENTS}.not_one", "rounds", [wrong], goal=Goal(0), more=more),
        Figure(f"rush.{CLIENTS}.unanswered", "clients", [unanswered], goal=Goal(0)),
        Figure(f"rush.{CLIENTS}.round", "ms", took, more={"p95": round(percentile(took, 0.95), 1)}),
    ]


def rounds(slots: list[Slot], by) -> tuple[list[Counter], list[float], set[int]]:
    """Of each slot who heard what and how long it took, and the server's processes that answered."""
    start, ended = threading.Barrier(CLIENTS), threading.Barrier(CLIENTS)
    heard: list[Counter] = [Counter() for _slot in slots]
    seconds, backends, lock = [0.0] * len(slots), set(), threading.Lock()

    def client(place: int) -> None:
        connection.ensure_connection()
        with lock:
            backends.add(connection.connection.info.backend_pid)
        for number, slot in enumerate(slots):
            start.wait(timeout=LONGEST)
            began = time.perf_counter()
            answer = _asked(slot, by)
            with lock:
                heard[number][answer] += 1
            ended.wait(timeout=LONGEST)
            if place == 0:
                seconds[number] = time.perf_counter() - began
        connections.close_all()

    with ThreadPoolExecutor(CLIENTS) as threads:
        list(threads.map(client, range(CLIENTS)))
    return heard, seconds, backends


def _asked(slot: Slot, by) -> str:
    try:
        actions.book_slot(slot, by=by)
    except NotNow:
        return TOLD
    return WON
