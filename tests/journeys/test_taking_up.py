"""接办 — a desk that takes up a visitor's slip ends the reception with it; what others lead already is nobody's slip."""

import pytest
from django.urls import reverse

from onedoor.cases.slips import give_out
from onedoor.joint.tests.people import Round, called
from onedoor.kit.problems import NotAllowed, NotNow
from onedoor.matters import actions as matters
from onedoor.matters.actions import Draft
from onedoor.matters.models import Matter
from onedoor.reception import actions
from onedoor.reception.arrivals import Arrival
from onedoor.reception.models import Reception
from onedoor.reception.steps import open_steps
from onedoor.venues.actions import report
from onedoor.venues.models import Centre, Equipment

SAID = "进步巷自来水断了三天。"
DRAFT = {"title": "停水", "body": SAID, "source": "window"}


@pytest.fixture
def slip(town):
    return give_out(town.centre)


@pytest.fixture
def reception(town, slip):
    told = Arrival(SAID, region=town.community, slip=slip.code)
    return actions.receive(told, by=town.actor("clerk")).reception


def test_the_desk_that_takes_up_the_slip_ends_the_reception_with_it(town, slip, reception):
    desk = town.actor("dispatcher")
    matters.register(Draft(**DRAFT, slip=slip), by=desk)
    reception.refresh_from_db()
    assert (reception.status, reception.ended_at is not None, Matter.objects.count()) == ("turned", True, 1)
    verbs = list(reception.case.events.order_by("seq").values_list("verb", flat=True))
    assert verbs == ["reception.registered", "matter.registered", "reception.turned"]
    for end in (actions.answer, actions.leave):
        with pytest.raises(NotAllowed, match="已经登记为事项"):
            end(reception, result="好", by=town.actor("clerk"))
    reception.case.refresh_from_db()
    assert reception.case.closed_at is None


def test_a_matter_registered_without_a_reception_makes_none(town):
    done = matters.register(Draft(**DRAFT), by=town.actor("clerk"))
    assert (done.matter.case.events.count(), Reception.objects.count()) == (1, 0)


def test_one_that_was_left_open_beside_its_matter_can_only_be_turned(town, slip, reception):
    """As it stands in records from before the two were ended together."""
    clerk = town.actor("clerk")
    matters.register(Draft(**DRAFT, slip=slip), by=clerk)
    Reception.objects.update(status="received", ended_at=None)
    left = Reception.objects.get()
    assert [name for name in ("turn", "answer", "advise", "leave") if name in open_steps(left, clerk)] == [
        "turn"
    ]
    with pytest.raises(NotAllowed, match="已经登记为事项"):
        actions.advise(left, way="court", by=clerk)
    assert (actions.turn(left, by=clerk).status, Matter.objects.count()) == ("turned", 1)


def test_the_page_of_the_reception_leads_to_the_matter(client, town, slip, reception):
    clerk = town.actor("clerk")
    matters.register(Draft(**DRAFT, slip=slip), by=clerk)
    town.login(client, clerk)
    page = client.get(reverse("reception:one", args=[slip.code])).content.decode()
    assert (f'href="/cases/{slip.code}/"' in page, "现在可以办" in page) == (True, False)


def test_what_others_lead_is_not_taken_up(town):
    plan = Round(town).plan
    meeting = called(town, town.water)
    centre = Centre.objects.create(org=town.centre, region=town.district, name="秦州区综治中心")
    kiosk = Equipment.objects.create(centre=centre, name="取号机", count=1, place="大厅")
    clerk = town.actor("clerk")
    fault = report(kiosk, words="不出纸", by=clerk)
    for case in (plan.case, meeting.case, fault.case):
        with pytest.raises(NotNow, match="另有承办单位"):
            matters.take_up(case, Draft(**DRAFT), by=clerk)
