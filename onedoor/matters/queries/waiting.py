"""我的工作 — what waits for this post: one queue a step, counted in one question to the database, read by clock.

A desk's own post works what lies at its own desk; units what they were given; whoever checks, what others did.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from onedoor.cases.access import cases_for
from onedoor.cases.models import Case, Event, Involvement
from onedoor.matters.lifecycle import Status as S
from onedoor.matters.models import ClockRequest, Return, Verification
from onedoor.matters.queries.keyset import SIZE, Page, due_cursor, from_due, page_of
from onedoor.matters.queries.lines import found_again
from onedoor.posts.models import Org

MOST = 1000


@dataclass(frozen=True)
class Queue:
    """A step that waits to be taken: by posts with one of `verbs`, in matters of `statuses` that `stands` lets through."""

    name: str
    label: Promise
    verbs: tuple[str, ...]
    statuses: tuple[str, ...]
    stands: Callable


@dataclass(frozen=True)
class Tally:
    """A queue with its counts; past `MOST` nobody counts."""

    queue: Queue
    count: int
    late: int

    @property
    def words(self) -> str:
        return f"{MOST}+" if self.count > MOST else str(self.count)


def _own_desk(cases, actor):
    return cases.filter(matter__desk=actor.post.org)


def _leads(cases, actor):
    return cases.filter(matter__lead=actor.post.org)


def _assists(cases, actor):
    own = Involvement.objects.filter(case=OuterRef("pk"), org=actor.post.org, until=None)
    return cases.filter(Exists(own.filter(role=Involvement.Role.ASSIST, finished_at=None)))


def _others_did(cases, actor):
    """Not what the own unit handled, unless its desk settled it by another hand; nor what one passed in an earlier round."""
    settled = Event.objects.filter(case=OuterRef("pk"), verb="matter.settled").order_by("-seq")
    passed = Verification.objects.filter(matter__case=OuterRef("pk"), staff=actor.staff, has_passed=True)
    at_own_desk = Q(matter__lead=F("matter__desk"), settled_by__isnull=False) & ~Q(settled_by=actor.staff.pk)
    cases = cases.alias(settled_by=Subquery(settled.values("staff")[:1]))
    return cases.filter(~Q(matter__lead=actor.post.org) | at_own_desk).exclude(Exists(passed))


def _may_rule(cases, actor):
    """Below the own unit in every part: the desk it lies at and all who returned it."""
    own = actor.post.org
    returned = Return.objects.filter(matter__case=OuterRef("pk"))
    outside = Q(unit=own) | ~Q(unit__region__path__startswith=own.region.path)
    below = cases.filter(matter__desk__region__path__startswith=own.region.path)
    return below.exclude(Exists(returned.filter(outside)))


def _asked_of_desk(cases, actor):
    """What another unit asks the desk for; for a village or community, the level above decides."""
    asked = ClockRequest.objects.open().filter(case=OuterRef("pk")).exclude(asked_by__org=actor.post.org)
    of_villages = Q(matter__desk__parent=actor.post.org, matter__desk__kind=Org.Kind.VILLAGE)
    return cases.filter(Exists(asked), Q(matter__desk=actor.post.org) | of_villages)


def _anywhere(cases, actor):
    return cases


QUEUES = (
    Queue("accept", _("待受理"), ("matter.accept",), (S.REGISTERED,), _own_desk),
    Queue("triage", _("待分流"), ("matter.triage", "matter.dispatch"), (S.ACCEPTED,), _own_desk),
    Queue("rule", _("待裁定"), ("matter.rule",), (S.RULING,), _may_rule),
    Queue("instruct", _("待批示"), ("matter.instruct",), (S.SUBMITTED,), _own_desk),
    Queue("dispatch", _("待交办"), ("matter.dispatch",), (S.INSTRUCTED,), _own_desk),
    Queue("sign", _("待签收"), ("matter.handle",), (S.DISPATCHED,), _leads),
    Queue("handle", _("办理中"), ("matter.handle",), (S.HANDLING,), _leads),
    Queue("assist", _("协办"), ("matter.handle",), (S.DISPATCHED, S.HANDLING), _assists),
    Queue("verify", _("待核查"), ("matter.verify",), (S.RESOLVED,), _others_did),
    Queue("answer", _("待答复"), ("matter.answer",), (S.VERIFIED,), _own_desk),
    Queue("close", _("待办结"), ("matter.close",), (S.ANSWERED,), _anywhere),
    Queue(
        "clock", _("待批期限申请"), ("matter.clock",), (S.DISPATCHED, S.HANDLING, S.RESOLVED), _asked_of_desk
    ),
)


def queues_of(actor) -> list[Queue]:
    """The queues this post works."""
    return [queue for queue in QUEUES if any(actor.holds(verb) for verb in queue.verbs)]


def waiting(queue: Queue, actor) -> QuerySet[Case]:
    """What waits in one queue for this actor."""
    cases = cases_for(actor).filter(matter__status__in=queue.statuses)
    return queue.stands(cases, actor)


def tallies(actor, now: datetime) -> list[Tally]:
    """How many wait in each queue, and how many of them are late: one statement, and no count above `MOST`."""
    queues = queues_of(actor)
    if not queues:
        return []
    parts, values = [], []
    for queue in queues:
        sql, params = (
            waiting(queue, actor).order_by("due_at").values("due_at")[: MOST + 1].query.sql_with_params()
        )
        parts.append(f"SELECT count(*), count(*) FILTER (WHERE due_at <= %s) FROM ({sql}) AS capped")
        values += [now, *params]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), values)
        return [Tally(queue, *counts) for queue, counts in zip(queues, cursor.fetchall(), strict=True)]


def waiting_page(actor, queues: list[Queue], after: str = "") -> Page:
    """A page of (case, queue) of what waits in these queues, earliest due first."""
    if not queues:
        return Page([], "")
    begin, most = from_due(after), SIZE + 1
    parts = [
        waiting(queue, actor)
        .filter(begin)
        .annotate(queue=Value(place))
        .order_by("due_at", "pk")
        .values_list("pk", "due_at", "queue")[:most]
        for place, queue in enumerate(queues)
    ]
    found = (
        list(parts[0].union(*parts[1:], all=True).order_by("due_at", "id")[:most])
        if parts[1:]
        else list(parts[0])
    )
    cases = found_again([pk for pk, _due_at, _place in found])
    return page_of(
        [(cases[pk], queues[place]) for pk, _due_at, place in found], lambda row: due_cursor(row[0])
    )


def next_of(actor, *, but: str) -> Case | None:
    """What waits for this post, the earliest due first, other than the matter that was just worked on."""
    page = waiting_page(actor, queues_of(actor))
    return next((case for case, _queue in page.rows if case.code != but), None)
