"""查询码 — opening one's own case with code and PIN; guessing ends after a few tries (AU-06)."""

import hmac
from dataclasses import dataclass
from datetime import timedelta

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.cases.access import cases_within_reach
from onedoor.cases.models import Case, KeyTry, Link, Party, Slip
from onedoor.cases.numbering import as_printed, digits_of
from onedoor.cases.opening import give_own_pin, give_pin, pin_digest
from onedoor.cases.slips import fits, is_proof
from onedoor.cases.timeline import record
from onedoor.kit.problems import NotValid, TooMany

# Wrong ones in a day: of one address at one code, of all addresses at one code, of one address at all codes. The last is
# wide, because a hall's screens, a village or a telephone network share one address and must not shut each other out.
TRIES_AN_ADDRESS, TRIES_A_CODE, TRIES_IN_ALL, A_DAY = 5, 50, 200, timedelta(days=1)
LOCK = 620502


@dataclass(frozen=True)
class Opened:
    """What a key opened: the case, and which claimant's own slip it was when it was not the case's. No case: the slip is
    a good one, and nothing has been opened with it yet."""

    case: Case | None
    party: Party | None = None


def open_with_pin(code: str, pin: str, *, address: str) -> Opened:
    """What this code and PIN open. A wrong code and a wrong PIN look the same."""
    opened = _tried(as_printed(code), digits_of(pin), address)
    if opened is None:
        raise NotValid(_("编号或查询码不对，请核对回执单上的数字。"))
    return opened


@transaction.atomic
def _tried(code: str, pin: str, address: str) -> Opened | None:
    """One try at a code after the other: many at once would each find few counted before them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [LOCK, code[:20]])
    if _tried_enough(code[:20], address):
        raise TooMany(_("输错次数过多，请24小时后再试，或带身份证件到窗口查询。"))
    case = Case.objects.filter(code=code).first()
    if case and (opened := _fitting(case, pin_digest(code, pin))):
        return opened
    slip = Slip.objects.filter(code=code, case=None).first()
    if slip and fits(slip, pin):
        return Opened(None)
    KeyTry.objects.create(code=code[:20], address=address, at=timezone.now())
    return None


def why_not_proven(code: str, *, pin: str, proof: str, address: str, actor=None) -> str:
    """Words for whoever cannot show that they hold this slip, or nothing. Codes follow one another: a wrong digit would
    give one visitor's case to another, and a guess would open it. Whoever reaches its case already need not show it; an
    unknown code is asked for later."""
    slip = Slip.objects.filter(code=as_printed(code)).first()
    if slip is None or is_proof(code, proof) or _is_reached(slip, actor):
        return ""
    if not digits_of(pin):
        return _("请填写小票编号旁边的查询码。")
    try:
        opened = open_with_pin(code, pin, address=address)
    except (NotValid, TooMany) as problem:
        return problem.message
    # What is filed with the slip is filed for whoever the case began with.
    return (
        _("这是其他反映人自己的查询码，不能用这个编号登记；小票栏留空，另给一个编号。")
        if opened.party
        else ""
    )


def _is_reached(slip: Slip, actor) -> bool:
    if actor is None or slip.case_id is None:
        return False
    return cases_within_reach(actor).filter(pk=slip.case_id).exists()


def _fitting(case: Case, digest: str) -> Opened | None:
    """The case's own slip, or one that a claimant was given; whoever stepped out has none any more."""
    if case.pin_digest and hmac.compare_digest(case.pin_digest, digest):
        return Opened(case)
    slips = case.parties.current().exclude(pin_digest="")
    return next((Opened(case, one) for one in slips if hmac.compare_digest(one.pin_digest, digest)), None)


def _tried_enough(code: str, address: str) -> bool:
    tries = KeyTry.objects.filter(at__gte=timezone.now() - A_DAY)
    at_code = tries.filter(code=code)
    return (
        at_code.filter(address=address).count() >= TRIES_AN_ADDRESS
        or at_code.count() >= TRIES_A_CODE
        or tries.filter(address=address).count() >= TRIES_IN_ALL
    )


def opened_with(case: Case, party_id=None) -> tuple:
    """What one key opens: the case itself and the reviews asked for with it. A claimant's own slip opens the review that
    this claimant asked for, and no other slip does."""
    reviews = case.linked_from.filter(kind=Link.Kind.REVIEW)
    joined = case.parties.exclude(since=None)
    if party_id:
        reviews = reviews.filter(case__parties__person__in=joined.filter(pk=party_id).values("person"))
    else:
        reviews = reviews.exclude(case__parties__person__in=joined.values("person"))
    return (case.pk, *reviews.values_list("case_id", flat=True))


@transaction.atomic
def renew_pin(case: Case, *, by) -> str:
    """补发查询码 — a new PIN for a lost slip; the old one stops working."""
    case = Case.objects.select_for_update().get(pk=case.pk)
    pin = give_pin(case)
    case.save(update_fields=["pin_digest"])
    record(case, "case.pin_renewed", label="补发查询码", by=by)
    return pin


@transaction.atomic
def give_slip(party: Party, *, by) -> str:
    """出具反映人回执 — a PIN of their own for one of several claimants; one given before stops working."""
    case = Case.objects.select_for_update().get(pk=party.case_id)
    pin = give_own_pin(party)
    party.save(update_fields=["pin_digest"])
    number = case.parties.filter(pk__lte=party.pk).count()
    record(case, "case.slip_given", label="出具反映人回执", by=by, claimant=number)
    return pin
