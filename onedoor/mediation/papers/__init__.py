"""文书 — one wording for each paper of a mediation; every one is also a blank form."""

from dataclasses import replace

from onedoor.kit.paperwork import Paper
from onedoor.mediation.models.file import Kind
from onedoor.mediation.papers.binding import BLANK_NUMBER, Back, Cover, Index, Note
from onedoor.mediation.papers.ending import (
    Agreement,
    Closing,
    Confirmation,
    Failure,
    Oral,
    Performance,
    Visit,
)
from onedoor.mediation.papers.entering import (
    Address,
    Application,
    Authority,
    Identity,
    Refusal,
    Register,
    Rights,
)
from onedoor.mediation.papers.parts import Words
from onedoor.mediation.papers.returning import Reply
from onedoor.mediation.papers.working import Investigation, Record, Undisputed

# In the order in which they lie in a volume; what is evidence has no wording.
PAPERS: dict[str, type[Words]] = {
    Kind.APPLICATION: Application,
    Kind.REGISTER: Register,
    Kind.REFUSAL: Refusal,
    Kind.RIGHTS: Rights,
    Kind.IDENTITY: Identity,
    Kind.AUTHORITY: Authority,
    Kind.ADDRESS: Address,
    Kind.INVESTIGATION: Investigation,
    Kind.RECORD: Record,
    Kind.UNDISPUTED: Undisputed,
    Kind.AGREEMENT: Agreement,
    Kind.ORAL: Oral,
    Kind.FAILURE: Failure,
    Kind.CONFIRMATION: Confirmation,
    Kind.PERFORMANCE: Performance,
    Kind.VISIT: Visit,
    Kind.CLOSING: Closing,
    Kind.REPLY: Reply,
    Kind.NOTE: Note,
}
BINDING: dict[str, type[Words]] = {"cover": Cover, "index": Index, "back": Back}


# What the sides write themselves, and what is told before there is a number, bears none.
UNNUMBERED = (Kind.APPLICATION, Kind.REFUSAL, Kind.AUTHORITY, Kind.CONFIRMATION)


def blank(kind: str) -> Paper:
    """One of them with nothing filled in; where the number goes stands on it."""
    paper = (PAPERS | BINDING)[kind]().paper()
    return paper if kind in UNNUMBERED else replace(paper, number=BLANK_NUMBER)


def all_blank() -> list[Paper]:
    """Every one of them, cover and index first."""
    return [blank("cover"), blank("index"), *map(blank, PAPERS), blank("back")]
