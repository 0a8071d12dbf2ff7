"""Merging, splitting, moving, renaming: what is new, what stays, and who answers for whom."""

from datetime import date

import pytest
import shapely

from onedoor.kit.problems import NotNow, NotValid
from onedoor.places import actions, checking, tree
from onedoor.places.actions import Part
from onedoor.places.maps import ground_of
from onedoor.places.models import Region, RegionChange, Succession
from onedoor.places.tests.conftest import BY, LAST_YEAR, TODAY

Kind = Region.Kind
STREET = "620502001"


def communities(qinzhou, *numbers):
    return [qinzhou(f"{STREET}{number:03d}") for number in numbers]


def tally(rows, region, on):
    """What a statistic does: rows keep the grid of their day, and are counted by the tree of a day."""
    return sum(row in set(tree.subtree(region, on)) for row in rows)


def merge_two(qinzhou, code="620502001050"):
    return actions.merge(
        communities(qinzhou, 1, 2), "进步光明社区", code, on=TODAY, by=BY, reason="区政发〔2026〕1号"
    )


def test_merging_ends_the_old_and_begins_the_new(qinzhou):
    old = communities(qinzhou, 1, 2)
    below = sum(tree.children(region, TODAY).count() for region in old)
    new = merge_two(qinzhou)
    assert set(tree.children(new.parent, LAST_YEAR)) >= set(old)
    assert set(tree.children(new.parent, TODAY)) & {*old, new} == {new}
    assert tree.children(new, TODAY).count() == below
    assert {s.old for s in new.inheritances.all()} == set(old)
    assert RegionChange.objects.filter(what="merge", by=BY, on=TODAY, reason="区政发〔2026〕1号").count() == 1


def test_last_years_figures_stay_after_a_merge(qinzhou):
    old, street = communities(qinzhou, 1, 2), qinzhou(STREET)
    rows = [grid for region in old for grid in tree.children(region)] + list(
        tree.children(communities(qinzhou, 3)[0])
    )
    before = [tally(rows, region, LAST_YEAR) for region in (*old, street)]
    new = merge_two(qinzhou)
    assert [tally(rows, region, LAST_YEAR) for region in (*old, street)] == before
    assert tally(rows, new, LAST_YEAR) == 0
    assert (
        sum(row.path.startswith(tuple(tree.subtree_prefixes(new))) for row in rows) == before[0] + before[1]
    )


def test_last_years_figures_stay_after_a_split(qinzhou):
    [old] = communities(qinzhou, 1)
    rows = list(tree.children(old))
    parts = [Part("进步巷东社区", "620502001051", rows[:3]), Part("进步巷西社区", "620502001052", rows[3:])]
    east, west = actions.split(old, parts, on=TODAY, by=BY)
    assert tally(rows, old, LAST_YEAR) == len(rows)
    assert [tree.children(region, TODAY).count() for region in (east, west)] == [3, len(rows) - 3]
    assert tree.subtree_prefixes(east) == [east.path, old.path]


def test_merged_ground_is_the_sum(qinzhou):
    old = [ground_of(region, LAST_YEAR) for region in communities(qinzhou, 1, 2)]
    new = merge_two(qinzhou)
    assert ground_of(new, TODAY).equals(shapely.union_all(old))
    assert list(new.boundaries.values_list("invented", flat=True)) == [True]


def test_grids_of_one_name_are_told_apart_after_a_merge(qinzhou):
    new = merge_two(qinzhou)
    names = list(tree.children(new, TODAY).values_list("name", flat=True))
    assert len(set(names)) == len(names)
    assert "进步巷社区一网格" in names


def test_code_may_be_used_again_and_paths_stay_apart(qinzhou):
    [old, _other] = communities(qinzhou, 1, 2)
    new = merge_two(qinzhou, code=old.code)
    assert (new.code, new.path) == (old.code, old.path[:-1] + "~2/")
    assert tree.by_code(old.code, LAST_YEAR) == old
    assert tree.by_code(old.code, TODAY) == new
    assert not set(tree.subtree(old)) & set(tree.subtree(new))


def test_moving_takes_all_below_along_and_redraws_both_parents(qinzhou):
    village, town = qinzhou("620502103219"), qinzhou("620502101P2")
    from_area, district = village.parent, ground_of(qinzhou("620502"), TODAY)
    count = tree.subtree(village, LAST_YEAR).count()
    new = actions.move(village, town, on=TODAY, by=BY)
    assert (new.parent, tree.subtree(new, TODAY).count()) == (town, count)
    assert tree.subtree(village, TODAY).count() == 0
    assert ground_of(town, TODAY).covers(ground_of(new, TODAY))
    assert not ground_of(from_area, TODAY).covers(ground_of(new, TODAY))
    assert ground_of(qinzhou("620502"), TODAY).equals(district)
    after = {child: ground_of(child, TODAY) for child in tree.children(town.parent, TODAY)}
    assert checking.unfilled(town.parent, ground_of(town.parent, TODAY), after, 1) == []


