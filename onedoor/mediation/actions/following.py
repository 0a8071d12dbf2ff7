"""调解回访 — after the end every side is asked by itself: its own answer, and beside it what whoever asked has to note."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.kit import keyring
from onedoor.kit.problems import NotAllowed, NotNow, NotValid
from onedoor.mediation.advancing import beside
from onedoor.mediation.models import FollowUp, Mediation
from onedoor.mediation.reading import note_seen
from onedoor.mediation.standing import insist, may_handle, mediates

A = FollowUp.Answered
CALL, SAFE = "phone", "safe"


def plan_visits(mediation: Mediation, days: tuple[int, ...], *, by) -> list[FollowUp]:
    """安排回访 — each side at these days after today; called inside the action that ends the round. `by` is who ended it. Where
    nobody accepted it nobody mediated, and there is nothing to ask about."""
    if mediation.accepted_at is None:
        return []
    today = timezone.localdate()
    return [
        FollowUp.objects.create(
            mediation=mediation,
            side=side,
            round=mediation.round,
            after_days=after,
            due_on=today + timedelta(days=after),
        )
        for side in mediation.sides.current()
        for after in days
    ]


def drop_visits(mediation: Mediation, *, by) -> int:
    """停止回访 — the dispute is mediated again: what was planned after the earlier end is asked no more."""
    return mediation.followups.open().update(dropped_at=timezone.now())


def visit(
    mediation: Mediation,
    *,
    by,
    followup: FollowUp,
    answered: str,
    way: str = CALL,
    performed: str = "",
    content: str = "",
    came_back: bool | None = None,
    answer: str = "",
    note: str = "",
) -> FollowUp:
    """登记回访 — by whoever mediated, or the desk where nobody does any more: what the person said, and apart from it what was noted; both lie in this side's own drawer."""
    insist(may_handle(mediation, by))
    side = followup.side
    if followup.mediation_id != mediation.pk:
        raise NotValid(_("这次回访不是这件调解的。"), field="followup")
    _check(side, way, answered, performed, content, answer)
    facts = {"side": side.place, "after": followup.after_days, "answered": answered}
    with beside(mediation, "mediation.visited", _("登记回访"), by=by, **facts) as fresh:
        row = fresh.followups.open().filter(pk=followup.pk).first()
        if row is None:
            raise NotNow(_("这次回访已经登记过，或者不再回访。"))
        row.done_at, row.way, row.answered, row.staff = timezone.now(), way, answered, by.staff
        if answered == A.ANSWERED:
            row.performed, row.content, row.came_back = performed, content, came_back
        keyring.put(side.drawer, row, answer=answer, note=note)
        row.save()
        return row


def _check(side, way, answered, performed, content, answer) -> None:
    """Where a safe channel was named no other one is used; who was not reached has answered nothing."""
    if side.safe_contact_sealed and way != SAFE:
        raise NotValid(_("这一方约定了安全联系方式，回访只用这个方式。"), field="way")
    if not side.safe_contact_sealed and way == SAFE:
        raise NotValid(_("这一方没有约定安全联系方式。"), field="way")
    if answered != A.ANSWERED and (performed or content or answer):
        raise NotValid(_("没有本人作答的，不填本人的回答。"), field="answered")
    if answered == A.ANSWERED and not performed:
        raise NotValid(_("请填写本人说的履行情况。"), field="performed")


def words_of(followup: FollowUp, *, by) -> tuple[str, str]:
    """读回访的话 — the person's own words and the note, for whoever mediates and for nobody else."""
    if not mediates(followup.mediation, by):
        raise NotAllowed(_("回访的话只有承办的调解员能看（《人民调解法》第十五条）。"))
    note_seen(followup.mediation, by=by, fields=("sealed",), side=followup.side)
    drawer = followup.side.drawer
    return keyring.read(drawer, followup, "answer"), keyring.read(drawer, followup, "note")
