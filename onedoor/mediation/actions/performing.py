"""履行 — what was done of what is due, and how it was seen; what was written down wrongly is taken back by a counter-entry."""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.cases.moving import acting
from onedoor.kit.problems import NotAllowed, NotNow, NotValid
from onedoor.mediation.actions.files import write_file
from onedoor.mediation.advancing import beside, moving, verb_of
from onedoor.mediation.lifecycle import Status
from onedoor.mediation.models import Due, File, Mediation, Performance, Proof, Side, Volume
from onedoor.mediation.queries.performing import bound_dues, open_dues, rest_of
from onedoor.mediation.standing import insist, may_handle, side_of

# A side speaks for itself with its own code; the other floors ask for this verb of it.
OWN = "case.see"
MOST_PROOFS = 3
Seen = Performance.Seen


@transaction.atomic
def perform(
    mediation: Mediation,
    *,
    by,
    due: Due,
    done_on: date,
    seen: str,
    amount: Decimal | None = None,
    words: str = "",
    proof: Proof | None = None,
    upload=None,
) -> Mediation:
    """登记履行 — what was paid or done on which day, and how that was seen: by what a side handed in, or by a paper put in now.
    With the last of it all is performed."""
    insist(may_handle(mediation, by))
    if proof is not None and proof.due_id != due.pk:
        raise NotValid(_("这份凭证不是这一期的。"), field="proof")
    with _doing(mediation, verb_of(by), _("登记履行"), by, due=due.number) as fresh:
        file = _file_of(fresh, due, proof, upload, by)
        _book(fresh, due, by, done_on=done_on, amount=amount, seen=seen, words=words, file=file)
    return _end_if_whole(fresh, by, verb_of(by))


@transaction.atomic
def confirm_received(
    mediation: Mediation, *, by, due: Due, done_on: date, amount: Decimal | None = None
) -> Mediation:
    """确认收到 — whoever it is owed to says so itself, by its own code: its word against itself, so that nobody need look."""
    side = _own(mediation, by)
    if due.obligation.owed_to_id != side.pk:
        raise NotAllowed(_("收到没有收到，由应当收到的一方说。"))
    told = {"side": side.place, "due": due.number}
    with _doing(mediation, OWN, _("确认收到"), by, **told) as fresh:
        columns = {"done_on": done_on, "amount": amount, "seen": Seen.RECEIVER, "side": side}
        _book(fresh, due, by, **columns)
    return _end_if_whole(fresh, by, OWN)


def _doing(mediation: Mediation, verb: str, label: str, by, **facts):
    return acting(mediation, verb, "mediation.due_done", label, by=by, **facts)


def hand_in_proof(mediation: Mediation, *, by, due: Due, upload) -> Proof:
    """交付款凭证 — by whoever owes it, by its own code; whoever mediates looks at it and writes down what was done."""
    side = _own(mediation, by)
    if due.obligation.owed_by_id != side.pk:
        raise NotAllowed(_("凭证由应当履行的一方交。"))
    told = {"side": side.place, "due": due.number}
    with acting(mediation, OWN, "mediation.proof_given", _("交履行凭证"), by=by, **told) as fresh:
        _insist_bound(fresh, due)
        _insist_on_room(fresh)
        name = _("第%(number)s期履行凭证") % {"number": due.number}
        file = write_file(fresh, upload, kind=File.Kind.PERFORMANCE, by=by, side=side, name=name)
        return Proof.objects.create(due=due, side=side, file=file, at=timezone.now())


@transaction.atomic
def undo_performance(mediation: Mediation, *, by, performance: Performance, reason: str) -> Mediation:
    """冲销记错的一笔 — the wrong row stays, and a counter-entry with its reason beside it; what it settled is due again."""
    insist(may_handle(mediation, by))
    if not reason.strip():
        raise NotValid(_("请写明理由。"), field="reason")
    due = performance.due
    with beside(mediation, "mediation.due_undone", _("冲销履行登记"), by=by, due=due.number) as fresh:
        _insist_bound(fresh, due)
        _insist_unfiled(fresh)
        wrong = Performance.objects.standing().filter(pk=performance.pk).first()
        if wrong is None:
            raise NotNow(_("这一笔已经冲销过。"))
        amount = None if wrong.amount is None else -wrong.amount
        columns = {"amount": amount, "seen": Seen.REVERSED, "words": reason.strip()[:300], "reverses": wrong}
        Performance.objects.create(due=due, done_on=wrong.done_on, at=timezone.now(), post=by.post, **columns)
        Due.objects.filter(pk=due.pk).update(settled_on=None)
    if fresh.status != Status.PERFORMED:
        return fresh
    with moving(mediation, "unperform", by=by, verb=verb_of(by)) as undone:
        pass
    return undone


