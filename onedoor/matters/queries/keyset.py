"""Pages of a list by where the last one ended, never by counting rows: the hundredth page costs what the first does."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.timezone import get_default_timezone
from django.utils.translation import gettext as _

from onedoor.kit.days import EARLIEST, LATEST
from onedoor.kit.problems import NotValid
from onedoor.matters.queries.lines import found_again

SIZE = 25
NO_DUE = "-"


@dataclass(frozen=True)
class Page:
    """`after` is where the next page begins; empty on the last one."""

    rows: list
    after: str


def by_due(cases: QuerySet, after: str = "") -> Page:
    """The open ones, earliest due first, those without a due moment at the end: two plain ranges of an index.

    `cases` are not yet narrowed to open ones: what has a due moment is open, and the planner counts better untold.
    """
    due_at, key = _read(after)
    cases, found = cases.order_by("due_at", "pk"), []
    if due_at != NO_DUE:
        found = _keys(cases.filter(_past(due_at, key)))
    if len(found) <= SIZE:
        begin = Q(pk__gt=key) if due_at == NO_DUE else Q()
        found += _keys(cases.filter(begin, due_at=None, closed_at=None))
    return page_of(_rows(found[: SIZE + 1]), due_cursor)


def by_newest(cases: QuerySet, after: str = "") -> Page:
    """Last opened first (the keys of cases are in order of time)."""
    _due_at, key = _read(after)
    cases = cases.order_by("-pk")
    found = _keys(cases.filter(pk__lt=key) if key else cases)
    return page_of(_rows(found), lambda case: f"{NO_DUE}~{case.pk}")


def _keys(cases: QuerySet) -> list[UUID]:
    """The keys alone, found without the dozen tables that a line shows: planning those joins costs more than finding."""
    return list(cases.values_list("pk", flat=True)[: SIZE + 1])


def _rows(keys: list[UUID]) -> list:
    rows = found_again(keys)
    return [rows[key] for key in keys]


def from_due(after: str) -> Q:
    """The rows after a cursor of `by_due`, as one condition: for lists that are short anyway."""
    due_at, key = _read(after)
    if due_at == NO_DUE:
        return Q(due_at=None, pk__gt=key)
    return _past(due_at, key) | Q(due_at=None) if due_at else Q()


def due_cursor(case) -> str:
    return f"{case.due_at.isoformat() if case.due_at else NO_DUE}~{case.pk}"


def page_of(rows: list, cursor) -> Page:
    """A page of at most SIZE of the rows; one more than that says that another page follows."""
    return Page(rows[:SIZE], cursor(rows[SIZE - 1]) if len(rows) > SIZE else "")


def _past(due_at: datetime | None, key: UUID | None) -> Q:
    """After this row in order of due moment and key; said as "not among those", which the planner counts as nearly all."""
    return Q(due_at__gte=due_at) & ~Q(due_at=due_at, pk__lte=key) if due_at else Q(due_at__isnull=False)


def _read(after: str):
    if not after:
        return None, None
    due_at, _sign, key = after.partition("~")
    try:
        return (NO_DUE if due_at == NO_DUE else _moment(due_at)), UUID(key)
    except (ValueError, OverflowError) as reason:
        raise NotValid(_("这一页的地址不完整，请从第一页看起。")) from reason


def _moment(text: str) -> datetime:
    """A due moment as one of our own cursors says it: the database knows fewer zones and years than a text can say."""
    moment = datetime.fromisoformat(text).astimezone(get_default_timezone())
    if not EARLIEST <= moment.date() <= LATEST:
        raise ValueError(text)
    return moment
