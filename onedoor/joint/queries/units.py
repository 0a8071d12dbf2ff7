"""Which unit answers for a region, and whose people go out."""

from onedoor.places.tree import ancestors
from onedoor.posts.models import Org

# Units whose people go out; a street's or town's centre arranges.
VISITORS = (Org.Kind.DEPARTMENT, Org.Kind.VILLAGE)


def unit_of(region) -> Org | None:
    """The village, community, town or street that answers for a region: its own, else the nearest above."""
    chain = [region, *reversed(ancestors(region))]
    units = Org.objects.exclude(kind=Org.Kind.DEPARTMENT).select_related("region")
    found = {org.region_id: org for org in units.filter(region__in=[one.pk for one in chain])}
    return next((found[one.pk] for one in chain if one.pk in found), None)
