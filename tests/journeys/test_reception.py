"""来访人的路 — received with a slip, turned into a matter by one press, or before a leader whose word becomes a duty."""

from datetime import time

import pytest
from django.urls import reverse
from django.utils import timezone

from onedoor.cases import duties
from onedoor.cases.keys import open_with_pin
from onedoor.cases.models import Case
from onedoor.cases.slips import give_out, pin_of
from onedoor.kit.problems import NotAllowed, NotNow, NotValid
from onedoor.matters.models import Matter
from onedoor.reception import actions
from onedoor.reception.arrivals import Arrival
from onedoor.reception.models import Reception

SAID = "进步巷自来水断了三天。\n几十户都没有水，希望尽快修好。"
NAMES = ("周建国", "周建民", "周建华", "周建军", "周建平", "周建安")


def group(town, people, named, **more):
    visitors = [{"name": name, "card_seen": False} for name in NAMES[:named]]
    told = {"words": SAID, "region": town.community, "address": "进步巷12号"}
    return Arrival(**told, people=people, visitors=visitors, **more)


def test_a_group_with_a_slip_becomes_a_matter_and_keeps_its_code(town):
    clerk, slip = town.actor("receptionist"), give_out(town.centre)
    with pytest.raises(NotValid, match="不得超过5人"):
        actions.receive(group(town, 40, 6, slip=slip.code), by=clerk)
    reception = actions.receive(group(town, 40, 5, slip=slip.code, willing="yes"), by=clerk).reception
    actions.turn(reception, by=clerk)
    matter = Matter.objects.select_related("case").get()
    assert (matter.case.code, matter.case_id, Case.objects.count()) == (slip.code, reception.case_id, 1)
    assert (matter.body, matter.address, matter.claimants) == (SAID, "进步巷12号", 40)
    assert (matter.desk, matter.case.region_path.startswith(town.community.path)) == (town.centre, True)
    assert matter.case.parties.filter(is_representative=True).count() == 5
    verbs = list(matter.case.events.order_by("seq").values_list("verb", flat=True))
    assert verbs == ["reception.registered", "reception.turned", "matter.registered"]
    opened = open_with_pin(slip.code, pin_of(slip), address="10.0.0.1")
    assert opened.case == matter.case
    assert [clock.kind for clock in matter.case.deadlines.all()] == ["notify"]


def test_pressed_twice_it_is_one_matter(town):
    clerk = town.actor("clerk")
    reception = actions.receive(group(town, 1, 1), by=clerk).reception
    actions.turn(reception, by=clerk)
    with pytest.raises(NotNow, match="转为事项"):
        actions.turn(reception, by=clerk)
    assert Matter.objects.count() == 1


def test_the_page_leads_from_the_visit_to_the_matter(town, client):
    clerk = town.actor("clerk")
    town.login(client, clerk)
    reception = actions.receive(group(town, 1, 1), by=clerk).reception
    code = reception.case.code
    page = client.post(reverse("reception:step", args=[code, "turn"]), follow=True)
    assert f'href="/cases/{code}/"' in page.content.decode()
    assert reverse("reception:panel", args=[code]) in client.get(f"/cases/{code}/").content.decode()
    refused = client.get(reverse("matters:desk"), {"slip": code}).content.decode()
    assert "已经登记为事项" in refused


def test_the_desk_may_take_up_what_the_reception_took_down(town, client):
    clerk = town.actor("clerk")
    town.login(client, clerk)
    reception = actions.receive(group(town, 12, 2), by=clerk).reception
    form = client.get(reverse("matters:desk"), {"slip": reception.case.code}).context["form"]
    assert (form.initial["body"], form.initial["claimants"], form.known.visitors) == (SAID, 12, 2)


def test_a_sealed_visit_turns_into_a_sealed_matter(town):
    cleared = town.actor("clerk", clearances=["family"])
    reception = actions.receive(group(town, 1, 1, secrecy="family"), by=cleared).reception
    with pytest.raises(NotAllowed):
        actions.turn(reception, by=town.actor("clerk", name="没有权限"))
    actions.turn(reception, by=cleared)
    assert Matter.objects.get().case.secrecy == "family"


def test_before_a_leader_and_on_to_the_unit(town, work):
    clerk, leader, unit = town.actor("clerk"), town.actor("leader"), town.actor("handler")
    stranger = town.actor("town_leader", org=town.other_street_centre, name="东关")
    planned = actions.arrange_day(
        post=leader.post,
        office="区委政法委书记",
        day=timezone.localdate(),
        opens=time(9),
        closes=time(11, 30),
        place="一楼接访室",
        places=5,
        by=leader,
    )
    reception = actions.receive(group(town, 1, 1), by=clerk).reception
    reception = actions.put_on_day(reception, day=planned, by=clerk)
    with pytest.raises(NotAllowed):
        actions.instruct(reception, org=town.water, words="修", days=3, by=stranger)
    duty = actions.instruct(reception, org=town.water, words="三日内修好管道", days=3, by=leader).duty
    work()
    assert duty.org.notices.count() == 1
    with pytest.raises(NotNow, match="任务没有完成"):
        actions.answer(reception, result="修好了。", by=clerk)
    duties.finish(duty, by=unit, result="管道已换")
    actions.answer(reception, result="管道已换，恢复供水。", by=clerk)
    assert Reception.objects.get().status == "answered"
    assert Case.objects.get().closed_at is not None
