"""在哪里 — narrowing down a place by list or by clicks on a map: town or street, then village or community, then a point."""

from dataclasses import dataclass
from functools import cached_property

from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.kit.digits import whole_number
from onedoor.kit.problems import NotValid
from onedoor.places import maps, shapes, tree
from onedoor.places.locating import grids_of
from onedoor.places.models import Region
from onedoor.portal.drafting import Sheet

K = Region.Kind
VILLAGES = (K.VILLAGE, K.COMMUNITY)
# A map is shown at its own size, or a click would not say where: one that fits a phone, one for a desk.
WIDTHS = {"small": 320, "big": 640}
# On a phone the wider maps need room below for the names that do not fit into them.
HEIGHTS = {("small", K.DISTRICT): 500, ("small", K.TOWN): 430, ("small", K.STREET): 430}


@dataclass
class Where:
    """As far as the place is known: the page shows the lists and the map that fit."""

    chosen: Region
    draft: Sheet

    @cached_property
    def chain(self) -> list[Region]:
        return [*tree.ancestors(self.chosen), self.chosen]

    @property
    def town(self) -> Region | None:
        return next((region for region in self.chain if region.kind in (K.TOWN, K.STREET)), None)

    @property
    def village(self) -> Region | None:
        return next((region for region in self.chain if region.kind in VILLAGES), None)

    @property
    def towns(self) -> list[Region]:
        return maps.parts_of(self.chain[0])

    @property
    def villages(self) -> list[Region]:
        return maps.parts_of(self.town) if self.town else []

    @property
    def has_map(self) -> bool:
        return bool(shapes.shapes_of([self.chosen], timezone.localdate()))

    @property
    def pin(self) -> str:
        point = self.draft.point if self.village else None
        return f"{point[0]:.6f},{point[1]:.6f}" if point else ""

    @property
    def maps(self) -> list[tuple[str, int, int | None]]:
        """(name, width, height unless it follows from the ground) of the pictures offered."""
        return [(name, width, HEIGHTS.get((name, self.chosen.kind))) for name, width in WIDTHS.items()]

    @property
    def words(self) -> str:
        """The place in one line, for looking it over before sending."""
        named = [region.name for region in (self.town, self.village) if region]
        return " ".join([*named, self.draft.address])


def where(draft: Sheet) -> Where | None:
    """The place of this draft; nothing when the district has no regions yet."""
    chosen = (tree.by_code(draft.place) if draft.place else None) or tree.districts().first()
    return Where(chosen, draft) if chosen else None


def take(draft: Sheet, said) -> str:
    """Put what was chosen, clicked or typed into the draft; returns what to tell about a click that hit nothing."""
    draft.address = said.get("address", draft.address).strip()[:200]
    if "forget_point" in said:
        draft.lon = draft.lat = None
    for name in WIDTHS:
        x, y = (whole_number(said.get(f"{name}.{axis}", "")) for axis in "xy")
        if x is not None and y is not None:
            return _clicked(draft, x, y, name)
    if "town" in said:
        _listed(draft, said["town"], said.get("village", ""))
    return ""


def _listed(draft: Sheet, town: str, village: str) -> None:
    """A village stands for itself, unless the town above it was changed in the same breath."""
    above, below = tree.by_code(town), tree.by_code(village)
    if below is not None and (above is None or not below.path.startswith(above.path)):
        below = None
    chosen = below or above
    code = chosen.code if chosen is not None and chosen.kind in (K.TOWN, K.STREET, *VILLAGES) else ""
    if code != draft.place:
        draft.place, draft.lon, draft.lat = code, None, None


def _clicked(draft: Sheet, x: int, y: int, name: str) -> str:
    """A click on a wide map chooses the part under it; only on a village's own map it is a point."""
    before = where(draft)
    if before is None:
        return ""
    height = HEIGHTS.get((name, before.chosen.kind))
    lon, lat = maps.to_lonlat(x, y, before.chosen, WIDTHS[name], height)
    try:
        found = grids_of([((lon, lat), "", None)])[0]
    except NotValid:
        return _("点在了地图外面，请再点一次。")
    if found.how != "point":
        return _("点在了地图外面，请再点一次。")
    hit = Where(found.region, draft)
    if before.village:
        draft.lon, draft.lat = lon, lat
    draft.place = (hit.village if before.town else hit.town or hit.village).code
    return ""


def community(draft: Sheet) -> Region | None:
    """What the resident chose, for placing the matter when point and address say nothing."""
    return tree.by_code(draft.place) if draft.place else None
