"""The page of a unit that owes a thousand things."""

from datetime import timedelta

from django.utils import timezone

from onedoor.cases.clocks import prepared
from onedoor.cases.duties import limit_of
from onedoor.cases.models import Case, Duty, Involvement
from onedoor.config.bench.figures import Figure
from onedoor.config.bench.pages import Visitor, page_figure
from onedoor.config.bench.site import Site
from onedoor.kit import rows

MANY = 1000


def measure(site: Site, *, repeats: int, looks: int) -> list[Figure]:
    """Both ways in: the list itself, and "my work" with it."""
    unit = Visitor(site, "unit")
    _owe(unit.actor, MANY)
    return [
        page_figure(unit, f"duties.unit.{MANY}", ["/cases/duties/"], 100, repeats, looks),
        page_figure(unit, f"my_work.unit.{MANY}", ["/work/"], 100, repeats, looks),
    ]


def _owe(actor, count: int) -> None:
    """One duty each under so many open cases, due from yesterday to a month ahead."""
    org, now = actor.post.org, timezone.now()
    taken = Involvement.objects.filter(org=org, until=None).values("case")
    free = Case.objects.filter(closed_at=None, duties=None).exclude(pk__in=taken)
    cases = list(free.order_by("pk")[:count])
    clocks, owed, parts = [], [], []
    for n, case in enumerate(cases):
        clock = prepared(case, limit_of(1), at=now - timedelta(days=5), org=org, days=1 + n % 30)
        clocks.append(clock)
        words = f"清理第{n + 1}处排水沟并回填路面"
        owed.append(
            Duty(case=case, number=1, org=org, giver=org, words=words, clock=clock, given_at=clock.started_at)
        )
        parts.append(Involvement(case=case, org=org, role=Involvement.Role.TASK, since=now))
    for sort in (parts, clocks, owed):
        rows.insert(sort)
