"""小票 — a code given out at the door, before anybody knows what will come of it."""

from datetime import timedelta
from uuid import UUID

from django.core.signing import BadSignature, TimestampSigner
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.cases.models import Case, Slip
from onedoor.cases.numbering import as_printed, next_codes
from onedoor.cases.opening import pin_digest, receiving_number, seeded_pin
from onedoor.kit.problems import NotFound, NotNow

# A visit is over on its own day.
SIGNER, A_SHIFT = TimestampSigner(salt="slip-in-hand"), timedelta(hours=12)


def give_out(org, *, at=None) -> Slip:
    """发小票 — the next code of the unit that hands it out. Call it inside the transaction that prints it."""
    (code,) = next_codes(receiving_number(org))
    return Slip.objects.create(code=code, at=at or timezone.now())


def pin_of(slip: Slip) -> str:
    """The six digits printed beside the code, the same each time they are asked for."""
    return seeded_pin(str(slip.seed))


def held(code: str) -> Slip:
    """The slip with this code, locked until the transaction ends, with its case if it has one by now."""
    slip = Slip.objects.select_for_update(of=["self"]).filter(code=as_printed(code)).first()
    if slip is None:
        raise NotFound(_("没有编号为%(code)s的小票，请核对编号。") % {"code": code})
    return slip


def unused(code: str) -> Slip:
    """`held`, when nothing has been opened with it yet."""
    slip = held(code)
    if slip.case_id:
        raise NotNow(_("小票%(code)s已经立案，请到该案卷里办理。") % {"code": slip.code})
    return slip


def fits(slip: Slip, pin: str) -> bool:
    return pin_digest(slip.code, pin) == pin_digest(slip.code, pin_of(slip))


def proof_of(slip: Slip) -> str:
    """凭据 — for the address that leads from the window at which the slip's holder stands to a form: nothing is typed."""
    return SIGNER.sign(slip.code)


def is_proof(code: str, proof: str) -> bool:
    """Whether it was made for this code, some hours ago at most."""
    try:
        return SIGNER.unsign(proof, max_age=A_SHIFT) == as_printed(code)
    except BadSignature:
        return False


def use_up(slips: dict[Slip, Case]) -> None:
    """What was opened with each; the slip's code is the case's own."""
    for slip, case in slips.items():
        slip.case = case
    Slip.objects.bulk_update(slips, ["case"])


def slip_of(case_id: UUID) -> Slip | None:
    return Slip.objects.filter(case=case_id).first()
