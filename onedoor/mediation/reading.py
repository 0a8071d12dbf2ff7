"""谁看过 — every look at what is mediated is written down before a word leaves: for the sides whom it concerns, no others."""

from collections.abc import Iterable

from onedoor.audit.actions import Kind, entry, note_many, note_read
from onedoor.cases.models import Party
from onedoor.mediation.models import Mediation, Side
from onedoor.mediation.standing import side_of

PURPOSE = "P02"


def note_seen(mediation: Mediation, *, by, fields=("case",), side: Side | None = None) -> None:
    """记查看 — `side`: whose drawer it lies in, or whom alone it concerns. Without one it is what all sides share, and all of
    them are told who read it; a side that reads is told of its own look alone."""
    reader = side_of(mediation, by) if by.staff is None else None
    persons = _persons(mediation, reader or side)
    purpose = PURPOSE if by.staff else ""
    note_read(by=by, person_ids=persons, case_code=mediation.case.code, fields=fields, purpose=purpose)


def note_listed(mediations: Iterable[Mediation], *, by) -> None:
    """记查看清单 — a list that names sides or what they owe: a line for each mediation, so that each of them can be told."""
    codes = {one.case_id: one.case.code for one in mediations}
    persons: dict = {pk: [] for pk in codes}
    for case, person in Party.objects.filter(case__in=codes).order_by("pk").values_list("case", "person"):
        persons[case].append(person)
    told = {"by": by, "fields": ("case",), "purpose": PURPOSE}
    if codes:
        note_many([entry(Kind.READ, subjects=persons[pk], case_code=codes[pk], **told) for pk in codes])


def _persons(mediation: Mediation, side: Side | None) -> list:
    if side is not None:
        return [side.party.person_id]
    return list(mediation.case.parties.order_by("pk").values_list("person_id", flat=True))
