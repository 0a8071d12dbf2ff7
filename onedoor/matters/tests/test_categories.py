"""The list of categories: its own rows, and what may be done to it."""

import pytest
import time_machine
from django.utils.translation import override

from onedoor.cases.models import Case
from onedoor.kit.problems import NotAllowed, NotValid
from onedoor.matters.actions.categories import load_own_list, rename, retire
from onedoor.matters.category_files import read_own_list
from onedoor.matters.models import Category, Kind
from onedoor.posts.district import DEPARTMENTS

CLASSES = [f"{number:02}" for number in range(1, 17)] + ["99"]


@pytest.fixture
def own_list(db):
    load_own_list(by=None)


# Its own rows


def test_own_list_has_about_150_leaves_in_three_levels():
    rows = read_own_list()
    parents = {row["parent"] for row in rows}
    leaves = [row for row in rows if row["code"] not in parents]
    assert 145 <= len(leaves) <= 165
    assert {len(row["code"]) for row in leaves} == {5}
    assert len({row["code"] for row in rows}) == len(rows)


def test_every_leaf_says_kind_unit_english_name_and_words():
    rows = read_own_list()
    for row in rows:
        assert row["name_en"], row["code"]
    for row in rows:
        if len(row["code"]) == 5:
            assert row["kind_hint"] in Kind.values, row["code"]
            assert row["unit_hint"], row["code"]
            assert len(row["keywords"]) >= 3, row["code"]
            assert len(row["keywords"]) == len(set(row["keywords"])), row["code"]


def test_units_are_those_that_a_district_has_or_organs_outside_it():
    district = {name for _number, name in DEPARTMENTS} | {"综治中心"}
    hinted = {row["unit_hint"] for row in read_own_list()} - {""}
    assert hinted - district == {"区委组织部", "区纪委监委", "区委统战部"}


def test_names_are_unique_under_their_parent_and_in_english_too():
    rows = read_own_list()
    assert len({(row["parent"], row["name"]) for row in rows}) == len(rows)
    leaves = [row["name_en"] for row in rows if len(row["code"]) == 5]
    assert len(set(leaves)) == len(leaves)


def test_disputes_cover_the_seventeen_classes_and_their_leaves_carry_them():
    disputes = [row for row in read_own_list() if row["dispute_class"]]
    assert [row["dispute_class"] for row in disputes if len(row["code"]) == 3] == CLASSES
    for row in disputes:
        assert row["code"][1:3] == row["dispute_class"]
        assert row["kind_hint"] == Kind.DISPUTE


def test_law_and_discipline_are_referred_only_and_closed_to_most():
    referred = [row for row in read_own_list() if row["refer_only"]]
    assert {row["dispute_class"] for row in referred} == {"14", "15"}
    assert {row["secrecy"] for row in referred if len(row["code"]) == 5} == {Case.Secrecy.DISCIPLINE}


def test_delicate_categories_open_a_case_in_their_compartment():
    secret = {row["code"]: row["secrecy"] for row in read_own_list() if row["secrecy"] != "normal"}
    assert set(secret.values()) <= set(Case.Secrecy.values)
    assert secret["K0301"] == Case.Secrecy.FAMILY
    assert secret["H0105"] == secret["K0302"] == Case.Secrecy.MINOR
    assert secret["J0303"] == Case.Secrecy.COUNSELLING


def test_loading_twice_makes_nothing_twice(db):
    first = load_own_list(by=None)
    again = load_own_list(by=None)
    assert (first.created, again.created, again.unchanged) == (239, 0, 239)
    assert Category.objects.leaves().count() == 165


def test_paths_follow_parents_when_loaded(own_list):
    for category in Category.objects.select_related("parent"):
        above = category.parent.path if category.parent else ""
        assert category.path == f"{above}{category.code}/"
        assert category.level == category.path.count("/")


def test_label_follows_the_language_when_there_is_an_english_name(own_list):
    light = Category.objects.get(code="A0301")
    assert str(light) == "路灯照明"
    with override("en"):
        assert str(light) == "Street lighting"
        assert str(Category(name="灯不亮")) == "灯不亮"


# What may be done to it


def test_rename_keeps_the_code_and_remembers_the_name(own_list, town):
    light = Category.objects.get(code="A0301")
    renamed = rename(light, "  道路  照明 ", by=town.actor_with("category.edit"))
    assert (renamed.code, renamed.name, renamed.former_names) == ("A0301", "道路 照明", ["路灯照明"])


def test_rename_back_leaves_no_name_twice(own_list):
    light = rename(Category.objects.get(code="A0301"), "道路照明", by=None)
    light = rename(light, "路灯照明", by=None)
    assert (light.name, light.former_names) == ("路灯照明", ["道路照明"])


def test_rename_is_refused_without_the_verb_or_to_a_brothers_name(own_list, town):
    light = Category.objects.get(code="A0301")
    with pytest.raises(NotAllowed):
        rename(light, "道路照明", by=town.actor_with("worktime.edit"))
    with pytest.raises(NotValid):
        rename(light, "公园绿化与行道树", by=None)
    with pytest.raises(NotValid):
        rename(light, " ", by=None)
    light.refresh_from_db()
    assert light.name == "路灯照明"


def test_loading_again_keeps_what_the_district_changed_even_when_refreshed(own_list):
    light = rename(Category.objects.get(code="A0301"), "道路照明", by=None)
    retire(Category.objects.get(code="Q0103"), by=None)
    Category.objects.filter(code="A0302").update(promise_days=9)
    assert load_own_list(by=None).changed == 0
    assert Category.objects.get(code="A0302").promise_days == 9
    assert load_own_list(by=None, refresh=True).changed == 1
    assert Category.objects.get(code="A0302").promise_days == 1
    light.refresh_from_db()
    assert light.name == "道路照明"
    assert Category.objects.get(code="Q0103").valid_until is not None


@time_machine.travel("2026-03-02 09:00+08:00")
def test_retire_ends_the_whole_branch_after_the_day_and_names_its_successor(own_list):
    branch, successor = Category.objects.get(code="C02"), Category.objects.get(code="C0101")
    retired = retire(branch, by=None, replaced_by=successor)
    assert retired.replaced_by == successor
    assert str(retired.valid_until) == "2026-03-02"
    kept = set(Category.objects.valid("2026-03-02").values_list("code", flat=True))
    left = set(Category.objects.valid("2026-03-03").values_list("code", flat=True))
    assert kept - left == {"C02", "C0201", "C0202"}


def test_retire_refuses_its_own_branch_as_successor(own_list):
    with pytest.raises(NotValid):
        retire(Category.objects.get(code="C02"), by=None, replaced_by=Category.objects.get(code="C0201"))
