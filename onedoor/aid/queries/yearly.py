"""法律援助年度统计 — what the province is told each year: counts by kind, decision, time and group, never a person.

Everything is counted from the timelines, so that what was decided and later overturned is counted as both. Neither ethnicity,
nor religion, nor political standing is known here, so none is counted.
"""

from collections import Counter
from dataclasses import dataclass

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import F, Min, Q

from onedoor.aid.law import RULES, Group, Kind
from onedoor.aid.models import Advice, Application, Assignment, Lawyer
from onedoor.aid.models.lawyer import Topic
from onedoor.cases.access import cases_for

FIELDS = ("kind", "verbs", "decided", "applied_at", "groups", "stars")
GRANTED = {"aid.granted", "aid.advanced"}
DECIDED = (*GRANTED, "aid.declined")
# The columns of the table, each with the events that count for it.
COUNTED = {
    "granted": GRANTED,
    "declined": {"aid.declined"},
    "notified": {"aid.notified"},
    "assigned": {"aid.assigned"},
    "done": {"aid.closed"},
    "ended": {"aid.terminated"},
    "withdrawn": {"aid.withdrawn"},
    "objected": {"aid.objected"},
    "overturned": {"aid.overturned"},
}


@dataclass
class Line:
    """One line of the table."""

    name: str
    applied: int = 0
    granted: int = 0
    declined: int = 0
    notified: int = 0
    assigned: int = 0
    done: int = 0
    ended: int = 0
    withdrawn: int = 0
    objected: int = 0
    overturned: int = 0
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
    lawyers: dict[str, int]


def year_of(actor, year: int) -> Year:
    """Of what this actor reads, by the day on which it was applied for."""
    mine = cases_for(actor)
    rows = _rows(mine, year)
    criminal = [row for row in rows if RULES[Kind(row["kind"])].is_criminal]
    civil = [row for row in rows if not RULES[Kind(row["kind"])].is_criminal]
    counted = Counter(one for row in rows for one in row["groups"])
    asked = Advice.objects.filter(case__in=mine, at__year=year).values_list("topic", flat=True)
    topics, stars = Counter(asked.order_by()), Counter(row["stars"] for row in rows if row["stars"])
    return Year(
        year,
        [_line(kind.label, [row for row in rows if row["kind"] == kind]) for kind in Kind],
        _line("刑事", criminal),
        _line("民事、行政", civil),
        [(str(group.label), counted[group.value]) for group in Group],
        [(str(topic.label), topics[topic.value]) for topic in Topic],
        sorted(stars.items(), reverse=True),
        _lawyers(mine, year),
    )


def _rows(mine, year: int) -> list[dict]:
    told = Application.objects.filter(case__in=mine, case__opened_at__year=year)
    decided = Min("case__events__at", filter=Q(case__events__verb__in=DECIDED))
    verbs = ArrayAgg("case__events__verb", distinct=True)
    return list(told.annotate(applied_at=F("case__opened_at"), verbs=verbs, decided=decided).values(*FIELDS))


def _lawyers(mine, year: int) -> dict[str, int]:
    """How many there are, and how many of them were given something: no list of persons."""
    given = Assignment.objects.filter(application__case__in=mine, at__year=year)
    return {
        "enrolled": Lawyer.objects.filter(is_active=True).count(),
        "given": given.values("lawyer").distinct().count(),
        "assignments": given.count(),
    }


def _line(name, rows) -> Line:
    took = [(row["decided"] - row["applied_at"]).days for row in rows if row["decided"]]
    days = round(sum(took) / len(took), 1) if took else None
    counted = {
        column: sum(bool(events.intersection(row["verbs"])) for row in rows)
        for column, events in COUNTED.items()
    }
    applied = len(rows) - counted["notified"]
    return Line(str(name), applied, **counted, days=days)
