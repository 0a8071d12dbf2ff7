"""A point, an address, a community, or nothing at all: where it goes."""

from datetime import date

import numpy as np
import pytest
import shapely

from onedoor.kit.problems import NotValid
from onedoor.places import actions, tree
from onedoor.places.atlas import open_atlas
from onedoor.places.locating import grid_of, grids_of, locate_many
from onedoor.places.models import Boundary, Region
from onedoor.places.tests.conftest import BY


def where(address, **more):
    found = grid_of(None, address, **more)
    return tree.chain_name(found.region), found.how, found.to_place


def some_points(count):
    chance = np.random.default_rng(620502)
    return chance.uniform(105.21, 106.02, count), chance.uniform(34.07, 34.68, count)


def shapes_by_code():
    rows = (
        Boundary.objects.filter(region__kind=Region.Kind.GRID)
        .order_by("region__code")
        .values_list("region_id", "geometry")
    )
    return [pk for pk, _wkb in rows], [shapely.from_wkb(bytes(wkb)) for _pk, wkb in rows]


def test_points_agree_with_asking_every_polygon(qinzhou):
    lons, lats = some_points(2000)
    ids, polygons = shapes_by_code()
    slow = np.full(2000, -1)
    for pk, polygon in reversed(list(zip(ids, polygons, strict=True))):
        slow[shapely.intersects_xy(polygon, lons, lats)] = pk
    assert locate_many(lons, lats).tolist() == slow.tolist()
    assert 900 < (slow > 0).sum() < 1100


def test_one_point_agrees_with_many(qinzhou):
    lons, lats = some_points(200)
    many = locate_many(lons, lats)
    for lon, lat, pk in zip(lons, lats, many, strict=True):
        found = grid_of((lon, lat), "")
        assert (found.region.pk, found.how) == (pk, "point") if pk > 0 else found.how == "intake"


def test_point_on_a_shared_border_goes_to_the_lowest_code(qinzhou):
    ids, polygons = shapes_by_code()
    corners = shapely.get_coordinates(polygons[100])
    owners = [
        [pk for pk, polygon in zip(ids, polygons, strict=True) if polygon.intersects(shapely.Point(c))]
        for c in corners
    ]
    assert max(map(len, owners)) > 1
    assert locate_many(corners[:, 0], corners[:, 1]).tolist() == [pks[0] for pks in owners]
    assert [grid_of(tuple(c), "").region.pk for c in corners] == [pks[0] for pks in owners]


def test_point_outside_falls_to_the_address(qinzhou):
    found = grid_of((104.0, 34.0), "大城街道进步巷社区三网格")
    assert (found.region.code, found.how, found.to_place) == ("6205020010010003", "address", False)


def test_impossible_point_is_refused(qinzhou):
    with pytest.raises(NotValid, match="坐标不合规"):
        grid_of((34.58, 105.72), "")


@pytest.mark.parametrize(
    ("address", "chain", "to_place"),
    [
        ("天水市秦州区大城街道进步巷社区三网格12号楼", "大城街道 · 进步巷社区 · 三网格", False),
        ("大城街道进步巷社区第3网格", "大城街道 · 进步巷社区 · 三网格", False),
        ("进步巷社区居委会对面", "大城街道 · 进步巷社区", True),
        ("进步巷 15 号", "大城街道 · 进步巷社区", True),
        ("进步巷公园门口", "大城街道 · 进步巷社区 · 进步巷公园专属网格", False),
        ("天水郡街道皂郊路社区", "天水郡街道 · 皂郊路社区", True),
        ("皂郊王家店", "皂郊镇 · 王家店村", True),
        ("牡丹镇刘家沟村二网格", "牡丹镇 · 刘家沟村 · 二网格", False),
        ("天水镇杨集村村民委员会", "天水镇 · 杨集村", True),
        ("玉泉镇石马坪", "玉泉镇 · 石马坪居委会", True),
        ("石马坪社区", "石马坪街道 · 石马坪社区", True),
        ("皂郊镇某处", "皂郊镇", True),
    ],
)
def test_address_names_a_place(qinzhou, address, chain, to_place):
    assert where(address) == (chain, "address", to_place)


