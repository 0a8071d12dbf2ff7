"""来访 — what is told at the reception, before it is taken down."""

from dataclasses import dataclass, field

from onedoor.cases.models import Case
from onedoor.places.models import Region
from onedoor.reception.models import Reception


@dataclass
class Arrival:
    """What about, where, how many; `visitors` are the arguments of `persons.actions.enter`, one a person; `slip` is the
    code that they hold already."""

    words: str
    region: Region | None = None
    address: str = ""
    people: int = 1
    visitors: list[dict] = field(default_factory=list)
    willing: str = Reception.Willing.UNASKED
    secrecy: str = Case.Secrecy.NORMAL
    slip: str = ""

    def said(self) -> list:
        """For telling a repeat from something new; who came is no part of it."""
        place = self.region.code if self.region else ""
        told = [self.words, place, self.address, self.people, self.willing, self.secrecy, self.slip]
        return ["reception.registered", *map(str, told), len(self.visitors)]


@dataclass(frozen=True)
class Received:
    """The reception, and the PIN that is shown once when the visitor came without a slip."""

    reception: Reception
    pin: str


def title_of(words: str) -> str:
    """The first line, cut where a list would cut it anyway."""
    return words.strip().splitlines()[0][:30].rstrip("，。；、,.; ")
