"""所说的话 — what was said at a door, and the matter that is made of it."""

from dataclasses import dataclass, field
from datetime import datetime

from onedoor.cases.models import Case, Event, Involvement, Slip
from onedoor.cases.timeline import draft as draft_event
from onedoor.kit import bigrams
from onedoor.matters.models import Category, Kind, Matter
from onedoor.persons.models import Person
from onedoor.places.models import Region
from onedoor.posts.models import Org


@dataclass
class Draft:
    """What was said at the door. `point` is (lon, lat); `community` what the resident chose when neither is known;
    `slip` what they hold already, whose code the matter takes."""

    title: str
    body: str
    source: str
    kind: str = Kind.HELP
    category: Category | None = None
    address: str = ""
    point: tuple[float, float] | None = None
    community: Region | None = None
    person: Person | None = None
    secrecy: str = ""
    source_name: str = ""
    source_ref: str = ""
    reported_at: datetime | None = None
    desk: Org | None = None
    review_of: Matter | None = None
    part_of: Matter | None = None
    claimants: int | None = None
    claimants_is_about: bool = False
    slip: Slip | None = None
    facts: dict = field(default_factory=dict)

    def said(self) -> list:
        """What the sender said, for telling a repeat from something new."""
        category = self.category.code if self.category else ""
        community = self.community.code if self.community else ""
        return [
            self.title,
            self.body,
            self.kind,
            category,
            self.address,
            self.point,
            community,
            self.source_ref,
            *([self.claimants, self.claimants_is_about] if self.claimants else []),
            *([self.slip.code] if self.slip else []),
        ]


@dataclass(frozen=True)
class Registered:
    """The matter, and the PIN that is shown once, on the slip."""

    matter: Matter
    pin: str


def secrecy_of(draft: Draft) -> str:
    """Sealed when either says so: a part or a review of an open matter may itself be of a sealed category."""
    told = (draft.secrecy, draft.category.secrecy if draft.category else "")
    return next((one for one in told if one and one != Case.Secrecy.NORMAL), Case.Secrecy.NORMAL)


def matter_of(draft: Draft, case: Case, place, desks, now) -> Matter:
    lon, lat = draft.point or (None, None)
    return Matter(
        case=case,
        kind=draft.kind,
        category=draft.category,
        source=draft.source,
        source_name=draft.source_name,
        source_ref=draft.source_ref,
        reported_at=draft.reported_at or now,
        body=draft.body,
        address=draft.address,
        lon=lon,
        lat=lat,
        placed_by=place.how,
        is_placed=not place.to_place,
        words=bigrams.vector(f"{draft.title} {draft.body} {draft.address}"),
        desk=draft.desk or desks.of(place.region),
        review_of=draft.review_of,
        part_of=draft.part_of,
        claimants=draft.claimants,
        claimants_is_about=draft.claimants_is_about,
    )


def sources_of(cases, by, now) -> list[Involvement]:
    """A department that sends something in may see what becomes of it; a centre reaches its own ground anyway."""
    if by.staff is None or by.post.org.kind != Org.Kind.DEPARTMENT:
        return []
    return [
        Involvement(case=case, org=by.post.org, role=Involvement.Role.SOURCE, since=now) for case in cases
    ]


def registered_event(matter: Matter, draft: Draft, *, by, at, last: Event | None = None) -> Event:
    """The beginning of the matter, not yet written; `last` is what its case went through before it."""
    return draft_event(
        matter.case,
        "matter.registered",
        label="登记",
        by=by,
        last=last,
        about=matter,
        at=at,
        source=matter.source,
        placed_by=matter.placed_by,
        **draft.facts,
    )


class Desks:
    """承接中心 — at whose desk a new matter lies: a centre's own window keeps it; a grid worker's goes to the
    community or village; what comes in elsewhere goes to the town or street of its place, else to the district."""

    def __init__(self, by):
        self.by, self.known = by, {}

    def of(self, region: Region) -> Org:
        org = self.by.post.org
        if self.by.staff and org.kind != Org.Kind.DEPARTMENT:
            return org
        if region.path not in self.known:
            self.known[region.path] = self._nearest(region)
        return self.known[region.path]

    def _nearest(self, region: Region) -> Org:
        steps = region.path.split("/")[:-1]
        chain = ["/".join(steps[: n + 1]) + "/" for n in range(len(steps))]
        centres = Org.objects.filter(kind__in=[Org.Kind.CENTRE, Org.Kind.TOWN], region__path__in=chain)
        return max(centres.select_related("region"), key=lambda org: len(org.region.path))
