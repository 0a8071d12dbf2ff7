"""Rooms with a score of everything in them: what a page asks once a row shows as a score of questions."""

from datetime import time, timedelta

from django.utils import timezone

from onedoor.aid import actions as aid
from onedoor.aid.applying import Asked, Who
from onedoor.aid.models import Advice, Application
from onedoor.aid.tests.conftest import Room, person, row
from onedoor.appointments import actions as appointments
from onedoor.appointments.models import Appointment, Pattern, Provider
from onedoor.appointments.queries.feed import entries_of
from onedoor.appointments.tests.people import PHONE, TUESDAY, Office
from onedoor.counselling import actions as counselling
from onedoor.counselling.actions import FirstTalk
from onedoor.counselling.models import Asking, Look
from onedoor.counselling.queries.objections import waiting_for
from onedoor.counselling.tests.talks import Talks

SCORE = 20
NAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许"


class Appointments:
    """A score of services, of those who give them, of people with a time, who wait, or are owed a call."""

    def __init__(self, town):
        self.office = office = Office(town)
        office.desk = town.actor("receptionist")
        for provider, service in ((office.law, office.legal), (office.other_law, office.legal)):
            for weekday in range(1, 6):
                office.comes(provider, service, weekday=weekday, ends=time(19))
        office.comes(office.ear, office.talk)
        for n in range(SCORE):
            service = office._service(f"服务{n}")
            _actor, giver = office._provider("lawyer", f"律师{n}", service, languages=["普通话"])
            office.comes(giver, service)
        for slot in list(office.law.slots.filter(starts_at__date=TUESDAY)):
            appointments.book_slot(slot, by=town.portal)
        for n, slot in enumerate(list(office.other_law.slots.filter(starts_at__date=TUESDAY))):
            appointments.book_slot(slot, by=town.portal, phone=f"138001381{n:02}", tell="call")
        for _n in range(SCORE):
            appointments.wait(office.legal, by=town.portal)
        Appointment.objects.exclude(person=None).update(call_due=True)
        self.mine = Appointment.objects.filter(slot__provider=office.law).order_by("slot__starts_at")[3]

    def keys(self) -> dict[str, tuple]:
        office, day = self.office, f"?day={TUESDAY}"
        pattern = Pattern.objects.filter(provider=office.law).first()
        giver = Provider.objects.filter(centre=office.centre).last()
        return {
            "appointments:times": ((office.legal.pk,), ""),
            "appointments:wait": ((office.legal.pk,), ""),
            "appointments:day": ((), day),
            "appointments:week": ((), day),
            "appointments:swap": ((office.slot(office.law).pk,), ""),
            "appointments:feed": ((office.law.secret,), ""),
            "appointments:calendar_home": ((office.law.secret,), ""),
            "appointments:calendar": ((office.law.secret,), ""),
            "appointments:calendar_entry": ((office.law.secret, f"{entries_of(office.law)[0].key}.ics"), ""),
            "appointments:service_new": ((office.centre.pk,), ""),
            "appointments:service_edit": ((office.centre.pk, office.legal.pk), ""),
            "appointments:provider_new": ((office.centre.pk,), ""),
            "appointments:provider_edit": ((office.centre.pk, giver.pk), ""),
            "appointments:pattern_new": ((office.law.pk,), ""),
            "appointments:pattern_end": ((pattern.pk,), ""),
        }


class Counselling:
    """A score of talks, one of them with a score of all that a talk may hold, and a score of things asked of the supervisor."""

    def __init__(self, town):
        self.talks = talks = Talks(town)
        by, day = talks.counsellor, timezone.localdate() + timedelta(days=7)
        session = talks.everything()
        for n in range(SCORE):
            counselling.open_talk(FirstTalk(name=f"人{n}", number=PHONE), by=by)
            talks.said(f"第{n}次")
            counselling.follow_up(talks.talk, day=day, words=f"第{n}次", by=by)
            counselling.report(talks.talk, law="life", to_whom="doctors", words=f"第{n}次", by=by)
            counselling.look_at_session(session, by=by)
            counselling.answer_asking(talks.asked(f"第{n}次想一起看"), is_agreed=True, by=talks.other)
            look = Look.objects.order_by("pk")[n]
            resident = town.resident(talks.talk.case_id)
            counselling.say(talks.talk, kind="unclear", look=look, words=f"第{n}次为什么看", by=resident)

    def keys(self) -> dict[str, tuple]:
        return {
            "counselling:talk": ((self.talks.talk.pk,), ""),
            "counselling:asking": ((Asking.objects.exclude(answered_at=None)[0].pk,), ""),
            # Nobody answers for what they opened themselves.
            "counselling:said": ((waiting_for(self.talks.supervisor)[0].pk,), ""),
        }


class Aid:
    """A score of applications in several states, of advices and of lawyers."""

    def __init__(self, town):
        self.room = room = Room(town)
        aid.set_standard(since=timezone.localdate(), monthly=900, basis="测试用标准", by=room.officer)
        for n in range(SCORE):
            room.enrol(f"律师{n}号")
            aid.advise(
                Asked("labour", f"工资怎么要{n}", who=Who(person(NAMES[n] + "问"), None)), by=room.officer
            )
            application = room.apply(name=NAMES[n] + "周")
            if n % 2:
                aid.grant(application, by=room.officer)
            if n % 4 == 1:
                aid.assign(application, lawyer=row(room.lawyer), by=room.officer)
        room.apply(name="周某", applicant=person("周某", phone=PHONE))

    def keys(self) -> dict[str, tuple]:
        code = Application.objects.filter(status="working").first() or Application.objects.first()
        advice = Advice.objects.order_by("pk").last()
        return {
            "aid:one": ((code.case.code,), ""),
            "aid:panel": ((code.case.code,), ""),
            "aid:feed": ((row(self.room.lawyer).secret,), ""),
            "aid:slip": ((code.case.code,), ""),
            "aid:advice_one": ((advice.case.code,), ""),
        }
