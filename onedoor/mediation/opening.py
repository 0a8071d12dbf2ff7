"""立调解案卷 — a case of its own for every mediation, with its sides sealed and a drawer each."""

from django.utils import timezone

from onedoor.cases.keys import forget_tries
from onedoor.cases.models import Case, Link, Party
from onedoor.cases.opening import draft_cases, give_long_pin, give_own_pin, involve
from onedoor.cases.slips import give_out, unused, use_up
from onedoor.committees.types import TYPES
from onedoor.kit import keyring
from onedoor.mediation.applying import Speaks, Told, Who
from onedoor.mediation.models import Drawer, Mediation, Representative, Side
from onedoor.persons.actions import enter


def open_case(told: Told, *, by) -> tuple[Case, str]:
    """The case under the visitor's slip, or under a new one. Its PIN is told once, with a slip in hand too: six digits are
    too few where the other side has the same code. Its title names no person."""
    slip = unused(told.slip) if told.slip else give_out(by.post.org)
    titled = [(str(TYPES[told.type].name), told.region or by.post.region, told.secrecy)]
    (case,) = draft_cases(titled, by=by, verb="mediation.register", slips=[slip])
    pin = give_long_pin(case)
    case.save(force_insert=True)
    use_up({slip: case})
    involve(case, by.post.org)
    if told.source:
        link = {"kind": Link.Kind.MEDIATION, "case": case, "other": told.source, "at": timezone.now()}
        Link.objects.create(**link)
    return case, pin


def add_side(mediation: Mediation, who: Who, place: int, *, by) -> Side:
    """One side with its drawer. The first applicant holds the case's own slip; everybody else is given one of their own."""
    case = mediation.case
    is_first = place == 1 and who.standing == Side.Standing.APPLICANT
    applies = who.standing == Side.Standing.APPLICANT
    party = Party.objects.create(
        case=case,
        person=who.known or enter(**who.person, by=by, case_code=case.code),
        role=Party.Role.APPLICANT if applies else Party.Role.OTHER,
        since=None if is_first else timezone.now(),
    )
    side = Side.objects.create(mediation=mediation, party=party, place=place, **who.columns())
    drawer = Drawer(side=side)
    drawer.key_sealed = keyring.fresh(drawer)
    drawer.save(force_insert=True)
    if who.safe_contact:
        keyring.put(drawer, side, safe_contact=who.safe_contact)
        side.save(update_fields=["safe_contact_sealed"])
    for speaks in who.speakers:
        add_representative(side, speaks, by=by)
    return side


def add_representative(side: Side, speaks: Speaks, *, by) -> Representative:
    """Who speaks for a side, from now on."""
    return Representative.objects.create(
        side=side,
        person=enter(**speaks.person, by=by, case_code=side.mediation.case.code),
        kind=speaks.kind,
        authority=speaks.authority,
        paper_seen=speaks.paper_seen,
        since=timezone.now(),
    )


def give_side_slip(side: Side) -> str:
    """出具当事人回执 — the eight digits that open this side's own, and what all sides share; earlier ones stop working. The
    first applicant's are the case's own. Whoever was shut out by wrong tries may open it at once."""
    forget_tries(side.mediation.case)
    if side.party.since is None:
        case = side.mediation.case
        pin = give_long_pin(case)
        case.save(update_fields=["pin_digest"])
        return pin
    pin = give_own_pin(side.party)
    side.party.save(update_fields=["pin_digest"])
    return pin
