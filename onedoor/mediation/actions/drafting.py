"""起草协议 — the words of an agreement and its clauses as obligations with their days; changed as long as nobody has signed."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.kit.keys import uuid7
from onedoor.kit.problems import NotNow, NotValid
from onedoor.mediation.advancing import beside
from onedoor.mediation.instalments import CENT, MOST_PARTS, days_of, split
from onedoor.mediation.models import Agreement, Due, Mediation, Obligation, Side
from onedoor.mediation.queries.agreements import (
    WORDS,
    draft_of,
    has_stale_hands,
    insist_mediating,
    insist_unsigned,
)
from onedoor.mediation.standing import insist, may_mediate
from onedoor.worktime.counting import CALENDAR

MOST_WORDS, MOST_PENALTY = 2000, 500
Parts = Sequence[tuple[date, Decimal]]


def write_agreement(
    mediation: Mediation, *, by, facts: str, copies: int = 0, stands_beside: bool = False, **words
) -> Agreement:
    """起草调解协议书 — facts, issues, who answers for what, the penalty, what stays open; again as often as nobody has signed.
    `stands_beside`: an earlier one goes on binding; otherwise this one will take its place."""
    insist(may_mediate(mediation, by))
    told = {"facts": facts} | {name: words.get(name, "") for name in WORDS[1:]}
    _insist_short(told)
    told |= {
        "copies": copies or mediation.sides.current().count() + 1,
        "stands_beside": stands_beside,
    }
    with beside(mediation, "mediation.drafted", _("起草调解协议"), by=by) as fresh:
        insist_mediating(fresh)
        draft = draft_of(fresh)
        if draft is None:
            return _new(fresh, by, **told)
        insist_unsigned(draft)
        for name, value in {**told, "is_partial": bool(told["left_open"]), "is_oral": False}.items():
            vars(draft)[name] = value
        draft.save()
        return draft


def _insist_short(told: dict) -> None:
    for name, text in told.items():
        most = MOST_PENALTY if name == "penalty" else MOST_WORDS
        if len(text) > most:
            raise NotValid(_("最多写%(most)s个字。") % {"most": most}, field=name)


def _new(mediation, by, *, is_oral=False, **told) -> Agreement:
    return Agreement.objects.create(
        mediation=mediation,
        round=mediation.round,
        is_oral=is_oral,
        is_partial=bool(told.get("left_open")),
        written_at=timezone.now(),
        post=by.post,
        staff=by.staff,
        **told,
    )


def add_obligation(
    mediation: Mediation,
    *,
    by,
    kind: str,
    owed_by: Side,
    words: str,
    owed_to: Side | None = None,
    amount: Decimal | None = None,
    parts: Parts = (),
    instalments: int = 1,
    first_day: date | None = None,
    every: int = 30,
    unit: str = CALENDAR,
    last_day: date | None = None,
    way: str = "",
    where: str = "",
) -> Obligation:
    """写一项协议义务 — who owes whom what, how, where, until when. Money may come in equal instalments, of which the last takes
    the rest, or in `parts` of which each has its own day and sum."""
    insist(may_mediate(mediation, by))
    _check(kind, owed_by, owed_to, amount)
    if parts:
        dues = _told_parts(amount, parts, instalments, last_day)
    else:
        _check_days(kind, instalments, first_day, last_day)
        days = _days(first_day, last_day, instalments, every, unit)
        dues = list(zip(days, _shares(amount, len(days)), strict=True))
    with beside(mediation, "mediation.clause_added", _("写一项协议义务"), by=by, kind=kind) as fresh:
        draft = _draft(fresh)
        _insist_on_sides(fresh, owed_by, owed_to)
        columns = {"kind": kind, "owed_by": owed_by, "owed_to": owed_to, "words": words}
        columns |= {"amount": amount, "way": way, "where": where, "last_day": dues[-1][0] if dues else None}
        clause = Obligation.objects.create(agreement=draft, place=draft.obligations.count() + 1, **columns)
        _write_dues(clause, dues)
        return clause


def _write_dues(obligation: Obligation, dues) -> None:
    """A row for each day; an omission without an end has none."""
    for number, (day, share) in enumerate(dues, 1):
        Due.objects.create(obligation=obligation, number=number, due_on=day, amount=share)


def _check(kind, owed_by, owed_to, amount) -> None:
    is_money = kind == Obligation.Kind.MONEY
    if is_money and not (amount and amount > 0):
        raise NotValid(_("请填写金额。"), field="amount")
    if is_money and amount != amount.quantize(CENT):
        raise NotValid(_("金额最多写到分。"), field="amount")
    if not is_money and amount:
        raise NotValid(_("只有给付金钱的一项写金额。"), field="amount")
    if owed_to is not None and owed_to.pk == owed_by.pk:
        raise NotValid(_("履行的一方和接受的一方不能是同一方。"), field="owed_to")


def _insist_on_sides(mediation: Mediation, *sides: Side | None) -> None:
    current = {side.pk for side in mediation.sides.current()}
    if any(side is not None and side.pk not in current for side in sides):
        raise NotValid(_("这一方不在这件调解里。"), field="owed_by")


def _check_days(kind, instalments, first_day, last_day) -> None:
    if instalments > 1 and (kind != Obligation.Kind.MONEY or first_day is None):
        raise NotValid(_("分期的写第一期的日期，并且只能是给付金钱。"), field="instalments")
    if kind != Obligation.Kind.OMISSION and not (last_day or first_day):
        raise NotValid(_("请写明履行的期限（《人民调解法》第二十九条）。"), field="last_day")
    if last_day and first_day and last_day < first_day:
        raise NotValid(_("最后履行日不能早于第一期。"), field="last_day")


def _days(first, last, instalments, every, unit) -> list[date]:
    """The day of each instalment; the last one never after the last day."""
    if instalments <= 1:
        day = last or first
        return [day] if day else []
    days = days_of(first, instalments, every, unit)
    if last and days[-1] > last:
        raise NotValid(_("按这样分期，最后一期晚于最后履行日。"), field="last_day")
    return days


def _shares(amount, parts: int) -> list:
    """What is nothing is no instalment: nobody could ever pay it."""
    if not amount or not parts:
        return [None] * parts
    shares = split(amount, parts)
    if min(shares) < CENT:
        raise NotValid(_("金额太少，分不成这么多期。"), field="instalments")
    return shares


def _told_parts(amount, parts: Parts, instalments: int, last_day) -> list:
    """Written one by one: later and later, each more than nothing, and together the sum."""
    days, sums = [day for day, _sum in parts], [share for _day, share in parts]
    if amount is None:
        raise NotValid(_("只有给付金钱的一项可以分期。"), field="parts")
    if instalments > 1 or (last_day and last_day != days[-1]):
        raise NotValid(_("逐期写了的，不再填分几期和最后履行日。"), field="parts")
    if len(parts) > MOST_PARTS:
        raise NotValid(_("最多分%(most)s期。") % {"most": MOST_PARTS}, field="parts")
    if any(later <= day for day, later in zip(days, days[1:], strict=False)):
        raise NotValid(_("各期的日期要一期比一期晚。"), field="parts")
    if any(share < CENT or share != share.quantize(CENT) for share in sums):
        raise NotValid(_("每一期的金额至少一分，最多写到分。"), field="parts")
    if sum(sums) != amount:
        raise NotValid(
            _("各期合计%(sum)s元，和总金额%(amount)s元不一样。") % {"sum": sum(sums), "amount": amount},
            field="parts",
        )
    return list(parts)


def drop_obligation(mediation: Mediation, *, by, obligation: Obligation) -> None:
    """删去一项协议义务 — as long as nobody has signed; the others move up."""
    insist(may_mediate(mediation, by))
    with beside(mediation, "mediation.clause_dropped", _("删去一项协议义务"), by=by) as fresh:
        draft = _draft(fresh)
        if obligation.agreement_id != draft.pk:
            raise NotValid(_("这一项不在起草中的协议里。"), field="obligation")
        obligation.dues.all().delete()
        obligation.delete()
        for place, one in enumerate(draft.obligations.order_by("place"), 1):
            if one.place != place:
                one.place = place
                one.save(update_fields=["place"])


def discard(mediation: Mediation, *, by, reason: str = "") -> None:
    """作废未生效的协议 — somebody signed and something is to be written otherwise: the same words stand there again, unsigned."""
    insist(may_mediate(mediation, by))
    with _voiding(mediation, by) as fresh:
        draft = draft_of(fresh)
        if draft is None:
            raise NotNow(_("没有起草中的协议。"))
        _begin_anew(draft, reason, by)


def void_stale(mediation: Mediation, *, by) -> None:
    """作废旧签字 — another side, another mediator: what was signed does not name them, so its hands no longer stand."""
    draft = draft_of(mediation)
    if draft is None or not has_stale_hands(draft):
        return
    with _voiding(mediation, by):
        _begin_anew(draft, _("当事人或者调解员变了"), by)


def _voiding(mediation: Mediation, by):
    return beside(mediation, "mediation.draft_voided", _("作废未生效的协议"), by=by)


def _begin_anew(draft: Agreement, reason: str, by) -> None:
    """Thrown away with its hands; where there were any, its words and clauses stand there again for new ones."""
    was_signed, clauses = draft.signatures.exists(), list(draft.obligations.prefetch_related("dues"))
    draft.void_at, draft.void_reason = timezone.now(), reason
    draft.save(update_fields=["void_at", "void_reason"])
    if not was_signed:
        return
    told = {name: vars(draft)[name] for name in WORDS}
    anew = _new(draft.mediation, by, copies=draft.copies, stands_beside=draft.stands_beside, **told)
    for one in clauses:
        dues = [(due.due_on, due.amount) for due in one.dues.all()]
        one.pk, one.agreement = uuid7(), anew
        one.save(force_insert=True)
        _write_dues(one, dues)


def _draft(mediation: Mediation) -> Agreement:
    """The draft that may still be changed."""
    insist_mediating(mediation)
    draft = draft_of(mediation)
    if draft is None:
        raise NotNow(_("请先起草协议书。"))
    insist_unsigned(draft)
    return draft
