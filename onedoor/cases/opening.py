"""立案卷 — how cases come into being, and how units get their part in them."""

import hashlib
import hmac
import secrets

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from onedoor.cases.models import Case, Involvement, Party, PostPart
from onedoor.cases.numbering import next_codes
from onedoor.kit.problems import NotAllowed


def draft_cases(titled, *, by, at=None, verb="matter.register", slips=None) -> list[Case]:
    """Cases not yet written: `titled` is (title, region, secrecy) a case; codes come from the receiving unit, or from
    the slip that somebody holds already (`slips`: one a case, or None where there is none; `cases.slips.use_up` after).

    Whoever may register may do so for any place of the district: a resident is never sent away because they
    stand at the wrong door. Call it inside the transaction that writes them.
    """
    if not (by.trusted or by.holds(verb)):
        raise NotAllowed(verb=verb)
    at = at or timezone.now()
    slips = slips or [None] * len(titled)
    wanted = slips.count(None)
    fresh = iter(next_codes(receiving_number(by.post.org), wanted) if wanted else ())
    codes = [slip.code if slip else next(fresh) for slip in slips]
    return [
        Case(code=code, title=title, region=region, region_path=region.path, secrecy=secrecy, opened_at=at)
        for code, (title, region, secrecy) in zip(codes, titled, strict=True)
    ]


def receiving_number(org) -> str:
    """The number of the unit that gives out codes: a village's or community's requests are counted by its town or street."""
    while not org.number and org.parent:
        org = org.parent
    return org.number or "000"


def give_pin(case: Case, seed: str = "") -> str:
    """查询码 — six digits for the resident's slip; the case keeps only their keyed digest.

    With a `seed` (the sender's key) the same request sent again is given the same PIN without its being stored.
    """
    pin = seeded_pin(seed) if seed else f"{secrets.randbelow(1_000_000):06d}"
    case.pin_digest = pin_digest(case.code, pin)
    return pin


def seeded_pin(seed: str) -> str:
    """The PIN that belongs to a seed under the house's key."""
    number = int.from_bytes(hmac.digest(settings.PIN_KEY.encode(), f"pin|{seed}".encode(), "sha256"))
    return f"{number % 1_000_000:06d}"


def give_own_pin(party: Party) -> str:
    """One claimant's own: eight digits, because a case with many slips has many right answers to a guess."""
    pin, party.pin_digest = _long_pin(party.case)
    return pin


def give_long_pin(case: Case) -> str:
    """Eight digits for the case's own slip, where other sides hold slips of the same code and may want to guess it."""
    pin, case.pin_digest = _long_pin(case)
    return pin


def _long_pin(case: Case) -> tuple[str, str]:
    """Eight digits that are nobody else's at this code, with what is kept of them."""
    known = {case.pin_digest, *case.parties.values_list("pin_digest", flat=True)}
    while True:
        pin = f"{secrets.randbelow(100_000_000):08d}"
        if (digest := pin_digest(case.code, pin)) not in known:
            return pin, digest


def pin_digest(code: str, pin: str) -> str:
    return hmac.new(settings.PIN_KEY.encode(), f"{code}|{pin}".encode(), hashlib.sha256).hexdigest()


def involve(case: Case, org, role=Involvement.Role.LEAD, post=None) -> Involvement:
    """参办 — give a unit its part in a case; it reaches the case from now on."""
    return Involvement.objects.create(case=case, org=org, post=post, role=role, since=timezone.now())


def release(case: Case, *orgs) -> None:
    """End the parts of whoever handles a case; and whatever part these units have, since one has one part at a time."""
    handling = Q(role__in=(Involvement.Role.LEAD, Involvement.Role.ASSIST))
    case.involvements.filter(handling | Q(org__in=orgs), until=None).update(until=timezone.now())


def send(case: Case, posts) -> None:
    """派人 — these posts, not their units, reach the case from now on, wherever it lies."""
    there = set(case.post_parts.filter(until=None, post__in=posts).values_list("post_id", flat=True))
    now = timezone.now()
    PostPart.objects.bulk_create(
        PostPart(case=case, post=post, since=now) for post in posts if post.pk not in there
    )


def recall(case: Case, *posts) -> None:
    """召回 — they have nothing to do there any more."""
    case.post_parts.filter(until=None, post__in=posts).update(until=timezone.now())
