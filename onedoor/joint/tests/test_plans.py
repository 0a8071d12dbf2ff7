"""Rules of plans: who prepares them, who goes where, what counts, what is refused."""

from decimal import Decimal

import pytest

from onedoor.cases import timeline
from onedoor.cases.models import Case
from onedoor.joint.actions import plans, visits
from onedoor.joint.queries import plans as queries
from onedoor.joint.tests.people import WORDS, Round, period
from onedoor.kit.problems import NotAllowed, NotFound, NotNow, NotValid

GOOD, BAD = {1: True, 2: Decimal("0")}, {1: False, 2: Decimal("12.5")}


@pytest.fixture
def round_(town):
    return Round(town).running()


def verbs(plan):
    return list(plan.case.events.order_by("seq").values_list("verb", flat=True))


def test_a_plan_opens_a_case_of_its_own_and_its_units_have_a_part(town):
    made = Round(town)
    parts = set(made.plan.case.involvements.values_list("org__name", "role"))
    assert parts == {("区综治中心", "lead"), ("区水务局", "assist")}
    assert (verbs(made.plan), made.plan.status) == (["plan.drafted"], "draft")


def test_the_unit_of_a_ground_and_of_a_place_joins_with_it(town, round_):
    names = set(round_.plan.case.involvements.values_list("org__name", flat=True))
    assert names == {"区综治中心", "区水务局", "大城街道综治中心", "进步巷社区居委会"}
    assert timeline.is_intact(round_.plan.case)


def test_a_place_goes_to_its_community_unless_told_otherwise(round_):
    assert [p.org.name for p in round_.plan.places.all()] == ["进步巷社区居委会", "区水务局"]


def test_who_may_not_arrange_may_not_draft(town):
    with pytest.raises(NotAllowed):
        plans.draft_plan(**WORDS, **period(), by=town.actor("clerk"))
    assert Case.objects.count() == 0


def test_a_street_does_not_change_the_districts_plan(town, round_):
    with pytest.raises(NotAllowed):
        plans.add_item(round_.plan, words="护栏完好", kind="yes_no", by=town.actor("town_leader"))


def test_the_district_may_change_a_streets_plan(town):
    plan = plans.draft_plan(**WORDS, **period(), by=town.actor("town_leader"))
    item = plans.add_item(plan, words="护栏完好", kind="yes_no", by=town.actor("dispatcher"))
    assert item.number == 1


def test_a_period_that_ends_before_it_begins_is_refused(town):
    days = period()
    with pytest.raises(NotValid):
        plans.draft_plan(
            **WORDS, from_day=days["to_day"], to_day=days["from_day"], by=town.actor("dispatcher")
        )


def test_nothing_to_look_at_is_not_started(town):
    made = Round(town)
    with pytest.raises(NotValid):
        plans.start(made.plan, by=made.planner)


@pytest.mark.parametrize("wrong", ["region", "org", "by_day"])
def test_a_place_that_does_not_fit_the_plan_is_refused(town, wrong):
    made = Round(town).prepared()
    told = {"name": "东团庄涵洞", "region": town.community}
    told |= {
        "region": {"region": town.other_community},
        "org": {"org": town.street_centre},
        "by_day": {"by_day": made.plan.to_day.replace(year=2000)},
    }[wrong]
    with pytest.raises(NotValid) as refused:
        plans.add_place(made.plan, **told, by=made.planner)
    assert (refused.value.detail["field"], made.plan.places.count()) == (wrong, 2)


def test_a_place_can_be_removed_until_somebody_has_been_there(town, round_):
    visits.visit(round_.place(1), GOOD, by=round_.head)
    with pytest.raises(NotNow):
        plans.remove_place(round_.plan, 1, by=round_.planner)
    plans.remove_place(round_.plan, 2, by=round_.planner)
    with pytest.raises(NotFound):
        plans.remove_place(round_.plan, 2, by=round_.planner)
    assert [p.number for p in round_.plan.places.all()] == [1]


def test_an_item_can_be_removed_until_it_is_answered(round_):
    visits.visit(round_.place(1), GOOD, by=round_.head)
    with pytest.raises(NotNow):
        plans.remove_item(round_.plan, 1, by=round_.planner)
    assert round_.plan.items.count() == 2


def test_a_ground_with_places_stays(town, round_):
    with pytest.raises(NotNow):
        plans.set_grounds(round_.plan, add=[town.other_street], remove=[town.street], by=round_.planner)
    assert {g.region.name for g in round_.plan.grounds.all()} == {"大城街道"}
    plans.set_grounds(round_.plan, add=[town.community], remove=[town.street], by=round_.planner)
    assert {g.region.name for g in round_.plan.grounds.all()} == {"进步巷社区"}


def test_the_unit_that_goes_there_fills_in_the_checklist(round_):
    done = visits.visit(round_.place(1), BAD, words="有树枝", by=round_.head)
    place = round_.place(1)
    assert place.visit == done
    assert [(a.item.number, a.yes, a.figure, a.is_unexpected) for a in queries.answers_of(place)] == [
        (1, False, None, True),
        (2, None, Decimal("12.50"), False),
    ]
    assert verbs(round_.plan)[-1] == "plan.visited"


def test_a_department_reaches_its_place_and_nobody_elses(round_):
    visits.visit(round_.place(2), GOOD, by=round_.water)
    with pytest.raises(NotAllowed):
        visits.visit(round_.place(1), GOOD, by=round_.water)


