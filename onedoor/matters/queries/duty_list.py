"""The duty list as its page shows it: narrowed, line by line, and each entry with all its versions."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from onedoor.matters.duty_clauses import Clause, differences
from onedoor.matters.models import Advice, Responsibility
from onedoor.posts.models import Org

SIZE = 50
YEAR = timedelta(days=365)
NOW, ENDED, ALL = "now", "ended", "all"


@dataclass
class Sought:
    """What the list is narrowed to; whatever is empty narrows nothing."""

    q: str = ""
    level: str = ""
    place: str = ""
    unit: str = ""
    state: str = NOW
    on: date | None = None


@dataclass(frozen=True)
class Line:
    """An entry, and how often in the last year it was proposed and taken."""

    entry: Responsibility
    proposed: int
    taken: int


def listed(sought: Sought) -> QuerySet[Responsibility]:
    """One row an entry: the version of a day, or the last one; by number."""
    today = timezone.localdate()
    entries = Responsibility.objects.with_names().order_by("number")
    if sought.on:
        entries = entries.valid(sought.on)
    else:
        over = Q(valid_to__lte=today)
        states = {NOW: ~over | Q(valid_to=None), ENDED: over, ALL: Q()}
        entries = entries.newest().filter(states[sought.state])
    same = {"level": sought.level, "place": sought.place}
    entries = entries.filter(**{name: value for name, value in same.items() if value})
    if sought.unit:
        units = Org.objects.filter(name__contains=sought.unit)
        entries = entries.filter(Q(lead__in=units) | Q(assist__in=units)).distinct()
    return entries.filter(_words(sought.q)) if sought.q else entries


def _words(q: str) -> Q:
    found = Q(category__name__contains=q) | Q(category__code=q) | Q(basis__contains=q)
    found |= Q(category__parent__name__contains=q) | Q(category__name_en__icontains=q)
    digits = q.strip("第项 ")
    # Larger numbers than the column holds are nobody's.
    return found | Q(number=int(digits)) if digits.isdecimal() and len(digits) <= 4 else found


def page_of(entries: QuerySet[Responsibility], after: str) -> tuple[list[Line], str]:
    """The lines after that number, and where the next page begins."""
    begin = int(after) if after.isdecimal() and len(after) <= 4 else 0
    rows = list(entries.filter(number__gt=begin)[: SIZE + 1])
    told = _taken(row.number for row in rows[:SIZE])
    lines = [Line(row, *told.get(row.number, (0, 0))) for row in rows[:SIZE]]
    return lines, str(rows[SIZE - 1].number) if len(rows) > SIZE else ""


def _lately() -> QuerySet[Advice]:
    return Advice.objects.filter(at__gte=timezone.now() - YEAR)


def _taken(numbers) -> dict[int, tuple[int, int]]:
    """By number: how often proposed in the last year, how often the person took it."""
    rows = _lately().filter(entry__number__in=list(numbers), proposed__isnull=False).order_by()
    counted = rows.values_list("entry__number").annotate(
        n=Count("pk"), taken=Count("pk", filter=Q(chosen=F("proposed")))
    )
    return {number: (n, taken) for number, n, taken in counted}


@dataclass(frozen=True)
class Version:
    """One version, and in what it differs from the one before."""

    entry: Responsibility
    changes: list[tuple[str, str, str]]
    holds: bool


def versions_of(number: int) -> list[Version]:
    """All versions of an entry, the last one first."""
    rows = list(
        Responsibility.objects.with_names()
        .select_related("made_staff", "made_by__org", "ended_staff", "category__parent")
        .filter(number=number)
        .order_by("version")
    )
    today = timezone.localdate()
    before = [None, *rows]
    return [
        Version(row, _changes(old, row) if old else [], row.holds_on(today))
        for old, row in reversed(list(zip(before, rows, strict=False)))
    ]


def _changes(old: Responsibility, row: Responsibility) -> list[tuple[str, str, str]]:
    """That the old one ends where the new one begins goes without saying."""
    clause = as_clause(row)
    return differences(old, replace(clause, ends=old.valid_to) if old.valid_to == row.valid_from else clause)


def as_clause(entry: Responsibility) -> Clause:
    """What a version says, as whoever edits it finds it."""
    return Clause(
        number=entry.number,
        category=entry.category,
        level=entry.level,
        lead=entry.lead,
        basis=entry.basis,
        place=entry.place,
        assist=tuple(entry.assist.all()),
        days=entry.days,
        starts=entry.valid_from,
        ends=entry.valid_to,
    )


def choices_made(number: int) -> tuple[int, int, list[tuple[str, int]]]:
    """In the last year: how often proposed, how often taken, and to which other units it went how often."""
    n, taken = _taken([number]).get(number, (0, 0))
    others = _lately().filter(entry__number=number, proposed__isnull=False).exclude(chosen=F("proposed"))
    counted = others.order_by().values_list("chosen__name").annotate(n=Count("pk"))
    return n, taken, sorted(counted, key=lambda pair: (-pair[1], pair[0]))[:5]


def next_number() -> int:
    last = Responsibility.objects.order_by("-number").values_list("number", flat=True).first()
    return (last or 0) + 1
