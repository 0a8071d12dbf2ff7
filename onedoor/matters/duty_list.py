"""责任清单 — which entry speaks of a matter, whom it names, and who stands too low to be given the task."""

from datetime import date

from django.db.models import Case, IntegerField, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.matters.limits import promised_days
from onedoor.matters.models import Responsibility
from onedoor.places.atlas import open_atlas
from onedoor.places.models import Region
from onedoor.posts.models import Org

Place, Level = Responsibility.Place, Responsibility.Level
KINDS_OF_PLACE = {Region.Kind.STREET: Place.STREET, Region.Kind.TOWN: Place.RURAL}
# From the lowest up. A grid has no unit of its own: its worker belongs to the village or community.
RANKS = {Level.GRID: 1, Level.VILLAGE: 1, Level.TOWN: 2, Level.DISTRICT: 3}
RANKS_OF_UNITS = {
    Org.Kind.VILLAGE: 1,
    Org.Kind.TOWN: 2,
    Org.Kind.CENTRE: 3,
    Org.Kind.DEPARTMENT: 3,
}


def edits_duties(by) -> bool:
    """One list for the whole district: a town does not rewrite what binds its neighbours."""
    return by.holds("duty_list.edit") and by.post.region.parent_id is None


def kind_of_place(region: Region) -> str:
    """A town's land or a street's; nothing when it is not placed below the district."""
    regions, node = open_atlas().regions, region
    while node is not None:
        if node.kind in KINDS_OF_PLACE:
            return KINDS_OF_PLACE[node.kind]
        node = regions.get(node.parent_id)
    return ""


def entry_for(matter, on: date | None = None) -> Responsibility | None:
    """The entry in force that says most about this matter: the nearest category, then the nearest kind of place."""
    if matter.category is None:
        return None
    codes = matter.category.path.strip("/").split("/")
    named = Case(When(place=Place.ANY, then=Value(0)), default=Value(1), output_field=IntegerField())
    entries = Responsibility.objects.valid(on or timezone.localdate()).filter(
        category__code__in=codes, place__in=[Place.ANY, kind_of_place(matter.case.region)]
    )
    return entries.with_names().order_by("-category__level", named.desc(), "number").first()


def unit_named_by(entry: Responsibility, region: Region) -> Org | None:
    """Its lead; of an entry without one, the unit of that level at the place, else the next above it."""
    if entry.lead_id:
        return entry.lead
    kinds = [kind for kind, rank in RANKS_OF_UNITS.items() if RANKS[entry.level] <= rank < 3]
    pieces = region.path.split("/")[:-1]
    chain = ["/".join(pieces[: n + 1]) + "/" for n in range(len(pieces))]
    return Org.objects.filter(kind__in=kinds, region__path__in=chain).order_by("-region__path").first()


def stands_too_low(unit: Org, level: str) -> bool:
    return RANKS_OF_UNITS[unit.kind] < RANKS[level]


def too_low(matter, lead: Org, entry: Responsibility | None = None) -> str:
    """A department's task is not sent down to a village: the words of a refusal, with the basis, or nothing."""
    entry = entry or entry_for(matter)
    if entry is None or not stands_too_low(lead, entry.level):
        return ""
    words = {
        "entry": entry,
        "category": entry.category,
        "level": entry.get_level_display(),
        "unit": lead,
        "basis": entry.basis,
    }
    named = unit_named_by(entry, matter.case.region)
    if named is None:
        return _("%(entry)s：“%(category)s”由%(level)s负责，不能下派给%(unit)s。依据：%(basis)s") % words
    words["named"] = named
    return (
        _("%(entry)s：“%(category)s”由%(level)s负责，应交%(named)s，不能下派给%(unit)s。依据：%(basis)s")
        % words
    )


def usual_days(matter, entry: Responsibility | None = None) -> int:
    """Working days from dispatch when nobody says otherwise: the list's, else the category's, else the kind's."""
    entry = entry or entry_for(matter)
    return (
        (entry and entry.days)
        or (matter.category and matter.category.promise_days)
        or promised_days(matter.kind)
    )
