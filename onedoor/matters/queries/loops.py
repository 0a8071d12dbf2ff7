"""退单分析 — where matters are sent back and forth, by the line of the duty list they fall under: where the list is wrong.

Counted by line, unit and outcome, never by person.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.cases.access import cases_for
from onedoor.matters.duty_list import KINDS_OF_PLACE
from onedoor.matters.lifecycle import Status
from onedoor.matters.models import Category, Matter, Responsibility, Return
from onedoor.places.atlas import open_atlas
from onedoor.posts.models import Org

YEAR = timedelta(days=365)
# More returned matters than this are not read at once; the page says so.
MOST = 1000
SHOWN = 8
KINDS = {str(kind): str(place) for kind, place in KINDS_OF_PLACE.items()}


@dataclass
class Loop:
    """What was sent back under one line of the list, or under one category that no line speaks of."""

    entry: Responsibility | None
    category: Category | None
    returns: int = 0
    matters: list[Matter] = field(default_factory=list)
    ways: Counter = field(default_factory=Counter)
    reasons: Counter = field(default_factory=Counter)
    endings: Counter = field(default_factory=Counter)
    owners: Counter = field(default_factory=Counter)

    # What a page reads: a template would take a Counter's own methods for its keys.
    @property
    def between(self) -> list[tuple[tuple[Org, Org | None], int]]:
        return self.ways.most_common()

    @property
    def why(self) -> list[tuple[str, int]]:
        return self.reasons.most_common()

    @property
    def ended(self) -> list[tuple[str, int]]:
        return self.endings.most_common()

    @property
    def goes_round(self) -> bool:
        """Once may be a mistake; more than once says something about the list."""
        return self.returns > 1

    @property
    def shown(self) -> list[Matter]:
        return self.matters[:SHOWN]

    @property
    def doubt(self) -> str:
        """Why the list should be looked at here, or nothing: most ended with another unit than it names, or it names none."""
        if not self.owners or not self.goes_round:
            return ""
        owner, count = self.owners.most_common(1)[0]
        words = {"count": count, "all": self.owners.total(), "unit": owner}
        if self.entry is None:
            return _("清单里没有这一类；%(count)s/%(all)s件最后归%(unit)s。") % words
        if self.entry.lead_id not in (None, owner.pk) and count * 2 > self.owners.total():
            return _("与清单不符：%(count)s/%(all)s件最后归%(unit)s。") % words
        return ""


def loops(actor) -> tuple[list[Loop], int]:
    """The lines under which matters were returned within a year, most returns first; and how many matters were read."""
    matters, found = _returned(actor), dict[tuple, Loop]()
    line_of = _Lines()
    for matter, returns in matters.items():
        entry = line_of(matter)
        key = ("line", entry.number) if entry else ("category", matter.category_id)
        loop = found.setdefault(key, Loop(entry, matter.category))
        _count(loop, matter, returns)
    return sorted(found.values(), key=lambda loop: -loop.returns), len(matters)


def _returned(actor) -> dict[Matter, list[Return]]:
    """Matters with what was returned of each, the latest first."""
    seen = Return.objects.filter(at__gte=timezone.now() - YEAR, matter__case__in=cases_for(actor))
    latest = Matter.objects.filter(pk__in=seen.values("matter")).order_by("-pk")[:MOST]
    matters = latest.select_related("case", "category", "lead", "desk").prefetch_related(
        "rulings__owner", "returns__unit", "returns__owner"
    )
    return {matter: list(matter.returns.all()) for matter in matters.defer("words")}


def _count(loop: Loop, matter: Matter, returns: list[Return]) -> None:
    loop.matters.append(matter)
    loop.returns += len(returns)
    for one in returns:
        loop.ways[(one.unit, one.owner)] += 1
        loop.reasons[one.get_reason_display()] += 1
    owner = _owner(matter)
    loop.endings[_ending(matter, owner)] += 1
    if owner:
        loop.owners[owner] += 1


def _owner(matter: Matter) -> Org | None:
    """Who has it in the end: the one ruled, else the one that signed for it."""
    rulings = list(matter.rulings.all())
    if rulings:
        return rulings[-1].owner
    signed = matter.status not in (Status.DISPATCHED, Status.ACCEPTED, Status.RULING, Status.SUBMITTED)
    return matter.lead if signed and matter.lead_id != matter.desk_id else None


def _ending(matter: Matter, owner: Org | None) -> str:
    if matter.rulings.all():
        return _("裁定由%(unit)s办理") % {"unit": owner}
    if matter.status == Status.RULING:
        return _("等待裁定")
    if owner:
        return _("改由%(unit)s办理") % {"unit": owner}
    if matter.lead_id and matter.lead_id == matter.desk_id:
        return _("中心自己办理")
    return _("还没有着落") if matter.case.closed_at is None else _("转出或不再办理")


class _Lines:
    """The entry in force for each of many matters: as `duty_list.entry_for`, asked once."""

    def __init__(self):
        entries = Responsibility.objects.valid(timezone.localdate()).select_related("category", "lead")
        self.by_code: dict[str, dict[str, Responsibility]] = defaultdict(dict)
        for entry in entries:
            self.by_code[entry.category.code][entry.place] = entry
        self.regions = open_atlas().regions

    def __call__(self, matter: Matter) -> Responsibility | None:
        if matter.category is None:
            return None
        places = [self._kind_of_place(matter.case.region_id), Responsibility.Place.ANY]
        for code in reversed(matter.category.path.strip("/").split("/")):
            for place in places:
                if entry := self.by_code.get(code, {}).get(place):
                    return entry
        return None

    def _kind_of_place(self, region_id) -> str:
        node = self.regions.get(region_id)
        while node is not None:
            if node.kind in KINDS:
                return KINDS[node.kind]
            node = self.regions.get(node.parent_id or 0)
        return ""
