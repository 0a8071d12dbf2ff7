"""各方抽屉 — how much lies in each, and what of it this reader may open. Opens nothing."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from onedoor.kit.problems import NotFound
from onedoor.mediation.models import DrawerHanding, Evidence, File, Mediation, Note, Side
from onedoor.mediation.standing import reads_drawer


@dataclass(frozen=True)
class Line:
    """One thing in a drawer, and whether this reader may open it."""

    note: Note
    may_open: bool


@dataclass(frozen=True)
class Shown:
    """A side's drawer: for the desk only how many things lie in it."""

    side: Side
    count: int
    lines: list[Line]
    files: int
    evidence: int


def drawers_of(mediation: Mediation, actor, *, with_lines: bool) -> list[Shown]:
    """Every side's, in the order of the sides."""
    rows = mediation.sides.current().for_rows().select_related("drawer")
    counted = rows.annotate(
        noted=_count_of(Note.objects.all()),
        filed=_count_of(File.objects.in_use()),
        handed_in=_count_of(Evidence.objects.all()),
    )
    notes: dict = defaultdict(list)
    if with_lines:
        for note in Note.objects.filter(drawer__side__mediation=mediation).select_related("staff", "session"):
            notes[note.drawer_id].append(note)
    return [_shown(mediation, side, actor, notes[side.pk]) for side in counted]


def _count_of(rows):
    counted = rows.filter(drawer=OuterRef("pk")).order_by().values("drawer").annotate(n=Count("pk"))
    return Coalesce(Subquery(counted.values("n")), 0)


def _shown(mediation: Mediation, side, actor, notes: list[Note]) -> Shown:
    side.mediation = mediation
    drawer = side.drawer
    drawer.side = side
    lines = [Line(note, reads_drawer(drawer, note.at, actor)) for note in notes]
    return Shown(side, side.noted, lines, side.filed, side.handed_in)


def note_of(mediation: Mediation, pk) -> Note:
    """One of this mediation's; whether the actor may open it, the action asks."""
    found = Note.objects.select_related("drawer__side__party").filter(
        pk=pk, drawer__side__mediation=mediation
    )
    note = found.first()
    if note is None:
        raise NotFound(_("抽屉里没有这一件。"))
    note.drawer.side.mediation = mediation
    return note


def own_notes(side: Side) -> list[Note]:
    """What a side wrote to whoever mediates, and what was answered to it."""
    return list(side.drawer.notes.filter(kind__in=(Note.Kind.MESSAGE, Note.Kind.ANSWER)))


def handings_of(mediation: Mediation) -> list[DrawerHanding]:
    """Drawers on their way, and those that arrived."""
    rows = DrawerHanding.objects.filter(drawer__side__mediation=mediation)
    return list(rows.select_related("giver", "taker", "drawer__side__party__person").order_by("-offered_at"))