@pytest.mark.parametrize(
    "address",
    [
        "刘家沟村",  # three towns have one
        "天水市杨集村",  # the city is not the town of that name
        "综治中心门口",  # 中心 is a community of 秦岭镇
        "秦岭路5号",
        "某处",
        "",
    ],
)
def test_address_in_doubt_goes_to_the_intake_desk(qinzhou, address):
    assert where(address) == ("秦州区", "intake", True)


def test_only_grid_of_a_village_needs_no_further_placing(qinzhou):
    village = next(v for v in Region.objects.filter(kind=Region.Kind.VILLAGE) if v.children.count() == 1)
    found = grid_of(None, tree.chain_name(village))
    assert (found.region, found.to_place) == (village.children.get(), False)


def test_community_given_is_marked_to_place(qinzhou):
    community = qinzhou("620502001001")
    assert where("", community=community) == ("大城街道 · 进步巷社区", "community", True)
    assert where("牡丹镇刘家沟村", community=community) == ("大城街道 · 进步巷社区", "community", True)
    assert where("二网格5号", community=community) == ("大城街道 · 进步巷社区 · 二网格", "address", False)


def test_boundary_of_the_day_counts_when_grids_were_merged(qinzhou):
    pair = [qinzhou("6205020010010001"), qinzhou("6205020010010002")]
    points = [
        tuple(shapely.point_on_surface(s).coords[0])
        for pk, s in zip(*shapes_by_code(), strict=True)
        if pk in {r.pk for r in pair}
    ]
    merged = actions.merge(pair, "一网格", "6205020010010001", on=date(2026, 7, 1), by=BY)
    assert [grid_of(p, "", on=date(2026, 6, 30)).region for p in points] == pair
    assert [grid_of(p, "", on=date(2026, 7, 1)).region for p in points] == [merged, merged]


def test_atlas_is_read_again_only_after_a_change(qinzhou, django_assert_num_queries):
    first = open_atlas()
    grid_of((105.72, 34.58), "")
    with django_assert_num_queries(1):
        grid_of((105.73, 34.58), "")
    assert open_atlas() is first
    actions.rename(qinzhou("620502001001"), "新步巷社区", on=date(2026, 1, 1), by=BY)
    assert open_atlas() is not first
    assert where("新步巷社区")[0] == "大城街道 · 新步巷社区"
    assert where("进步巷社区")[0] == "大城街道 · 新步巷社区"


def test_village_answers_where_no_grid_is_drawn(qinzhou):
    grid = qinzhou("6205020010010001")
    point = tuple(shapely.point_on_surface(shapely.from_wkb(bytes(grid.boundaries.get().geometry))).coords[0])
    actions.shapes.end([grid], date(2026, 1, 1))
    Region.objects.filter(pk=grid.pk).update(name="一网格")
    Boundary.objects.create(
        region=qinzhou("620502"), geometry=b"", valid_from=date(1990, 1, 1), valid_to=date(1990, 1, 2)
    )
    found = grid_of(point, "", on=date(2026, 2, 1))
    assert (found.region.code, found.how, found.to_place) == ("620502001001", "point", True)


def test_many_drafts_are_placed_on_one_reading(qinzhou, django_assert_num_queries):
    community = qinzhou("620502001001")
    asked = [
        ((105.72, 34.58), "", None),
        (None, "皂郊镇王家店村", None),
        (None, "", community),
        (None, "", None),
    ]
    grid_of(None, "")
    with django_assert_num_queries(1):
        found = grids_of(asked)
    assert [one.how for one in found] == ["point", "address", "community", "intake"]
    assert found == [grid_of(point, address, community=given) for point, address, given in asked]
