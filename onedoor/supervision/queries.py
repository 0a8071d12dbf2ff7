"""Supervisions as pages show them: those one's unit owes an answer to, those within reach, those of a case."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from onedoor.cases.access import cases_for
from onedoor.cases.explaining import ClockState, clock_state
from onedoor.cases.models import Case
from onedoor.posts.models import Org
from onedoor.supervision.lifecycle import OVER, Rung, Status
from onedoor.supervision.models import Rule, RuleChange, Supervision, SupervisionQuerySet
from onedoor.supervision.rules import KINDS
from onedoor.worktime import counting

SIZE = 30


class Line(NamedTuple):
    """A supervision and how its time to reply stands, if it has one that runs."""

    one: Supervision
    clock: ClockState | None


class Shelf(NamedTuple):
    """One tab of the list: what it is called, what stands on it, and whether the oldest comes first."""

    name: str
    label: Promise
    wanted: Q
    oldest_first: bool = True


SHELVES = {
    shelf.name: shelf
    for shelf in (
        Shelf("asked", _("等单位回应"), Q(status=Status.RAISED)),
        Shelf("replied", _("已回复，等审看"), Q(status=Status.REPLIED)),
        Shelf("listed", _("挂牌清单"), Q(rung=Rung.LISTED, status__in=(Status.RAISED, Status.REPLIED))),
        Shelf("over", _("已结束"), Q(status__in=OVER), oldest_first=False),
    )
}


def lines(found: Iterable[Supervision], now: datetime) -> list[Line]:
    table = counting.table()
    return [Line(one, _clock(one, now, table)) for one in found]


def _clock(one: Supervision, now, table) -> ClockState | None:
    return clock_state(one.clock, now, table) if one.status == Status.RAISED and one.clock else None


def within_reach(actor) -> SupervisionQuerySet:
    return Supervision.objects.filter(case__in=cases_for(actor))


def owed_by_unit(actor) -> SupervisionQuerySet:
    """What the actor's unit is asked and has not answered."""
    return within_reach(actor).filter(org=actor.post.org_id, status=Status.RAISED)


def replied_to_unit(actor) -> SupervisionQuerySet:
    """What the actor's unit asked, and has been answered."""
    return within_reach(actor).filter(raised_by__org=actor.post.org_id, status=Status.REPLIED)


def counts(actor) -> dict[str, int]:
    """How many stand on each shelf of the open ones: one question."""
    named = {name: Count("pk", filter=shelf.wanted) for name, shelf in SHELVES.items() if name != "over"}
    mine = Q(org=actor.post.org_id, status=Status.RAISED)
    return within_reach(actor).open().aggregate(mine=Count("pk", filter=mine), **named)


def page_of(found: SupervisionQuerySet, after: str, *, oldest_first: bool) -> tuple[list[Supervision], str]:
    """A page, and where the next one begins (empty on the last)."""
    sign = "gt" if oldest_first else "lt"
    if begin := _read(after):
        at, key = begin
        found = found.filter(Q(**{f"raised_at__{sign}": at}) | Q(raised_at=at, **{f"pk__{sign}": key}))
    order = ("raised_at", "pk") if oldest_first else ("-raised_at", "-pk")
    rows = list(found.for_rows().order_by(*order)[: SIZE + 1])
    if len(rows) <= SIZE:
        return rows, ""
    last = rows[SIZE - 1]
    return rows[:SIZE], f"{last.raised_at.isoformat()}~{last.pk}"


def _read(after: str) -> tuple[datetime, UUID] | None:
    """Where a page begins; what cannot be read begins at the beginning."""
    at, _sign, key = after.partition("~")
    try:
        return datetime.fromisoformat(at), UUID(key)
    except ValueError:
        return None


def of_case(case: Case) -> list[Supervision]:
    """All of a case, the last first."""
    return list(case.supervisions.for_rows().order_by("-raised_at", "-pk"))


def units_to_ask(case: Case) -> QuerySet[Org]:
    """Whom one may supervise: whoever has a part in the case now, and the centres of its place."""
    steps = case.region_path.rstrip("/").split("/")
    paths = ["/".join(steps[: n + 1]) + "/" for n in range(len(steps))]
    centres = Q(kind__in=(Org.Kind.CENTRE, Org.Kind.TOWN, Org.Kind.VILLAGE), region__path__in=paths)
    parts = Q(pk__in=case.involvements.filter(until=None).values("org"))
    return Org.objects.filter(parts | centres).order_by("kind", "code")


def rule_of(code: str) -> Rule:
    """As the district has set it, or as delivered."""
    return Rule.objects.filter(pk=code).first() or delivered(code)


def delivered(code: str) -> Rule:
    kind = KINDS[code]
    return Rule(code=code, times=kind.times, days=kind.days)


def all_rules() -> list[tuple[Rule, list[RuleChange]]]:
    """Every rule with what was changed of it, in the order of the ladder."""
    kept = Rule.objects.prefetch_related(
        "changes__post__org", "changes__post__type", "changes__staff"
    ).in_bulk()
    return [
        (kept[code], list(kept[code].changes.all())) if code in kept else (delivered(code), [])
        for code in KINDS
    ]
