"""先例 — what an earlier ruling says about whose a kind of matter is in a place."""

from dataclasses import dataclass

from onedoor.cases.access import cases_for
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


@dataclass(frozen=True)
class Precedent:
    """A ruling that guides others; its case and the reason written there only for whoever may open it."""

    ruling: Ruling
    may_open: bool


def standing_precedents(actor) -> list[Precedent]:
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
    found = list(shown.select_related("category", "region", "owner", "post__org", "matter__case"))
    cases = cases_for(actor).filter(pk__in=[one.matter.case_id for one in found])
    seen = set(cases.values_list("pk", flat=True))
    return [Precedent(one, one.matter.case_id in seen) for one in found]