def test_whoever_arranges_does_not_fill_in(round_):
    with pytest.raises(NotAllowed):
        visits.visit(round_.place(1), GOOD, by=round_.planner)


def test_an_answer_left_out_is_refused_by_its_name(round_):
    with pytest.raises(NotValid) as refused:
        visits.visit(round_.place(1), {1: True}, by=round_.head)
    assert (refused.value.message, refused.value.detail["field"]) == ("“积水深度”还没有填。", "item_2")


def test_a_result_is_given_once_and_can_be_given_anew(round_):
    visits.visit(round_.place(1), BAD, by=round_.head)
    with pytest.raises(NotNow):
        visits.visit(round_.place(1), GOOD, by=round_.head)
    visits.reopen(round_.place(1), by=round_.planner)
    visits.visit(round_.place(1), GOOD, by=round_.head)
    assert round_.place(1).visits.count() == 2
    assert [v.answers.get(item__number=1).yes for v in queries.earlier_visits(round_.place(1))] == [False]


def test_a_stranger_does_not_open_a_result_again(town, round_):
    visits.visit(round_.place(1), GOOD, by=round_.head)
    with pytest.raises(NotAllowed):
        visits.reopen(round_.place(1), by=round_.water)
    with pytest.raises(NotNow):
        visits.reopen(round_.place(2), by=round_.water)


def test_nothing_is_filled_in_before_the_plan_runs_or_after_it_ended(town):
    made = Round(town).prepared()
    with pytest.raises(NotNow):
        visits.visit(made.place(1), GOOD, by=made.head)
    plans.start(made.plan, by=made.planner)
    with pytest.raises(NotValid):
        plans.end(made.plan, summary=" ", by=made.planner)
    ended = plans.end(made.plan, summary="两处没有去。", by=made.planner)
    with pytest.raises(NotNow):
        visits.visit(made.place(1), GOOD, by=made.head)
    assert ended.case.events.get(verb="plan.ended").facts == {"to_do": 2}
    assert Case.objects.get(pk=ended.case_id).closed_at is not None
    plans.resume(ended, by=made.planner)
    visits.visit(made.place(1), GOOD, by=made.head)
    assert Case.objects.get(pk=ended.case_id).closed_at is None


def test_a_dropped_plan_is_not_changed_any_more(town):
    made = Round(town)
    plans.drop(made.plan, by=made.planner)
    with pytest.raises(NotNow):
        plans.add_item(made.plan, words="护栏完好", kind="yes_no", by=made.planner)


def test_a_find_becomes_a_matter_at_once_with_the_place_filled_in(town, round_):
    found = visits.find(round_.place(2), words="护岸塌了两米", by=round_.water)
    case = found.taken_up
    assert (case.title, case.region.name) == ("藉河护岸：护岸塌了两米", "进步巷社区")
    assert list(case.links.values_list("kind", "other")) == [("found", round_.plan.case_id)]
    assert list(case.events.values_list("verb", "post")) == [("matter.registered", round_.water.post.pk)]
    assert case.involvements.get().org == town.water


def test_the_same_find_pressed_twice_is_one_matter(round_):
    visits.find(round_.place(2), words="护岸塌了两米", by=round_.water)
    with pytest.raises(NotNow):
        visits.find(round_.place(2), words="护岸塌了两米 ", by=round_.water)
    with pytest.raises(NotValid):
        visits.find(round_.place(2), words=" ", by=round_.water)
    assert round_.place(2).finds.count() == 1


def test_progress_is_told_by_unit_and_place_in_plain_figures(round_):
    visits.visit(round_.place(1), BAD, by=round_.head)
    visits.find(round_.place(1), words="排水沟堵了", by=round_.head)
    lines = queries.places_of(round_.plan, round_.plan.to_day.replace(year=2090))
    finds = queries.finds_of(round_.plan, round_.water)
    units = {
        u.org.name: (u.total, u.done, u.to_do, u.late, u.finds) for u in queries.units_of(round_.plan, lines)
    }
    assert [(line.state, line.finds) for line in lines] == [("done", 1), ("late", 0)]
    assert units["进步巷社区居委会"] == (1, 1, 0, 0, 1)
    assert units["区水务局"] == (1, 0, 1, 1, 0)
    assert (finds[0].last, finds[0].link, finds[0].is_closed) == ("登记", "", False)


def test_a_plan_is_seen_by_its_units_once_it_runs_and_by_nobody_else(town):
    made = Round(town).prepared()
    stranger = town.actor("handler", org=town.labour, name="旁人")

    def seen():
        return [queries.plans_for(actor).count() for actor in (made.planner, made.water, made.head, stranger)]

    assert seen() == [1, 0, 0, 0]
    plans.start(made.plan, by=made.planner)
    assert seen() == [1, 1, 1, 0]
    with pytest.raises(NotFound):
        queries.find_plan(made.plan.case.code, stranger)


def test_units_join_and_leave_with_the_plans_form(town, round_):
    told = {**WORDS, "from_day": round_.plan.from_day, "to_day": round_.plan.to_day}
    plans.change_plan(round_.plan, **told, orgs=[town.labour], by=round_.planner)
    names = set(round_.plan.case.involvements.filter(until=None).values_list("org__name", flat=True))
    assert names == {"区综治中心", "区水务局", "区人社局", "进步巷社区居委会"}
