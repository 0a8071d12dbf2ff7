"""查询码 — opening one's own case with code and PIN; guessing ends after a few tries (AU-06)."""

import hmac
from datetime import timedelta

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.cases.models import Case, KeyTry, Link
from onedoor.cases.numbering import as_printed, digits_of
from onedoor.cases.opening import give_pin, pin_digest
from onedoor.cases.timeline import record
from onedoor.kit.problems import NotValid, TooMany

# Wrong ones in a day: of one address at one code, of all addresses at one code, of one address at all codes. The last is
# wide, because a hall's screens, a village or a telephone network share one address and must not shut each other out.
TRIES_AN_ADDRESS, TRIES_A_CODE, TRIES_IN_ALL, A_DAY = 5, 50, 200, timedelta(days=1)
LOCK = 620502


def open_with_pin(code: str, pin: str, *, address: str) -> Case:
    """The case of this code and PIN. A wrong code and a wrong PIN look the same."""
    case = _tried(as_printed(code), digits_of(pin), address)
    if case is None:
        raise NotValid(_("编号或查询码不对，请核对回执单上的数字。"))
    return case


@transaction.atomic
def _tried(code: str, pin: str, address: str) -> Case | None:
    """One try at a code after the other: many at once would each find few counted before them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [LOCK, code[:20]])
    if _tried_enough(code[:20], address):
        raise TooMany(_("输错次数过多，请24小时后再试，或带身份证件到窗口查询。"))
    case = Case.objects.filter(code=code).first()
    if case and case.pin_digest and hmac.compare_digest(case.pin_digest, pin_digest(code, pin)):
        return case
    KeyTry.objects.create(code=code[:20], address=address, at=timezone.now())
    return None


def _tried_enough(code: str, address: str) -> bool:
    tries = KeyTry.objects.filter(at__gte=timezone.now() - A_DAY)
    at_code = tries.filter(code=code)
    return (
        at_code.filter(address=address).count() >= TRIES_AN_ADDRESS
        or at_code.count() >= TRIES_A_CODE
        or tries.filter(address=address).count() >= TRIES_IN_ALL
    )


def opened_with(case: Case) -> tuple:
    """What one key opens: the case itself and the reviews asked of it."""
    reviews = case.linked_from.filter(kind=Link.Kind.REVIEW).values_list("case_id", flat=True)
    return (case.pk, *reviews)


@transaction.atomic
def renew_pin(case: Case, *, by) -> str:
    """补发查询码 — a new PIN for a lost slip; the old one stops working."""
    case = Case.objects.select_for_update().get(pk=case.pk)
    pin = give_pin(case)
    case.save(update_fields=["pin_digest"])
    record(case, "case.pin_renewed", label="补发查询码", by=by)
    return pin
