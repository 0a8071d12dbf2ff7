"""场所与设施 — a room that goes from one unit to another; a water dispenser whose fault becomes a matter and is mended with it."""

import pytest
import time_machine

from onedoor.cases import timeline
from onedoor.kit.problems import NotAllowed, NotNow
from onedoor.matters import actions as matters
from onedoor.matters.models import Matter
from onedoor.venues import actions as venues
from onedoor.venues.models import BookedSlot, Equipment, Fault
from onedoor.venues.queries.equipment import faults_of
from onedoor.venues.tests.people import House, at

WATER = "不出热水，指示灯不亮。"


@pytest.fixture
def hall(transactional_db, town):
    with time_machine.travel(at("08:00"), tick=False):
        yield House(town)


def mended(town, matter):
    """At the centre's own desk: settled there, answered, closed."""
    dispatcher, verifier = town.actor("dispatcher"), town.actor("verifier")
    matter = matters.accept(matter, by=dispatcher)
    matter = matters.settle(matter, by=dispatcher, result="换了加热管。")
    matter = matters.verify(matter, by=verifier, note="水烧开了。")
    matter = matters.answer(matter, by=dispatcher, reply="饮水机已修好。")
    return matters.close(matter, by=verifier)


def test_a_room_goes_from_one_unit_to_another(hall, town):
    water, labour = town.actor("handler"), town.actor("handler", org=town.labour)
    booking = hall.booked("10:00", "12:00", by=water)
    with pytest.raises(NotNow):
        hall.booked("11:00", "12:00", by=labour)
    with pytest.raises(NotAllowed):
        venues.release(booking, by=labour, reason="急用")
    venues.change_time(booking, at("14:30"), at("16:00"), by=water)
    assert hall.booked("11:00", "12:00", by=labour).org == town.labour
    venues.release(booking, by=water, reason="当事人不来了")
    assert BookedSlot.objects.count() == 4


def test_a_fault_becomes_a_matter_at_once_and_is_over_when_it_is(hall, town, work):
    clerk = town.actor("clerk")
    fault = venues.report(hall.water, words=WATER, by=clerk)
    matter = Matter.objects.get(case=fault.taken_up)
    assert (matter.case.title, matter.body, matter.desk) == ("设施故障：饮水机", WATER, town.centre)
    assert fault.taken_up.links.get().other == fault.case
    with pytest.raises(NotNow) as refused:
        venues.report(hall.water, words="还是不出水", by=clerk)
    assert matter.case.code in refused.value.message
    mended(town, matter)
    work()
    fault.refresh_from_db()
    told = list(fault.case.events.order_by("seq").values_list("verb", flat=True))
    assert (told, fault.is_mended, fault.case.closed_at) == (
        ["fault.reported", "fault.mended"],
        True,
        fault.ended_at,
    )
    assert timeline.is_intact(fault.case)
    assert Equipment.objects.get(pk=hall.water.pk).state == "good"


def test_a_matter_that_is_declined_leaves_the_thing_as_it_was(hall, town, work):
    fault = venues.report(hall.water, words=WATER, by=town.actor("clerk"))
    matter = Matter.objects.get(case=fault.taken_up)
    matters.decline(matter, by=town.actor("dispatcher"), note="已过保修期", turn_to="供货单位")
    work()
    fault.refresh_from_db()
    assert (fault.is_mended, fault.ended_at is None) == (False, False)
    assert Equipment.objects.get(pk=hall.water.pk).state == "faulty"
    venues.report(hall.water, words="请再修一次", by=town.actor("clerk"))
    assert Fault.objects.filter(equipment=hall.water).count() == 2


def test_the_checklist_leads_to_the_matter_only_those_who_may_open_it(hall, town):
    venues.report(hall.water, words=WATER, by=town.actor("clerk"))
    shown = {
        kind: [(bool(line.code), bool(line.link)) for line in faults_of(hall.centre, town.actor(kind))]
        for kind in ("clerk", "operator")
    }
    assert shown == {"clerk": [(True, True)], "operator": [(True, True)]}
    outside = town.actor("handler", org=town.labour)
    assert [(bool(line.code), bool(line.link)) for line in faults_of(hall.centre, outside)] == [(True, False)]
