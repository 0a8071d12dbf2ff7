"""退单 — two units that each say it is the other's, and the ruling that ends it; the resident's dates never move."""

from datetime import datetime

import pytest
import time_machine
from django.urls import reverse
from django.utils.timezone import get_default_timezone

from onedoor.cases import timeline
from onedoor.cases.keys import Opened
from onedoor.cases.models import Deadline
from onedoor.kit.problems import NotAllowed, NotNow, NotValid
from onedoor.matters import actions as matters
from onedoor.matters.actions import Draft
from onedoor.matters.models import Category, Matter, Return
from onedoor.matters.queries.precedents import precedent_for
from onedoor.matters.replaying import replayed
from onedoor.matters.standing import may_return
from onedoor.notices.models import Notice
from onedoor.portal import progress
from onedoor.portal.visiting import unlock

LEAK = {"title": "检修井塌陷", "body": "进步巷口检修井塌了一块，夜里有人绊倒。", "kind": "hazard"}
PIPES = {"reason": "not_ours", "basis": "检修井属道路设施，清单写明由住建部门管"}
ROADS = {"reason": "another_leads", "basis": "井盖上是供水标志，产权在供水单位"}
MONDAY = datetime(2026, 3, 2, 10, tzinfo=get_default_timezone())


@pytest.fixture
def clock():
    with time_machine.travel(MONDAY, tick=False) as clock:
        yield clock


@pytest.fixture
def quarrel(town, clock):
    return Quarrel(town)


class Quarrel:
    """A sunken manhole, the two units that send it back and forth, and those who may end it."""

    def __init__(self, town, **told):
        self.town = town
        self.clerk, self.dispatcher = town.actor("clerk"), town.actor("dispatcher")
        self.water = town.actor("handler", org=town.water)
        self.housing = town.actor("handler", org=town.housing, name="钱进")
        self.arbiter = town.actor("arbiter")
        self.category = Category.objects.create(code="K1", name="井盖缺损", path="K1/", level=1)
        draft = Draft(
            **LEAK | {"source": "portal", "category": self.category} | told,
            community=town.community,
            desk=town.centre,
        )
        self.matter = matters.register(draft, by=town.resident()).matter
        self.matter = matters.accept(self.matter, by=self.clerk)

    def give(self, org):
        self.matter = matters.dispatch(self.matter, by=self.dispatcher, lead=org)
        return self.matter

    def to_the_arbiter(self):
        matters.return_(self.give(self.town.water), by=self.water, owner=self.town.housing, **PIPES)
        self.matter = matters.return_(
            self.give(self.town.housing), by=self.housing, owner=self.town.water, **ROADS
        )
        return self.matter

    def ruled(self):
        self.matter = matters.rule(
            self.to_the_arbiter(), by=self.arbiter, lead=self.town.water, note="井内设施为供水阀门井"
        )
        return self.matter


def verbs(matter):
    return list(matter.case.events.order_by("seq").values_list("verb", flat=True))


def due(matter) -> dict:
    """The dates that the resident was given, by the clock itself."""
    found = Deadline.objects.filter(case=matter.case_id, kind__in=["handle", "promise"])
    return {clock.kind: (clock.pk, clock.due_at, clock.is_open) for clock in found}


def test_the_ping_pong_ends_in_a_ruling_and_no_third_return(quarrel):
    m = quarrel.ruled()
    with pytest.raises(NotAllowed, match="裁定由本单位办理，裁定有约束力，不能再退回"):
        matters.return_(m, by=quarrel.water, owner=quarrel.town.housing, **PIPES)
    m = matters.sign(m, by=quarrel.water)
    m = matters.resolve(m, by=quarrel.water, result="已更换井盖并回填。")
    assert verbs(m) == [
        *("matter.registered", "matter.accepted", "matter.dispatched", "matter.returned"),
        *("matter.dispatched", "matter.returned", "matter.referred", "matter.ruled"),
        *("matter.signed", "matter.resolved"),
    ]
    assert (m.status, m.lead, m.returns.count(), m.rulings.get().owner) == (
        *("resolved", quarrel.town.water, 2),
        quarrel.town.water,
    )
    assert (timeline.is_intact(m.case), replayed(verbs(m))) == (True, m.status)


