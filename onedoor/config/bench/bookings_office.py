"""An office that gives more than ten thousand times: eight and more who come all day, rooms enough, and the busy week ahead."""

import random
from datetime import date, datetime, time, timedelta

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from onedoor.appointments import actions
from onedoor.appointments.models import Provider, Service, Slot
from onedoor.config.bench.site import settle
from onedoor.config.demo.people import PASSWORD
from onedoor.kit.days import monday_of
from onedoor.posts.actor import Actor
from onedoor.posts.given import resident_actor
from onedoor.posts.models import Post, PostType, Staff, Tenure
from onedoor.venues import actions as venues
from onedoor.venues.models import Centre, Room

NAME, LOGIN, ROOMS, WORKDAYS = "测速用的咨询", "bench-lawyer", 8, range(1, 6)
OPENS, CLOSES, MINUTES = time(8), time(18), 30
WEEK = timedelta(days=7)


class Office:
    """The district's centre; what the demo laid there stays as it is."""

    def __init__(self, slots: int):
        self.centre = Centre.objects.open()[0]
        keeper = Post.objects.filter(type__code="operator", org=self.centre.org).select_related("type")[0]
        self.keeper, self.resident, self.rng = Actor(None, keeper), resident_actor(), random.Random(7)
        self.service = self._service()
        while self.slots().count() < slots:
            self._come()
        self.monday = monday_of(timezone.localdate()) + WEEK
        settle()

    def _service(self) -> Service:
        told = {"centre_id": self.centre.pk, "name": NAME, "minutes": MINUTES, "lead_minutes": 0}
        hours = [(day, OPENS, CLOSES) for day in WORKDAYS]
        rooms = [
            venues.open_room(
                self.centre, by=self.keeper, hours=hours, name=f"测速{n}室", kind=Room.Kind.LEGAL, step=15
            )
            for n in range(ROOMS)
        ]
        return actions.set_service(Service(), by=self.keeper, rooms=rooms, **told)

    def _come(self) -> None:
        """One more, every working day; the first of them can sign in."""
        number = self.service.providers.count()
        post = Post.objects.create(
            type=PostType.objects.get(code="lawyer"),
            org=self.centre.org,
            region=self.centre.region,
            title=f"测速{number}",
        )
        login = LOGIN if number == 0 else f"{LOGIN}-{number}"
        staff = Staff.objects.create(
            username=login, name=f"测速{number}", org=self.centre.org, password=make_password(PASSWORD)
        )
        Tenure.objects.create(staff=staff, post=post, since=timezone.localdate() - WEEK)
        provider = actions.set_provider(
            Provider(post=post, centre=self.centre),
            by=self.keeper,
            services=[self.service],
            name=f"测速{number}",
        )
        for weekday in WORKDAYS:
            told = {"begins": OPENS, "ends": CLOSES, "valid_from": timezone.localdate()}
            actions.add_pattern(provider, self.service, by=self.keeper, weekday=weekday, **told)

    def slots(self):
        return Slot.objects.filter(service=self.service, state=Slot.State.FREE)

    def of_week(self, number: int = 0) -> list[Slot]:
        """The free times of one week, the next one first, in an order that is the same at every run."""
        begin = timezone.make_aware(datetime.combine(self.monday + WEEK * number, time.min))
        found = (
            self.slots()
            .filter(starts_at__gte=begin, starts_at__lt=begin + WEEK)
            .order_by("starts_at", "provider")
        )
        return self.rng.sample(list(found), found.count())

    def of_one(self, place: int, since: int) -> list[Slot]:
        """Times of one provider after so many weeks: no two at the same moment."""
        provider = self.service.providers.order_by("pk")[place]
        begin = timezone.make_aware(datetime.combine(self.monday + WEEK * since, time.min))
        return list(self.slots().filter(provider=provider, starts_at__gte=begin).order_by("starts_at"))

    @property
    def busy_day(self) -> date:
        return self.monday
