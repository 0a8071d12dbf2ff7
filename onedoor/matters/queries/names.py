"""Names as people shorten them: 住建局 is 住房和城乡建设局."""

from onedoor.posts.models import Org


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
