"""调解会 — arranged with a room, moved, called off, opened; another date when a side asks for it."""

from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.cases.moving import acting
from onedoor.kit import keyring
from onedoor.kit.problems import NotNow, NotValid
from onedoor.mediation.lifecycle import Status
from onedoor.mediation.models import (
    Attendance,
    Mediation,
    Postponement,
    Record,
    Representative,
    Session,
    Side,
    Summons,
)
from onedoor.mediation.queries.sessions import (
    MOST_A_SIDE,
    binds_as_road,
    last_day_to_postpone,
    refuses_day,
    refuses_table,
    refuses_untold,
)
from onedoor.mediation.queries.sides import own_side
from onedoor.mediation.queries.signing import untold
from onedoor.mediation.standing import insist, may_handle, may_mediate, may_speak_for
from onedoor.mediation.turning import turn, turning
from onedoor.venues.actions import bookings
from onedoor.venues.models import Booking

VERB = "case.see"
Planned = Session.Status.PLANNED


def plan(
    mediation: Mediation, *, starts_at, ends_at, side: Side | None = None, room=None, place="", by
) -> Session:
    """安排调解会 — with all sides, or with one alone; the room is booked with it, and every side concerned is to be told.

    Refused while protective steps forbid one table, before every side agreed and was told its rights, and on a day that
    comes before the notice the law asks for.
    """
    insist(may_handle(mediation, by))
    label, told = _("安排调解会"), {"joint": side is None}
    with acting(mediation, VERB, "mediation.session_planned", label, by=by, **told) as fresh:
        session = _planned(fresh, starts_at, ends_at, side, by)
        _place(session, room, place, by)
        session.save(force_insert=True)
        _to_be_told(session)
        fresh.facts_told["number"] = session.number
    return session


def move(
    mediation: Mediation, *, session: Session, starts_at, ends_at, room=None, place="", reason="", by
) -> Session:
    """改期 — another row at the new time, everybody is told anew; whoever asked for another date has it. Its room goes along
    while it is still held; one whose hour has passed is booked like any other."""
    insist(may_handle(mediation, by))
    with turning(_own(mediation, session), "move", by=by) as (fresh, old):
        later = _planned(fresh, starts_at, ends_at, old.side, by)
        old.reason = reason.strip()
        if _is_held(old.booking) and room == old.room:
            later.room, later.booking = room, bookings.change_time(old.booking, starts_at, ends_at, by=by)
            old.booking = None
        else:
            _place(later, room, place, by)
            _let_go(old, by)
        later.save(force_insert=True)
        _to_be_told(later)
        old.postponements.filter(answer=A.ASKED).update(answer=A.GRANTED, answered_at=timezone.now())
        fresh.facts_told |= {"number": later.number, "was": old.number, "joint": old.is_joint}
    return later


def plan_next(mediation: Mediation, *, session: Session, by) -> Session:
    """安排下次调解会 — at the date that its record names, as long as this one was and at the same place."""
    session = _own(mediation, session)
    record = Record.objects.filter(session=session).first()
    if record is None or record.next_at is None:
        raise NotNow(_("这次的记录里没有写下次时间。"))
    if mediation.sessions.planned().filter(starts_at=record.next_at, side=None).exists():
        raise NotNow(_("下次调解会已经安排。"))
    until = record.next_at + (session.ends_at - session.starts_at)
    room, place = session.room, session.place
    return plan(mediation, starts_at=record.next_at, ends_at=until, room=room, place=place, by=by)


def call_off(mediation: Mediation, *, session: Session, reason: str, by) -> Session:
    """取消调解会 — its room is free again. The house itself calls it off where nobody may sit at one table."""
    if not by.trusted:
        insist(may_handle(mediation, by))
    with turning(_own(mediation, session), "call_off", by=by) as (fresh, old):
        old.reason = reason.strip()
        _let_go(old, by)
        fresh.facts_told |= {"number": old.number, "joint": old.is_joint}
    return old


