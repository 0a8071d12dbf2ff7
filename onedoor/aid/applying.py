"""来申请、来咨询 — what is told at the window, before it is taken down."""

from dataclasses import dataclass, field
from datetime import datetime

from onedoor.aid.law import Exempt, Ground, Kind, Urgency, Via
from onedoor.aid.models import Advice, Lawyer


@dataclass
class Who:
    """The arguments of `persons.actions.enter` of whoever asks, and of whoever is on the other side."""

    applicant: dict | None = None
    opponent: dict | None = None


@dataclass
class Told:
    """An application as it is told; `custody_at` is when somebody in custody asked for it."""

    kind: str
    facts: str
    slip: str = ""
    who: Who = field(default_factory=Who)
    household: int | None = None
    income: int | None = None
    property_told: str = ""
    exempt: str = Exempt.NONE
    by_agent: bool = False
    urgency: str = Urgency.NONE
    groups: list[str] = field(default_factory=list)
    papers: list[str] = field(default_factory=list)
    via: str = Via.WINDOW
    organ: str = ""
    custody_at: datetime | None = None
    secrecy: str = "normal"

    def columns(self) -> dict:
        """What stands in the row itself."""
        apart = ("slip", "who", "custody_at", "secrecy")
        return {name: value for name, value in vars(self).items() if name not in apart}

    def said(self) -> list:
        """For telling a repeat from something new; who it was is no part of it."""
        return ["aid.applied", self.slip, str(self.custody_at), *map(str, self.columns().values())]


@dataclass
class Notice:
    """A notice of court, procuratorate or police, as it arrived: nobody applies, so nothing is decided (第三十六条)."""

    ground: str
    organ: str
    facts: str
    notice_no: str = ""
    arrived_at: datetime | None = None
    who: Who = field(default_factory=Who)
    secrecy: str = "normal"

    @property
    def kind(self) -> str:
        return Kind.TREATMENT if self.ground == Ground.TREATMENT else Kind.NOTIFIED

    def columns(self) -> dict:
        apart = ("who", "arrived_at", "secrecy")
        told = {name: value for name, value in vars(self).items() if name not in apart}
        return told | {"kind": self.kind, "via": Via.NOTICE, "papers": ["notice"]}

    def said(self) -> list:
        return ["aid.notified", str(self.arrived_at), *map(str, self.columns().values())]


@dataclass
class Asked:
    """Advice as it was asked and given."""

    topic: str
    facts: str
    told: str = ""
    handed: str = ""
    next_step: str = Advice.Next.NONE
    next_on: object = None
    court_at: datetime | None = None
    court: str = ""
    slip: str = ""
    who: Who = field(default_factory=Who)
    lawyer: Lawyer | None = None

    def columns(self) -> dict:
        apart = ("slip", "who", "lawyer", "court_at", "court")
        return {name: value for name, value in vars(self).items() if name not in apart}

    def said(self) -> list:
        return ["aid.advised", self.slip, str(self.court_at), self.court, *map(str, self.columns().values())]


def title_of(words: str) -> str:
    """The first line, cut where a list would cut it anyway."""
    return words.strip().splitlines()[0][:30].rstrip("，。；、,.; ")
