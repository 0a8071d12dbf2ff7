"""A booking among ten thousand times, over HTTP and in one process, beside its own writes by bare SQL; and the pages around."""

import time
from collections.abc import Callable, Iterator
from itertools import count
from urllib.parse import urlencode

from django.db import connection
from django.urls import reverse

from onedoor.appointments import actions
from onedoor.appointments.limits import MOST_ON_A_PAGE
from onedoor.appointments.models import Appointment, Slot
from onedoor.appointments.queries.free import free_slots
from onedoor.config.bench.again import Again
from onedoor.config.bench.bare import caught
from onedoor.config.bench.bookings_office import LOGIN, Office
from onedoor.config.bench.figures import Figure, Goal, percentile
from onedoor.config.bench.pages import Visitor, page_figure
from onedoor.config.bench.site import Site

MOST_MS = 100
BARE_FREE = """SELECT id, starts_at, provider_id FROM appointments_slot WHERE service_id = %s AND state = 'free'
AND starts_at > now() ORDER BY starts_at, provider_id LIMIT %s"""


class Booker:
    """Whoever books at the desk for somebody with a number, who wants a message: the fullest way, with a room and a word to the provider."""

    def __init__(self, office: Office, site: Site):
        self.office, self.site, self.visitor = office, site, Visitor(site, "guide")
        self.phones = count(13_900_000_000)
        self.slots, self.bare = office.of_week(), office.of_one(0, since=5)
        self.worked: list[float] = []
        # Of the two presses over HTTP, each on its own: how long somebody looks at a page that does not answer.
        self.presses: list[float] = []
        with caught() as sent:
            self.by_action(first := self.slots.pop())
        self.again = Again(sent, first)

    def by_action(self, slot: Slot) -> float:
        began, worked = time.perf_counter(), time.process_time()
        told = {"phone": str(next(self.phones)), "tell": Appointment.Tell.SMS}
        actions.book_slot(slot, by=self.visitor.actor, **told)
        self.worked.append((time.process_time() - worked) * 1000)
        return (time.perf_counter() - began) * 1000

    def over_http(self, many: int) -> list[float]:
        """Held and confirmed, each by a press of its own: how long both took together."""
        lane = [request for _n in range(many) for request in self._presses(self.slots.pop())]
        times = self.site.load([lane], count=len(lane), seconds=120, wanted="302")["times"]
        self.presses += times
        return [held + booked for held, booked in zip(times[::2], times[1::2], strict=True)]

    def _presses(self, slot: Slot) -> list[dict]:
        contact = {"phone": str(next(self.phones)), "tell": Appointment.Tell.SMS}
        held = self._press(reverse("appointments:hold", args=[slot.pk]), {})
        return [held, self._press(reverse("appointments:confirm"), contact)]

    def _press(self, path: str, form: dict) -> dict:
        cookie = self.visitor.cookie
        secret = dict(one.split("=", 1) for one in cookie.split("; "))["csrftoken"]
        kind = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookie}
        body = urlencode({**form, "csrfmiddlewaretoken": secret})
        return {"method": "POST", "path": path, "headers": kind, "body": body}


def measure(site: Site, office: Office, *, repeats: int, looks: int) -> Iterator[Figure]:
    """Booking first: the pages are then those of a week in which hundreds have a time."""
    booker = Booker(office, site)
    yield from _booking(booker, repeats, looks)
    yield _free(office, repeats, looks)
    yield from _pages(booker, repeats, looks)


def _booking(booker: Booker, repeats: int, looks: int) -> list[Figure]:
    """Each way in turn with the bare writes; none is lost and none is given twice."""
    booked, slots = Appointment.objects.filter(status="booked"), Slot.objects.count()
    before = booked.count()
    bound = "the same writes and locks by bare SQL, p95"
    # Both presses together have no goal of their own: each has, and the whole of one booking in one process.
    http = Figure(f"booking.http.{slots}.p95", "ms", bound=bound)
    action = Figure(f"booking.action.{slots}.p95", "ms", bound=bound, goal=Goal(MOST_MS))
    press = Figure(f"booking.press.{slots}.p95", "ms", goal=Goal(MOST_MS))
    ways: tuple[tuple[Figure, Callable[[], list[float]]], ...] = (
        (http, lambda: booker.over_http(looks)),
        (action, lambda: [booker.by_action(booker.slots.pop()) for _n in range(looks)]),
    )
    middles: dict[str, list[float]] = {http.name: [], action.name: []}
    bare_middles = []
    booker.over_http(5)
    for _repeat in range(repeats):
        booker.presses.clear()
        bare = [booker.again.book(booker.bare.pop()) for _n in range(looks)]
        bare_middles.append(percentile(bare, 0.5))
        for figure, way in ways:
            times = way()
            figure.values.append(percentile(times, 0.95))
            figure.bound_values.append(percentile(bare, 0.95))
            middles[figure.name].append(percentile(times, 0.5))
        press.values.append(percentile(booker.presses, 0.95))
    for figure in (http, action):
        figure.more = {
            "p50": round(percentile(middles[figure.name], 0.5), 2),
            "bound_p50": round(percentile(bare_middles, 0.5), 2),
        }
    # What the neighbours of a busy machine cannot make longer.
    action.more["cpu_p50"] = round(percentile(booker.worked, 0.5), 2)
    if lost := before + 5 + 3 * repeats * looks - booked.count():
        raise RuntimeError(f"{lost} bookings were lost")
    return [http, press, action]


def _free(office: Office, repeats: int, looks: int) -> Figure:
    """The first page of free times, as the page asks for it."""
    figure = Figure(
        f"free_times.{office.slots().count()}.p95",
        "ms",
        bound="their keys by one bare statement, p95",
        goal=Goal(20),
    )

    def bare() -> None:
        with connection.cursor() as cursor:
            cursor.execute(BARE_FREE, [office.service.pk, MOST_ON_A_PAGE])
            cursor.fetchall()

    for _repeat in range(repeats):
        figure.bound_values.append(_p95(bare, looks))
        figure.values.append(_p95(lambda: list(free_slots(office.service, lead=0)[:MOST_ON_A_PAGE]), looks))
    return figure


def _p95(do: Callable[[], object], times: int) -> float:
    taken = []
    for _n in range(times):
        began = time.perf_counter()
        do()
        taken.append((time.perf_counter() - began) * 1000)
    return percentile(taken, 0.95)


def _pages(booker: Booker, repeats: int, looks: int) -> list[Figure]:
    office, site, day = booker.office, booker.site, booker.office.busy_day
    asked = (
        ("times", booker.visitor, reverse("appointments:times", args=[office.service.pk])),
        ("day", booker.visitor, f"{reverse('appointments:day')}?day={day}"),
        ("week", Visitor(site, LOGIN), f"{reverse('appointments:week')}?day={day}"),
        ("setup", Visitor(site, "operator"), reverse("appointments:setup")),
    )
    return [
        page_figure(who, f"appointments_{name}", [path], MOST_MS, repeats, looks) for name, who, path in asked
    ]
