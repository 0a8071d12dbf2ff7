"""The tree of the demo district, and questions to it."""

from collections import Counter
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from onedoor.places import tree
from onedoor.places.actions import MAY_LIE_UNDER
from onedoor.places.models import Boundary, Region, RegionChange

Kind = Region.Kind


def test_numbers_are_the_articles_when_loaded(qinzhou):
    kinds = Counter(Region.objects.values_list("kind", flat=True))
    assert kinds[Kind.DISTRICT] == 1
    assert kinds[Kind.STREET] == 7
    assert kinds[Kind.TOWN] == 16
    assert kinds[Kind.VILLAGE] + kinds[Kind.COMMUNITY] == 467
    assert kinds[Kind.GRID] == 1563
    assert set(
        Counter(Region.objects.filter(kind=Kind.AREA).values_list("parent__code", flat=True)).values()
    ) == {3, 4}


def misplaced():
    return [
        region.code
        for region in Region.objects.select_related("parent")
        if (region.parent.kind if region.parent else None) not in (MAY_LIE_UNDER[region.kind] or (None,))
    ]


def test_every_kind_lies_where_it_may_when_loaded(qinzhou):
    assert misplaced() == []
    town = qinzhou("620502103")
    Region.objects.create(
        kind=Kind.GRID,
        name="一网格",
        code="6205021030000001",
        parent=town,
        path=f"{town.path}6205021030000001/",
    )
    assert misplaced() == ["6205021030000001"]


def test_every_village_has_a_grid_and_grid_codes_are_numbered_from_one(qinzhou):
    grids = Region.objects.filter(kind=Kind.GRID).values_list("parent__code", "code", "grid_kind")
    assert len({parent for parent, _code, _kind in grids}) == 467
    numbered = Counter()
    for parent, code, kind in sorted(grids, key=lambda row: row[1]):
        mark = "1" if kind == Region.GridKind.DEDICATED else "0"
        numbered[parent, mark] += 1
        assert code == f"{parent}{mark}{numbered[parent, mark]:03d}"


def test_depth_is_data_when_streets_have_no_sub_areas(qinzhou):
    depths = Region.objects.filter(kind=Kind.GRID).values_list("depth", flat=True)
    assert sorted(set(depths)) == [3, 4]
    assert qinzhou("620502").depth == 0


def test_loading_again_adds_nothing(qinzhou):
    before = (Region.objects.count(), Boundary.objects.count(), RegionChange.objects.count())
    call_command("load_places", stdout=StringIO())
    assert (Region.objects.count(), Boundary.objects.count(), RegionChange.objects.count()) == before


def test_children_follow_the_parent_not_the_code(qinzhou):
    area = qinzhou("620502103P1")
    assert {child.parent_id for child in tree.children(area)} == {area.pk}
    assert [child.code for child in tree.children(area)][0] == "620502103001"


def test_sibling_code_with_the_same_beginning_is_no_subtree(db):
    top = Region.objects.create(kind=Kind.DISTRICT, name="区", code="9", path="9/")
    one = Region.objects.create(kind=Kind.STREET, name="甲", code="001", parent=top, path="9/001/")
    Region.objects.create(kind=Kind.STREET, name="乙", code="0011", parent=top, path="9/0011/")
    assert [region.name for region in tree.subtree(one)] == ["甲"]
    assert [region.name for region in tree.subtree(top)] == ["区", "甲", "乙"]


def test_code_is_borne_once_at_a_time(db):
    Region.objects.create(kind=Kind.DISTRICT, name="区", code="9", path="9/")
    with pytest.raises(IntegrityError, match="region_code_once_at_a_time"), transaction.atomic():
        Region.objects.create(kind=Kind.DISTRICT, name="又一区", code="9", path="9~2/")


def test_ancestors_and_chain_name_of_a_grid(qinzhou):
    grid = qinzhou("6205020010010003")
    assert [node.name for node in tree.ancestors(grid)] == ["秦州区", "大城街道", "进步巷社区"]
    assert tree.chain_name(grid) == "大城街道 · 进步巷社区 · 三网格"
    assert tree.chain_name(qinzhou("620502")) == "秦州区"
    assert tree.chain_name(qinzhou("6205021032190001")) == "皂郊镇 · 王家店村 · 一网格"


def test_prefix_search_has_its_index(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE tablename = 'places_region'")
        assert [row for (row,) in cursor.fetchall() if "path varchar_pattern_ops" in row]
