"""Centres with a room and a hall to test in; a Monday morning on which nothing is booked yet."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from onedoor.cases.models import Case
from onedoor.cases.opening import draft_cases
from onedoor.venues import actions
from onedoor.venues.models import Centre, Equipment

MONDAY = date(2026, 11, 23)
MORNING, NOON, AFTERNOON, EVENING = time(8, 30), time(12), time(14, 30), time(18)
WORKDAYS = [
    (day, opens, closes) for day in range(1, 6) for opens, closes in ((MORNING, NOON), (AFTERNOON, EVENING))
]


def at(clock: str, day: date = MONDAY) -> datetime:
    """`at("10:00")` on that Monday."""
    return timezone.make_aware(datetime.combine(day, time.fromisoformat(clock)))


def opened(town) -> Case:
    """A case of the street's, about which nobody else is to read."""
    by = town.actor("dispatcher", org=town.street_centre)
    (case,) = draft_cases([("邻里漏水纠纷", town.community, Case.Secrecy.NORMAL)], by=by)
    case.save(force_insert=True)
    return case


class House:
    """The district's centre and a street's, each with a mediation room; the hall of the district's has a water dispenser."""

    def __init__(self, town):
        self.town = town
        self.keeper = town.actor("operator")
        self.centre = self._centre(town.centre)
        self.street = self._centre(town.street_centre)
        self.other_street = self._centre(town.other_street_centre)
        self.room = self.room_in(self.centre)
        self.street_room = self.room_in(self.street)
        self.water = actions.enter_equipment(
            self.centre, by=self.keeper, kind=Equipment.Kind.WATER, place="大厅东侧"
        )

    def _centre(self, org) -> Centre:
        return actions.open_centre(
            org, by=self.keeper, name=org.name, address="示范路1号", lon=105.72, lat=34.58
        )

    def room_in(self, centre, name="第一调解室", **more):
        told = {"name": name, "kind": "mediation", "floor": "2", "number": "203", "capacity": 12} | more
        return actions.open_room(centre, by=self.keeper, hours=WORKDAYS, **told)

    def booked(self, begin="10:00", until="11:00", *, by=None, room=None, work="mediation", days=0):
        day = MONDAY + timedelta(days=days)
        by = by or self.town.actor("handler")
        return actions.book(room or self.room, at(begin, day), at(until, day), work, by=by)