def test_the_second_return_leads_to_the_arbiter_in_the_same_breath(quarrel):
    m = matters.return_(
        quarrel.give(quarrel.town.water), by=quarrel.water, owner=quarrel.town.housing, **PIPES
    )
    assert (m.status, m.lead) == ("accepted", None)
    m = matters.return_(
        quarrel.give(quarrel.town.housing), by=quarrel.housing, owner=quarrel.town.water, **ROADS
    )
    assert m.status == "ruling"
    last = m.case.events.order_by("-seq").first()
    assert (last.verb, last.post, last.note) == (
        *("matter.referred", quarrel.housing.post),
        "第2次退单，按规定转裁定。",
    )
    with pytest.raises(NotNow):
        quarrel.give(quarrel.town.labour)


def test_no_clock_of_the_resident_stops_or_begins_anew_while_units_argue(quarrel, clock):
    quarrel.give(quarrel.town.water)
    told = due(quarrel.matter)
    clock.shift(86400)
    matters.return_(quarrel.matter, by=quarrel.water, owner=quarrel.town.housing, **PIPES)
    assert due(quarrel.matter) == told
    clock.shift(3600)
    quarrel.give(quarrel.town.housing)
    assert due(quarrel.matter) == told
    clock.shift(86400)
    m = matters.return_(quarrel.matter, by=quarrel.housing, owner=quarrel.town.water, **ROADS)
    assert due(m) == told
    clock.shift(86400)
    m = matters.rule(m, by=quarrel.arbiter, lead=quarrel.town.water, note="供水阀门井")
    assert (sorted(told), due(m)) == (["handle", "promise"], told)
    promise = Deadline.objects.get(case=m.case_id, kind="promise")
    assert (promise.org, promise.changes.count()) == (quarrel.town.water, 4)
    with pytest.raises(NotValid):
        matters.dispatch(_back_at_the_desk(quarrel), by=quarrel.dispatcher, lead=quarrel.town.labour, days=3)


def _back_at_the_desk(quarrel):
    """Another one, returned once: its promise runs on, and nobody sets another."""
    again = Quarrel.__new__(Quarrel)
    vars(again).update(vars(quarrel))
    draft = Draft(**LEAK, source="portal", community=quarrel.town.community, desk=quarrel.town.centre)
    registered = matters.register(draft, by=quarrel.town.resident()).matter
    again.matter = matters.accept(registered, by=quarrel.clerk)
    again.give(quarrel.town.water)
    return matters.return_(again.matter, by=quarrel.water, owner=quarrel.town.housing, **PIPES)


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"reason": "not_ours", "basis": "  "}, "写明依据"),
        ({"reason": "tired", "basis": "不想办"}, "选理由"),
        ({"reason": "not_ours", "basis": "清单第3项"}, "应该由哪个单位办"),
    ],
)
def test_a_return_without_reason_basis_or_owner_is_refused(quarrel, told, words):
    m = quarrel.give(quarrel.town.water)
    with pytest.raises(NotValid, match=words):
        matters.return_(m, by=quarrel.water, **told)
    assert (Matter.objects.get(pk=m.pk).status, Return.objects.count()) == ("dispatched", 0)


def test_a_unit_does_not_propose_itself(quarrel):
    with pytest.raises(NotValid, match="不能是本单位"):
        matters.return_(quarrel.give(quarrel.town.water), by=quarrel.water, owner=quarrel.town.water, **PIPES)


def test_only_who_lacks_the_facts_may_leave_the_owner_open(quarrel):
    m = matters.return_(
        quarrel.give(quarrel.town.water), by=quarrel.water, reason="no_facts", basis="没有写明是哪个井"
    )
    assert (m.returns.get().owner, m.returns.get().number) == (None, 1)


@pytest.mark.parametrize(
    ("source", "last", "first_too_late", "basis"),
    [
        ("portal", datetime(2026, 3, 4, 23, 59), datetime(2026, 3, 5), "本区服务承诺"),
        ("petition", datetime(2026, 3, 9, 23, 59), datetime(2026, 3, 10), "《信访工作条例》第二十三条"),
    ],
)
def test_a_late_return_is_refused_with_the_laws_words(town, clock, source, last, first_too_late, basis):
    quarrel = Quarrel(town, source=source)
    m = quarrel.give(town.water)
    clock.move_to(last.replace(tzinfo=get_default_timezone()))
    assert may_return(m, quarrel.water) == ""
    clock.move_to(first_too_late.replace(tzinfo=get_default_timezone()))
    with pytest.raises(NotAllowed, match=basis):
        matters.return_(m, by=quarrel.water, owner=town.housing, **PIPES)
    assert verbs(m)[-1] == "matter.dispatched"


