"""A centre with a sealed and an open service, two counsellors, two lawyers, and the times of their week."""

from datetime import date, time, timedelta

from onedoor.appointments import actions
from onedoor.appointments.models import Appointment, Provider, Service, Slot
from onedoor.posts.actor import Actor
from onedoor.venues import actions as venues
from onedoor.venues.tests.people import MONDAY, WORKDAYS, at

PHONE = "13800138000"
TUESDAY = MONDAY + timedelta(days=1)


class Office:
    """Whoever gives appointments at the district's centre; their times are made."""

    def __init__(self, town):
        self.town = town
        self.keeper, self.desk = town.actor("operator"), town.actor("receptionist")
        self.centre = venues.open_centre(town.centre, by=self.keeper, name="区综治中心")
        self.room = venues.open_room(
            self.centre, by=self.keeper, hours=WORKDAYS, name="法律咨询室", kind="legal", step=15
        )
        self.legal = self._service("法律咨询", hall_letter="F")
        self.talk = self._service("心理咨询", is_sealed=True, minutes=60)
        self.lawyer, self.law = self._provider("lawyer", "周律师", self.legal, gender="woman")
        self.other_lawyer, self.other_law = self._provider("lawyer", "吴律师", self.legal, gender="man")
        self.counsellor, self.ear = self._provider("counsellor", "林老师", self.talk, gender="woman")

    def _service(self, name, **told) -> Service:
        return actions.set_service(Service(), by=self.keeper, centre_id=self.centre.pk, name=name, **told)

    def _provider(self, kind, name, service, **told) -> tuple[Actor, Provider]:
        actor = self.town.actor(kind, name=name)
        provider = actions.set_provider(
            Provider(post=actor.post, centre=self.centre),
            by=self.keeper,
            services=[service],
            name=name,
            **told,
        )
        return actor, provider

    def comes(self, provider, service, *, weekday=2, begins=time(9), ends=time(12), **told):
        told = {"valid_from": MONDAY} | told
        return actions.add_pattern(
            provider, service, by=self.keeper, weekday=weekday, begins=begins, ends=ends, **told
        )

    def slot(self, provider, clock="09:00", day: date = TUESDAY) -> Slot:
        return Slot.objects.get(provider=provider, starts_at=at(clock, day))

    def booked(self, provider=None, clock="09:00", *, day=TUESDAY, by=None, **told) -> Appointment:
        slot = self.slot(provider or self.law, clock, day)
        return actions.book_slot(slot, by=by or self.town.portal, **told)
