"""A district's own boundaries: every fault is told, and nothing is taken by halves."""

import json
import re
from datetime import date
from io import StringIO

import pytest
import shapely
from django.core.management import CommandError, call_command
from django.utils import timezone

from onedoor.kit.problems import NotValid
from onedoor.places import tree
from onedoor.places.importing import import_boundaries
from onedoor.places.locating import grid_of
from onedoor.places.maps import ground_of
from onedoor.places.models import Boundary, RegionChange
from onedoor.places.tests.conftest import BY, TODAY

COMMUNITY = "620502001001"
ONE, TWO = f"{COMMUNITY}0001", f"{COMMUNITY}0002"


@pytest.fixture
def grounds(qinzhou):
    """One community and its grids, as a surveyor would deliver them."""
    parent = qinzhou(COMMUNITY)
    return {region.code: ground_of(region) for region in (parent, *tree.children(parent))}


def geojson(grounds):
    return json.dumps(
        {
            "type": "FeatureCollection",
            "features": [
                {"type": "Feature", "properties": {"code": code}, "geometry": shapely.geometry.mapping(shape)}
                for code, shape in grounds.items()
            ],
        }
    )


def run(grounds, **more):
    return import_boundaries(geojson(grounds), valid_from=TODAY, by=BY, **more)


def state():
    return list(Boundary.objects.order_by("pk").values_list("pk", "valid_to")), RegionChange.objects.count()


def test_good_file_is_put_in_force_from_its_day(grounds, qinzhou):
    report = run(grounds)
    assert (report.faults, report.regions) == ([], len(grounds))
    assert "条示意边界停止使用" in "".join(report.notes)
    assert Boundary.objects.filter(invented=False, valid_from=TODAY).count() == len(grounds)
    assert Boundary.objects.filter(invented=True, valid_to=None).count() == 0
    point = tuple(shapely.point_on_surface(grounds[ONE]).coords[0])
    assert grid_of(point, "", on=TODAY).region == qinzhou(ONE)


def test_dry_run_checks_and_takes_nothing(grounds):
    before = state()
    assert run(grounds, dry_run=True).faults == []
    assert state() == before


BOW_TIE = shapely.Polygon([(105.72, 34.58), (105.73, 34.59), (105.73, 34.58), (105.72, 34.59)])


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (
            lambda g: g | {ONE: g[ONE].union(g[TWO].buffer(-0.0005))},
            rf"网格 {ONE}“一网格”与网格 {TWO}“二网格”重叠约 [\d,]+ 平方米（位于 105\.\d+, 34\.\d+）。",
        ),
        (
            lambda g: g | {ONE: g[ONE].buffer(-0.0003)},
            r"社区 620502001001“进步巷社区”内有约 [\d,]+ 平方米没有划入任何下级区域",
        ),
        (
            lambda g: g | {ONE: BOW_TIE},
            rf"网格 {ONE}“一网格”的边界线自相交或不闭合（位于 105\.\d+, 34\.\d+）。",
        ),
        (lambda g: g | {"999999": g[ONE]}, r"区域代码 999999 在 2026-07-01 不存在。"),
        (lambda g: {c: s for c, s in g.items() if c != ONE}, rf"缺少网格 {ONE}“一网格”的边界。"),
        (lambda g: g | {COMMUNITY: g[COMMUNITY].buffer(-0.0005)}, r"平方米超出上级社区 620502001001"),
        (lambda g: g | {ONE: shapely.LineString([(105.7, 34.5), (105.8, 34.5)])}, r"图形不是面"),
        (lambda g: g | {ONE: shapely.transform(g[ONE], lambda xy: xy[:, ::-1])}, r"坐标超出经纬度范围"),
        (lambda g: g | {"": g[ONE]}, r"没有区域代码"),
    ],
)
def test_planted_fault_is_found_and_nothing_is_imported(grounds, spoil, words):
    before = state()
    report = run(spoil(grounds))
    assert [fault for fault in report.faults if re.search(words, fault)]
    assert state() == before


