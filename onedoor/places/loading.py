"""初始导入 — puts a district's tree and boundaries into the database; what is already there is left alone."""

import shapely
from django.db import transaction
from django.utils import timezone

from onedoor.places import qinzhou
from onedoor.places.models import Boundary, Region, RegionChange


@transaction.atomic
def load_qinzhou(*, by: object, boundaries: bool = True) -> tuple[int, int]:
    """导入秦州区 — the demo district; answers how many regions and boundaries were new."""
    regions = _plant(qinzhou.rows())
    drawn = _draw(qinzhou.boundaries()) if boundaries else 0
    if regions or drawn:
        RegionChange.objects.create(
            what=RegionChange.What.LOAD, on=timezone.localdate(), by=str(by), reason="qinzhou"
        )
    return regions, drawn


def _plant(rows: list[qinzhou.Row]) -> int:
    """Level by level, because a child needs its parent's key."""
    known = {region.code: region for region in Region.objects.filter(valid_to=None)}
    missing = [row for row in rows if row.code not in known]
    planted = 0
    while missing:
        ready = [row for row in missing if not row.parent or row.parent in known]
        new = Region.objects.bulk_create([_region(row, known.get(row.parent)) for row in ready])
        known |= {region.code: region for region in new}
        missing = [row for row in missing if row.code not in known]
        planted += len(new)
    return planted


def _region(row: qinzhou.Row, parent: Region | None) -> Region:
    return Region(
        kind=row.kind,
        grid_kind=row.grid_kind,
        name=row.name,
        full_name=row.full_name,
        aliases=list(row.aliases),
        code=row.code,
        parent=parent,
        path=f"{parent.path if parent else ''}{row.code}/",
    )


def _draw(shapes: dict[str, shapely.Geometry]) -> int:
    """Invented boundaries for those that have none at all, so that a district's own are never overdrawn."""
    if Boundary.objects.filter(invented=False).exclude(region__kind=Region.Kind.DISTRICT).exists():
        return 0
    bare = Region.objects.filter(valid_to=None, boundaries=None, code__in=shapes)
    new = [
        Boundary(
            region=region,
            geometry=shapely.to_wkb(shapes[region.code]),
            invented=region.kind != Region.Kind.DISTRICT,
        )
        for region in bare
    ]
    return len(Boundary.objects.bulk_create(new))