def test_the_returning_units_own_arbiter_is_refused(quarrel):
    m = quarrel.to_the_arbiter()
    own = quarrel.town.actor_with("matter.rule", org=quarrel.town.housing)
    with pytest.raises(NotAllowed, match="退回过这件事，不能由本单位裁定"):
        matters.rule(m, by=own, lead=quarrel.town.water, note="归水务")


def test_a_street_rules_among_its_own_and_not_over_departments(quarrel):
    town = quarrel.town
    street_leader = town.actor("town_leader")
    with pytest.raises(NotAllowed):
        matters.rule(quarrel.to_the_arbiter(), by=street_leader, lead=town.water, note="归水务")
    draft = Draft(**LEAK, source="portal", community=town.community, desk=town.street_centre)
    own = matters.accept(matters.register(draft, by=town.resident()).matter, by=quarrel.clerk)
    own = matters.refer(
        own, by=town.actor("dispatcher", org=town.street_centre, name="李静"), note="社区说归物业"
    )
    with pytest.raises(NotValid, match="区水务局不在本级管辖范围内"):
        matters.rule(own, by=street_leader, lead=town.water, note="归水务")
    own = matters.rule(own, by=street_leader, lead=town.community_office, note="小区内由社区牵头")
    assert (own.status, own.lead, own.rulings.get().region) == (
        *("dispatched", town.community_office),
        town.community,
    )


def test_nobody_rules_for_the_own_unit(quarrel):
    with pytest.raises(NotValid, match="不能裁定由本单位办理"):
        matters.rule(quarrel.to_the_arbiter(), by=quarrel.arbiter, lead=quarrel.town.centre, note="中心办")


def test_an_arbiter_may_find_that_it_is_no_dispute(quarrel):
    m = matters.remand(
        quarrel.to_the_arbiter(), by=quarrel.arbiter, note="井在铁路用地内，不属本区，请转送。"
    )
    m = matters.transfer_out(m, by=quarrel.dispatcher, note="属铁路部门", turn_to="铁路工务段")
    assert (m.status, m.case.deadlines.open().count()) == ("transferred", 0)


def test_the_ruling_is_a_precedent_until_a_later_one_replaces_it(quarrel, clock):
    town, first = quarrel.town, quarrel.ruled().rulings.get()
    assert (first.region, precedent_for(quarrel.category, town.village_grid)) == (town.district, first)
    assert precedent_for(None, town.grid) is None
    clock.shift(86400)
    draft = Draft(
        **LEAK, source="portal", category=quarrel.category, community=town.community, desk=town.centre
    )
    again = matters.accept(matters.register(draft, by=town.resident()).matter, by=quarrel.clerk)
    again = matters.refer(again, by=quarrel.dispatcher, note="街道与住建各说各的")
    matters.rule(again, by=quarrel.arbiter, lead=town.housing, note="街道范围内划归住建", region=town.street)
    owners = {place.name: precedent_for(quarrel.category, place).owner for place in (town.grid, town.village)}
    assert owners == {"第一网格": town.housing, "烟铺村": town.water}


def test_the_arbiters_unit_and_the_named_unit_are_told(quarrel, work):
    quarrel.ruled()
    work()
    told = {(notice.org, notice.text.partition("：")[0]) for notice in Notice.objects.all()}
    assert {(quarrel.town.centre, "提请裁定"), (quarrel.town.water, "主办")} - told == set()


def test_the_resident_reads_where_it_stands_and_nothing_of_the_quarrel(quarrel, client):
    m = quarrel.to_the_arbiter()
    assert progress.who_has_it(m) == "已经受理，正在确定由哪个单位负责；答应您的期限不变。"
    session = client.session
    unlock(session, Opened(m.case))
    session.save()
    answer = client.get(reverse("portal:case", args=[m.case.code]))
    page = answer.content.decode()
    assert (answer.status_code, "正在确定由哪个单位负责" in page, "期限不变" in page) == (200, True, True)
    assert [word for word in ("退单", "退回", "清单写明", "供水标志", "钱进") if word in page] == []