def _own(mediation: Mediation, by) -> Side:
    side = side_of(mediation, by)
    if side is None:
        raise NotAllowed(_("这一步由当事人凭自己的编号和查询码办理。"))
    return side


def _file_of(mediation, due, proof, upload, by) -> File | None:
    if upload is None:
        return proof and proof.file
    _insist_unfiled(mediation)
    name = _("第%(number)s期履行凭证") % {"number": due.number}
    return write_file(mediation, upload, kind=File.Kind.PERFORMANCE, by=by, name=name)


def _book(mediation, due: Due, by, *, done_on, amount, **columns) -> None:
    """The row, and the day on which it was all there."""
    _insist_bound(mediation, due)
    due = Due.objects.select_related("obligation__agreement").get(pk=due.pk)
    _check(due, done_on, amount)
    told = {"done_on": done_on, "amount": amount} | columns
    Performance.objects.create(due=due, at=timezone.now(), post=by.post, **told)
    if due.amount is None or rest_of(due) == 0:
        due.settled_on = max(one.done_on for one in due.performances.standing())
        due.save(update_fields=["settled_on"])
    mediation.facts_told |= {"whole": due.settled_on is not None, "late": done_on > due.due_on}


def _check(due: Due, done_on: date, amount: Decimal | None) -> None:
    if due.settled_on:
        raise NotNow(_("这一期已经履行完了。"))
    if done_on > timezone.localdate():
        raise NotValid(_("日期不能晚于今天。"), field="done_on")
    if done_on < timezone.localdate(due.obligation.agreement.written_at):
        raise NotValid(_("履行的日期不能早于写成协议的那一天。"), field="done_on")
    if due.amount is None:
        if amount is not None:
            raise NotValid(_("这一期不是给付金钱，不填金额。"), field="amount")
        return
    if amount is None or amount <= 0:
        raise NotValid(_("请填写金额。"), field="amount")
    if amount > rest_of(due):
        raise NotValid(
            _("这一期只差%(rest)s元，多付的请记到下一期。") % {"rest": rest_of(due)}, field="amount"
        )


def _insist_bound(mediation: Mediation, due: Due) -> None:
    """What is due under an agreement that binds can be booked wherever the mediation stands."""
    if not bound_dues(mediation).filter(pk=due.pk).exists():
        raise NotValid(_("这一期不在这件调解生效的协议里。"), field="due")
    if Volume.objects.filter(mediation=mediation).exclude(destroyed_at=None).exists():
        raise NotNow(_("卷宗已经销毁，不再登记。"))


def _insist_unfiled(mediation: Mediation) -> None:
    if mediation.status == Status.FILED:
        raise NotNow(_("卷宗已经归档，里面的材料不能再增减。"))


def _insist_on_room(mediation: Mediation) -> None:
    """A side cannot fill the volume with pictures of one receipt."""
    _insist_unfiled(mediation)
    dues = bound_dues(mediation).count()
    if Proof.objects.filter(due__in=bound_dues(mediation)).count() >= MOST_PROOFS * dues:
        raise NotNow(_("交来的凭证已经很多了，再有的请交给调解员。"))


def _end_if_whole(mediation: Mediation, by, verb: str) -> Mediation:
    """With the last of what binds all is performed; while it is mediated anew, or was ended, it is only written down."""
    waits = mediation.status in (Status.AGREED, Status.BROKEN)
    return mediation if not waits or open_dues(mediation).exists() else all_done(mediation, by=by, verb=verb)


def all_done(mediation: Mediation, *, by, verb: str) -> Mediation:
    """全部履行完毕 — nothing is waited for any more. Called inside what settled the last of it."""
    late = bound_dues(mediation).filter(settled_on__gt=F("due_on")).exists()
    with moving(mediation, "perform", by=by, verb=verb, late=late) as fresh:
        pass
    return fresh
