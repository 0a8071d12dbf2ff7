"""The duty list: which entry speaks of a matter, what it forbids, how it changes without being written over."""

from datetime import date

import pytest
import time_machine
from django.db import ProgrammingError, transaction

from onedoor.kit.problems import NotAllowed, NotFound, NotNow, NotValid
from onedoor.matters import actions
from onedoor.matters.actions import Draft
from onedoor.matters.actions.categories import load_own_list
from onedoor.matters.actions.duty_list import end_duty, write_duty
from onedoor.matters.duty_clauses import Clause
from onedoor.matters.duty_list import entry_for, kind_of_place, too_low, unit_named_by
from onedoor.matters.models import Category, Responsibility
from onedoor.matters.queries.duty_list import next_number, versions_of

BASIS = "供水管理办法第六条"


@pytest.fixture
def editor(town):
    load_own_list(by=None)
    return town.actor("operator")


def clause(number, code, lead, level="district", **more):
    return Clause(number, Category.objects.get(code=code), level, lead, more.pop("basis", BASIS), **more)


def write(editor, *told, seen=None, **more):
    return write_duty(clause(*told, **more), by=editor, seen=seen)


def matter_of(town, code="C0101", community=None):
    category = Category.objects.get(code=code)
    told = {"title": "停水", "body": "三天无水。", "kind": "help", "source": "portal", "category": category}
    draft = Draft(**told, community=community or town.community, desk=town.street_centre)
    return actions.accept(actions.register(draft, by=town.portal).matter, by=town.actor("dispatcher"))


# ---------------------------------------------------------------- which entry


def test_the_nearest_category_wins_then_the_nearest_kind_of_place(town, editor):
    write(editor, 1, "C", town.labour)
    write(editor, 2, "C01", town.housing)
    street, village = matter_of(town), matter_of(town, community=town.village)
    assert (entry_for(street).number, entry_for(village).number) == (2, 2)
    write(editor, 3, "C01", town.water, place="rural")
    assert (entry_for(street).number, entry_for(village).number) == (2, 3)
    assert entry_for(matter_of(town, code="D0101")) is None


def test_kind_of_place_follows_the_tree(town):
    places = (town.grid, town.village_grid, town.area, town.street, town.district)
    assert [kind_of_place(place) for place in places] == ["street", "rural", "rural", "street", ""]


def test_an_entry_without_lead_names_the_unit_of_that_level_at_the_place(town, editor):
    village = write(editor, 1, "C0101", None, "village")
    town_entry = write(editor, 2, "C0102", None, "town")
    assert unit_named_by(village, town.grid) == town.community_office
    assert unit_named_by(town_entry, town.grid) == town.street_centre
    # No office in that village: the next level above has it.
    assert unit_named_by(village, town.village_grid) == town.town_centre
    assert unit_named_by(village, town.district) is None


def test_an_entry_counts_from_its_first_day_to_the_day_before_its_last(town, editor):
    matter, today = matter_of(town), date(2026, 11, 23)
    with time_machine.travel("2026-11-23 02:00Z", tick=False):
        write(editor, 1, "C0101", town.water, starts=date(2026, 11, 24), ends=date(2026, 11, 26))
    days = [today.replace(day=day) for day in (23, 24, 25, 26)]
    assert [bool(entry_for(matter, on=day)) for day in days] == [False, True, True, False]


# ---------------------------------------------------------------- what may not be sent down


def test_a_task_of_a_department_is_not_sent_down_and_the_basis_is_said(town, editor):
    write(editor, 37, "C01", town.water)
    matter, dispatcher = matter_of(town), town.actor("dispatcher")
    for unit in (town.community_office, town.street_centre):
        with pytest.raises(NotValid) as refused:
            actions.dispatch(matter, by=dispatcher, lead=unit)
        assert refused.value.message == (
            f"清单第37项：“供水”由区级负责，应交区水务局，不能下派给{unit}。依据：供水管理办法第六条"
        )
    matter.refresh_from_db()
    assert (matter.status, matter.advices.count()) == ("accepted", 0)
    assert actions.dispatch(matter, by=dispatcher, lead=town.labour).status == "dispatched"


def test_a_lower_unit_may_still_assist(town, editor):
    write(editor, 37, "C01", town.water)
    told = {"lead": town.water, "assist": [town.community_office]}
    assert actions.dispatch(matter_of(town), by=town.actor("dispatcher"), **told).status == "dispatched"


@pytest.mark.parametrize(
    ("level", "refused"),
    [("grid", []), ("village", []), ("town", ["community"]), ("district", ["community", "street"])],
)
def test_a_task_goes_up_freely_and_never_down(town, editor, level, refused):
    write(editor, 1, "C0101", town.water, level)
    matter = matter_of(town)
    units = (town.community_office, town.street_centre, town.centre, town.water)
    assert [unit.code for unit in units if too_low(matter, unit)] == refused


