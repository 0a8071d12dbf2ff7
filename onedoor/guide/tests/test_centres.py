"""Which centre is near: by a point, by an address, by a town; and what is said when nothing is found."""

import pytest
from django.test import Client
from django.urls import reverse

from onedoor.venues.models import Centre


@pytest.fixture
def centres(town):
    far = {"region": town.district, "name": "区中心", "address": "民主路1号", "phone": "0938-0000000"}
    Centre.objects.create(org=town.centre, lon=105.72, lat=34.58, **far)
    near = {"region": town.street, "name": "大城街道中心", "address": "进步巷2号"}
    Centre.objects.create(org=town.street_centre, lon=105.73, lat=34.58, **near)
    return town


def said(**asked):
    address = reverse("guide:centres")
    answer = Client().post(address, asked) if asked else Client().get(address)
    page = answer.content.decode()
    return [name for name in ("大城街道中心", "区中心") if f"<h2>{name}" in page], page


def test_the_districts_own_stands_there_before_anything_is_said(centres):
    found, page = said()
    assert (found, "民主路1号" in page, "0938-0000000" in page) == (["区中心"], True, True)


def test_the_nearest_comes_first_with_how_far_it_is(centres):
    _found, page = said(lon="105.731", lat="34.58")
    assert page.index("<h2>大城街道中心") < page.index("<h2>区中心")
    assert "直线 0.1 公里" in page


def test_a_town_has_its_own_and_an_address_lies_in_one(centres):
    assert said(town=centres.street.code)[0] == ["大城街道中心"]
    assert said(address="进步巷社区2号楼")[0] == ["大城街道中心"]


@pytest.mark.parametrize(
    "asked", [{"lon": "x", "lat": "y"}, {"lon": "999", "lat": "34"}, {"lon": "nan", "lat": "34"}]
)
def test_a_place_that_is_none_is_told(centres, asked):
    found, page = said(**asked)
    assert (found, "没有得到位置" in page.split('role="alert"')[1]) == (["区中心"], True)


def test_an_address_and_a_town_that_are_none_are_told(centres):
    assert "没有找到这个地址" in said(address="月球环形山")[1]
    assert "没有找到这个镇或街道" in said(town="0")[1]


def test_without_any_centre_there_is_a_telephone(town):
    assert "还没有登记中心" in said()[1]