def release_all(mediation: Mediation, *, by) -> int:
    """放掉以后的场所 — a mediation that is over has no sessions to come; for the reaction to its end."""
    return _release(mediation.sessions.planned(), _("调解已经结束"), by)


def release_of(mediation: Mediation, side: Side, *, by) -> int:
    """放掉和这一方单独谈话的场所 — it takes part no longer."""
    return _release(mediation.sessions.planned().filter(side=side), _("这一方已经退出"), by)


def _release(sessions, reason: str, by) -> int:
    planned = list(sessions.for_rows())
    for session in planned:
        session.reason = reason
        _let_go(session, by)
        turn(session, "call_off")
    return len(planned)


def open_session(mediation: Mediation, *, session: Session, present: list, by) -> Session:
    """开会 — who came is written down: `present` are pairs of a side and who speaks for it, or nobody for itself."""
    insist(may_mediate(mediation, by))
    with turning(_own(mediation, session), "hold", by=by) as (fresh, now):
        _be_mediating(fresh)
        refusal = refuses_table(fresh) if now.is_joint else _untold_alone(fresh, now.side)
        if refusal:
            raise NotNow(refusal)
        if timezone.localdate(now.starts_at) > timezone.localdate():
            raise NotNow(_("还没有到开会的那一天；提前开的，请先改期，并通知各方。"))
        _check_present(fresh, now, present)
        now.held_at = timezone.now()
        Attendance.objects.bulk_create(
            Attendance(session=now, side=side, representative=one) for side, one in present
        )
        fresh.facts_told |= {"number": now.number, "present": len(present)}
    return now


def ask_postponement(mediation: Mediation, *, session: Session, side: Side, reason: str, by) -> Postponement:
    """请求改期 — by a side, or written down for it. Why lies in its own drawer; the road asks for it a working day before."""
    insist(may_speak_for(mediation, own_side(mediation, side), by))
    with acting(mediation, VERB, "mediation.postponement_asked", _("请求改期"), by=by) as fresh:
        session = _held_open(fresh, session)
        if session.side_id and session.side_id != side.pk:
            raise NotNow(_("这次调解会没有请这一方。"))
        if timezone.localdate() > last_day_to_postpone(session) or session.starts_at <= timezone.now():
            words = _("请求改期的时间已过：最晚要在%(day)s提出。确实来不了的，请直接打电话告诉调解员。")
            raise NotNow(words % {"day": last_day_to_postpone(session)})
        if session.postponements.filter(side=side, answer=A.ASKED).exists():
            raise NotNow(_("已经提出过改期，等调解员答复。"))
        asked = Postponement(session=session, side=side, asked_at=timezone.now())
        keyring.put(side.drawer, asked, reason=reason.strip())
        asked.save(force_insert=True)
        fresh.facts_told["number"] = session.number
    return asked


def refuse_postponement(mediation: Mediation, *, postponement: Postponement, by) -> Postponement:
    """不同意改期 — the session stays as it is."""
    insist(may_handle(mediation, by))
    with acting(mediation, VERB, "mediation.postponement_refused", _("不同意改期"), by=by) as fresh:
        asked = Postponement.objects.get(pk=postponement.pk, session__mediation=fresh)
        if asked.answer != A.ASKED:
            raise NotNow(_("这次改期请求已经答复。"))
        asked.answer, asked.answered_at = A.REFUSED, timezone.now()
        asked.save(update_fields=["answer", "answered_at"])
    return asked


A = Postponement.Answer


