"""附近的中心 — for a resident who asks which one to go to: from a point, an address or a town."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from onedoor.kit.problems import NotFound, NotValid
from onedoor.places import maps, tree
from onedoor.places.locating import grid_of
from onedoor.venues.models import Centre
from onedoor.venues.queries.centres import nearest, of_region


class Nearby(NamedTuple):
    """中心和距离 — in metres as the crow flies, when it is known from where."""

    centre: Centre
    metres: int | None = None

    @property
    def kilometres(self) -> str:
        return f"{self.metres / 1000:.1f}" if self.metres is not None else ""


def own() -> list[Nearby]:
    """区中心 — the district's own, for whoever has not said where they are."""
    return [Nearby(centre) for centre in Centre.objects.open()[:1]]


def by_point(lon: str, lat: str) -> list[Nearby]:
    """按位置 — the three nearest."""
    try:
        point = float(lon), float(lat)
    except ValueError as error:
        raise NotValid(_("没有得到位置，请选择镇或街道。")) from error
    if not (-180 <= point[0] <= 180 and -90 <= point[1] <= 90):
        raise NotValid(_("没有得到位置，请选择镇或街道。"))
    return [Nearby(*pair) for pair in nearest(*point)]


def by_address(address: str) -> list[Nearby]:
    """按地址 — the centre that answers for the ground on which the address lies."""
    found = grid_of(None, address)
    if found.how == "intake":
        raise NotFound(_("没有找到这个地址，请选择镇或街道。"))
    return _of(found.region)


def by_region(code: str) -> list[Nearby]:
    """按镇街 — its own centre, else the district's."""
    region = tree.by_code(code)
    if region is None:
        raise NotFound(_("没有找到这个镇或街道。"))
    return _of(region)


def towns() -> list:
    """可选的镇、街道."""
    district = tree.districts().first()
    return maps.parts_of(district) if district else []


def _of(region) -> list[Nearby]:
    centre = of_region(region)
    return [Nearby(centre)] if centre else own()
