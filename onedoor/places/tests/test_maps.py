"""The small map: drawn from real shapes, clickable back to the ground, public."""

import json
import re
from xml.etree import ElementTree

import pytest
import shapely
from django.template.loader import render_to_string
from django.test import RequestFactory

from onedoor.kit.problems import NotFound, NotValid
from onedoor.places import drawing, maps, svg, views
from onedoor.places.drawing import Plot
from onedoor.places.locating import grid_of
from onedoor.places.models import Boundary

SVG = "{http://www.w3.org/2000/svg}"
SQUARES = [
    Plot("1", "甲网格", shapely.box(105, 34, 105.5, 35)),
    Plot("2", "乙<网格", shapely.box(105.5, 34, 106, 35), dedicated=True),
]


def get(view, path="/", **more):
    code = {"code": more.pop("code")} if "code" in more else {}
    return view(RequestFactory().get(path, more), **code)


def test_picture_is_well_formed_and_shows_each_part():
    picture = drawing.draw("甲 & 乙", shapely.box(105, 34, 106, 35), SQUARES, 400, 300, pin=(105.2, 34.5))
    root = ElementTree.fromstring(svg.text_of(picture))
    assert root.get("viewBox") == "0 0 400 300"
    assert root.find(f"{SVG}title").text == "甲 & 乙"
    assert [node.get("id") for node in root.iter(f"{SVG}path") if node.get("id")] == ["r1", "r2"]
    assert [node.text for node in root.iter(f"{SVG}text")] == ["甲网格", "乙<网格"]
    assert 'style="' not in svg.text_of(picture)


def test_neighbours_differ_in_colour_and_dedicated_grids_stand_out():
    one, two = drawing.draw("图", shapely.box(105, 34, 106, 35), SQUARES, 400, 300).pieces
    assert (one.fill, two.fill) == (drawing.FILLS[0], drawing.DEDICATED)


def test_name_too_long_for_its_part_goes_to_the_legend():
    tiny = [*SQUARES, Plot("3", "小网格", shapely.box(105, 33.99, 105.01, 34))]
    picture = drawing.draw("图", shapely.box(105, 33.99, 106, 35), tiny, 400, 300)
    assert [piece.label for piece in picture.pieces] == ["甲网格", "乙<网格", "1"]
    assert [line.text for line in picture.legend] == ["1  小网格"]


def test_click_leads_back_to_the_ground():
    frame = drawing.Frame.of(shapely.box(105, 34, 106, 35), 640, 480)
    for point in ((105.123456, 34.654321), (105, 34), (106, 35)):
        assert frame.to_lonlat(*frame.to_xy(*point)) == point


def test_click_on_a_grid_finds_the_grid(qinzhou):
    community = qinzhou("620502001001")
    picture = maps.picture(community, 600, 450)
    for piece in picture.pieces:
        assert grid_of(maps.to_lonlat(piece.x, piece.y, community, 600, 450), "").region.code == piece.code


def test_district_shows_streets_and_towns_and_a_town_its_villages(qinzhou):
    assert len(maps.picture(qinzhou("620502")).pieces) == 23
    assert {piece.code[:9] for piece in maps.picture(qinzhou("620502103")).pieces} == {"620502103"}
    assert len(maps.picture(qinzhou("620502103")).pieces) == 36


def test_region_without_boundary_has_no_map(qinzhou):
    Boundary.objects.filter(region__code="620502001").delete()
    with pytest.raises(NotFound, match="大城街道还没有边界"):
        maps.picture(qinzhou("620502001"))


def test_map_is_served_for_anyone_to_keep(qinzhou):
    response = get(views.map_of, code="620502001", width="480")
    assert (response.status_code, response["Content-Type"]) == (200, "image/svg+xml; charset=utf-8")
    assert response["Cache-Control"] == "public, max-age=3600"
    assert ElementTree.fromstring(response.content).get("width") == "480"
    again = RequestFactory().get("/", {"width": "480"}, headers={"If-None-Match": response["ETag"]})
    assert views.map_of(again, code="620502001").status_code == 304


def test_map_with_somebodys_point_is_not_kept(qinzhou):
    assert get(views.map_of, code="620502", pin="105.72,34.58")["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "asked",
    [
        {"width": "1"},
        {"width": "x"},
        {"height": "99999"},
        {"width": "²"},
        {"width": "9" * 5000},
        {"pin": "here"},
        {"pin": "999,1"},
        {"pin": "nan,1"},
    ],
)
def test_map_that_cannot_be_drawn_is_refused(qinzhou, asked):
    with pytest.raises(NotValid):
        get(views.map_of, code="620502", **asked)


def test_unknown_code_is_not_found(qinzhou):
    with pytest.raises(NotFound):
        get(views.map_of, code="000")
    with pytest.raises(NotFound):
        get(views.children, parent="000")


def test_children_are_told_as_facts_and_as_options(qinzhou):
    facts = json.loads(get(views.children, parent="620502001").content)
    assert facts["children"][0] == {
        "code": "620502001001",
        "name": "进步巷社区",
        "kind": "community",
        "kind_name": "社区",
    }
    assert [top["code"] for top in json.loads(get(views.children).content)["children"]] == ["620502"]
    options = get(
        views.children, parent="620502001", **{"as": "options", "chosen": "620502001002"}
    ).content.decode()
    assert re.findall(r'value="(\d+)"( selected)?', options)[:2] == [
        ("620502001001", ""),
        ("620502001002", " selected"),
    ]


def test_inline_map_links_every_part(qinzhou):
    page = render_to_string(
        "places/_picture.html", {"picture": maps.picture(qinzhou("620502001")), "link": "/ask/?place="}
    )
    root = ElementTree.fromstring(page.strip())
    assert [link.get("href") for link in root.iter(f"{SVG}a")][0] == "/ask/?place=620502001001"
    assert len(list(root.iter(f"{SVG}a"))) == 6
