"""The demo's appointments: four services of the district's centre, five invented people who give them, two lively weeks.

What is over is written in bulk, as it must have been; what is to come is booked by the actions themselves.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from onedoor.appointments import actions
from onedoor.appointments.models import Appointment, Change, Pattern, Provider, Service, Slot
from onedoor.appointments.patterns import comes_on, times_on
from onedoor.appointments.queries.free import free_slots
from onedoor.cases.models import Slip
from onedoor.cases.numbering import next_codes
from onedoor.config.demo.texts import invent_name, invent_phone
from onedoor.kit.days import monday_of
from onedoor.kit.problems import Problem
from onedoor.persons.cards import PersonDraft, seal_many
from onedoor.persons.models import Person
from onedoor.posts.actor import Actor
from onedoor.posts.models import Org, Post, PostType, Staff, Tenure
from onedoor.venues.models import Centre, Room

TALK, ADVICE, NOTARY, CLASS = "心理咨询", "法律咨询", "公证咨询", "普法小课堂"
K, DAY, WEEK = Room.Kind, timedelta(days=1), timedelta(days=7)
LAW_ROOMS = (K.LEGAL, K.MEDIATION)
# What is booked, in words, for how long, for how many, in which rooms, whether it is sealed, the hall's letter.
SERVICES = (
    (TALK, "一对一谈话，内容保密", 60, 1, (K.COUNSELLING,), True, ""),
    (ADVICE, "律师当面解答，免费", 30, 1, LAW_ROOMS, False, "H"),
    (NOTARY, "委托、继承、遗嘱等公证怎么办", 30, 1, LAW_ROOMS, False, ""),
    (CLASS, "每周一讲，坐满为止", 60, 12, (K.COORDINATION,), False, ""),
)
MORNING = {"begins": time(9), "ends": time(12)}
AFTERNOON = {"begins": time(14, 30), "ends": time(17, 30)}
ALL_DAY = {"begins": time(9), "ends": time(17, 30), "break_from": time(12), "break_until": time(14, 30)}
WORKDAYS = (1, 2, 3, 4, 5)


@dataclass(frozen=True)
class Giver:
    """Somebody invented who comes on given days: an existing demo post, or one of their own."""

    name: str
    kind: str
    title: str
    told: dict
    comes: tuple[tuple[str, tuple[int, ...], dict], ...]
    login: str = ""


GIVERS = (
    Giver(
        "林老师（虚构）",
        "counsellor",
        "心理咨询师",
        {"gender": "woman", "languages": ["普通话", "天水话"], "skills": "家庭、青少年"},
        ((TALK, WORKDAYS, MORNING),),
        login="counsellor",
    ),
    Giver(
        "陶老师（虚构）",
        "counsellor",
        "心理咨询师（隔周四）",
        {"gender": "man", "languages": ["普通话"], "skills": "失眠、丧亲"},
        ((TALK, (4,), AFTERNOON | {"every": 2}),),
    ),
    Giver(
        "周律师（虚构）",
        "lawyer",
        "法律援助律师",
        {"gender": "woman", "languages": ["普通话", "秦安话"], "skills": "婚姻、劳动"},
        ((ADVICE, WORKDAYS, ALL_DAY),),
        login="lawyer",
    ),
    Giver(
        "吴律师（虚构）",
        "lawyer",
        "法律援助律师（周二至周四）",
        {"gender": "man", "languages": ["普通话"], "skills": "工伤、土地"},
        ((ADVICE, (2, 4), MORNING), (CLASS, (3,), {"begins": time(15), "ends": time(16)})),
    ),
    Giver(
        "何公证员（虚构）",
        "lawyer",
        "公证处驻点",
        {"languages": ["普通话"]},
        ((NOTARY, (5,), MORNING | {"nth": 2}),),
    ),
)
# Of a hundred times that are over: how many had somebody, and what became of them.
TAKEN = 70
ENDED = (("done", "cancelled", "missed"), (80, 12, 8))
COMING, CLASSMATES, WAITING = 18, 7, 3
CONTACT = "预约人"


def lay_appointments(stage) -> None:
    """布置预约 — once; the rooms of the centre must stand."""
    centre = Centre.objects.open().first()
    keeper = Post.objects.filter(type__code="operator", org=centre.org).first() if centre else None
    if keeper is None or Service.objects.exists():
        return
    Laying(stage, centre, Actor(None, keeper)).lay()


class Laying:
    """One go at it: the keeper sets everything up, residents and the desk book."""

    def __init__(self, stage, centre: Centre, keeper: Actor):
        self.stage, self.rng, self.now = stage, stage.rng, stage.now
        self.centre, self.keeper = centre, keeper
        self.number = centre.org.number
        self.since = monday_of(timezone.localdate(self.now)) - WEEK

    def lay(self) -> None:
        services = {told[0]: self._service(*told) for told in SERVICES}
        providers = [self._provider(giver, services) for giver in GIVERS]
        for provider in providers:
            self._remember(provider)
        self._book_some(services)

    def _service(self, name, words, minutes, seats, kinds, is_sealed, letter) -> Service:
        told = {"name": name, "words": words, "minutes": minutes, "seats": seats, "is_sealed": is_sealed}
        rooms = list(Room.objects.filter(centre=self.centre, kind__in=kinds))
        return actions.set_service(
            Service(centre=self.centre), by=self.keeper, rooms=rooms, hall_letter=letter, **told
        )

    def _provider(self, giver: Giver, services: dict[str, Service]) -> Provider:
        gives = list({name: services[name] for name, _days, _told in giver.comes}.values())
        provider = actions.set_provider(
            Provider(post=self._post(giver), centre=self.centre),
            by=self.keeper,
            services=gives,
            name=giver.name,
            **giver.told,
        )
        for name, weekdays, told in giver.comes:
            patterns = [
                Pattern(provider=provider, service=services[name], weekday=day, valid_from=self.since, **told)
                for day in weekdays
            ]
            Pattern.objects.bulk_create(patterns)
        actions.make_slots(provider, by=self.keeper)
        return provider

    def _post(self, giver: Giver) -> Post:
        """That of the demo login, else one of somebody nobody can sign in as."""
        if giver.login and (
            held := Tenure.objects.filter(staff__username=giver.login, post__type__code=giver.kind).first()
        ):
            return held.post
        org = Org.objects.filter(number="214").first() if giver.kind == "lawyer" else None
        org = org or self.centre.org
        post = Post.objects.create(
            type=PostType.objects.get(code=giver.kind), org=org, region=org.region, title=giver.title
        )
        staff = Staff.objects.create(
            username=f"demo-giver-{post.pk}", name=giver.name[:40], org=org, password="!"
        )
        Tenure.objects.create(staff=staff, post=post, since=self.since - WEEK)
        return post

    # -------------------------------------------------------- what is over

    def _remember(self, provider: Provider) -> None:
        """Since Monday of last week: most times had somebody, and one did not come and is owed a call."""
        slots: list[Slot] = []
        made, people = [], []
        for pattern in provider.patterns.select_related("service").order_by("pk"):
            for begins, ends in self._past(pattern):
                if any(begins < one.ends_at and one.starts_at < ends for one in slots):
                    continue
                is_over, is_taken = ends <= self.now, self.rng.randrange(100) < TAKEN
                status = self.rng.choices(*ENDED)[0] if is_over else "arrived"
                slot = Slot(
                    provider=provider,
                    service=pattern.service,
                    starts_at=begins,
                    ends_at=ends,
                    seats=pattern.service.seats,
                )
                slots.append(slot)
                if is_taken:
                    person = self._person(begins) if status == "missed" else None
                    people += [person] if person else []
                    made.append(self._told(slot, status, person))
        Slot.objects.bulk_create(slots)
        Person.objects.bulk_create(people)
        self._write(made)

    def _past(self, pattern: Pattern) -> Iterator[tuple[datetime, datetime]]:
        day, today = self.since, timezone.localdate(self.now)
        while day <= today:
            if comes_on(pattern, day):
                yield from (span for span in times_on(pattern, day) if span[0] <= self.now)
            day += DAY

    def _told(self, slot: Slot, status: str, person: Person | None) -> Appointment:
        """Booked some days before; of a seat that is taken the slot says so."""
        if status != "cancelled" and slot.seats == 1:
            slot.state = Slot.State.BOOKED
        return Appointment(
            slot=slot,
            status=status,
            person=person,
            tell="sms" if person else "none",
            door=self.rng.choice(("portal", "desk")),
            made_at=slot.starts_at - timedelta(days=self.rng.randrange(1, 6), hours=self.rng.randrange(1, 4)),
            call_due=status == "missed" and slot.starts_at > self.now - DAY * 4,
        )

    def _person(self, at) -> Person:
        card = PersonDraft(invent_name(self.rng), invent_phone(self.rng), source=Person.Source.DEMO)
        return seal_many([card], at)[0]

    def _write(self, made: list[Appointment]) -> None:
        """Each with a slip of the day on which it was booked, and with its two changes."""
        for one in made:
            one.slip = self._slip(one.made_at)
        Slip.objects.bulk_create([one.slip for one in made])
        Appointment.objects.bulk_create(made)
        desk = self.keeper.post
        names = {"done": "finish", "missed": "miss", "cancelled": "cancel", "arrived": "arrive"}
        changes = [Change(appointment=one, name="begin", at=one.made_at, post=desk) for one in made]
        changes += [
            Change(appointment=one, name=names[one.status], at=one.slot.starts_at, post=desk) for one in made
        ]
        Change.objects.bulk_create(changes)

    def _slip(self, at: datetime) -> Slip:
        day: date = timezone.localdate(at)
        return Slip(code=next_codes(self.number, day=day)[0], at=at)

    # -------------------------------------------------------- what is to come

    def _book_some(self, services: dict[str, Service]) -> None:
        """Times of this week and the next, some places of the next class, a time given up again, and a line for a talk."""
        until = self.now + WEEK + DAY * 3
        for name in (TALK, ADVICE):
            soon = list(free_slots(services[name]).filter(starts_at__lt=until))
            for slot in self.rng.sample(soon, min(COMING // 2 if name == TALK else COMING, len(soon))):
                self._book(slot)
        if lesson := free_slots(services[CLASS]).first():
            for _n in range(CLASSMATES):
                self._book(lesson)
        if notary := free_slots(services[NOTARY]).first():
            self._book(notary)
        if (
            given_up := Appointment.objects.live()
            .filter(slot__service=services[ADVICE], status="booked")
            .last()
        ):
            actions.cancel(given_up, by=self.stage.resident, secret=given_up.slip.seed)
        for _n in range(WAITING):
            actions.wait(services[TALK], by=self.stage.resident)

    def _book(self, slot: Slot) -> None:
        """Unless every room is taken then."""
        with suppress(Problem):
            actions.book_slot(slot, by=self.stage.resident)
