"""Which centre is nearest, and which answers for a region."""

import pytest

from onedoor.places.models import Region
from onedoor.venues.models import Centre
from onedoor.venues.queries.centres import metres, nearest, of_region

AT = {"centre": (105.72, 34.58), "street_centre": (105.73, 34.58), "other_street_centre": (105.80, 34.60)}


@pytest.fixture
def centres(town):
    return {
        name: centre_of(getattr(town, name), *AT.get(name, (None, None))) for name in (*AT, "town_centre")
    }


def centre_of(org, lon=None, lat=None, **more):
    return Centre.objects.create(org=org, region=org.region, name=f"{org}", lon=lon, lat=lat, **more)


def test_the_nearest_come_first_and_those_not_on_the_map_stay_out(centres):
    found = [centre for centre, _far in nearest(105.74, 34.58, count=5)]
    assert found == [centres["street_centre"], centres["centre"], centres["other_street_centre"]]
    assert [far for _centre, far in nearest(105.73, 34.58, count=1)] == [0]


def test_a_centre_that_does_not_receive_people_is_not_named(town, centres):
    Centre.objects.filter(pk=centres["street_centre"].pk).update(is_open=False)
    assert nearest(105.74, 34.58)[0][0] == centres["centre"]
    assert of_region(town.community) == centres["centre"]


def test_a_degree_of_latitude_is_a_hundred_and_eleven_kilometres():
    assert metres((105.0, 34.0), (105.0, 35.0)) == 111195


def test_a_region_has_its_own_centre_else_its_towns_else_the_districts(town, centres):
    assert of_region(town.grid) == centres["street_centre"]
    assert of_region(town.village) == centres["town_centre"]
    new = Region.objects.create(
        parent=town.district, kind="street", code="620502009", name="新街道", path="620502/620502009/"
    )
    assert of_region(new) == centres["centre"]
