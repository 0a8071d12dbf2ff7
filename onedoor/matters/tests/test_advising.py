"""What is proposed at a dispatch: from where, with which reason, and that both the proposal and the choice are kept."""

from datetime import timedelta

import pytest
from django.utils import timezone

from onedoor.cases.models import Case
from onedoor.matters import actions
from onedoor.matters.actions import Draft
from onedoor.matters.actions.categories import load_own_list
from onedoor.matters.actions.duty_list import write_duty
from onedoor.matters.advising import advise
from onedoor.matters.duty_clauses import Clause
from onedoor.matters.models import Advice, Category, Matter, Ruling
from onedoor.matters.queries.duty_list import choices_made


@pytest.fixture
def dispatcher(town):
    load_own_list(by=None)
    Category.objects.update(unit_hint="")
    return town.actor("dispatcher")


def matter_of(town, code="C0101", community=None):
    category = Category.objects.get(code=code)
    told = {"title": "停水", "body": "三天无水。", "kind": "help", "source": "portal", "category": category}
    draft = Draft(**told, community=community or town.community, desk=town.street_centre)
    return actions.accept(actions.register(draft, by=town.portal).matter, by=town.actor("dispatcher"))


def finished(town, lead, count=1, days_ago=30, **more):
    """Matters that this unit had, over and done with."""
    for _n in range(count):
        matter = matter_of(town, **more)
        ended = timezone.now() - timedelta(days=days_ago)
        Matter.objects.filter(pk=matter.pk).update(lead=lead, resolved_at=ended)
        Case.objects.filter(pk=matter.case_id).update(closed_at=ended)


def entry(dispatcher, number, code, lead, **more):
    told = {"level": "district", "basis": "供水管理办法第六条"} | more
    clause = Clause(number, Category.objects.get(code=code), lead=lead, **told)
    return write_duty(clause, by=dispatcher)


def test_the_list_comes_first_and_the_past_year_stands_beside_it(town, dispatcher):
    entry(dispatcher, 37, "C01", town.water, days=3, assist=(town.housing,))
    finished(town, town.water, 9)
    finished(town, town.labour, 1)
    found = advise(matter_of(town))
    assert (found.source, found.unit, found.assist, found.days) == ("list", town.water, [town.housing], 3)
    assert found.why == "清单第37项；同类事项近一年9/10由区水务局办理"
    assert (found.days_why, found.differs) == ("清单规定", False)


def test_where_practice_differs_from_the_list_it_says_so(town, dispatcher):
    entry(dispatcher, 37, "C01", town.water)
    finished(town, town.labour, 3)
    found = advise(matter_of(town))
    assert (found.unit, found.differs) == (town.water, True)
    assert found.why == "清单第37项；同类事项近一年3/3由区人社局办理"


def test_of_fewer_than_three_nothing_is_said(town, dispatcher):
    finished(town, town.labour, 2)
    assert advise(matter_of(town)) is None
    finished(town, town.labour, 1)
    found = advise(matter_of(town))
    assert (found.source, found.unit, found.why) == ("like", town.labour, "同类事项近一年3/3由区人社局办理")


def test_half_is_told_but_proposes_nobody(town, dispatcher):
    finished(town, town.labour, 2)
    finished(town, town.housing, 2)
    found = advise(matter_of(town))
    assert (found.unit, len(found.reasons)) == (None, 1)


def test_only_the_same_category_place_and_year_count(town, dispatcher):
    finished(town, town.labour, 3)
    finished(town, town.housing, 5, days_ago=400)
    finished(town, town.housing, 5, community=town.village)
    finished(town, town.housing, 5, code="C0102")
    assert advise(matter_of(town)).why == "同类事项近一年3/3由区人社局办理"


def test_what_a_desk_settled_was_given_to_nobody(town, dispatcher):
    finished(town, town.street_centre, 5)
    assert advise(matter_of(town)) is None


def test_villages_and_towns_count_by_their_kind(town, dispatcher):
    finished(town, town.community_office, 2)
    finished(town, town.water, 1)
    found = advise(matter_of(town))
    assert (found.unit, found.why) == (None, "同类事项近一年2/3由村（社区）办理")


def test_sealed_matters_are_neither_counted_nor_compared(town, dispatcher):
    finished(town, town.labour, 3)
    Case.objects.exclude(closed_at=None).update(secrecy="family")
    assert advise(matter_of(town)) is None


def test_a_precedent_goes_before_the_list(town, dispatcher):
    entry(dispatcher, 37, "C01", town.water)
    ruled = matter_of(town)
    told = {"category": ruled.category, "region": town.street, "owner": town.housing, "reason": "管网移交"}
    at = timezone.now()
    Ruling.objects.create(matter=ruled, post=dispatcher.post, staff=dispatcher.staff, at=at, **told)
    found = advise(matter_of(town))
    assert (found.source, found.unit) == ("precedent", town.housing)
    assert found.why == f"先例：{timezone.localdate(at):%Y-%m-%d}裁定由区住建局负责；清单第37项"
    assert advise(matter_of(town, community=town.village)).source == "list"


def test_the_hint_of_the_category_comes_last(town, dispatcher):
    Category.objects.filter(code="C0101").update(unit_hint="水务局")
    found = advise(matter_of(town))
    assert (found.source, found.unit, found.why) == (
        "catalogue",
        town.water,
        "事项分类里写明通常由水务局办理",
    )
    assert (found.days, found.days_why) == (1, "本区服务承诺")


# ---------------------------------------------------------------- proposed and chosen


def test_what_was_proposed_and_what_was_chosen_are_both_kept(town, dispatcher):
    listed = entry(dispatcher, 37, "C01", town.water, days=3)
    taken = actions.dispatch(matter_of(town), by=dispatcher, lead=town.water)
    other = actions.dispatch(matter_of(town), by=dispatcher, lead=town.housing, days=5)
    kept = Advice.objects.order_by("at").values_list(
        "matter",
        "source",
        "entry",
        "proposed__code",
        "proposed_days",
        "chosen__code",
        "chosen_days",
        "reason",
    )
    assert list(kept) == [
        (taken.pk, "list", listed.pk, "water", 3, "water", 3, "清单第37项"),
        (other.pk, "list", listed.pk, "water", 3, "housing", 5, "清单第37项"),
    ]
    facts = other.case.events.get(verb="matter.dispatched").facts
    told = ("lead", "days", "proposed", "proposed_days", "advice", "entry", "entry_version")
    assert [facts[name] for name in told] == ["housing", 5, "water", 3, "list", 37, 1]
    assert choices_made(37) == (2, 1, [("区住建局", 1)])


def test_without_any_proposal_nothing_is_kept(town, dispatcher):
    matter = actions.dispatch(matter_of(town), by=dispatcher, lead=town.water)
    assert (matter.advices.count(), "proposed" in matter.case.events.last().facts) == (0, False)


def test_a_unit_that_sent_it_back_is_marked(town, dispatcher):
    entry(dispatcher, 37, "C01", town.water)
    matter = actions.dispatch(matter_of(town), by=dispatcher, lead=town.water)
    handler = town.actor("handler", org=town.water)
    told = {"reason": "not_ours", "basis": "三定规定", "owner": town.housing}
    matter = actions.return_(matter, by=handler, **told)
    found = advise(matter)
    assert (found.unit, found.returned) == (town.water, True)
