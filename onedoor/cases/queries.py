"""What a page shows of a case: its clocks with their reasons, its units, and where it is."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import prefetch_related_objects
from django.utils import timezone

from onedoor.cases.explaining import ClockState, Explanation, clock_state, explain
from onedoor.cases.models import Case, Deadline, Involvement
from onedoor.places.atlas import Atlas, open_atlas
from onedoor.places.models import Region
from onedoor.worktime import counting

# What is written on the timeline without having the case in hand.
RELATING = ("matter.related", "matter.was_related", "matter.unrelated", "matter.was_unrelated")
BY_THE_WAY = ("matter.noted", "matter.corrected", *RELATING)
# Whoever was called to a place for an hour, or brought the case, does not handle it.
OWN_PARTS = (Involvement.Role.LEAD, Involvement.Role.ASSIST, Involvement.Role.TASK)


@dataclass(frozen=True)
class ClockFace:
    """One clock as people read it: how it stands, and why it is due when it is."""

    clock: Deadline
    state: ClockState
    why: Explanation


def clocks_of(case: Case, now: datetime | None = None) -> list[ClockFace]:
    """Every clock of the case: what is owed comes first, what is over last."""
    now, table = now or timezone.now(), counting.table()
    # Kept on the case: whoever asks for its clocks next asks no more questions.
    prefetch_related_objects([case], "deadlines__changes", "deadlines__org")
    clocks = sorted(
        case.deadlines.all(), key=lambda clock: (not clock.is_open, not clock.is_duty, clock.due_at)
    )
    return [ClockFace(clock, clock_state(clock, now, table), explain(clock, table)) for clock in clocks]


def is_own_work(case: Case, post) -> bool:
    """The unit handles the case; or this very post opened its matter or took a step in it. Words and papers that anybody
    may add are no step, nor is what supervises or calls: whoever looks around would only have to do that first."""
    if case.involvements.filter(until=None, org=post.org, role__in=OWN_PARTS).exists():
        return True
    steps = case.events.filter(post=post, verb__startswith="matter.")
    return steps.exclude(verb__in=BY_THE_WAY).exists()


def units_of(case: Case) -> list:
    """The units that have a part in the case now, the lead first."""
    parts = case.involvements.filter(until=None).select_related("org").order_by("since", "id")
    return sorted(parts, key=lambda part: part.role != "lead")


def place_of(region_id: int, atlas: Atlas | None = None) -> str:
    """全名 — where it is, as staff say it, from the regions in memory: a list asks the database once for all its lines."""
    regions, names = (atlas or open_atlas()).regions, []
    node = regions.get(region_id)
    while node is not None:
        names.append((node.kind, node.name))
        node = regions.get(node.parent_id) if node.parent_id else None
    silent = (Region.Kind.DISTRICT, Region.Kind.AREA)
    told = [name for kind, name in reversed(names) if kind not in silent]
    return " · ".join(told) or "".join(name for _kind, name in names[:1])
