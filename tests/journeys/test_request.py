"""居民诉求全程 — from a resident's report to their rating, and the refusals on the way."""

import pytest

from onedoor.cases import timeline
from onedoor.kit.problems import NotAllowed, NotNow, NotValid
from onedoor.matters import actions as matters
from onedoor.matters.actions import Draft
from tests.journeys.way import LEAK


def verbs(matter):
    return [event.verb for event in matter.case.events.order_by("seq")]


def test_request_travels_from_the_door_to_the_rating(town, way):
    m = matters.accept(way.matter, by=way.clerk)
    m = matters.submit(m, by=way.dispatcher, note="建议水务局办理")
    m = matters.instruct(m, by=way.leader, words="请水务局三日内办结")
    m = matters.dispatch(m, by=way.dispatcher, lead=town.water, assist=[town.housing], days=3)
    m = matters.sign(m, by=way.unit)
    m = matters.contribute(m, by=town.actor("handler", org=town.housing, name="钱进"), words="已协助停水关阀")
    m = matters.resolve(m, by=way.unit, result="已修复")
    m = matters.redo(m, by=way.verifier, note="居民称仍无水")
    m = matters.resolve(m, by=way.unit, result="换管完毕")
    m = matters.verify(m, by=way.verifier, note="现场查看已通水")
    m = matters.answer(m, by=way.verifier, reply="您反映的漏水已经修复。")
    with pytest.raises(NotValid):
        matters.close(m, by=way.verifier)
    m = matters.report_back(m, by=way.dispatcher, words="已办结")
    m = matters.close(m, by=way.verifier)
    m = matters.rate(m, by=way.resident, stars=5, is_solved=True)

    assert verbs(m) == [
        *(
            "matter.registered",
            "matter.accepted",
            "matter.submitted",
            "matter.instructed",
            "matter.dispatched",
        ),
        *("matter.signed", "matter.contributed", "matter.resolved", "matter.sent_back", "matter.resolved"),
        *("matter.verified", "matter.answered", "matter.reported_back", "matter.closed", "matter.rated"),
    ]
    states = {(d.kind, d.state) for d in m.case.deadlines.all()}
    assert states == {
        *(("notify", "met"), ("handle", "met"), ("promise", "met"), ("sign", "met")),
        *(("resolved_window", "running"), ("review_ask", "running")),
    }
    assert timeline.is_intact(m.case)
    m.case.refresh_from_db()
    assert m.case.due_at is None


def test_unit_reaches_only_what_it_was_given(town, way):
    m = way.to_dispatched()
    with pytest.raises(NotAllowed):
        matters.sign(m, by=town.actor("handler", org=town.labour, name="钱进"))


def test_refused_move_leaves_no_trace(way):
    with pytest.raises(NotNow):
        matters.answer(way.matter, by=way.verifier, reply="x")
    way.matter.refresh_from_db()
    assert way.matter.status == "registered"
    assert verbs(way.matter) == ["matter.registered"]


def test_promise_longer_than_the_law_is_refused(town, way):
    matters.accept(way.matter, by=way.clerk)
    with pytest.raises(NotValid):
        matters.dispatch(way.matter, by=way.dispatcher, lead=town.water, days=45)


def test_whoever_handled_it_may_not_check_it(town, way):
    m = way.to_resolved()
    same_unit = town.actor_with("matter.verify", org=town.water, reach="org")
    with pytest.raises(NotAllowed):
        matters.verify(m, by=same_unit)


def test_whoever_handled_it_may_not_check_it_in_another_post_either(town, way):
    m = way.to_resolved()
    same_person = town.seat(way.unit.staff, town.post("verifier"))
    with pytest.raises(NotAllowed):
        matters.verify(m, by=same_person, note="看过了")


def test_not_solved_goes_to_a_different_verifier(town, way):
    m = matters.object_(way.to_closed(), by=way.resident, note="还是没有水")
    assert (m.status, m.round, m.case.closed_at) == ("resolved", 2, None)
    with pytest.raises(NotAllowed):
        matters.verify(m, by=way.verifier)
    m = matters.verify(m, by=town.actor("verifier", name="另一位"), note="已通水")
    assert m.status == "verified"


def test_stranger_cannot_rate(town, way):
    with pytest.raises(NotAllowed):
        matters.rate(way.to_closed(), by=town.resident(), stars=1)


def test_cannot_be_solved_says_why_and_where_to_turn(way):
    m = way.to_dispatched()
    matters.sign(m, by=way.unit)
    with pytest.raises(NotValid):
        matters.resolve(m, by=way.unit, result="管网不归本局", outcome="cannot")
    m = matters.resolve(
        m,
        by=way.unit,
        result="属小区内部管网",
        outcome="cannot",
        cannot_basis="物业管理条例",
        turn_to="业主委员会",
    )
    assert (m.outcome, m.turn_to) == ("cannot", "业主委员会")


def test_matter_climbs_level_by_level_and_comes_back_down(town, way):
    head = town.actor("village_head")
    m = matters.register(
        Draft(**LEAK, source="grid", community=town.community), by=town.actor("grid_worker")
    ).matter
    assert m.desk == town.community_office
    m = matters.accept(m, by=head)
    m = matters.submit(m, by=head, to=town.street_centre, note="社区解决不了")
    with pytest.raises(NotAllowed):
        matters.instruct(m, by=head, words="不是我能批的")
    street = town.actor("town_leader")
    m = matters.raise_(m, by=street, to=town.centre, note="请区领导批示")
    m = matters.instruct(m, by=way.leader, words="请街道牵头解决")
    assert (m.status, m.desk) == ("instructed", town.community_office)
    assert [i.org for i in m.instructions.all()] == [town.street_centre, town.centre]


def test_review_goes_to_the_level_above_as_a_matter_of_its_own(town, way):
    m = matters.register(
        Draft(**LEAK, source="grid", community=town.community), by=town.actor("grid_worker")
    ).matter
    head = town.actor("village_head")
    m = matters.accept(m, by=head)
    m = matters.settle(m, by=head, result="已联系物业修好")
    m = matters.verify(m, by=way.verifier, note="已核")
    m = matters.answer(m, by=way.verifier, reply="已修好")
    m = matters.close(m, by=way.verifier)
    matters.ask_review(m, by=town.resident(m.case_id), note="没有修好")
    review = m.reviews.get()
    assert (review.desk, review.source) == (town.street_centre, "review")
    assert review.case.deadlines.get().kind == "review"
    assert review.case.links.get().other == m.case
