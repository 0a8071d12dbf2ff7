"""A crowded hall: as many windows as there are clerks, five services, and a long line; for the bench and for tests."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from onedoor.cases.models import Slip
from onedoor.hall import actions
from onedoor.hall.models import Day, Need, Offer, Period, Series, Service, Ticket, Visit, Window
from onedoor.posts.given import resident_actor
from onedoor.venues.models import Centre

LETTERS = "ABCDE"
WEIGHTS = (3, 2, 1)
APART = timedelta(seconds=30)


class CrowdedHall:
    """Each window has a service of its own and helps two others at less weight."""

    def __init__(self, org, clerks):
        self.centre = Centre.objects.create(org=org, region=org.region, name=org.name)
        self.services = [
            Service.objects.create(
                centre=self.centre, code=f"s-{letter.lower()}", name=f"业务{letter}", letter=letter
            )
            for letter in LETTERS
        ]
        self.clerks, self.windows = clerks, []
        for place, clerk in enumerate(clerks):
            window = Window.objects.create(centre=self.centre, number=place + 1, name="综合受理")
            for step, weight in enumerate(WEIGHTS):
                Offer.objects.create(window=window, service=self.service(place + step), weight=weight)
            actions.sit_down(window, by=clerk)
            self.windows.append(window)
        self.machine = resident_actor()

    def service(self, number: int) -> Service:
        return self.services[number % len(self.services)]

    @transaction.atomic
    def fill(self, count: int) -> None:
        """So many have come, half a minute apart, the last of them half a minute ago; every seventeenth goes first."""
        now = timezone.now()
        day, _new = Day.objects.get_or_create(centre=self.centre, date=timezone.localdate(now))
        series = {one: Series.objects.get_or_create(day=day, letter=one)[0] for one in LETTERS}
        slips, visits, needs, tickets, periods = [], [], [], [], []
        for number in range(count):
            came, service = now - APART * (count - number), self.service(number * 37 + number // 5)
            series[service.letter].last += 1
            nth = series[service.letter].last
            first = number % 17 == 0
            slip = Slip(code=f"h{self.centre.pk}-{service.letter}{nth}", at=came)
            visit = Visit(day=day, key=slip.seed, slip=slip, came_at=came, is_priority=first)
            stands = came - timedelta(minutes=30) * first
            ticket = Ticket(
                day=day, visit=visit, letter=service.letter, number=nth, service=service, stands_at=stands
            )
            slips.append(slip)
            visits.append(visit)
            needs.append(Need(visit=visit, service=service, position=1))
            tickets.append(ticket)
            periods.append(
                Period(
                    ticket=ticket,
                    kind=Period.Kind.WAITING,
                    service=service,
                    post=self.machine.post,
                    began_at=came,
                )
            )
        for rows in (slips, visits, needs, tickets, periods):
            type(rows[0]).objects.bulk_create(rows)
        Series.objects.bulk_update(series.values(), ["last"])
