"""责任清单 — two editors at once; and a month of one entry: refused below, followed, put right, followed anew."""

from functools import partial

import pytest
import time_machine

from onedoor.kit.problems import NotNow, NotValid
from onedoor.matters import actions as matters
from onedoor.matters.actions import Draft
from onedoor.matters.actions.categories import load_own_list
from onedoor.matters.actions.duty_list import write_duty
from onedoor.matters.duty_clauses import Clause
from onedoor.matters.models import Advice, Category, Responsibility
from tests.journeys.test_two_at_once import at_once, refusals

LEAK = {"title": "停水", "body": "进步巷三天无水。", "kind": "help", "source": "portal"}


@pytest.fixture
def editor(transactional_db, town):
    load_own_list(by=None)
    return town.actor("operator")


def clause(number, lead, days=None, code="C0101"):
    return Clause(number, Category.objects.get(code=code), "district", lead, "供水管理办法第六条", days=days)


def accepted(town, dispatcher):
    draft = Draft(
        **LEAK, community=town.community, desk=town.centre, category=Category.objects.get(code="C0101")
    )
    return matters.accept(matters.register(draft, by=town.portal).matter, by=dispatcher)


def test_of_two_who_edit_an_entry_one_is_told_to_look_again(town, editor):
    write_duty(clause(1, town.water), by=editor)
    for seen in range(1, 6):
        edits = [clause(1, town.housing, days=seen), clause(1, town.labour, days=seen)]
        results = at_once(*(partial(write_duty, edit, by=editor, seen=seen) for edit in edits))
        assert refusals(results) == [NotNow]
    versions = Responsibility.objects.order_by("version").values_list("version", flat=True)
    assert list(versions) == [1, 2, 3, 4, 5, 6]
    assert Responsibility.objects.filter(valid_to=None).count() == 1


def test_of_two_new_entries_for_the_same_thing_one_is_refused(town, editor):
    both = [clause(1, town.water), clause(2, town.housing)]
    results = at_once(*(partial(write_duty, one, by=editor) for one in both))
    assert refusals(results) == [NotValid]
    assert Responsibility.objects.count() == 1


def test_an_entry_is_followed_put_right_and_followed_anew(town, editor):
    dispatcher = town.actor("dispatcher")
    with time_machine.travel("2026-11-02 02:00Z", tick=False):
        write_duty(clause(37, town.housing, days=5), by=editor)
        first = accepted(town, dispatcher)
        with pytest.raises(NotValid, match="依据：供水管理办法第六条"):
            matters.dispatch(first, by=dispatcher, lead=town.street_centre)
        matters.dispatch(first, by=dispatcher, lead=town.water)
    with time_machine.travel("2026-11-23 02:00Z", tick=False):
        write_duty(clause(37, town.water, days=3), by=editor, seen=1, why="管网已移交水务局")
        second = matters.dispatch(accepted(town, dispatcher), by=dispatcher, lead=town.water)
    kept = Advice.objects.values_list("entry__version", "proposed__code", "chosen__code", "chosen_days")
    assert list(kept) == [(1, "housing", "water", 5), (2, "water", "water", 3)]
    assert second.case.events.get(verb="matter.dispatched").facts["entry_version"] == 2
