"""Building the demo district: 7,490 matters, 7,400 of them finished, 90 open in every state (the article's figures)."""

import random
from collections import defaultdict
from datetime import timedelta

import shapely
from django.db import transaction
from django.utils import timezone

from onedoor.cases.models import Case, DayCount, Link, Party
from onedoor.cases.numbering import code_of
from onedoor.cases.opening import give_pin
from onedoor.config.demo import (
    halls,
    joining,
    library,
    meeting_up,
    plots,
    quarrels,
    receiving,
    supervising,
    texts,
    together,
    whistling,
)
from onedoor.config.demo.aid import ask_for_aid
from onedoor.config.demo.appointments import lay_appointments
from onedoor.config.demo.counselling import talk_with_some
from onedoor.config.demo.duty_list import lay_down, remember_choices
from onedoor.config.demo.mediating import mediate_all
from onedoor.config.demo.people import Cast, hire
from onedoor.config.demo.registers import lay_registers
from onedoor.config.demo.safety import switch_on
from onedoor.config.demo.stories import Story
from onedoor.config.demo.surveys import lay_surveys
from onedoor.config.demo.tasks import send_out
from onedoor.config.demo.venues import FAULTS, lay_venues
from onedoor.kit import bigrams, rows
from onedoor.matters.models import Category, Matter, Proposal
from onedoor.persons.cards import PersonDraft, seal_many
from onedoor.persons.models import Person
from onedoor.places.models import Boundary, Region
from onedoor.places.tree import current
from onedoor.posts.given import resident_actor
from onedoor.posts.models import Org
from onedoor.worktime import counting

MATTERS, OPEN, DAYS, SEED = 7490, 90, 200, 620502
CHUNK = 400
Source = Matter.Source
# Through which door, of a hundred: the article's matters came by phone; some always come in person.
DOORS = ((Source.GRID, Source.WINDOW, Source.PORTAL, Source.HOTLINE), (90, 4, 4, 2))
# The everyday groups of the list come up more often than the rare ones.
EVERYDAY = {"A": 8, "B": 6, "C": 7, "D": 6, "E": 5, "F": 5}
SHOWN = "620502001001"  # the community whose head has a demo login


@transaction.atomic
def build(matters: int = MATTERS, still_open: int = OPEN, now=None) -> int:
    """演示区 — hire everyone and tell every story; the same district each time, ending today."""
    rng, now = random.Random(SEED), now or timezone.localtime()
    lay_down()
    stage = Stage(rng, hire(rng), now)
    stories, links = [], []
    for n in range(matters - still_open):
        told = n < len(quarrels.ENDED)
        stories.append(quarrels.ended(stage, n) if told else _some_finished(stage))
    for n in range(still_open - len(quarrels.WAITING) - FAULTS - receiving.TURNED):
        stories.append(plots.unfinished(stage, n, links, stories))
    stories += [quarrels.waiting(stage, n) for n in range(min(still_open, len(quarrels.WAITING)))]
    blown = whistling.blow_some(stage, stories)
    supervised = supervising.tell_some(stage, stories)
    joined = joining.tell_some(stage, stories)
    meeting_up.tell_first(stage, joined)
    proposals = together.gather(stage, stories, links)
    for begin in range(0, len(stories), CHUNK):
        _write(stories[begin : begin + CHUNK])
    Link.objects.bulk_create(links)
    Proposal.objects.bulk_create(proposals)
    whistling.write(blown)
    supervising.write(supervised)
    joining.write(joined)
    remember_choices()
    halls.receive(stage, stories, matters)
    library.fill(stage)
    receiving.tell_some(stage)
    stage.keep_counts()
    meeting_up.meet(stage)
    receiving.receive_today(stage)
    _fill_rooms(stage)
    mediate_all(stage, matters, MATTERS)
    return len(stories) + FAULTS + receiving.TURNED


def _fill_rooms(stage) -> None:
    """What the other rooms have of their own."""
    lay_venues(stage)
    lay_appointments(stage)
    lay_registers(stage)
    talk_with_some()
    send_out(stage)
    lay_surveys(stage)
    ask_for_aid()
    switch_on()


def _some_finished(stage) -> Story:
    return plots.finished(stage, stage.open_case(stage.some_time_ago()))


def _write(stories: list[Story]) -> None:
    tables = defaultdict(list)
    for story in stories:
        for model, found in story.rows().items():
            tables[model].extend(found)
    tables[Person] = [party.person for party in tables[Party]]
    rows.insert(*tables.values())


