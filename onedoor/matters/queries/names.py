"""Names: as people shorten them (住建局 is 住房和城乡建设局), and those that a filter offers."""

from onedoor.kit.prepared import sent
from onedoor.places.addresses import TOWNS
from onedoor.posts.models import Org

OFFERED = """
SELECT (SELECT array_agg(name ORDER BY path) FROM places_region WHERE kind = ANY(%s) AND valid_to IS NULL),
       (SELECT array_agg(name ORDER BY kind, code) FROM posts_org WHERE kind <> %s)
"""


def in_order(short: str, whole: str) -> bool:
    """All signs of the short name stand in the whole one, in the same order."""
    signs = iter(whole)
    return all(sign in signs for sign in short)


def units_called(typed: str, most: int, units=None) -> list[Org]:
    """All that bear the name, else all that have it in theirs, else all that it is short for."""
    units = (Org.objects.all() if units is None else units).order_by("kind", "code")
    found = list(units.filter(name=typed)[:most]) or list(units.filter(name__contains=typed)[:most])
    if found or len(typed) < 2:
        return found
    return [unit for unit in units if in_order(typed, unit.name)][:most]


def offered() -> tuple[list[str], list[str]]:
    """The names that a list may be narrowed by: towns and streets in the tree's order; units, without the villages' own."""
    with sent(OFFERED, [list(TOWNS), Org.Kind.VILLAGE]) as cursor:
        ((towns, units),) = cursor.fetchall()
    return towns or [], units or []
