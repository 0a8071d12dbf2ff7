"""每日摘要 — the figures of a unit's morning, counted against cases planted one by one."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from onedoor.cases.models import Case, Deadline, Event, Involvement
from onedoor.config.digests import gather, send_digests
from onedoor.matters.models import Matter
from onedoor.notices.actions import subscribe
from onedoor.notices.models import Delivery, Digest, Notice

MONDAY = "2026-03-02T08:30:00+08:00"
pytestmark = pytest.mark.django_db


@pytest.fixture
def clock():
    with time_machine.travel(MONDAY, tick=False) as clock:
        yield clock


class Planter:
    """Cases with just what a digest reads: a clock, or an event."""

    def __init__(self, town):
        self.town, self.count = town, 0

    def case(self, lead=None, secrecy="normal", **more):
        self.count += 1
        now, region = timezone.now(), self.town.community
        case = Case.objects.create(
            code=f"260301-000-{self.count:04}",
            title="漏水",
            region=region,
            region_path=region.path,
            secrecy=secrecy,
            opened_at=now,
        )
        Matter.objects.create(
            case=case,
            desk=self.town.centre,
            lead=lead,
            kind="help",
            source="window",
            body="漏水",
            reported_at=now,
            **more,
        )
        if lead:
            Involvement.objects.create(case=case, org=lead, since=now)
        return case

    def clock(self, case, kind, hours, org=None, **more):
        now = timezone.now()
        return Deadline.objects.create(
            **{
                "case": case,
                "kind": kind,
                "label": kind,
                "since": "交办",
                "org": org,
                "days": 3,
                "unit": "working",
                "started_at": now,
                "due_at": now + timedelta(hours=hours),
                **more,
            }
        )

    def event(self, case, verb, hours, seq=1):
        return Event.objects.create(
            case=case,
            seq=seq,
            verb=verb,
            label="退回",
            at=timezone.now() - timedelta(hours=hours),
            post=self.town.system.post,
            about="case",
            digest="x",
        )


@pytest.fixture
def planted(town, clock):
    """Of the water board: three late (one by two clocks), one due today, one sent back twice, two answers owed to one case, and much that is not its morning."""
    plant, water = Planter(town), town.water
    plant.clock(plant.case(water), "promise", -20, water)
    plant.clock(plant.case(water), "promise", -1, water, state="missed")
    plant.clock(plant.case(water), "promise", 15.5, water)
    twice = plant.case(water)
    plant.clock(twice, "whistle", 40, water)
    plant.clock(twice, "reply", 50, water)
    late = plant.case(water)
    plant.clock(late, "promise", -30, water)
    plant.clock(late, "reply", -20, water)
    plant.clock(late, "sign", 10, water)
    back = plant.case(water)
    plant.event(back, "matter.sent_back", 20)
    plant.event(back, "matter.sent_back", 2, seq=2)
    # Not of this morning: later, over, paused, nobody's duty, another unit's, resolved again since.
    plant.clock(plant.case(water), "promise", 40, water)
    plant.clock(plant.case(water), "promise", -1, water, state="met")
    plant.clock(plant.case(water), "promise", -1, water, state="paused")
    plant.clock(plant.case(water), "object", -1, water, is_duty=False)
    plant.clock(plant.case(town.labour), "promise", -1, town.labour)
    plant.event(plant.case(water, resolved_at=timezone.now()), "matter.sent_back", 20)
    # The centre's own: one of its clocks is late, one matter came back to its desk.
    plant.clock(plant.case(), "notify", -5)
    plant.event(plant.case(), "matter.returned", 3)
    return plant


def figures(org):
    digest = Digest.objects.get(org=org)
    return [(part["title"], part["count"]) for part in digest.parts]


def test_the_figures_are_those_that_were_planted(town, planted):
    send_digests(by=town.system)
    assert figures(town.water) == [("超期", 3), ("今天到期", 1), ("退回", 1), ("等待回复", 2)]
    assert figures(town.labour) == [("超期", 1)]
    assert figures(town.centre) == [("超期", 1), ("退回", 1)]
    assert figures(town.housing) == []


def test_it_is_told_once_in_the_page_and_to_the_office_mailbox_and_nowhere_when_there_is_nothing(
    town, planted, settings
):
    settings.CHANNELS = {"email": "file", "sms": "off", "account": "off"}
    at = timezone.localtime().time()
    for org, kind in ((town.water, "handler"), (town.housing, "handler")):
        subscribe(org, by=town.actor(kind, org=org, name=str(org)), email="x@example.cn", at=at, is_on=True)
    for _time in range(2):
        send_digests(by=town.system)
    told = list(Notice.objects.filter(org=town.water).values_list("text", "link"))
    assert told == [("今天：超期3件，今天到期1件，退回1件，等待回复2件", "/notices/digests/2026-03-02/")]
    letter = Delivery.objects.get()
    assert (letter.org, "260301-000-0001 promise（" in letter.text, "漏水" in letter.text) == (
        town.water,
        True,
        False,
    )


def test_what_comes_up_at_noon_waits_for_the_next_morning(town, planted, clock):
    send_digests(by=town.system)
    planted.clock(planted.case(town.housing), "promise", 1, town.housing)
    clock.shift(timedelta(hours=4))
    send_digests(by=town.system)
    assert figures(town.housing) == []
    clock.move_to("2026-03-03T08:30:00+08:00")
    send_digests(by=town.system)
    assert Digest.objects.get(org=town.housing, day="2026-03-03").parts[0]["count"] == 1


def test_each_unit_at_its_hour_and_no_one_on_a_day_of_rest(town, planted, clock):
    late = timezone.datetime.fromisoformat("2026-03-02T10:00:00+08:00").time()
    subscribe(town.water, by=town.actor("handler"), email="", at=late, is_on=True)
    subscribe(
        town.labour, by=town.actor("handler", org=town.labour, name="钱进"), email="", at=late, is_on=False
    )
    clock.move_to("2026-03-01T12:00:00+08:00")
    assert send_digests(by=town.system) == 0
    clock.move_to("2026-03-02T08:29:00+08:00")
    assert send_digests(by=town.system) == 0
    clock.move_to(MONDAY)
    send_digests(by=town.system)
    assert not Digest.objects.filter(org__in=[town.water, town.labour]).exists()
    clock.move_to("2026-03-02T10:00:00+08:00")
    assert send_digests(by=town.system) == 1
    assert Digest.objects.filter(org=town.water).exists()


def test_a_sealed_case_is_counted_and_not_named(town, clock):
    plant = Planter(town)
    plant.clock(plant.case(town.water, secrecy="family"), "promise", -1, town.water)
    (late, *_rest) = gather([town.water], timezone.now())[town.water.pk]
    assert late == {"title": "超期", "count": 1, "lines": []}


def test_after_a_weekend_what_was_returned_on_friday_is_told_on_monday(town, clock):
    plant = Planter(town)
    plant.event(plant.case(), "matter.returned", 64)
    plant.event(plant.case(), "matter.returned", 90)
    parts = gather([town.centre], timezone.now())[town.centre.pk]
    assert [part["count"] for part in parts] == [0, 0, 1, 0]


def test_many_units_cost_the_questions_of_one(town, planted, django_assert_num_queries):
    gather([town.water], timezone.now())  # reads the calendar once for the process
    for units in ([town.water], [town.water, town.labour, town.centre, town.housing]):
        with django_assert_num_queries(3):
            gather(units, timezone.now())
