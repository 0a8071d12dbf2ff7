"""A hall for tests: two services, three windows, and whoever comes."""

from uuid import uuid4

from onedoor.hall.actions import Coming, issue, sit_down
from onedoor.hall.models import Offer, PriorityGroup, Service, Window
from onedoor.posts.given import resident_actor
from onedoor.venues.models import Centre


class Hall:
    """A district centre: 综合受理 (A) and 法律咨询 (B); windows 1 (A), 2 (A twice as heavy as B), 3 (B)."""

    def __init__(self, town, org=None):
        self.town, org = town, org or town.centre
        self.centre = Centre.objects.create(org=org, region=org.region, name=org.name)
        self.intake = Service.objects.create(
            centre=self.centre, code="intake", name="综合受理", letter="A", order=1
        )
        self.advice = Service.objects.create(
            centre=self.centre, code="legal_advice", name="法律咨询", letter="B", order=2
        )
        self.windows = [
            Window.objects.create(centre=self.centre, number=n, name=name)
            for n, name in ((1, "综合受理"), (2, "综合受理"), (3, "法律咨询"))
        ]
        for window, service, weight in (
            (0, self.intake, 1),
            (1, self.intake, 2),
            (1, self.advice, 1),
            (2, self.advice, 1),
        ):
            Offer.objects.create(window=self.windows[window], service=service, weight=weight)
        PriorityGroup.objects.create(centre=self.centre, name="七十岁以上老人")

    def comes(self, *services, key=None, **told):
        """Somebody takes a number at the machine."""
        coming = Coming(services=list(services) or [self.intake], **told)
        return issue(key or uuid4(), coming, self.centre, by=resident_actor())[0]

    def seat(self, number: int, name=""):
        """A clerk sits down at the window of this number."""
        clerk = self.town.actor("clerk", name=name or f"窗口{number}")
        window = self.windows[number - 1]
        sit_down(window, by=clerk)
        return window, clerk
