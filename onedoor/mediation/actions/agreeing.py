"""达成协议 — every side signs under one text, whoever mediates signs, the seal is put: it binds; or it is agreed by word.

Nothing is signed, sealed or binding while one side's yes is missing; that is asked on the row that is held.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.audit.actions import note_read
from onedoor.cases import clocks
from onedoor.kit import keyring
from onedoor.kit.problems import NotFound, NotNow, NotValid
from onedoor.mediation.actions.breaching import replace_earlier
from onedoor.mediation.actions.drafting import write_agreement
from onedoor.mediation.actions.ending import tell_of_ways
from onedoor.mediation.actions.files import write_file
from onedoor.mediation.actions.following import plan_visits
from onedoor.mediation.advancing import along, beside
from onedoor.mediation.hands import drawn_in
from onedoor.mediation.limits import CONFIRM, KIND, VISITS_AGREED
from onedoor.mediation.models import Agreement, Ending, File, Mediation, Representative, Side, Signature
from onedoor.mediation.queries.agreements import (
    draft_of,
    fingerprint_of,
    has_stale_hands,
    insist_mediating,
    insist_unsigned,
    unscanned,
    unsigned,
)
from onedoor.mediation.queries.signing import may_seal, refuses_hands, refuses_signer
from onedoor.mediation.standing import insist, may_handle, may_mediate, may_read
from onedoor.safety.standing import refuses_joint_session

Role, How = Signature.Role, Signature.How


@transaction.atomic
def sign_for_side(
    mediation: Mediation,
    *,
    by,
    side: Side,
    how: str,
    representative: Representative | None = None,
    drawn: str = "",
) -> Mediation:
    """登记当事人签字 — by the side itself, or by who may settle for it; on the screen with the drawing, on paper with a scan to
    follow."""
    insist(may_handle(mediation, by))
    with _signing(mediation, by, side=side.place) as fresh:
        draft = _complete(fresh)
        if side.mediation_id != fresh.pk or side.party.until:
            raise NotValid(_("这一方不在这件调解里。"), field="side")
        if words := refuses_signer(side, representative):
            raise NotValid(words, field="representative")
        _put(draft, Role.SIDE, how, by, drawn, side=side, representative=representative)
    return _bind_if_whole(mediation, by)


@transaction.atomic
def sign_as_mediator(mediation: Mediation, *, by, how: str = How.HAND, drawn: str = "") -> Mediation:
    """调解员签名 — whoever was assigned, for themselves."""
    insist(may_mediate(mediation, by))
    with _signing(mediation, by) as fresh:
        own = fresh.assignments.get(until=None, mediator__staff=by.staff).mediator
        _put(_complete(fresh), Role.MEDIATOR, how, by, drawn, mediator=own)
    return _bind_if_whole(mediation, by)


def _signing(mediation: Mediation, by, **facts):
    return beside(mediation, "mediation.signed", _("登记签字"), by=by, **facts)


def keep_signed(mediation: Mediation, *, by, upload) -> File:
    """收存签过字的协议书 — the scan of the paper on which they signed: the proof of every hand on paper that has none yet."""
    insist(may_handle(mediation, by))
    with beside(mediation, "mediation.agreement_scanned", _("收存签过字的协议书"), by=by) as fresh:
        hands = unscanned(_complete(fresh))
        if not hands:
            raise NotNow(_("没有还缺扫描件的签字。"))
        file = write_file(fresh, upload, kind=File.Kind.AGREEMENT, by=by, name=_("签过字的协议书"))
        for hand in hands:
            hand.file = file
            hand.save(update_fields=["file"])
    return file


@transaction.atomic
def seal(mediation: Mediation, *, by) -> Mediation:
    """加盖调解组织印章 — the committee's, put by its desk when every hand is there and proved."""
    insist(may_seal(mediation, by))
    with beside(mediation, "mediation.sealed", _("加盖调解组织印章"), by=by) as fresh:
        draft = _complete(fresh)
        if any(one.role != Role.SEAL for one in unsigned(draft)):
            raise NotNow(_("各方当事人和调解员都签过字，才加盖印章。"))
        if unscanned(draft):
            raise NotNow(_("在纸上签的，先收存签过字的协议书（扫描件），再加盖印章。"))
        _put(draft, Role.SEAL, How.STAMP, by)
    return _bind_if_whole(mediation, by)