def test_all_faults_are_told_at_once(grounds):
    faults = run(grounds | {ONE: BOW_TIE, "999999": BOW_TIE, TWO: grounds[TWO].buffer(0.0005)}).faults
    assert [any(word in fault for fault in faults) for word in ("自相交", "不存在", "重叠")] == [
        True,
        True,
        True,
    ]


def test_region_twice_in_a_file_is_a_fault(grounds):
    content = json.loads(geojson(grounds))
    content["features"].append(content["features"][1])
    report = import_boundaries(json.dumps(content), valid_from=TODAY, by=BY)
    assert report.faults == [f"网格 {ONE}“一网格”在文件中出现了不止一次。"]


def test_unreadable_geometry_is_a_fault(grounds):
    content = json.loads(geojson(grounds))
    content["features"][1]["geometry"] = {"type": "Polygon", "coordinates": [[1, 2]]}
    content["features"][2]["geometry"] = None
    report = import_boundaries(json.dumps(content), valid_from=TODAY, by=BY)
    assert [fault for fault in report.faults if "无法读取" in fault] == [
        f"网格 {ONE}“一网格”的图形无法读取。",
        f"网格 {TWO}“二网格”的图形无法读取。",
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "不是有效的 JSON"),
        ("[]", "FeatureCollection"),
        ('{"features": []}', "FeatureCollection"),
        ('{"features": [1]}', "FeatureCollection"),
    ],
)
def test_file_of_another_kind_is_refused(db, text, words):
    with pytest.raises(NotValid, match=words):
        import_boundaries(text, valid_from=TODAY, by=BY)


def test_sliver_within_the_tolerance_is_no_fault(grounds):
    thin = grounds | {ONE: grounds[ONE].buffer(-0.00001)}
    assert run(thin, dry_run=True).faults != []
    assert run(thin, dry_run=True, tolerance=10_000).faults == []


def test_new_boundaries_replace_the_old_and_cannot_begin_before_them(grounds):
    run(grounds)
    earlier = import_boundaries(geojson(grounds), valid_from=date(2026, 6, 1), by=BY)
    assert len(earlier.faults) == len(grounds)
    assert "不能早于它" in earlier.faults[0]
    assert import_boundaries(geojson(grounds), valid_from=date(2026, 8, 1), by=BY).faults == []
    assert set(Boundary.objects.filter(invented=False).values_list("valid_to", flat=True)) == {
        date(2026, 8, 1),
        None,
    }


def test_part_of_a_community_suffices_beside_its_standing_neighbours(grounds):
    run(grounds)
    assert import_boundaries(geojson({ONE: grounds[ONE]}), valid_from=date(2026, 8, 1), by=BY).faults == []


def test_invented_file_keeps_the_other_invented_ones(grounds):
    standing = Boundary.objects.filter(valid_to=None).count()
    assert run(grounds, invented=True).faults == []
    assert Boundary.objects.filter(valid_to=None).count() == standing


def test_command_imports_a_file_and_tells_faults(grounds, tmp_path):
    good, bad, out, err = tmp_path / "good.geojson", tmp_path / "bad.geojson", StringIO(), StringIO()
    good.write_text(geojson(grounds), encoding="utf-8")
    bad.write_text(geojson(grounds | {ONE: BOW_TIE}), encoding="utf-8")
    with pytest.raises(CommandError, match="没有导入任何边界"):
        call_command("import_boundaries", bad, stderr=err)
    assert "自相交" in err.getvalue()
    call_command("import_boundaries", good, "--dry-run", stdout=out)
    assert Boundary.objects.filter(invented=False).exclude(region__kind="district").count() == 0
    call_command("import_boundaries", good, stdout=out)
    assert f"已导入 {len(grounds)} 个区域的边界。" in out.getvalue()
    assert Boundary.objects.filter(valid_from=timezone.localdate()).count() == len(grounds)
    with pytest.raises(CommandError, match="无法读取文件"):
        call_command("import_boundaries", tmp_path / "none.geojson")