def test_without_a_list_nothing_is_refused(town, editor):
    dispatched = actions.dispatch(matter_of(town), by=town.actor("dispatcher"), lead=town.community_office)
    assert dispatched.lead == town.community_office


# ---------------------------------------------------------------- versions


def test_an_edit_ends_the_old_version_and_begins_the_next(town, editor):
    with time_machine.travel("2026-11-20 02:00Z", tick=False):
        write(editor, 37, "C0101", town.labour)
    with time_machine.travel("2026-11-23 02:00Z", tick=False):
        write_duty(clause(37, "C0101", town.water, days=3), by=editor, seen=1, why="机构改革")
        versions = versions_of(37)
    assert [(one.entry.version, one.entry.lead, one.holds) for one in versions] == [
        (2, town.water, True),
        (1, town.labour, False),
    ]
    assert versions[1].entry.valid_to == versions[0].entry.valid_from == date(2026, 11, 23)
    assert versions[0].changes == [("主办单位", "区人社局", "区水务局"), ("限期（工作日）", "—", "3")]
    assert (versions[0].entry.why, versions[0].entry.made_staff) == ("机构改革", editor.staff)


def test_a_version_cannot_be_rewritten_or_removed_past_the_actions(town, editor):
    entry = write(editor, 1, "C0101", town.water)
    for change in (
        lambda: Responsibility.objects.filter(pk=entry.pk).update(basis="另一个依据"),
        lambda: Responsibility.objects.filter(pk=entry.pk).delete(),
    ):
        with pytest.raises(ProgrammingError), transaction.atomic():
            change()


def test_who_edits_an_old_version_is_told_to_look_again(town, editor):
    write(editor, 1, "C0101", town.water)
    write(editor, 1, "C0101", town.labour, seen=1)
    with pytest.raises(NotNow):
        write(editor, 1, "C0101", town.housing, seen=1)
    with pytest.raises(NotValid):
        write(editor, 1, "C0101", town.housing)
    with pytest.raises(NotNow):
        end_duty(1, by=editor, why="不再适用", seen=1)


def test_what_changes_nothing_is_not_a_version(town, editor):
    write(editor, 1, "C0101", town.water)
    with pytest.raises(NotValid):
        write(editor, 1, "C0101", town.water, seen=1)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"lead": None}, "lead"),
        ({"lead": "community_office"}, "lead"),
        ({"assist": "water"}, "assist"),
        ({"basis": ""}, "basis"),
        ({"days": 31}, "days"),
        ({"number": 0}, "number"),
        ({"starts": date(2026, 11, 30), "ends": date(2026, 11, 30)}, "ends"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(town, editor, change, field):
    told = {"number": 1, "lead": town.water, "basis": BASIS} | change
    if isinstance(told["lead"], str):
        told["lead"] = vars(town)[told["lead"]]
    if "assist" in told:
        told["assist"] = (vars(town)[told["assist"]],)
    told |= {"category": Category.objects.get(code="C0101"), "level": "district"}
    with pytest.raises(NotValid) as refused:
        write_duty(Clause(**told), by=editor)
    assert [name for name, _words in refused.value.detail["fields"]] == [field]
    assert Responsibility.objects.count() == 0


def test_two_entries_never_answer_for_the_same_days(town, editor):
    write(editor, 1, "C0101", town.water)
    with pytest.raises(NotValid) as refused:
        write(editor, 2, "C0101", town.labour)
    assert refused.value.message == "“城区供水与水费”（不限）已由第1项规定。"
    write(editor, 2, "C0101", town.labour, place="rural")
    assert next_number() == 3


def test_an_ended_entry_names_nobody_and_can_begin_again(town, editor):
    write(editor, 1, "C0101", town.water)
    end_duty(1, by=editor, why="不再适用")
    assert entry_for(matter_of(town)) is None
    again = write(editor, 1, "C0101", town.water, seen=1)
    assert (again.version, entry_for(matter_of(town))) == (2, again)
    with pytest.raises(NotFound):
        end_duty(9, by=editor, why="没有")
    with pytest.raises(NotValid):
        end_duty(1, by=editor, why="昨天", on=date(2020, 1, 1))


def test_a_change_never_begins_in_the_past(town, editor):
    write(editor, 1, "C0101", town.water, starts=date(2020, 1, 1))
    with pytest.raises(NotValid) as refused:
        write(editor, 1, "C0101", town.labour, seen=1, starts=date(2021, 1, 1))
    assert [name for name, _words in refused.value.detail["fields"]] == ["starts"]


def test_only_who_holds_the_verb_edits(town, editor):
    clerk = town.actor("clerk")
    with pytest.raises(NotAllowed):
        write(clerk, 1, "C0101", town.water)
    with pytest.raises(NotAllowed):
        end_duty(1, by=clerk, why="试试")
