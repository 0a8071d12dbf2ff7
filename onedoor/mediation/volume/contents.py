"""卷内清单 — what a volume needs, what is there, what is missing and who owes it. Opens nothing: names stay masked."""

from dataclasses import dataclass

from onedoor.mediation.lifecycle import Status
from onedoor.mediation.models import ANSWERED, File, Mediation
from onedoor.mediation.papers.facts import Told, worded
from onedoor.mediation.papers.facts_ended import outcome_of_agreement, signed_here
from onedoor.mediation.papers.facts_sessions import signed_records
from onedoor.mediation.queries.returning import is_returned
from onedoor.mediation.volume.replacing import is_replaced
from onedoor.mediation.volume.requirements import REQUIRED, Kind, Need, Outcome, Owes, Required


@dataclass(frozen=True)
class Line:
    """One place in the volume. `made`: how many papers the house can write of it now."""

    required: Required
    files: tuple[File, ...]
    made: tuple[tuple[str, int], ...]
    is_signed: bool

    @property
    def names(self) -> list[str]:
        return [str(Kind(kind).label) for kind in self.required.kinds]

    @property
    def sheets(self) -> list[tuple[str, str, int]]:
        return [(kind, str(Kind(kind).label), count) for kind, count in self.made]

    @property
    def is_missing(self) -> bool:
        """Signed papers are missing until somebody signed; others until what they say is known."""
        need, known = self.required.need, any(count for _kind, count in self.made)
        if need == Need.SIGNED:
            return not self.is_signed
        return need == Need.KNOWN and not (self.files or known)

    @property
    def is_there(self) -> bool:
        if self.required.need == Need.SIGNED:
            return self.is_signed
        return bool(self.files) or any(count for _kind, count in self.made)

    @property
    def waits_for_signature(self) -> bool:
        return self.is_missing and any(count for _kind, count in self.made)

    @property
    def owes(self) -> str:
        return str(Owes(self.required.owes).label)


@dataclass(frozen=True)
class Contents:
    """The whole list, with what lies beside it."""

    outcome: str
    lines: tuple[Line, ...]
    others: tuple[File, ...]

    @property
    def missing(self) -> list[Line]:
        return [line for line in self.lines if line.is_missing]

    @property
    def outcome_in_words(self) -> str:
        return str(Outcome(self.outcome).label)


def outcome_of(mediation: Mediation) -> str:
    """Which list of papers holds."""
    if mediation.status == Status.FILED:
        return mediation.volume.outcome
    if mediation.status in (Status.AGREED, Status.PERFORMED, Status.BROKEN):
        return outcome_of_agreement(mediation) or Outcome.WRITTEN
    return {Status.FAILED: Outcome.FAILED, Status.WITHDRAWN: Outcome.WITHDRAWN}.get(
        mediation.status, Outcome.RUNNING
    )


def contents_of(mediation: Mediation) -> Contents:
    """Now; three queries, whatever the number of papers."""
    outcome, told = outcome_of(mediation), Told(mediation, None)
    files = list(mediation.files.in_use().shared().for_rows())
    signed = signed_here(mediation) | signed_records(mediation) | _returned(mediation)
    lines = tuple(
        _line(one, files, told, signed) for one in REQUIRED[outcome] if _is_asked_for(one, mediation)
    )
    listed = {kind for line in lines for kind in line.required.kinds}
    return Contents(outcome, lines, tuple(file for file in files if file.kind not in listed))


def _returned(mediation: Mediation) -> set[str]:
    """The letter is there when it was handed over; the paper itself lies with whoever sent the dispute."""
    return {Kind.REPLY} if is_returned(mediation) else set()


def _is_asked_for(required: Required, mediation) -> bool:
    """Where nobody ever mediated there is no record of it, and where nobody sent it nobody waits for an answer."""
    if Kind.REPLY in required.kinds:
        return mediation.way_in in ANSWERED
    return Kind.RECORD not in required.kinds or mediation.assignments.exists()


def _line(required, files, told, signed) -> Line:
    papers = {kind: worded(told, kind) for kind in required.kinds}
    own = tuple(file for file in files if file.kind in required.kinds)
    is_signed = all(kind in signed or _is_scanned(papers[kind], own) for kind in required.kinds)
    return Line(required, own, tuple((kind, len(found)) for kind, found in papers.items()), is_signed)


def _is_scanned(papers, files) -> bool:
    """What was only made here carries nobody's hand; each of several sheets wants a scan of its own."""
    scans = [file for file in files if file.origin == File.Origin.SCAN]
    return bool(scans) and all(is_replaced(one, papers, scans) for one in papers)
