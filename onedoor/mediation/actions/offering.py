"""方案 — offered to whoever mediates, told by them to the others, answered, lapsed; each stays as it was said, in its order."""

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.cases.moving import acting
from onedoor.cases.timeline import record
from onedoor.kit import keyring
from onedoor.kit.problems import NotAllowed, NotNow, NotValid
from onedoor.mediation.lifecycle import Status
from onedoor.mediation.models import Consent, Mediation, Offer, OfferAnswer, Side
from onedoor.mediation.queries.offers import Terms, asked_of
from onedoor.mediation.queries.sides import insist_heard, own_side
from onedoor.mediation.queries.signing import still_to
from onedoor.mediation.reading import note_seen
from onedoor.mediation.standing import insist, known_of, may_know_offer, may_mediate, may_speak_for
from onedoor.mediation.turning import turn, turning
from onedoor.safety.standing import refuses_going_on

Kind = Offer.Kind


def offer(
    mediation: Mediation,
    *,
    side: Side | None,
    terms: Terms,
    to: Side | None = None,
    lapses_on=None,
    is_told=False,
    how="",
    by,
) -> Offer:
    """提出方案 — by a side, or by whoever mediates (`side` nobody). It is the giver's own until it is told: with its leave, and
    `how` it gave it. A resident's waits for whoever mediates, and is taken only when all sides agreed to talk this way."""
    for one in filter(None, (side, to)):
        own_side(mediation, one)
    insist(may_speak_for(mediation, side, by) if side and by.staff is None else may_mediate(mediation, by))
    _check(side, terms, to, lapses_on)
    with acting(mediation, "case.see", "mediation.offered", _("提出方案"), by=by) as fresh:
        _insist_going_on(fresh)
        if by.staff is None:
            _insist_online(fresh)
        last = fresh.offers.order_by("-number").values_list("number", flat=True).first() or 0
        row = Offer(mediation=fresh, number=last + 1, side=side, to=to, lapses_on=lapses_on, staff=by.staff)
        row.offered_at, row.is_online, row.round = timezone.now(), by.staff is None, fresh.round
        if is_told:
            _give_leave(row, Consent.How.ONLINE if by.staff is None else how)
        row.key_sealed = keyring.fresh(row)
        keyring.put(row, row, words=terms.packed())
        row.save(force_insert=True)
        if is_told and by.staff is not None:
            row.told_at = row.offered_at
            turn(row, "tell")
    return row


def tell_offer(mediation: Mediation, *, offer: Offer, how: str = "", by) -> Offer:
    """转告方案 — by whoever mediates, with the giver's leave: from now on the others know it."""
    insist(may_mediate(mediation, by))
    insist(may_know_offer(offer, by))
    with turning(_own(mediation, offer), "tell", by=by, number=offer.number) as (fresh, row):
        _insist_going_on(fresh)
        _in_time(row)
        if row.leave_at is None:
            _give_leave(row, how)
        row.told_at = timezone.now()
    return row


def answer_offer(mediation: Mediation, *, offer: Offer, side: Side, is_yes: bool, by) -> OfferAnswer:
    """答复方案 — each side it was made to, once: accepted when all of them said yes, not accepted by one no."""
    own_side(mediation, side)
    insist(may_speak_for(mediation, side, by) if by.staff is None else may_mediate(mediation, by))
    told = {"number": offer.number}
    with acting(mediation, "case.see", "mediation.offer_answered", _("答复方案"), by=by, **told) as fresh:
        row = fresh.offers.get(pk=offer.pk)
        _insist_going_on(fresh)
        row.lifecycle.move("accept", row.status)
        _in_time(row)
        if by.staff is None:
            _insist_online(fresh)
        asked = asked_of(row)
        if side.pk not in asked:
            raise NotAllowed(_("这个方案不是向这一方提出的。"))
        if row.answers.filter(side=side).exists():
            raise NotNow(_("这一方已经答复过。"))
        answer = OfferAnswer.objects.create(
            offer=row, side=side, is_yes=is_yes, is_online=by.staff is None, at=timezone.now(), staff=by.staff
        )
        _settle(row, asked, by)
    return answer


def _settle(row: Offer, asked: set, by) -> None:
    """Over with the first no, or with the last yes."""
    said = dict(row.answers.values_list("side", "is_yes"))
    if all(said.values()) and asked - set(said):
        return
    name = "accept" if all(said.values()) else "refuse"
    row.ended_at, arrow = timezone.now(), row.lifecycle.moves[name]
    turn(row, name)
    record(row.mediation.case, arrow.event, label=arrow.label, by=by, about=row.mediation, number=row.number)


