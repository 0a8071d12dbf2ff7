"""来申请调解 — what is told, before it is taken down."""

from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from onedoor.cases.models import Case
from onedoor.committees.models import Committee
from onedoor.kit.problems import NotValid
from onedoor.mediation.models import Mediation, Representative, Side, WayIn
from onedoor.persons.models import Person
from onedoor.places.models import Region

# More sides than this is a group: its people elect representatives (at most five), who stand as one side.
MOST_SIDES, MOST_ELECTED = 10, 5


@dataclass
class Speaks:
    """Who speaks for a side, by which right, with which paper."""

    person: dict
    kind: str
    authority: str = Representative.Authority.GENERAL
    paper_seen: bool = False


@dataclass
class Who:
    """One side as it is told: the arguments of `persons.actions.enter`, and how it stands in the dispute. `known` is whoever
    is party already to the case that this was referred from; `safe_contact` goes into the side's own drawer."""

    person: dict
    standing: str = Side.Standing.APPLICANT
    organisation: str = ""
    credit_code: str = ""
    stands_for: int = 1
    is_minor: bool = False
    is_protected: bool = False
    channel: str = Side.Channel.PHONE
    safe_contact: str = ""
    known: Person | None = None
    speakers: list[Speaks] = field(default_factory=list)

    def columns(self) -> dict:
        """What stands in the row of the side itself."""
        apart = ("person", "safe_contact", "known", "speakers")
        return {name: value for name, value in vars(self).items() if name not in apart}


@dataclass
class Told:
    """A dispute as it is told. `region` is where it is (by default the registrar's); `source` the case it was referred from."""

    type: str
    facts: str
    sides: list[Who]
    claims: str = ""
    place: str = ""
    happened_on: date | None = None
    people: int = 2
    scale: str = Mediation.Scale.SINGLE
    way_in: str = WayIn.WINDOW
    from_org: str = ""
    reference: str = ""
    slip: str = ""
    secrecy: str = Case.Secrecy.NORMAL
    region: Region | None = None
    source: Case | None = None
    committee: Committee | None = None
    extra: dict = field(default_factory=dict)

    def columns(self) -> dict:
        """What stands in the row of the mediation itself."""
        apart = ("sides", "slip", "secrecy", "region", "extra")
        return {name: value for name, value in vars(self).items() if name not in apart}

    def said(self) -> list:
        """For telling a repeat from something new; who it was is no part of it."""
        apart = ("source", "committee")
        words = [str(value) for name, value in self.columns().items() if name not in apart]
        return ["mediation.asked", self.slip, str(self.source and self.source.pk), *words]


def check_side(who: Who) -> None:
    """A minor stands with a guardian; a group with one to five of its own."""
    if who.is_minor and not any(one.kind == Representative.Kind.GUARDIAN for one in who.speakers):
        raise NotValid(_("未成年人由监护人代理，请登记法定代理人（《民法典》第二十三条）。"), field="speaker")
    elected = [one for one in who.speakers if one.kind == Representative.Kind.ELECTED]
    if len(elected) > MOST_ELECTED:
        raise NotValid(_("推选的代表最多%(most)s人。") % {"most": MOST_ELECTED}, field="speaker")
