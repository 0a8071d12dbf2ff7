"""退单与裁定 — the forms, what waits for whom, the page of loops, and that what was written stands."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from onedoor.cases.models import Case
from onedoor.kit.problems import NotValid
from onedoor.matters import actions as matters
from onedoor.matters.actions import Draft
from onedoor.matters.actions.duty_list import write_duty
from onedoor.matters.duty_clauses import Clause
from onedoor.matters.models import Category, Return, Ruling
from onedoor.matters.queries import waiting
from onedoor.matters.queries.loops import loops
from onedoor.matters.queries.precedents import standing_precedents
from onedoor.matters.queries.returns import arbiters_of
from onedoor.matters.steps import open_steps

PAGE = reverse("matters:returns")


@pytest.fixture
def desk(town):
    return Desk(town)


class Desk:
    """Somebody who gives out, and two units that send back."""

    def __init__(self, town):
        self.town = town
        self.dispatcher, self.arbiter = town.actor("dispatcher"), town.actor("arbiter")
        self.water = town.actor("handler", org=town.water)
        self.housing = town.actor("handler", org=town.housing, name="钱进")
        self.wells = Category.objects.create(code="K1", name="井盖缺损", path="K1/", level=1)

    def accepted(self, **more):
        told = {"category": self.wells, "community": self.town.community, "desk": self.town.centre} | more
        draft = Draft("检修井塌陷", "井塌了一块，夜里有人绊倒。", "window", **told)
        return matters.accept(matters.register(draft, by=self.dispatcher).matter, by=self.dispatcher)

    def given(self, matter=None, org=None):
        return matters.dispatch(matter or self.accepted(), by=self.dispatcher, lead=org or self.town.water)

    def returned(self, matter=None):
        """By the water bureau, to the housing bureau's name."""
        told = {"reason": "not_ours", "basis": "清单第3项", "owner": self.town.housing}
        return matters.return_(self.given(matter), by=self.water, **told)

    def argued(self, **more):
        matter = self.given(self.returned(self.accepted(**more)), self.town.housing)
        told = {"reason": "another_leads", "basis": "产权在供水单位", "owner": self.town.water}
        return matters.return_(matter, by=self.housing, **told)

    def ruled(self, lead=None, **more):
        return matters.rule(
            self.argued(), by=self.arbiter, lead=lead or self.town.water, note="阀门井", **more
        )


def waits_to_rule(actor):
    queue = next(queue for queue in waiting.QUEUES if queue.name == "rule")
    return set(waiting.waiting(queue, actor))


# ---------------------------------------------------------------- the steps as pages


def test_a_return_without_an_owner_is_asked_again_beside_the_field(desk, client):
    matter = desk.given()
    desk.town.login(client, desk.water)
    address = reverse("matters:step", args=[matter.case.code, "return_"])
    assert "最迟" in client.get(address).content.decode()
    page = client.post(address, {"reason": "not_ours", "basis": "清单第3项", "owner": ""})
    assert (page.status_code, "请选应该由哪个单位办" in page.content.decode()) == (422, True)
    page = client.post(address, {"reason": "not_ours", "basis": "", "owner": desk.town.housing.code})
    assert (page.status_code, Return.objects.count()) == (422, 0)
    client.post(address, {"reason": "not_ours", "basis": "清单第3项", "owner": desk.town.housing.code})
    row = Return.objects.get()
    assert (row.number, row.unit, row.owner, row.basis) == (
        1,
        desk.town.water,
        desk.town.housing,
        "清单第3项",
    )


def test_a_unit_cannot_choose_itself(desk):
    matter = desk.given()
    step = open_steps(matter, desk.water)["return_"]
    offered = step.form(matter=matter, actor=desk.water).fields["owner"].queryset
    assert (desk.town.water in offered, desk.town.housing in offered) == (False, True)


def test_the_arbiter_rules_in_the_browser(desk, client):
    matter = desk.argued()
    desk.town.login(client, desk.arbiter)
    address = reverse("matters:step", args=[matter.case.code, "rule"])
    told = {"lead": desk.town.water.code, "region": desk.town.street.code, "note": "井内是供水阀门"}
    assert client.post(address, told).status_code == 302
    ruling = Ruling.objects.get()
    assert (ruling.owner, ruling.region, ruling.category, ruling.staff) == (
        *(desk.town.water, desk.town.street),
        *(desk.wells, desk.arbiter.staff),
    )
    page = client.get(reverse("matters:matter", args=[matter.case.code])).content.decode()
    assert [words in page for words in ("第1次退单", "第2次退单", "井内是供水阀门", "不能再退回")] == [
        True
    ] * 4


