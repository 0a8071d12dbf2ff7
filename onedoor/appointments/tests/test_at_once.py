"""Many at one time of one provider, each on a connection of their own: the database gives it to one."""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import time

import pytest
from django.db import connection, connections

from onedoor.appointments import actions
from onedoor.appointments.models import Appointment, Change
from onedoor.appointments.tests.people import Office
from onedoor.kit.problems import NotNow

# The bench plays a hundred rounds (`manage.py bench --only rush`).
AT_ONE_SLOT, ROUNDS = 64, 10
LONGEST = 60
TAKEN = "这个时间刚刚被约走了"


def told(slot, by) -> str:
    """What somebody hears who asks for this time."""
    try:
        actions.book_slot(slot, by=by)
    except NotNow as refusal:
        return refusal.message.partition("，")[0]
    return "won"


def at_once(slots, by) -> tuple[list[Counter], set[int]]:
    """All at one slot after the other, begun together: who heard what, and the server's processes that answered."""
    start, lock = threading.Barrier(AT_ONE_SLOT), threading.Lock()
    heard: list[Counter] = [Counter() for _slot in slots]
    backends = set()

    def client(_place):
        connection.ensure_connection()
        try:
            for number, slot in enumerate(slots):
                start.wait(timeout=LONGEST)
                answer = told(slot, by)
                with lock:
                    heard[number][answer] += 1
            with lock:
                backends.add(connection.connection.info.backend_pid)
        except BaseException:
            start.abort()
            raise
        finally:
            connections.close_all()

    with ThreadPoolExecutor(AT_ONE_SLOT) as threads:
        list(threads.map(client, range(AT_ONE_SLOT)))
    return heard, backends


@pytest.mark.django_db(transaction=True)
def test_of_sixty_four_at_one_slot_exactly_one_has_it_round_after_round(monday, transactional_db, town):
    office = Office(town)
    actions.set_service(office.legal, by=office.keeper, minutes=5)
    office.comes(office.law, office.legal, begins=time(9), ends=time(18))
    slots = list(office.law.slots.order_by("starts_at")[:ROUNDS])
    heard, backends = at_once(slots, town.portal)
    assert heard == [{"won": 1, TAKEN: AT_ONE_SLOT - 1}] * ROUNDS
    assert (len(slots), len(backends)) == (ROUNDS, AT_ONE_SLOT)
    rows = Counter(Appointment.objects.values_list("slot", "status"))
    assert rows == {(slot.pk, "booked"): 1 for slot in slots}
    assert Counter(Change.objects.values_list("name", flat=True)) == {"begin": ROUNDS, "book": ROUNDS}
