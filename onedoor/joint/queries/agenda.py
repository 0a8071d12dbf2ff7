"""What a meeting should talk about: what earlier ones left, and what is listed or stuck within the clerk's reach.

Other rooms are read by what they wrote on the timeline, never by their tables.
"""

from typing import NamedTuple

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from onedoor.cases.access import cases_for
from onedoor.cases.models import Case, Deadline, Duty, Event
from onedoor.joint.lifecycle import MeetingStatus
from onedoor.joint.models import AgendaItem, Decision
from onedoor.joint.queries.sealing import OPEN_TO_ALL
from onedoor.kit.problems import NotFound

MOST = 30
Why = AgendaItem.Why
# What puts a case in a state on the timeline, with which facts, and what takes it out again.
LISTED = ("supervision.raised", {"rung": "listed"}, ("supervision.lifted", "supervision.acknowledged"))
RULING: tuple[str, dict[str, str], tuple[str, ...]] = (
    "matter.referred",
    {},
    ("matter.ruled", "matter.remanded"),
)
RETURNED, OFTEN = "matter.returned", 2


class Candidate(NamedTuple):
    """One line to choose from: a case, and what speaks for it."""

    why: str
    case: Case


def candidates(meeting, actor) -> list[tuple[str, list[Candidate]]]:
    """(reason, cases), each case once, under the gravest reason; without those on the agenda already, and none that is sealed."""
    reach = cases_for(actor).filter(closed_at=None, secrecy=Case.Secrecy.NORMAL)
    reach = reach.filter(plan=None, meeting=None).exclude(
        pk__in=meeting.items.exclude(case=None).values("case")
    )
    shown: set = set()
    groups = []
    for why, found in _reasons(reach):
        fresh = [case for case in found.order_by("due_at", "pk")[: MOST + len(shown)] if case.pk not in shown]
        lines = [Candidate(why, case) for case in fresh[:MOST]]
        shown |= {line.case.pk for line in lines}
        if lines:
            groups.append((str(Why(why).label), lines))
    return groups


def _reasons(reach: QuerySet[Case]) -> list[tuple[str, QuerySet[Case]]]:
    open_clock = Deadline.objects.filter(case=OuterRef("pk"), state=Deadline.State.MISSED, is_duty=True)
    owed = Duty.objects.open().filter(case=OuterRef("pk"), clock__state=Deadline.State.MISSED)
    returned = Event.objects.filter(case=OuterRef("pk"), verb=RETURNED).order_by().values("case")
    return [
        (Why.LISTED, reach.filter(_stands(*LISTED))),
        (Why.RULING, reach.filter(_stands(*RULING))),
        (
            Why.RETURNED,
            reach.annotate(times=Coalesce(Subquery(returned.annotate(n=Count("pk")).values("n")), 0)).filter(
                times__gte=OFTEN
            ),
        ),
        (
            Why.OVERDUE,
            reach.filter(
                Exists(open_clock.exclude(kind__startswith="duty-").exclude(kind__startswith="task-"))
            ),
        ),
        (Why.OWED, reach.filter(Exists(owed))),
    ]


def _stands(verb: str, facts: dict[str, str], over: tuple[str, ...]) -> Q:
    """The case was brought into a state, and has not left it since."""
    later = Event.objects.filter(case=OuterRef("case"), verb__in=over, seq__gt=OuterRef("seq"))
    told = Event.objects.filter(~Exists(later), case=OuterRef("pk"), verb=verb, facts__contains=facts)
    return Q(Exists(told))


def item_of(meeting, key) -> AgendaItem:
    """One line of a meeting's agenda."""
    item = meeting.items.select_related("case").filter(pk=key).first()
    if item is None:
        raise NotFound(_("议程上没有这个议题，可能刚刚被移出。"))
    return item


def left_over(host) -> list[AgendaItem]:
    """Items of the host's earlier meetings that nobody has taken up again and that are not settled: postponed, or with
    a duty still open anywhere along their thread; none whose case was sealed since. The oldest meeting first."""
    owed = Decision.objects.filter(item__thread=OuterRef("thread"), duty__state=Duty.State.OPEN)
    met = (MeetingStatus.HELD, MeetingStatus.MINUTED)
    items = AgendaItem.objects.filter(meeting__host=host, meeting__status__in=met, followed_by=None)
    items = items.filter(OPEN_TO_ALL, Q(outcome=AgendaItem.Outcome.POSTPONED) | Exists(owed))
    return list(items.select_related("case", "meeting").order_by("meeting__at", "number"))
