"""反映人 — who stands behind one matter: numbered in the order in which they came, masked, never searched."""

from dataclasses import dataclass

from django.utils.translation import ngettext

from onedoor.cases.models import Case, Party
from onedoor.matters.models import Matter


@dataclass(frozen=True)
class Claimant:
    """One of several: `number` stays theirs, whoever steps out; `has_slip` when they have a PIN of their own."""

    number: int
    party: Party

    @property
    def has_slip(self) -> bool:
        return bool(self.party.pin_digest)

    @property
    def is_first(self) -> bool:
        """Whoever was there at registration holds the slip of the case itself."""
        return self.party.since is None


def claimants_of(case: Case) -> list[Claimant]:
    """Those who are in it now, the representatives first."""
    parties = enumerate(case.parties.select_related("person").order_by("pk"), start=1)
    found = [
        Claimant(number, party)
        for number, party in parties
        if party.until is None and party.role == Party.Role.APPLICANT
    ]
    return sorted(found, key=lambda one: (not one.party.is_representative, one.number))


def claimant_of(case: Case, number: int) -> Claimant | None:
    return next((one for one in claimants_of(case) if one.number == number), None)


def how_many(matter: Matter) -> str:
    """共9人, 约30人; nothing for one person alone."""
    if not matter.claimants:
        return ""
    if matter.claimants_is_about:
        words = ngettext("约%(n)s人共同反映", "约%(n)s人共同反映", matter.claimants)
    else:
        words = ngettext("%(n)s人共同反映", "%(n)s人共同反映", matter.claimants)
    return words % {"n": matter.claimants}


def contacts_of(case: Case) -> list[Party]:
    """Who speaks for all: the representatives, or whoever was there at registration."""
    claimants = claimants_of(case)
    spoken_for = [one.party for one in claimants if one.party.is_representative]
    return spoken_for or [one.party for one in claimants[:1]]


def asked_review(case: Case) -> set[str]:
    """Who has asked for a review: claimants by the key of their own slip, "" whoever holds the slip of the case."""
    asked = case.events.filter(verb="matter.review_asked").values_list("facts__party", flat=True)
    return {party or "" for party in asked}


def could_ask_review(case: Case) -> set[str]:
    """Who is in it now, by the same names."""
    return {"" if one.is_first else str(one.party.pk) for one in claimants_of(case)}
