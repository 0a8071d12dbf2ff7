"""Pages of a list by where the last one ended, never by counting rows: the hundredth page costs what the first does."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from onedoor.kit.problems import NotValid

SIZE = 25
NO_DUE = "-"


@dataclass(frozen=True)
class Page:
    """`after` is where the next page begins; empty on the last one."""

    rows: list
    after: str


def by_due(cases: QuerySet, after: str = "") -> Page:
    """Earliest due first, those without a due moment at the end."""
    due_at, key = _read(after)
    cases, rows = cases.order_by("due_at", "pk"), []
    if due_at != NO_DUE:
        # Two plain ranges instead of one with "or is null": each walks the index from where it begins.
        rows = list(cases.filter(_past(due_at, key), due_at__isnull=False)[: SIZE + 1])
    if len(rows) <= SIZE:
        begin = Q(pk__gt=key) if due_at == NO_DUE else Q()
        rows += cases.filter(begin, due_at=None).order_by("pk")[: SIZE + 1 - len(rows)]
    return page_of(rows, due_cursor)


def by_newest(cases: QuerySet, after: str = "") -> Page:
    """Last opened first (the keys of cases are in order of time)."""
    _due_at, key = _read(after)
    rows = list(cases.filter(Q(pk__lt=key) if key else Q()).order_by("-pk")[: SIZE + 1])
    return page_of(rows, lambda case: f"{NO_DUE}~{case.pk}")


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
    """After this row in order of due moment and key."""
    return Q(due_at__gte=due_at) & ~Q(due_at=due_at, pk__lte=key) if due_at else Q()


def _read(after: str):
    if not after:
        return None, None
    due_at, _sign, key = after.partition("~")
    try:
        return (NO_DUE if due_at == NO_DUE else datetime.fromisoformat(due_at)), UUID(key)
    except ValueError as reason:
        raise NotValid(_("这一页的地址不完整，请从第一页看起。")) from reason