def hand_of(signature: Signature, *, by) -> bytes:
    """看签字 — the picture of a hand on the agreement; logged before it leaves."""
    mediation = signature.agreement.mediation
    insist(may_read(mediation, by))
    if not signature.drawn_sealed:
        raise NotFound(_("这个签字没有笔迹。"))
    whose = [signature.side.party.person_id] if signature.side else []
    note_read(by=by, person_ids=whose, case_code=mediation.case.code, fields=("sealed",), purpose="P02")
    return keyring.opened_bytes(signature, signature, "drawn", bytes(signature.drawn_sealed))


def _put(draft: Agreement, role: str, how: str, by, drawn: str = "", **whose) -> None:
    taken = draft.signatures.filter(role=role)
    if (taken.filter(side=whose["side"]) if "side" in whose else taken).exists():
        raise NotNow(_("已经签过了。"))
    row = Signature(agreement=draft, role=role, how=how, at=timezone.now(), post=by.post, **whose)
    row.text_digest = fingerprint_of(draft)
    if how == How.TABLET:
        content = drawn_in(drawn)
        row.key_sealed = keyring.fresh(row)
        row.drawn_sealed = keyring.sealed_bytes(row, row, "drawn", content)
    row.save(force_insert=True)


def _bind_if_whole(mediation: Mediation, by) -> Mediation:
    """With the last of the hands and the seal it binds (人民调解法 第二十九条); the case is held since the hand was put."""
    draft = draft_of(Mediation.objects.get(pk=mediation.pk))
    if draft is None or unsigned(draft):
        return mediation
    with along(mediation, "agree", by=by, oral=False, partial=draft.is_partial) as fresh:
        _bind(fresh, _complete(fresh), by)
    return fresh


@transaction.atomic
def agree_by_word(mediation: Mediation, *, by, facts: str = "", left_open: str = "") -> Mediation:
    """登记口头协议 — written down by whoever mediates; binding at once (人民调解法 第二十八条、第三十条)."""
    insist(may_mediate(mediation, by))
    if not mediation.agreements.filter(round=mediation.round, void_at=None).exists():
        write_agreement(mediation, by=by, facts=facts or mediation.facts, left_open=left_open)
    with along(mediation, "agree", by=by, oral=True, partial=bool(left_open)) as fresh:
        draft = _complete(fresh)
        insist_unsigned(draft)
        _insist_by_word(fresh)
        draft.is_oral = True
        draft.left_open = left_open or draft.left_open
        draft.is_partial = bool(draft.left_open)
        fresh.facts_told["partial"] = draft.is_partial
        _bind(fresh, draft, by)
    return fresh


def _insist_by_word(mediation: Mediation) -> None:
    """What is agreed by word is agreed at one table, by people who may settle for themselves."""
    if any(side.is_minor or side.organisation for side in mediation.sides.current()):
        raise NotNow(_("有未成年人或者单位的，请写成书面协议。"))
    if refuses_joint_session(mediation.case):
        raise NotNow(_("这一件请写成书面协议，各方分别签字。"))


def _bind(mediation: Mediation, agreement: Agreement, by) -> None:
    """From now on: the mediation's own clock is met, thirty days run to ask the court, visits are planned."""
    now = timezone.now()
    agreement.effective_at = now
    agreement.save()
    mediation.ended_at, mediation.reason = now, ""
    clocks.stop(mediation.case, KIND)
    replace_earlier(agreement, by=by)
    if not agreement.is_oral:
        clocks.start(mediation.case, CONFIRM, at=now)
    plan_visits(mediation, VISITS_AGREED, by=by)
    if agreement.is_partial:
        _tell_ways(mediation, agreement, by)


def _tell_ways(mediation: Mediation, agreement: Agreement, by) -> None:
    """What stays open is ended like a failure for that part: its ways are told as well."""
    ending = Ending.objects.create(
        mediation=mediation,
        round=mediation.round,
        kind=Ending.Kind.PART,
        reason=agreement.left_open[:500],
        at=timezone.now(),
        post=by.post,
    )
    tell_of_ways(ending, {}, by=by)


def _complete(mediation: Mediation) -> Agreement:
    """The draft that may be signed now: something is owed in it, all sides want it, and no hand stands under another text."""
    insist_mediating(mediation)
    draft = draft_of(mediation)
    if draft is None:
        raise NotNow(_("请先起草协议书。"))
    if not draft.obligations.exists():
        raise NotNow(_("协议里还没有写谁履行什么。"))
    if words := refuses_hands(mediation):
        raise NotNow(words)
    if has_stale_hands(draft):
        raise NotNow(_("签过字以后当事人或者调解员变了，请先作废重写。"))
    return draft