class Stage:
    """Where the stories play: places, categories, the cast, and the numbers given out so far."""

    def __init__(self, rng: random.Random, cast: Cast, now):
        self.rng, self.cast, self.now = rng, cast, now
        self.table = counting.table()
        self.grids = list(current().filter(kind=Region.Kind.GRID).select_related("parent").order_by("code"))
        self.middles = middles()
        self.categories = list(Category.objects.leaves().filter(refer_only=False, secrecy="normal"))
        self.weights = [EVERYDAY.get(category.code[0], 1) for category in self.categories]
        self.resident = resident_actor()
        self.numbers: dict = defaultdict(int)
        self.departments = list(cast.handlers.values())
        self.own_grids = [grid for grid in self.grids if grid.parent.code == SHOWN]
        self.centre = next(a for a in cast.dispatchers.values() if a.post.org.number == "000")

    def some_time_ago(self):
        """A working moment in the last two hundred days, long enough ago to be finished by now."""
        day = self.now - timedelta(days=self.rng.triangular(12, DAYS, 30))
        return day.replace(
            hour=self.rng.randrange(8, 18), minute=self.rng.randrange(60), second=self.rng.randrange(60)
        )

    def in_hours(self, at):
        """The same day within office hours, or as it is when that would be in the future."""
        if 8 <= at.hour < 18:
            return at
        return min(at.replace(hour=self.rng.randrange(8, 18)), self.now - timedelta(minutes=20))

    def open_case(self, at, door: str = "", grid=None) -> Story:
        """A case and its matter, not yet registered: mostly a grid worker's report, sometimes from another door."""
        grid = grid or self.rng.choice(self.grids)
        door = door or self.rng.choices(*DOORS)[0]
        worker = self.cast.workers[grid.pk]
        reporter, desk = self._received(door, worker)
        category = self.rng.choices(self.categories, self.weights)[0]
        matter = self._matter(grid, reporter, category, at, door)
        matter.desk = desk
        story = Story(matter, at=at, now=self.now, table=self.table, rng=self.rng)
        story.reporter = reporter
        if door != Source.GRID or self.rng.random() < 0.5:
            story.parties.append(Party(case=story.case, person=self._resident_person(at)))
        return story

    def _received(self, door: str, worker):
        """Who takes it down, and at whose desk it lies then."""
        if door == Source.GRID:
            return worker, worker.post.org
        if door == Source.PORTAL:
            return self.resident, worker.post.org.parent
        return (self.cast.clerk if door == Source.WINDOW else self.centre), self.centre.post.org

    def _resident_person(self, at) -> Person:
        card = PersonDraft(
            texts.invent_name(self.rng), texts.invent_phone(self.rng), source=Person.Source.DEMO
        )
        return seal_many([card], at)[0]

    def hand_at(self, desk: Org):
        """Who accepts and sorts at a desk."""
        return self.cast.heads.get(desk.pk) or self.cast.dispatchers[desk.pk]

    def next_code(self, org, at) -> str:
        while not org.number and org.parent:
            org = org.parent
        day = timezone.localdate(at)
        self.numbers[day, org.number] += 1
        return code_of(day, org.number, self.numbers[day, org.number])

    def _matter(self, grid, reporter, category, at, door) -> Matter:
        kind = category.kind_hint or "help"
        title, body, address = texts.what_was_said(self.rng, category, kind, grid.parent.name)
        lon, lat = self.middles.get(grid.pk, (None, None))
        case = Case(
            code=self.next_code(reporter.post.org, at),
            title=title,
            region=grid,
            region_path=grid.path,
            opened_at=at,
        )
        give_pin(case, case.code)
        return Matter(
            case=case,
            kind=kind,
            category=category,
            source=door,
            reported_at=at,
            body=body,
            address=address,
            lon=lon,
            lat=lat,
            placed_by="point",
            words=bigrams.vector(f"{title} {body} {address}"),
        )

    def department(self, category):
        """The unit that usually has it, else any."""
        for actor in self.departments:
            if category.unit_hint and actor.post.org.name.endswith(category.unit_hint):
                return actor
        return self.rng.choice(self.departments)

    def shown_unit(self, category):
        """Of the open matters every second lies with a unit that has a demo login."""
        if self.rng.random() < 0.5:
            return self.rng.choice([a for a in self.departments if a.post.org.number in ("201", "203")])
        return self.department(category)

    def keep_counts(self) -> None:
        """The counters go on where the demo left off."""
        counts = [DayCount(day=day, unit=unit, last=last) for (day, unit), last in self.numbers.items()]
        keys, last = ["day", "unit"], ["last"]
        DayCount.objects.bulk_create(
            counts, batch_size=2000, update_conflicts=True, unique_fields=keys, update_fields=last
        )

    def read_counts(self) -> None:
        """Numbers that the actions gave out since."""
        for day, unit, last in DayCount.objects.values_list("day", "unit", "last"):
            self.numbers[day, unit] = last


def middles() -> dict[int, tuple[float, float]]:
    """A point inside each grid, by the grid's key."""
    held = Boundary.objects.filter(region__kind=Region.Kind.GRID, valid_to=None).values_list(
        "region", "geometry"
    )
    shapes = {pk: shapely.point_on_surface(shapely.from_wkb(bytes(wkb))) for pk, wkb in held}
    return {pk: (round(point.x, 6), round(point.y, 6)) for pk, point in shapes.items()}
