"""协议 — the agreement of a round with its clauses and hands; who still has to sign."""

import hashlib
import json
from dataclasses import dataclass

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from onedoor.kit.problems import NotFound, NotNow
from onedoor.kit.sealing import keyed_digest
from onedoor.mediation.asked_once import once
from onedoor.mediation.lifecycle import Status
from onedoor.mediation.models import (
    Agreement,
    Consent,
    Due,
    Mediation,
    Obligation,
    Side,
    Signature,
)
from onedoor.mediation.queries.signing import can_sign, still_to

Role = Signature.Role
UNDER = "mediation.signature"
WORDS = ("facts", "issues", "responsibilities", "penalty", "left_open")


def standing_ones(mediation: Mediation) -> list[Agreement]:
    """What was not taken back: of whichever round, drawn up or binding."""
    return once(mediation, "agreements", lambda: list(mediation.agreements.current()))


def current_of(mediation: Mediation) -> Agreement | None:
    """This round's agreement: being drawn up, or binding."""
    return next((one for one in standing_ones(mediation) if one.round == mediation.round), None)


def draft_of(mediation: Mediation) -> Agreement | None:
    """What is being drawn up and binds nobody yet."""
    ours = (one for one in standing_ones(mediation) if one.round == mediation.round)
    return next((one for one in ours if one.effective_at is None), None)


def binding_of(mediation: Mediation) -> Agreement | None:
    """The last agreement that binds, of whichever round."""
    bound = [one for one in standing_ones(mediation) if one.effective_at]
    return max(bound, key=lambda one: one.round, default=None)


def insist_mediating(mediation: Mediation) -> None:
    """An agreement is drawn up, signed and made while it is mediated."""
    if mediation.status != Status.MEDIATING:
        raise NotNow(_("现在没有在调解，不能起草协议。"))


def insist_unsigned(draft: Agreement) -> None:
    """What somebody signed is not written otherwise."""
    if draft.signatures.exists():
        raise NotNow(_("已经有人签过字，不能再改；要改请先作废重写。"))


def with_all(agreement: Agreement) -> Agreement:
    """The same row with everything that its page shows."""
    dues = Prefetch("dues", Due.objects.prefetch_related("performances", "urgings"))
    clauses = Obligation.objects.select_related(
        "owed_by__party__person", "owed_to__party__person"
    ).prefetch_related(dues)
    rows = Agreement.objects.filter(pk=agreement.pk).select_related("confirmation", "staff")
    signatures = Signature.objects.defer("drawn_sealed", "key_sealed").select_related(
        "side__party__person", "mediator__staff", "representative__person", "file"
    )
    found = rows.prefetch_related(
        Prefetch("obligations", clauses), Prefetch("signatures", signatures), "settlings"
    ).get()
    found.mediation = agreement.mediation
    return found


@dataclass(frozen=True)
class Unsigned:
    """Whose hand is missing, and why it cannot be there yet; `refusal` empty: it only has to sign."""

    role: str
    side: Side | None = None
    refusal: str = ""


def unsigned(agreement: Agreement) -> list[Unsigned]:
    """Every side, whoever mediates, and the seal (人民调解法 第二十九条)."""
    mediation = agreement.mediation
    unwilling = {side.pk for side in still_to(mediation, Consent.About.MEDIATE)}
    there = set(agreement.signatures.values_list("role", "side"))
    missing = [
        Unsigned(Role.SIDE, side, _why_not(side, unwilling))
        for side in mediation.sides.current().for_rows().prefetch_related("representatives")
        if (Role.SIDE, side.pk) not in there
    ]
    missing += [Unsigned(role) for role in (Role.MEDIATOR, Role.SEAL) if (role, None) not in there]
    return missing


def _why_not(side: Side, unwilling: set) -> str:
    if side.pk in unwilling:
        return _("这一方没有同意调解，不能签字。")
    if can_sign(side):
        return ""
    if side.is_minor:
        return _("未成年人由监护人签字，请先登记法定代理人并看过证明。")
    return _("单位由负责人或者有特别授权的代理人签字，请先登记并看过授权文书。")


def text_of(agreement: Agreement) -> str:
    """Everything a hand stands under, always written the same way: the sides, the words, each clause with its days and sums."""
    sides = agreement.mediation.sides.current()
    rows = agreement.obligations.order_by("place").prefetch_related("dues")
    told = {
        "sides": [(str(one.pk), one.standing, one.organisation) for one in sides],
        "words": [vars(agreement)[name] for name in WORDS],
        "copies": agreement.copies,
        "beside": agreement.stands_beside,
        "clauses": [_clause(one) for one in rows],
    }
    return json.dumps(told, ensure_ascii=False, sort_keys=True)


def _clause(one: Obligation) -> list:
    dues = [(due.number, due.due_on.isoformat(), _sum(due.amount)) for due in one.dues.all()]
    whose = [str(one.owed_by_id), str(one.owed_to_id or "")]
    return [one.place, one.kind, *whose, one.words, _sum(one.amount), one.way, one.where, dues]


def _sum(amount) -> str:
    return "" if amount is None else f"{amount:.2f}"


def fingerprint_of(agreement: Agreement) -> str:
    """By which a hand knows its text again; nobody tries sums and days against it who has not the house's key."""
    plain = hashlib.sha256(text_of(agreement).encode()).hexdigest()
    return keyed_digest(UNDER, plain.encode()).hex()


def has_stale_hands(draft: Agreement) -> bool:
    """Whether somebody signed a text that is no longer this one, or mediates no longer."""
    hands = list(draft.signatures.defer("drawn_sealed", "key_sealed"))
    if not hands:
        return False
    mediating = set(draft.mediation.assignments.filter(until=None).values_list("mediator", flat=True))
    now = fingerprint_of(draft)
    return any(
        one.text_digest != now or (one.role == Role.MEDIATOR and one.mediator_id not in mediating)
        for one in hands
    )


def unscanned(agreement: Agreement) -> list[Signature]:
    """The hands on paper of which no scan is there yet; the seal needs none."""
    hands = agreement.signatures.defer("drawn_sealed").filter(file=None).exclude(role=Role.SEAL)
    return list(hands.exclude(how=Signature.How.TABLET))


def hand_on(mediation: Mediation, pk) -> Signature:
    """One hand on an agreement of this mediation."""
    rows = Signature.objects.select_related("agreement", "side__party")
    found = rows.filter(pk=pk, agreement__mediation=mediation).first()
    if found is None:
        raise NotFound(_("没有这个签字。"))
    found.agreement.mediation = mediation
    return found


@dataclass(frozen=True)
class Stage:
    """How far this round's agreement has come, as the steps of a page ask for it again and again."""

    draft: Agreement | None
    has_clauses: bool = False
    has_hands: bool = False
    missing: tuple[Unsigned, ...] = ()
    unscanned: tuple[Signature, ...] = ()


def stage_of(mediation: Mediation) -> Stage:
    """Looked up once for a row that a page has loaded; actions ask the row that they hold."""
    known = vars(mediation)
    if "stage" not in known:
        known["stage"] = _stage(mediation)
    return known["stage"]


def _stage(mediation: Mediation) -> Stage:
    draft = draft_of(mediation)
    if draft is None:
        return Stage(None)
    has_hands = draft.signatures.exists()
    return Stage(
        draft,
        draft.obligations.exists(),
        has_hands,
        tuple(unsigned(draft)),
        tuple(unscanned(draft)) if has_hands else (),
    )
