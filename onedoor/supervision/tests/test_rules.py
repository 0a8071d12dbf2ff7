"""督办规则 — what a rule raises, once for what occurred; nothing when it is switched off; every switch is written down."""

import pytest

from onedoor.kit.problems import NotAllowed, NotNow, NotValid
from onedoor.supervision import actions
from onedoor.supervision.lifecycle import BY_RULE
from onedoor.supervision.models import RuleChange, Supervision
from onedoor.supervision.queries import rule_of
from onedoor.supervision.rules import KINDS


@pytest.fixture
def house(town):
    return town.system.as_reaction()


@pytest.fixture
def operator(town):
    return town.actor("operator")


def raised():
    return list(Supervision.objects.order_by("raised_at").values_list("rung", "rule", "status"))


@pytest.mark.parametrize("code", KINDS)
def test_every_rule_raises_one_of_the_first_rungs(town, case, house, code):
    actions.raise_by_rule(case, town.water, code, by=house, occurrence="1", count=9)
    assert (raised(), KINDS[code].rung in BY_RULE) == ([(KINDS[code].rung, code, "raised")], True)


@pytest.mark.parametrize("code", KINDS)
def test_a_rule_that_is_off_raises_nothing(town, case, house, operator, code):
    kind = KINDS[code]
    actions.set_rule(code, by=operator, reason="试行期", is_on=False, times=kind.times, days=kind.days)
    actions.raise_by_rule(case, town.water, code, by=house, occurrence="1", count=9)
    assert raised() == []


def test_the_same_occurrence_raises_once_and_another_one_again(town, case, house):
    for occurrence in ("1", "1"):
        one = actions.raise_by_rule(case, town.water, "near", by=house, occurrence=occurrence)
    assert one is None
    actions.acknowledge(Supervision.objects.get(), by=town.actor("handler", org=town.water))
    actions.raise_by_rule(case, town.water, "near", by=house, occurrence="1")
    assert Supervision.objects.count() == 1
    actions.raise_by_rule(case, town.water, "near", by=house, occurrence="2")
    assert Supervision.objects.count() == 2


def test_no_rule_reminds_a_unit_that_has_a_letter(town, case, house):
    actions.raise_by_rule(case, town.water, "overdue", by=house, occurrence="1")
    actions.raise_by_rule(case, town.water, "near", by=house, occurrence="2")
    actions.raise_by_rule(case, town.street_centre, "near", by=house, occurrence="2")
    assert raised() == [("letter", "overdue", "raised"), ("reminder", "near", "raised")]


def test_too_few_times_raise_nothing(town, case, house):
    assert actions.raise_by_rule(case, town.water, "unsolved", by=house, occurrence="1", count=1) is None
    assert (
        actions.raise_by_rule(case, town.water, "unsolved", by=house, occurrence="2", count=2).rule
        == "unsolved"
    )


def test_the_district_sets_times_and_days(town, case, house, operator):
    actions.set_rule("unsolved", by=operator, reason="严一点", is_on=True, times=3, days=4)
    assert actions.raise_by_rule(case, town.water, "unsolved", by=house, occurrence="1", count=2) is None
    one = actions.raise_by_rule(case, town.water, "unsolved", by=house, occurrence="2", count=3)
    assert (one.clock.days, "满3次" in one.reason, "4个工作日" in one.reason) == (4, True, True)


def test_every_change_says_who_when_and_why(operator):
    actions.set_rule("near", by=operator, reason="国庆期间停用", is_on=False)
    actions.set_rule("near", by=operator, reason="节后恢复", is_on=True)
    told = list(RuleChange.objects.values_list("rule", "is_on", "reason", "staff", "post"))
    assert told == [
        ("near", True, "节后恢复", operator.staff.pk, operator.post.pk),
        ("near", False, "国庆期间停用", operator.staff.pk, operator.post.pk),
    ]


def test_a_change_without_reason_sense_or_difference_is_refused(operator):
    with pytest.raises(NotValid):
        actions.set_rule("near", by=operator, reason=" ", is_on=False)
    with pytest.raises(NotNow):
        actions.set_rule("near", by=operator, reason="没有不同", is_on=True)
    for numbers in ({"times": 1, "days": 2}, {"times": 2, "days": 0}, {"times": 2, "days": 99}):
        with pytest.raises(NotValid):
            actions.set_rule("unsolved", by=operator, reason="试试", is_on=True, **numbers)
    with pytest.raises(NotValid):
        actions.set_rule("near", by=operator, reason="试试", is_on=True, times=2)
    assert rule_of("unsolved").times == 2


def test_only_whoever_holds_the_right_sets_rules(town):
    with pytest.raises(NotAllowed):
        actions.set_rule("near", by=town.actor("leader"), reason="关掉", is_on=False)
