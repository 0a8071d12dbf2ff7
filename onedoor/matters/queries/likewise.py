"""同类事项 — who had the finished matters of the last year that were like this one: counted, never guessed."""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.cases.models import Case
from onedoor.matters.models import Advice, Matter
from onedoor.places.atlas import open_atlas
from onedoor.posts.models import Org

YEAR = timedelta(days=365)
# Of fewer than this nothing is said.
FEWEST = 3
OWN_NAMES = (Org.Kind.DEPARTMENT, Org.Kind.CENTRE)


@dataclass(frozen=True)
class Custom:
    """Of `all` matters given to a unit, `count` were handled by `unit`; villages and towns count by their kind."""

    count: int
    all: int
    name: str
    unit: int | None


def custom(matter, kinds_of_region) -> Custom | None:
    """The unit that most of the last year's finished matters of this category went to, within these kinds of region.

    What a desk settled by itself was given to nobody, and sealed cases are not counted.
    """
    given = Matter.objects.filter(
        category_id=matter.category_id,
        case__closed_at__gte=timezone.now() - YEAR,
        case__secrecy=Case.Secrecy.NORMAL,
        merged_into=None,
        resolved_at__isnull=False,
    ).exclude(lead=None)
    given = given.exclude(lead=F("desk")).exclude(pk=matter.pk).filter(_within(kinds_of_region))
    counts: Counter = Counter()
    for pk, kind, name, n in given.values_list("lead", "lead__kind", "lead__name").annotate(n=Count("pk")):
        counts[(pk, name) if kind in OWN_NAMES else (None, str(Org.Kind(kind).label))] += n
    if counts.total() < FEWEST:
        return None
    ((unit, name), count), *_rest = counts.most_common(1)
    return Custom(count, counts.total(), name, unit)


def _within(kinds_of_region) -> Q:
    """Cases placed in a region of one of these kinds or below one; anywhere when no kind is named."""
    found = Q()
    for region in open_atlas().regions.values():
        if region.kind in kinds_of_region:
            found |= Q(case__region_path__startswith=region.path)
    return found


def advised(facts: dict, names: dict[str, str]) -> list[str]:
    """What the timeline tells of a proposal: that it was taken, or what it was when another unit was chosen."""
    if not facts.get("proposed"):
        return []
    source = Advice.Source(facts["advice"]).label
    if facts["proposed"] == facts.get("lead"):
        return [_("按建议交办（%(source)s）") % {"source": source}]
    words = {"unit": names.get(facts["proposed"], facts["proposed"]), "source": source}
    return [_("原建议交%(unit)s（%(source)s），经办人另选") % words]
