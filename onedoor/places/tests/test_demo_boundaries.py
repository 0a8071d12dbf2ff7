"""The invented boundaries: inside the real outline, without gap or overlap, the same each time."""

import shapely

from onedoor.places import checking, qinzhou
from onedoor.places.models import Region
from onedoor.places.shapes import square_metres

LEVELS = [("street", "town"), ("area",), ("village", "community"), ("grid",)]


def cells(*kinds):
    shapes = qinzhou.boundaries()
    return [shapes[row.code] for row in qinzhou.rows() if row.kind in kinds]


def test_every_level_fits_together():
    for kinds in LEVELS:
        assert shapely.coverage_is_valid(cells(*kinds))
    assert not shapely.coverage_is_valid([*cells("grid"), cells("grid")[0].buffer(0.001)])


def test_streets_and_towns_fill_the_real_outline():
    whole = shapely.coverage_union_all(cells("street", "town"))
    assert square_metres(shapely.symmetric_difference(whole, qinzhou.outline())) < 5000
    assert 2370 < square_metres(whole) / 1e6 < 2400


def test_coordinates_have_six_digits():
    points = shapely.get_coordinates(cells("grid"))
    assert (points.round(6) == points).all()


def test_drawn_again_they_are_the_same():
    first = shapely.to_wkb(cells("grid")).tolist()
    qinzhou.boundaries.cache_clear()
    assert shapely.to_wkb(cells("grid")).tolist() == first


def test_checks_find_nothing_wrong_and_do_find_what_is_planted():
    shapes = qinzhou.boundaries()
    community = "620502001001"
    grids = {
        Region(pk=n, kind="grid", code=r.code, name=r.name): shapes[r.code]
        for n, r in enumerate(qinzhou.rows())
        if r.parent == community
    }
    parent = Region(pk=-1, kind="community", code=community, name="进步巷社区")
    assert checking.overlapping(grids, 1) + checking.unfilled(parent, shapes[community], grids, 1) == []
    first = next(iter(grids))
    grids[first] = shapely.buffer(grids[first], -0.0005)
    assert len(checking.unfilled(parent, shapes[community], grids, 1)) == 1


def test_grids_are_numbered_from_the_north_west():
    shapes = qinzhou.boundaries()
    first, last = (shapes[f"62050200100100{n:02d}"].centroid for n in (1, 6))
    assert first.y > last.y
    assert first.x < last.x


def test_numerals_are_said_as_in_chinese():
    assert [qinzhou.numeral(n) for n in (1, 9, 10, 11, 20, 23)] == [
        "一",
        "九",
        "十",
        "十一",
        "二十",
        "二十三",
    ]