def test_post_over_the_new_town_reaches_what_the_moved_village_left(qinzhou):
    village, area = qinzhou("620502103219"), qinzhou("620502101P2")
    actions.move(village, area, on=TODAY, by=BY)
    assert tree.subtree_prefixes(area.parent) == [area.parent.path, village.path]


def test_prefixes_follow_predecessors_of_predecessors(qinzhou):
    one, two, three = communities(qinzhou, 1, 2, 3)
    first = actions.merge([one, two], "甲社区", "620502001050", on=date(2026, 3, 1), by=BY)
    second = actions.merge([first, three], "乙社区", "620502001060", on=TODAY, by=BY)
    assert set(tree.subtree_prefixes(second)) == {second.path, first.path, three.path, one.path, two.path}
    assert tree.subtree_prefixes(one) == [one.path]


def test_renaming_keeps_the_node_and_the_former_name(qinzhou):
    [region] = communities(qinzhou, 1)
    renamed = actions.rename(region, "新步巷社区", on=date(2026, 1, 1), by=BY)
    assert (renamed.pk, renamed.path) == (region.pk, region.path)
    assert list(renamed.former_names.values_list("name", "until")) == [("进步巷社区", date(2026, 1, 1))]
    assert Succession.objects.count() == 0


def test_leaf_is_split_along_the_ground_given(qinzhou):
    grid = qinzhou("6205020010010001")
    whole = ground_of(grid)
    west, south, east, north = whole.bounds
    middle = (west + east) / 2
    halves = [
        whole.intersection(shapely.box(*box))
        for box in ((west, south, middle, north), (middle, south, east, north))
    ]
    codes = ["6205020010010001", "6205020010010021"]
    with pytest.raises(NotValid, match="没有划入任何下级区域"):
        actions.split(
            grid,
            [
                Part("一网格", codes[0], ground=halves[0]),
                Part("二十一网格", codes[1], ground=halves[1].buffer(-0.0005)),
            ],
            on=TODAY,
            by=BY,
        )
    parts = [
        Part(name, code, ground=half)
        for name, code, half in zip(("一网格", "二十一网格"), codes, halves, strict=True)
    ]
    assert [r.boundaries.get().valid_from for r in actions.split(grid, parts, on=TODAY, by=BY)] == [
        TODAY,
        TODAY,
    ]


@pytest.mark.parametrize(
    ("act", "words"),
    [
        (lambda q: actions.merge([q("620502001001")], "甲", "x1", on=TODAY, by=BY), "至少需要两个区域"),
        (
            lambda q: actions.merge([q("620502001001"), q("620502003001")], "甲", "x1", on=TODAY, by=BY),
            "同一上级",
        ),
        (
            lambda q: actions.merge(communities(q, 1, 2), "甲", "620502001003", on=TODAY, by=BY),
            "已有现行区域使用",
        ),
        (lambda q: actions.merge(communities(q, 1, 2), "甲", "a/b", on=TODAY, by=BY), "代码不能含空格、斜线"),
        (
            lambda q: actions.split(q("620502001001"), [Part("甲", "x1"), Part("乙", "x2")], on=TODAY, by=BY),
            "每个下级区域",
        ),
        (
            lambda q: actions.move(q("6205020010010001"), q("620502103"), on=TODAY, by=BY),
            "网格不能直接设在镇之下",
        ),
        (
            lambda q: actions.move(q("6205020010010001"), q("620502"), on=TODAY, by=BY),
            "网格不能直接设在区县之下",
        ),
        (lambda q: actions.move(q("620502001"), q("620502001001"), on=TODAY, by=BY), "它自己的下级"),
        (lambda q: actions.move(q("620502001001"), q("620502001"), on=TODAY, by=BY), "已经隶属于大城街道"),
        (lambda q: actions.rename(q("620502001001"), "进步巷社区", on=LAST_YEAR, by=BY), "不同的新名称"),
        (lambda q: actions.rename(q("620502001001"), "甲社区", on=date(2999, 1, 1), by=BY), "不能预先登记"),
        (lambda q: actions.add(Kind.GRID, "甲", "x1", q("620502001"), by=BY), "不能直接设在街道之下"),
    ],
)
def test_impossible_change_is_refused_with_a_sentence(qinzhou, act, words):
    before = (Region.objects.count(), RegionChange.objects.count())
    with pytest.raises(NotValid, match=words):
        act(qinzhou)
    assert (Region.objects.count(), RegionChange.objects.count()) == before


def test_region_that_ended_cannot_change_again(qinzhou):
    [old, _other] = communities(qinzhou, 1, 2)
    merge_two(qinzhou)
    with pytest.raises(NotNow, match="不是现行区域"):
        actions.rename(old, "甲社区", on=date(2026, 1, 1), by=BY)


def test_new_region_begins_on_its_day(qinzhou):
    street = qinzhou(STREET)
    new = actions.add(Kind.COMMUNITY, "甲社区", "620502001099", street, by=BY, on=TODAY)
    assert new not in tree.children(street, LAST_YEAR)
    assert new in tree.children(street, TODAY)
