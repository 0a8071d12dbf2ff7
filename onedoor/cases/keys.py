"""查询码 — opening one's own case with code and PIN; guessing ends after a few tries (AU-06)."""

import hmac
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
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
# Slips of six digits and of eight at one code are counted apart: a wrong one of eight fits no slip of six, and bears more.
SHORT, LONG = 6, 8
# Six digits that open a mediation as well bear fewer: what lies behind them is asked of sides with eight digits each (0040).
TRIES_REFERRED = 10
TRIES_AN_ADDRESS, TRIES_A_CODE, TRIES_IN_ALL, A_DAY = 5, {SHORT: 50, LONG: 500}, 200, timedelta(days=1)
LOCK = 620502


@dataclass(frozen=True)
class Opened:
    """What a key opened: the case, and which claimant's own slip it was when it was not the case's. No case: the slip is
    a good one, and nothing has been opened with it yet."""

    case: Case | None
    party: Party | None = None

    @property
    def mark(self) -> str:
        """Which slip it was, told to nobody but the house: it changes when the slip is given anew."""
        held = self.party or self.case
        return _keyed(f"slip|{held.pk}|{held.pin_digest}") if held else ""


@dataclass(frozen=True)
class Device:
    """A browser that opened slips before (AU-04): what somebody else types wrong at the same code does not shut it out."""

    name: str = ""
    slips: tuple[str, ...] = ()

    @property
    def counted_as(self) -> str:
        return f"device:{self.name}"[:45]


def open_with_pin(code: str, pin: str, *, address: str, device: Device | None = None) -> Opened:
    """What this code and PIN open. A wrong code and a wrong PIN look the same."""
    opened, is_shut = _tried(as_printed(code), digits_of(pin), address, device or Device())
    if is_shut:
        raise TooMany(_("输错次数过多，请24小时后再试；急用的，带身份证件到窗口补一张回执，马上能打开。"))
    if opened is None:
        raise NotValid(_("编号或查询码不对，请核对回执单上的数字。"))
    return opened


@transaction.atomic
def _tried(code: str, pin: str, address: str, device: Device) -> tuple[Opened | None, bool]:
    """One try at a code after the other: many at once would each find few counted before them. What it opens, and whether
    too many were wrong before, in which case it opens nothing."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [LOCK, code[:20]])
    opened, tries = _found(code, pin), KeyTry.objects.filter(at__gte=timezone.now() - A_DAY)
    digits = LONG if len(pin) > SHORT else SHORT
    at_device = tries.filter(code=code[:20], address=device.counted_as)
    may_try_here = bool(device.slips) and at_device.count() < TRIES_AN_ADDRESS
    is_shut = _tried_enough(tries, code[:20], digits, address)
    if opened and (not is_shut or (may_try_here and opened.mark in device.slips)):
        return opened, False
    if not opened:
        counted = [address] * (not is_shut) + [device.counted_as] * may_try_here
        _count(code[:20], digits, counted)
    return None, is_shut


def _found(code: str, pin: str) -> Opened | None:
    case = Case.objects.filter(code=code).first()
    if case and (opened := _fitting(case, pin_digest(code, pin))):
        return opened
    slip = Slip.objects.filter(code=code, case=None).first()
    return Opened(None) if slip and fits(slip, pin) else None


def _count(code: str, digits: int, addresses: list[str]) -> None:
    wrong = {"code": code, "digits": digits, "at": timezone.now()}
    KeyTry.objects.bulk_create([KeyTry(address=one, **wrong) for one in addresses])


def _keyed(words: str) -> str:
    return hmac.new(settings.PIN_KEY.encode(), words.encode(), "sha256").hexdigest()[:32]


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


def _tried_enough(tries, code: str, digits: int, address: str) -> bool:
    at_code = tries.filter(code=code).exclude(address__startswith="device:")
    return (
        at_code.filter(address=address).count() >= TRIES_AN_ADDRESS
        or at_code.filter(digits=digits).count() >= _most_tries(code, digits)
        or tries.filter(address=address).count() >= TRIES_IN_ALL
    )


def _most_tries(code: str, digits: int) -> int:
    referred = Link.objects.filter(kind=Link.Kind.MEDIATION, other__code=code, undone_at=None)
    return TRIES_REFERRED if digits == SHORT and referred.exists() else TRIES_A_CODE[digits]


def opened_with(case: Case, party_id=None) -> tuple:
    """What one key opens: the case itself, the reviews asked for with it, and the mediation that it was referred to. A
    claimant's own slip opens the review that this claimant asked for, and no other slip does."""
    reviews = case.linked_from.filter(kind=Link.Kind.REVIEW)
    joined = case.parties.exclude(since=None)
    if party_id:
        reviews = reviews.filter(case__parties__person__in=joined.filter(pk=party_id).values("person"))
    else:
        reviews = reviews.exclude(case__parties__person__in=joined.values("person"))
    return (case.pk, *reviews.values_list("case_id", flat=True), *claims_with(case, party_id))


def claims_with(case: Case, party_id=None) -> dict:
    """The mediations that this case was referred to, each with the party as which its slip opens it: whoever brought the
    one and is the first applicant in the other. Any other side holds a slip of its own."""
    if party_id:
        return {}
    first = {"role": Party.Role.APPLICANT, "since": None, "until": None}
    referred = case.linked_from.filter(kind=Link.Kind.MEDIATION, undone_at=None)
    theirs = Party.objects.filter(**first, case__in=referred.values("case"))
    theirs = theirs.filter(person__in=case.parties.filter(**first).values("person"))
    return dict(theirs.order_by("-pk").values_list("case", "pk"))


def marks_of(keys: dict) -> dict:
    """Of cases with the party whose own slip was used (or nobody), the mark of that slip as it is now; of whoever stepped
    out there is none any more."""
    cases = Case.objects.filter(pk__in=[case for case, party in keys.items() if not party]).only("pin_digest")
    own = [party for party in keys.values() if party]
    parties = Party.objects.filter(pk__in=own, until=None).only("case", "pin_digest") if own else ()
    marks = {one.pk: Opened(one).mark for one in cases} if len(own) < len(keys) else {}
    return marks | {one.case_id: Opened(None, one).mark for one in parties if keys[one.case_id] == one.pk}


def forget_tries(case: Case) -> None:
    """With a slip given anew counting begins anew: whoever was shut out by what others typed wrong opens it at once, and their
    browser is known from then on. Only somebody at a desk gives one."""
    KeyTry.objects.filter(code=case.code[:20]).delete()


@transaction.atomic
def renew_pin(case: Case, *, by) -> str:
    """补发查询码 — a new PIN for a lost slip; the old one stops working."""
    case = Case.objects.select_for_update().get(pk=case.pk)
    pin = give_pin(case)
    case.save(update_fields=["pin_digest"])
    forget_tries(case)
    record(case, "case.pin_renewed", label="补发查询码", by=by)
    return pin


@transaction.atomic
def give_slip(party: Party, *, by) -> str:
    """出具反映人回执 — a PIN of their own for one of several claimants; one given before stops working."""
    case = Case.objects.select_for_update().get(pk=party.case_id)
    pin = give_own_pin(party)
    party.save(update_fields=["pin_digest"])
    forget_tries(case)
    number = case.parties.filter(pk__lte=party.pk).count()
    record(case, "case.slip_given", label="出具反映人回执", by=by, claimant=number)
    return pin
