"""事项清单 — every list of matters, narrowed by what was asked; always within what the actor may see."""

from dataclasses import dataclass, field
from datetime import date
from unicodedata import normalize

from django.contrib.postgres.search import SearchQueryField
from django.db.models import BooleanField, F, Func, Q, QuerySet, Value
from django.db.models.functions import Cast
from django.utils import timezone

from onedoor.cases.access import cases_for
from onedoor.cases.due import midnight_after
from onedoor.cases.models import Case
from onedoor.cases.numbering import as_printed, code_of, digits_of
from onedoor.kit import bigrams
from onedoor.matters.models import Category
from onedoor.matters.queries.keyset import Page, by_due, by_newest
from onedoor.matters.queries.lines import for_lines, near_until
from onedoor.matters.queries.names import units_called
from onedoor.places.models import Region
from onedoor.posts.models import Org
from onedoor.worktime.counting import DAY

OPEN, CLOSED, ALL = "open", "closed", "all"
LATE, NEAR, OK, PAUSED = "late", "near", "ok", "paused"
MOST = 1000
CODE_SIGNS = frozenset("0123456789-‐‑–—−_. ")
TAIL, LATELY = 4, 31 * DAY


@dataclass
class Wanted:
    """What a list is narrowed to; whatever is empty narrows nothing."""

    q: str = ""
    state: str = OPEN
    status: str = ""
    kind: str = ""
    source: str = ""
    category: Category | None = None
    clock: str = ""
    regions: list[Region] = field(default_factory=list)
    units: list[Org] = field(default_factory=list)
    since: date | None = None
    until: date | None = None


def worklist(actor, wanted: Wanted) -> QuerySet[Case]:
    """The cases of a list, in no order yet."""
    cases = _narrowed(actor, wanted)
    return cases if wanted.state == ALL else cases.filter(closed_at__isnull=wanted.state == OPEN)


def _narrowed(actor, wanted: Wanted) -> QuerySet[Case]:
    cases = cases_for(actor).filter(matter__isnull=False)
    facts = {"matter__status": wanted.status, "matter__kind": wanted.kind, "matter__source": wanted.source}
    cases = cases.filter(**{name: value for name, value in facts.items() if value})
    if wanted.category:
        cases = cases.filter(matter__category__path__startswith=wanted.category.path)
    if wanted.units:
        cases = cases.filter(matter__lead__in=wanted.units)
    return _on_days(_by_clock(_in_places(_saying(cases, wanted.q), wanted.regions), wanted.clock), wanted)


def _saying(cases, q: str):
    """By code or the beginning of one, else by words: every pair of neighbouring characters must be there."""
    q = q.strip()
    if not q:
        return cases
    if _is_code(q):
        return cases.filter(code__startswith=as_printed(q))
    if len(digits_of(q)) == len(q) == TAIL and (told := _ending(cases, digits_of(q))).exists():
        return told
    # A single character stands in no pair of its own: it may begin one.
    words = " & ".join(pair if len(pair) > 1 else f"{pair}:*" for pair in sorted(bigrams.bigrams(q)))
    if not words:
        return cases.none()
    # A plain cast: the parser of to_tsquery would cut Chinese by the database's locale.
    typed = Cast(Value(words), SearchQueryField())
    found = Func(
        F("matter__words"),
        typed,
        template="(%(expressions)s)",
        arg_joiner=" @@ ",
        output_field=BooleanField(),
    )
    return cases.filter(found)


def _is_code(q: str) -> bool:
    return len(digits_of(q)) >= 6 and set(normalize("NFKC", q)) <= CODE_SIGNS


def _ending(cases, tail: str):
    """People say the last four figures: those of the last month."""
    since = code_of(timezone.localdate() - LATELY, "000", 0)
    return cases.filter(code__gte=since, code__endswith=f"-{tail}")


def _in_places(cases, regions):
    if not regions:
        return cases
    within = Q()
    for region in regions:
        within |= Q(region_path__startswith=region.path)
    return cases.filter(within)


def _by_clock(cases, clock: str):
    now = timezone.now()
    due = {
        LATE: Q(due_at__lte=now),
        NEAR: Q(due_at__gt=now, due_at__lte=near_until(now)),
        OK: Q(due_at__gt=near_until(now)),
        PAUSED: Q(due_at=None, closed_at=None),
    }
    return cases.filter(due[clock]) if clock else cases


def _on_days(cases, wanted: Wanted):
    if wanted.since:
        cases = cases.filter(opened_at__gte=midnight_after(wanted.since - DAY))
    if wanted.until:
        cases = cases.filter(opened_at__lt=midnight_after(wanted.until))
    return cases


def page(actor, wanted: Wanted, after: str = "") -> Page:
    """Open matters by clock; whatever holds closed ones, the newest first."""
    if wanted.state == OPEN:
        return by_due(_narrowed(actor, wanted), after)
    return by_newest(worklist(actor, wanted), after)


def count(actor, wanted: Wanted) -> int:
    """How many there are, or one more than MOST: nobody needs to know that it is 7,412.

    In the order of an index, so that counting stops after so many: without one the open are looked for among all.
    """
    if wanted.state != OPEN:
        return _capped(worklist(actor, wanted).order_by("-pk"))
    cases = _narrowed(actor, wanted)
    found = _capped(cases.filter(due_at__isnull=False).order_by("due_at", "pk"))
    return found if found > MOST else found + _capped(cases.filter(due_at=None, closed_at=None))


def whole_count(actor, wanted: Wanted) -> int:
    """How many there really are: asked only where a bound has been passed."""
    return worklist(actor, wanted).count()


def _capped(cases) -> int:
    return cases[: MOST + 1].count()


def for_export(actor, wanted: Wanted) -> QuerySet[Case]:
    """Newest first, with what the catalogue lists beside a line."""
    more = ("matter__source", "matter__outcome", "matter__is_solved", "matter__stars")
    return for_lines(worklist(actor, wanted), *more).order_by("-pk")


def namesakes(q: str) -> tuple[list[Region], list[Org]]:
    """Places and units that are called what was typed into the search, to be offered as filters."""
    q = q.strip()
    if len(q) < 2 or set(normalize("NFKC", q)) <= CODE_SIGNS:
        return [], []
    places = Region.objects.filter(name__contains=q, valid_to=None).exclude(kind=Region.Kind.GRID)
    return list(places.order_by("path")[:5]), units_called(q, 5)
