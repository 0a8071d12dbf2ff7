"""先例 — what an earlier ruling says about whose a kind of matter is in a place."""

from onedoor.cases.models import Case
from onedoor.matters.models import Category, Ruling
from onedoor.places.models import Region


def precedent_for(category: Category | None, region: Region) -> Ruling | None:
    """The ruling that guides a matter of this category here: of the nearest place, and of that the latest."""
    if category is None:
        return None
    return (
        Ruling.objects.precedents()
        .filter(category=category, region__path__in=_above(region.path))
        .select_related("owner__region", "region", "post__org", "matter__case")
        .order_by("-region__path", "-at", "-pk")
        .first()
    )


def _above(path: str) -> list[str]:
    """The paths of a place and of all that hold it."""
    steps = path.split("/")[:-1]
    return ["/".join(steps[: n + 1]) + "/" for n in range(len(steps))]


def standing_precedents() -> list[Ruling]:
    """Those that no later ruling on the same category in the same place has replaced, the latest first.

    Words written in a sealed case are read there and nowhere else.
    """
    latest = (
        Ruling.objects.precedents()
        .order_by("category_id", "region_id", "-at", "-pk")
        .distinct("category_id", "region_id")
        .values("pk")
    )
    shown = Ruling.objects.precedents().filter(pk__in=latest, matter__case__secrecy=Case.Secrecy.NORMAL)
    return list(shown.select_related("category", "region", "owner", "post__org", "matter__case"))