def take_back(mediation: Mediation, *, offer: Offer, by) -> Offer:
    """收回方案 — by its giver, as long as it was not accepted."""
    own = offer.side if by.staff is None else None
    insist(may_speak_for(mediation, own, by) if own else may_mediate(mediation, by))
    with turning(_own(mediation, offer), "take_back", by=by, number=offer.number) as (fresh, row):
        _be_mediating(fresh)
        row.ended_at = timezone.now()
    return row


def lapse(mediation: Mediation, *, offer: Offer, by) -> Offer:
    """方案过期 — its last day is over without an answer."""
    insist(may_mediate(mediation, by))
    with turning(_own(mediation, offer), "lapse", by=by, number=offer.number) as (_fresh, row):
        if row.lapses_on is None or row.lapses_on >= timezone.localdate():
            raise NotNow(_("这个方案还没有过期。"))
        row.ended_at = timezone.now()
    return row


def lapse_all(mediation: Mediation, *, by) -> int:
    """方案随调解失效 — nobody answers an offer of a mediation that is over; for the reaction to its end."""
    return _lapse(mediation.offers.open())


def lapse_of(mediation: Mediation, side: Side, *, by) -> int:
    """退出一方的方案失效 — what it offered, and what was offered to it alone."""
    return _lapse(mediation.offers.open().filter(Q(side=side) | Q(to=side)))


def _lapse(offers) -> int:
    found = list(offers)
    for row in found:
        row.ended_at = timezone.now()
        turn(row, "lapse")
    return len(found)


def terms_of(offer: Offer, *, by) -> Terms:
    """看方案 — by whoever may know it; logged first."""
    insist(may_know_offer(offer, by))
    note_seen(offer.mediation, by=by, fields=("sealed",), side=None if offer.told_at else offer.side)
    return Terms.unpacked(keyring.read(offer, offer, "words"))


def terms_of_all(mediation: Mediation, offers: list[Offer], *, by) -> dict:
    """看全部方案 — those that this actor may know, by their key; one opening, one line of the log."""
    known = known_of(mediation, offers, by)
    # Of what was not told the other sides do not hear that it was read either.
    for side in {None if one.told_at else one.side for one in known}:
        note_seen(mediation, by=by, fields=("sealed",), side=side)
    return {one.pk: Terms.unpacked(keyring.read(one, one, "words")) for one in known}


def _own(mediation: Mediation, offer: Offer) -> Offer:
    """The same as one of this mediation's."""
    if offer.mediation_id != mediation.pk:
        raise NotValid(_("请选这件调解里的一个方案。"), field="offer")
    offer.mediation = mediation
    return offer


def _give_leave(row: Offer, how: str) -> None:
    """Of a side's own offer; what whoever mediates proposes asks nobody's leave."""
    if row.side_id is None:
        return
    if not row.is_online:
        insist_heard(how)
    row.leave_how, row.leave_at = how, timezone.now()


def _check(side, terms: Terms, to, lapses_on) -> None:
    if terms.kind == Kind.MONEY and (terms.amount is None or terms.amount < 0):
        raise NotValid(_("请填写金额。"), field="amount")
    if terms.kind != Kind.MONEY and not terms.words.strip():
        raise NotValid(_("请写明方案的内容。"), field="words")
    if side is not None and to is not None and side.pk == to.pk:
        raise NotValid(_("方案是向另一方提出的。"), field="to")
    if lapses_on is not None and lapses_on < timezone.localdate():
        raise NotValid(_("有效期已经过去。"), field="lapses_on")


def _in_time(row: Offer) -> None:
    if row.lapses_on is not None and row.lapses_on < timezone.localdate():
        raise NotNow(_("这个方案已经过了有效期。"))


def _insist_online(mediation: Mediation) -> None:
    """网上协商 — only when every side agreed to it, and none took it back."""
    if still_to(mediation, Consent.About.ONLINE):
        raise NotNow(_("网上协商要各方都同意；还没有都同意的，请找调解员。"))


def _insist_going_on(mediation: Mediation) -> None:
    _be_mediating(mediation)
    if words := refuses_going_on(mediation.case):
        raise NotNow(words)


def _be_mediating(mediation: Mediation) -> None:
    if mediation.status != Status.MEDIATING:
        raise NotNow(_("还在调解的，才能提出、转告、答复方案。"))
