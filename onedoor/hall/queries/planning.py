"""Who sits where in a week, and whom one may plan."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q
from django.utils import timezone

from onedoor.hall.models import Seat, Window
from onedoor.posts.models import Staff, Tenure
from onedoor.venues.models import Centre
from onedoor.worktime import counting


@dataclass
class Cell:
    """One window on one day: who is there in the morning and in the afternoon."""

    day: date
    is_workday: bool
    halves: list[tuple[str, str, Seat | None]]

    @property
    def all_day(self) -> bool:
        """The same person, or nobody, from morning to evening."""
        first, second = (seat for _half, _label, seat in self.halves)
        return (first and first.staff_id) == (second and second.staff_id)

    @property
    def first(self) -> Seat | None:
        return self.halves[0][2]


@dataclass
class Week:
    monday: date
    days: list[tuple[date, bool]]
    rows: list[tuple[Window, list[Cell]]]
    is_empty: bool

    @property
    def before(self) -> date:
        return self.monday - timedelta(days=7)

    @property
    def after(self) -> date:
        return self.monday + timedelta(days=7)


def week_plan(centre: Centre, monday: date) -> Week:
    """The days from Monday on which the hall works (or somebody is planned), by window."""
    table, days = counting.table(), [monday + timedelta(days=n) for n in range(7)]
    seats = Seat.objects.filter(window__centre=centre, date__in=days).select_related("staff__org")
    held = {(one.window_id, one.date, one.half): one for one in seats}
    shown = [(d, table.is_workday(d)) for d in days if table.is_workday(d) or any(d == k[1] for k in held)]
    windows = (
        Window.objects.filter(centre=centre, is_open=True)
        .select_related("org")
        .prefetch_related("offers__service")
    )
    rows = [
        (
            window,
            [
                Cell(
                    d, works, [(h.value, str(h.label), held.get((window.pk, d, h.value))) for h in Seat.Half]
                )
                for d, works in shown
            ],
        )
        for window in windows
    ]
    return Week(monday, shown, rows, not held)


def people_for(centre: Centre):
    """Who may be planned at a window of this hall: whoever serves at windows and works on its ground."""
    path = centre.region.path
    above = [path[: n + 1] for n, sign in enumerate(path) if sign == "/"]
    held = Tenure.objects.filter(
        Q(until=None) | Q(until__gte=timezone.localdate()),
        post__type__verbs__contains=["hall.serve"],
        post__region__path__in=above,
    )
    return (
        Staff.objects.filter(tenures__in=held, is_active=True)
        .select_related("org")
        .distinct()
        .order_by("name", "pk")
    )