def test_the_unit_reads_why_it_can_no_longer_return(desk, client):
    matter = desk.ruled()
    desk.town.login(client, desk.water)
    page = client.get(reverse("matters:matter", args=[matter.case.code])).content.decode()
    assert ("裁定有约束力，不能再退回" in page, "return_" in open_steps(matter, desk.water)) == (True, False)


def test_a_region_elsewhere_is_refused(desk):
    with pytest.raises(NotValid, match="适用范围"):
        desk.ruled(region=desk.town.other_street)
    assert Ruling.objects.count() == 0


# ---------------------------------------------------------------- who decides


def test_it_waits_for_arbiters_who_are_above_all_who_argue(desk):
    matter = desk.argued()
    town, street = desk.town, desk.town.actor("town_leader")
    assert waits_to_rule(desk.arbiter) == waits_to_rule(town.actor("leader")) == {matter.case}
    assert waits_to_rule(street) == waits_to_rule(town.actor_with("matter.rule", org=town.housing)) == set()
    assert arbiters_of(matter) == [town.centre]


def test_a_dispute_within_a_street_is_the_streets(desk):
    town, street = desk.town, desk.town.actor("town_leader")
    own = matters.refer(desk.accepted(desk=town.street_centre), by=desk.dispatcher, note="职责不清")
    assert (waits_to_rule(street), arbiters_of(own)) == ({own.case}, [town.street_centre])


# ---------------------------------------------------------------- the loops


def entry(desk, lead):
    clause = Clause(37, desk.wells, lead=lead, level="district", basis="供水条例第六条")
    return write_duty(clause, by=desk.dispatcher)


def test_loops_are_counted_by_line_with_how_they_ended(desk):
    entry(desk, desk.town.housing)
    desk.ruled()
    waiting_one = desk.argued()
    (loop,), count = loops(desk.dispatcher)
    assert (str(loop.entry), loop.returns, count, waiting_one in loop.matters) == ("清单第37项", 4, 2, True)
    assert dict(loop.between) == {
        (desk.town.water, desk.town.housing): 2,
        (desk.town.housing, desk.town.water): 2,
    }
    assert dict(loop.ended) == {"裁定由区水务局办理": 1, "等待裁定": 1}
    assert loop.doubt == "与清单不符：1/1件最后归区水务局。"


def test_where_the_list_was_right_it_is_not_doubted(desk):
    entry(desk, desk.town.water)
    desk.ruled()
    assert loops(desk.dispatcher)[0][0].doubt == ""


def test_what_no_line_speaks_of_is_counted_by_category(desk):
    desk.ruled()
    ((loop,), _count) = loops(desk.dispatcher)
    assert (loop.entry, loop.category, loop.doubt) == (
        *(None, desk.wells),
        "清单里没有这一类；1/1件最后归区水务局。",
    )


def test_the_page_leads_to_the_entry_and_the_precedent(desk, client):
    entry(desk, desk.town.housing)
    code = desk.ruled().case.code
    desk.town.login(client, desk.dispatcher)
    page = client.get(PAGE).content.decode()
    wanted = (
        reverse("matters:duty", args=[37]),
        reverse("matters:matter", args=[code]),
        "与清单不符",
        "阀门井",
    )
    assert [words for words in wanted if words not in page] == []


def test_a_sealed_case_is_counted_by_nobody_without_clearance(desk, client):
    matter = desk.ruled()
    Case.objects.filter(pk=matter.case_id).update(secrecy="family")
    assert loops(desk.dispatcher) == ([], 0)
    desk.town.login(client, desk.dispatcher)
    page = client.get(PAGE).content.decode()
    assert [words in page for words in (matter.case.code, "阀门井")] == [False, False]
    cleared = desk.town.actor("dispatcher", clearances=["family"], name="有密级的")
    assert loops(cleared)[1] == 1


def test_more_returns_ask_no_more_of_the_database(desk, client):
    desk.town.login(client, desk.dispatcher)
    asked = []
    for _n in range(2):
        desk.ruled()
        client.get(PAGE)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(PAGE)
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_of_two_rulings_on_the_same_the_later_one_stands(desk):
    desk.ruled()
    later = desk.ruled(lead=desk.town.housing).rulings.get()
    nearer = desk.ruled(region=desk.town.street).rulings.get()
    assert [one.ruling for one in standing_precedents(desk.dispatcher)] == [nearer, later]


# ---------------------------------------------------------------- what stands


@pytest.mark.parametrize("table", ["matters_return", "matters_ruling"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET at = now()", "DELETE FROM {}", "TRUNCATE {}"])
def test_returns_and_rulings_are_neither_altered_nor_removed(desk, table, statement):
    desk.ruled()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(table))
    assert (Return.objects.count(), Ruling.objects.count()) == (2, 1)