def _planned(mediation: Mediation, starts_at, ends_at, side, by) -> Session:
    """A session not yet written, at a time and between people that may be."""
    _be_mediating(mediation)
    if side is None and (refusal := refuses_table(mediation)):
        raise NotNow(refusal)
    if side is not None and not mediation.sides.current().filter(pk=side.pk).exists():
        raise NotValid(_("请选这件调解的一方。"), field="side")
    if starts_at <= timezone.now():
        raise NotValid(_("开始时间已经过去。"), field="day")
    if ends_at <= starts_at:
        raise NotValid(_("结束时间要晚于开始时间。"), field="until")
    if refusal := refuses_day(mediation, timezone.localdate(starts_at)):
        raise NotValid(refusal, field="day")
    # Counted apart: in what all sides share no number is missing where somebody was heard alone.
    alike = mediation.sessions.filter(side=side)
    last = alike.order_by("-number").values_list("number", flat=True).first() or 0
    return Session(
        mediation=mediation,
        number=last + 1,
        side=side,
        starts_at=starts_at,
        ends_at=ends_at,
        post=by.post,
        staff=by.staff,
        planned_at=timezone.now(),
    )


def _place(session: Session, room, place: str, by) -> None:
    if room is None and not place.strip():
        raise NotValid(_("请选一间调解室，或者写明地点。"), field="place")
    session.place = place.strip()
    if room is not None:
        work, case = Booking.Work.MEDIATION, session.mediation.case
        session.room = room
        session.booking = bookings.book(room, session.starts_at, session.ends_at, work, by=by, case=case)


def _let_go(session: Session, by) -> None:
    booking = session.booking
    if booking and _is_held(booking):
        bookings.release(booking, by=by, reason=_("调解会改期或者取消"))


def _is_held(booking: Booking | None) -> bool:
    """Whether the room is still taken for it: not cancelled at the hall, and its hour not passed."""
    return booking is not None and booking.cancelled_at is None and booking.ends_at > timezone.now()


def _to_be_told(session: Session) -> None:
    """Every side concerned, by the way it chose; one that is protected only by its safe contact."""
    sides = [session.side] if session.side else session.mediation.sides.current()
    Summons.objects.bulk_create(
        Summons(
            session=session,
            side=side,
            channel=Summons.Way.SAFE if side.is_protected else side.channel,
            is_safe=side.is_protected,
        )
        for side in sides
    )


def _held_open(mediation: Mediation, session: Session) -> Session:
    fresh = mediation.sessions.select_related("booking__room__centre", "side__drawer").get(pk=session.pk)
    fresh.mediation = mediation
    if fresh.status != Planned:
        raise NotNow(_("这次调解会%(state)s。") % {"state": fresh.get_status_display()})
    return fresh


def _own(mediation: Mediation, session: Session) -> Session:
    """The same as one of this mediation's."""
    if session.mediation_id != mediation.pk:
        raise NotValid(_("请选这件调解的一次调解会。"), field="session")
    session.mediation = mediation
    return session


def _be_mediating(mediation: Mediation) -> None:
    if mediation.status != Status.MEDIATING:
        raise NotNow(_("指派了调解员、还在调解的，才能开调解会。"))


def _untold_alone(mediation: Mediation, side: Side) -> str:
    return refuses_untold([one for one in untold(mediation) if one.pk == side.pk])


def _check_present(mediation: Mediation, session: Session, present: list) -> None:
    """All sides at a joint session, one alone at the other; a minor with a guardian; on the road three a side at most."""
    came: dict = {}
    for side, one in present:
        came.setdefault(side.pk, []).append(one)
    wanted = [session.side] if session.side else list(mediation.sides.current())
    if set(came) - {side.pk for side in wanted}:
        raise NotValid(_("单独谈话时，另一方不在场。"), field="present")
    if len(came) < len(wanted):
        raise NotValid(_("有一方没有到场：请改期，或者取消这次调解会。"), field="present")
    for side in wanted:
        guardians = [one for one in came[side.pk] if one and one.kind == Representative.Kind.GUARDIAN]
        if side.is_minor and not guardians:
            raise NotValid(_("未成年人参加调解，监护人要在场。"), field="present")
        if binds_as_road(mediation) and len(came[side.pk]) > MOST_A_SIDE:
            words = _(
                "道路交通事故的调解，一方参加的不超过%(most)s人（《道路交通事故处理程序规定》第八十九条）。"
            )
            raise NotValid(words % {"most": MOST_A_SIDE}, field="present")
