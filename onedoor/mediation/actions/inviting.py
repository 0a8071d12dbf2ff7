"""联合参与 — somebody of the police, a court, a department is asked in with what their part needs; referral and transfer are
other acts, by which nobody reaches anything."""

from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.cases.moving import acting
from onedoor.cases.opening import recall, send
from onedoor.kit.problems import NotFound, NotNow, NotValid
from onedoor.mediation.lifecycle import BEFORE, Status
from onedoor.mediation.models import Guest, GuestWord, Mediation, Onward, Side
from onedoor.mediation.models.guest import Role
from onedoor.mediation.queries.sides import insist_heard, own_side
from onedoor.mediation.standing import insist, may_handle
from onedoor.posts.tenures import holders

JOIN, VERB = "mediation.join", "case.see"
Sees, Kind = Guest.Sees, Onward.Kind


def invite(
    mediation: Mediation,
    *,
    post,
    role: str,
    sees: str,
    reason: str,
    session=None,
    leads=False,
    agreed=(),
    how="",
    by,
) -> Guest:
    """邀请参加 — one person, as long as it lasts: dates only, what all sides share, or one session; when every side has `agreed`,
    and `how` they said so (人民调解法 第二十条). The police may `lead` it: then it goes by the road regulation, which asks nobody."""
    insist(may_handle(mediation, by))
    if leads and role != Role.POLICE:
        raise NotValid(_("只有公安机关可以主持道路交通事故的调解。"), field="leads")
    with acting(
        mediation, VERB, "mediation.invited", _("邀请参加联合调解"), by=by, role=role, sees=sees
    ) as fresh:
        if fresh.status not in BEFORE:
            raise NotNow(_("调解已经结束。"))
        staff = _who_sits(post)
        _insist_on_session(fresh, sees, session)
        _insist_agreed(fresh, agreed, how, leads)
        if fresh.guests.current().filter(post=post).exists():
            raise NotNow(_("已经邀请过，现在还在参加。"), field="post")
        told = {"role": role, "post": post, "staff": staff, "sees": sees, "leads": leads}
        told |= {"session": session if sees == Sees.SESSION else None, "reason": reason.strip()}
        guest = Guest.objects.create(mediation=fresh, since=timezone.now(), **told)
        for side in agreed:
            _hear(guest, side, True, how, by)
        send(fresh.case, [post])
    return guest


def hear_of_guest(mediation: Mediation, *, guest: Guest, side: Side, is_yes: bool, how: str, by) -> GuestWord:
    """登记对邀请的意见 — of a side that came later, or thinks otherwise now: as long as one does not say yes, they see nothing."""
    insist(may_handle(mediation, by))
    own_side(mediation, side)
    insist_heard(how)
    told = {"role": guest.role, "side": side.place, "yes": is_yes}
    with acting(mediation, VERB, "mediation.guest_heard", _("登记对邀请的意见"), by=by, **told) as fresh:
        row = fresh.guests.current().filter(pk=guest.pk).first()
        if row is None:
            raise NotNow(_("参加已经结束。"))
        return _hear(row, side, is_yes, how, by)


def end_guest(mediation: Mediation, *, guest: Guest, by) -> Guest:
    """结束参加 — they reach nothing of it from now on."""
    insist(may_handle(mediation, by))
    with acting(mediation, VERB, "mediation.guest_left", _("结束联合参与"), by=by, role=guest.role) as fresh:
        row = Guest.objects.get(pk=guest.pk, mediation=fresh)
        if row.until:
            raise NotNow(_("参加已经结束。"))
        _leave(fresh, row)
    return row


def end_all_guests(mediation: Mediation, *, by) -> int:
    """全部结束参加 — with the mediation; for the reaction to its end."""
    current = list(mediation.guests.current().select_related("post"))
    for row in current:
        _leave(mediation, row)
    return len(current)


def refer(mediation: Mediation, *, role: str, office: str, by) -> Onward:
    """转介 — the sides are told where else they may turn; they go themselves, and nothing of this goes along."""
    return _onward(mediation, Kind.REFERRAL, role, office, "", True, by)


def transfer(mediation: Mediation, *, role: str, office: str, basis: str, sides_told: bool, by) -> Onward:
    """移送 — an authority must act (人民调解法 第二十五条): that it was told, by which article; no word of the drawers goes along."""
    if not basis.strip():
        raise NotValid(_("请写明移送依据的条文。"), field="basis")
    return _onward(mediation, Kind.TRANSFER, role, office, basis, sides_told, by)


def answer_onward(mediation: Mediation, *, onward: Onward, answer: str, by) -> Onward:
    """登记对方答复 — what came back."""
    insist(may_handle(mediation, by))
    with acting(mediation, VERB, "mediation.onward_answered", _("登记对方答复"), by=by) as fresh:
        row = Onward.objects.filter(pk=onward.pk, mediation=fresh).first()
        if row is None:
            raise NotFound(_("没有这次转介、移送。"))
        row.answer, row.answered_at = answer.strip(), timezone.now()
        row.save(update_fields=["answer", "answered_at"])
    return row


def _onward(
    mediation: Mediation, kind: str, role: str, office: str, basis: str, sides_told: bool, by
) -> Onward:
    insist(may_handle(mediation, by))
    label = Kind(kind).label
    with acting(mediation, VERB, f"mediation.{kind}", label, by=by, role=role) as fresh:
        if fresh.status == Status.FILED:
            raise NotNow(_("卷宗已经归档。"))
        return Onward.objects.create(
            mediation=fresh,
            kind=kind,
            role=role,
            office=office.strip(),
            basis=basis.strip(),
            sides_told=sides_told,
            at=timezone.now(),
            staff=by.staff,
        )


def _insist_on_session(mediation: Mediation, sees: str, session) -> None:
    if sees == Sees.SESSION and (session is None or session.side_id is not None):
        raise NotValid(_("请选一次各方都参加的调解会。"), field="session")
    if session is not None and session.mediation_id != mediation.pk:
        raise NotValid(_("请选这件调解的一次调解会。"), field="session")


def _insist_agreed(mediation: Mediation, agreed, how: str, leads: bool) -> None:
    current = {side.pk for side in mediation.sides.current()}
    if not {side.pk for side in agreed} <= current:
        raise NotValid(_("这一方不在这件调解里。"), field="agreed")
    if agreed:
        insist_heard(how)
    if leads:
        return
    if unasked := len(current) - len({side.pk for side in agreed}):
        words = _("还有%(count)s方没有同意。各方都同意，才能邀请（《人民调解法》第二十条）。")
        raise NotNow(words % {"count": unasked}, field="agreed")


def _hear(guest: Guest, side: Side, is_yes: bool, how: str, by) -> GuestWord:
    said = {"is_yes": is_yes, "how": how, "at": timezone.now(), "post": by.post}
    return GuestWord.objects.create(guest=guest, side=side, **said)


def _who_sits(post):
    """The person in the post today; whoever follows them in it is not invited by that."""
    staff = holders(post).first() if JOIN in post.type.verbs else None
    if staff is None:
        raise NotValid(_("这个岗位不参加联合调解，或者现在没有人。"), field="post")
    return staff


def _leave(mediation: Mediation, guest: Guest) -> None:
    guest.until = timezone.now()
    guest.save(update_fields=["until"])
    recall(mediation.case, guest.post)
