"""One line of a list of matters: what it says, and the colour of its clock."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.db.models.expressions import RawSQL
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.cases.due import day_of, midnight_after
from onedoor.cases.explaining import due_state, paused_words
from onedoor.cases.models import Case
from onedoor.cases.queries import place_of
from onedoor.kit.prepared import Question
from onedoor.matters.lifecycle import Status
from onedoor.matters.models import Matter
from onedoor.places.atlas import open_atlas
from onedoor.worktime import counting

KIN = ("matter__category", "matter__lead", "matter__desk")
SHOWN = (
    *("code", "title", "region_id", "opened_at", "closed_at"),
    *("due_at", "due_unit", "due_provisional", "paused_for"),
    *("matter__case_id", "matter__status", "matter__kind"),
    *("matter__category__name", "matter__category__name_en", "matter__lead__name", "matter__desk__name"),
)


@dataclass(frozen=True)
class Line:
    """A case of a list with its matter, its place, the colour (ok, near, late, done) and the words of its clock."""

    case: Case
    matter: Matter
    place: str
    colour: str
    words: str
    queue: object = None


def near_until(now: datetime) -> datetime:
    """Due before this is "near": today, or by the end of the next working day."""
    return midnight_after(counting.end_of(day_of(now), 1))


def for_lines(cases: QuerySet, *more: str) -> QuerySet:
    """With what a line shows, in one query, and nothing else: a letter's text is read on its own page."""
    return cases.select_related(*KIN).only(*SHOWN, *more)


ONES = Question(
    lambda keys: for_lines(Case.objects.filter(pk__in=RawSQL("SELECT unnest(%s::uuid[])", [keys])))
)


def found_again(keys: list[UUID]) -> dict[UUID, Case]:
    """The cases of these keys, ready for their lines: a list first finds its keys without the tables that a line shows."""
    return {case.pk: case for case in ONES.all(keys)} if keys else {}


def lines(cases: Iterable[Case], now: datetime | None = None, queues: dict | None = None) -> list[Line]:
    """The lines of a list; `queues` says what each waits for."""
    now, table, atlas = now or timezone.now(), counting.table(), open_atlas()
    near, queues = near_until(now), queues or {}
    return [
        Line(
            case,
            case.matter,
            place_of(case.region_id, atlas),
            *_clock(case, now, near, table),
            queues.get(case.pk),
        )
        for case in cases
    ]


def _clock(case, now, near, table) -> tuple[str, str]:
    """Colour and words, by the same bounds that a list is filtered by."""
    if case.closed_at:
        return "done", case.matter.get_status_display()
    if case.matter.status == Status.MERGED:
        return "done", _("随主件办理")
    if case.due_at is None and case.paused_for:
        return "paused", paused_words(case.paused_for)
    state = due_state(case.due_at, now, table, unit=case.due_unit, provisional=case.due_provisional)
    if state.colour in ("ok", "near"):
        return ("near" if case.due_at <= near else "ok"), state.words
    return state.colour, state.words
