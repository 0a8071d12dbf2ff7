"""法律援助年度统计 — what the province is told each year: counts by kind, decision, time and group, never a person."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import F

from onedoor.aid.law import RULES, Group, Kind
from onedoor.aid.lifecycle import Status
from onedoor.aid.models import Advice, Application
from onedoor.aid.models.lawyer import Topic
from onedoor.cases.access import cases_for

FIELDS = ("kind", "status", "decided_at", "applied_at", "groups", "stars")
REFUSED = (Status.DECLINED, Status.UPHELD, Status.OBJECTED)


@dataclass
class Line:
    """One line of the table."""

    name: str
    applied: int = 0
    granted: int = 0
    declined: int = 0
    done: int = 0
    days: float | None = None


@dataclass
class Year:
    """A year in figures."""

    year: int
    kinds: list[Line]
    criminal: Line
    civil: Line
    groups: list[tuple[str, int]]
    advice: list[tuple[str, int]]
    stars: list[tuple[int, int]]


def year_of(actor, year: int) -> Year:
    """Of what this actor reads, by the day on which it was applied for."""
    mine = Application.objects.filter(case__in=cases_for(actor), case__opened_at__year=year)
    rows = list(mine.annotate(applied_at=F("case__opened_at")).values(*FIELDS))
    criminal = [row for row in rows if RULES[Kind(row["kind"])].is_criminal]
    civil = [row for row in rows if row not in criminal]
    counted = Counter(one for row in rows for one in row["groups"])
    asked = Advice.objects.filter(case__in=cases_for(actor), at__year=year).values_list("topic", flat=True)
    topics, stars = Counter(asked.order_by()), Counter(row["stars"] for row in rows if row["stars"])
    return Year(
        year,
        [_line(kind.label, [row for row in rows if row["kind"] == kind]) for kind in Kind],
        _line("刑事", criminal),
        _line("民事、行政", civil),
        [(str(group.label), counted[group.value]) for group in Group],
        [(str(topic.label), topics[topic.value]) for topic in Topic],
        sorted(stars.items(), reverse=True),
    )


def _line(name, rows) -> Line:
    took = [(row["decided_at"] - row["applied_at"]).days for row in rows if row["decided_at"]]
    refused = sum(row["status"] in REFUSED for row in rows)
    done = sum(row["status"] == Status.DONE for row in rows)
    days = round(sum(took) / len(took), 1) if took else None
    return Line(str(name), len(rows), len(took) - refused, refused, done, days)
