"""Which centre: the nearest to a point, the one that answers for a region."""

from math import asin, cos, radians, sin, sqrt

from django.utils.translation import gettext as _

from onedoor.kit.problems import NotFound
from onedoor.places.models import Region
from onedoor.places.tree import ancestors
from onedoor.venues.models import Centre

EARTH_METRES = 6_371_000


def nearest(lon: float, lat: float, count: int = 3) -> list[tuple[Centre, int]]:
    """最近的中心 — those that receive people, each with how many metres it is as the crow flies; unmapped ones are left out."""
    mapped = Centre.objects.open().exclude(lon=None)
    far = [(centre, metres((lon, lat), (centre.lon, centre.lat))) for centre in mapped]
    return sorted(far, key=lambda pair: pair[1])[:count]


def metres(one: tuple[float, float], other: tuple[float, float]) -> int:
    """Along the great circle, between two points (longitude, latitude)."""
    (lon, lat), (to_lon, to_lat) = ([radians(x) for x in point] for point in (one, other))
    half = sin((to_lat - lat) / 2) ** 2 + cos(lat) * cos(to_lat) * sin((to_lon - lon) / 2) ** 2
    return round(2 * EARTH_METRES * asin(sqrt(half)))


def of_region(region: Region) -> Centre | None:
    """本地的中心 — the region's own, else its town's or street's, else the district's."""
    chain = [region, *reversed(ancestors(region))]
    found = {centre.region_id: centre for centre in Centre.objects.open().filter(region__in=chain)}
    return next((found[one.pk] for one in chain if one.pk in found), None)


def find_centre(key: int) -> Centre:
    """One centre, open or not."""
    centre = Centre.objects.select_related("org", "region").filter(pk=key).first()
    if centre is None:
        raise NotFound(_("没有这个中心。"))
    return centre
