"""Which halls a post works in."""

from onedoor.hall.standing import works_at
from onedoor.kit.problems import NotFound
from onedoor.venues.models import Centre


def halls_of(by) -> list[Centre]:
    """The open halls within the post's ground that have services; the district's own first."""
    found = Centre.objects.open().filter(services__isnull=False).distinct()
    return [centre for centre in found if works_at(by, centre)]


def hall_of(by, number: int | None) -> Centre:
    """The hall asked for, or the first; raises NotFound when the post works in none."""
    halls = halls_of(by)
    chosen = [centre for centre in halls if number in (None, centre.pk)]
    if not chosen:
        raise NotFound
    return chosen[0]
