"""抽屉 — what one side says apart is sealed as it is written; every opening is logged before a word leaves."""

from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.audit.actions import note_read
from onedoor.cases.moving import acting
from onedoor.kit import keyring
from onedoor.kit.problems import NotAllowed, NotNow, NotValid
from onedoor.mediation.lifecycle import BEFORE, Status
from onedoor.mediation.models import Drawer, DrawerHanding, Mediation, Note, Postponement, Session, Side
from onedoor.mediation.queries.sides import own_side
from onedoor.mediation.standing import (
    insist,
    is_desk,
    may_mediate,
    may_open_note,
    mediates,
    reads_drawer,
    side_of,
)

MOST_WORDS = 20_000
Kind = Note.Kind


def note_apart(mediation: Mediation, *, side: Side, text: str, session: Session | None = None, by) -> Note:
    """记单独谈话 — what this side said alone; for whoever mediates, and for nobody else."""
    insist(may_mediate(mediation, by))
    if session is not None and (session.side_id != side.pk or session.status != Session.Status.HELD):
        raise NotValid(_("请选和这一方单独谈话、已经开过的那一次。"), field="session")
    return _put(mediation, side, Kind.APART, text, by, session)


def write_message(mediation: Mediation, *, text: str, by) -> Note:
    """给调解员留言 — by a side, into its own drawer; the other side does not hear that it wrote."""
    side = side_of(mediation, by)
    if side is None:
        raise NotAllowed(_("这一步由当事人凭编号和查询码办理。"))
    if mediation.status not in BEFORE + (Status.AGREED,):
        raise NotNow(_("调解已经结束，有事请打电话给调解组织。"))
    return _put(mediation, side, Kind.MESSAGE, text, by)


def answer_side(mediation: Mediation, *, side: Side, text: str, by) -> Note:
    """回复留言 — to this side alone, in its drawer."""
    insist(may_mediate(mediation, by))
    return _put(mediation, side, Kind.ANSWER, text, by)


def open_note(note: Note, *, by) -> str:
    """打开抽屉里的一件 — logged first: no log, no word."""
    insist(may_open_note(note, by))
    _log(note.drawer, by)
    return keyring.read(note.drawer, note, "text")


def open_postponement(asked: Postponement, *, by) -> str:
    """看改期的理由 — it lies in the side's drawer."""
    drawer = asked.side.drawer
    own = side_of(asked.side.mediation, by)
    if not (own and own.pk == asked.side_id) and not reads_drawer(drawer, asked.asked_at, by):
        raise NotAllowed(_("改期的理由只有提出的一方和调解员能看。"))
    _log(drawer, by)
    return keyring.read(drawer, asked, "reason")


def hand_drawer(mediation: Mediation, *, side: Side, taker, told_on, by) -> DrawerHanding:
    """交抽屉 — to another who mediates or will; after the side was told. Whoever keeps the desk hands on what somebody left
    behind, and reads none of it."""
    own_side(mediation, side)
    insist(_may_hand(mediation, side, by))
    if taker.staff_id == by.staff.pk:
        raise NotValid(_("交接要两个人。"), field="taker")
    if told_on > timezone.localdate():
        raise NotValid(_("请先告诉这一方，再交接。"), field="told_on")
    with acting(mediation, "case.see", "mediation.drawer_offered", _("交抽屉"), by=by):
        drawer = Drawer.objects.get(pk=side.pk)
        if drawer.handings.filter(taker=taker.staff, taken_at=None).exists():
            raise NotNow(_("已经交出，等对方接手。"))
        handing = DrawerHanding(drawer=drawer, giver=by.staff, taker=taker.staff, told_on=told_on)
        handing.offered_at = timezone.now()
        handing.save(force_insert=True)
    return handing


def _may_hand(mediation: Mediation, side: Side, by) -> str:
    """Whoever reads all of it; the desk only what nobody who mediates now can read."""
    first = Note.objects.filter(drawer=side.pk).order_by("at").values_list("at", flat=True).first()
    first = first or timezone.now()
    if mediates(mediation, by):
        drawer = Drawer.objects.select_related("side__mediation").get(pk=side.pk)
        return "" if reads_drawer(drawer, first, by) else _("您自己还没有接手这个抽屉，不能交给别人。")
    if not is_desk(mediation, by):
        return may_mediate(mediation, by)
    if mediation.assignments.filter(until=None, since__lte=first).exists():
        return _("承办的调解员还在，抽屉由本人交接。")
    return ""


def take_drawer(mediation: Mediation, *, handing: DrawerHanding, by) -> DrawerHanding:
    """接抽屉 — the second of the two; only whoever mediates now."""
    insist(may_mediate(mediation, by))
    if handing.taker_id != by.staff.pk or handing.drawer.side.mediation_id != mediation.pk:
        raise NotAllowed(_("这个抽屉不是交给您的。"))
    with acting(mediation, "mediation.mediate", "mediation.drawer_taken", _("接抽屉"), by=by):
        handing = DrawerHanding.objects.get(pk=handing.pk)
        if handing.taken_at:
            raise NotNow(_("已经接手了。"))
        handing.taken_at = timezone.now()
        handing.save(update_fields=["taken_at"])
    return handing


def _put(mediation: Mediation, side: Side, kind: str, text: str, by, session=None) -> Note:
    """Neither the words nor whose drawer it is go to the timeline."""
    if not text.strip() or len(text) > MOST_WORDS:
        raise NotValid(_("请写内容，最多%(most)s字。") % {"most": MOST_WORDS}, field="text")
    verb, label = EVENTS[Kind(kind)]
    with acting(mediation, "case.see", verb, label, by=by) as fresh:
        if side.mediation_id != fresh.pk or side.party.until:
            raise NotValid(_("这一方不在这件调解里。"), field="side")
        if fresh.status == Status.FILED:
            raise NotNow(_("卷宗已经归档，抽屉里不能再放。"))
        note = Note(drawer=Drawer.objects.get(pk=side.pk), kind=kind, at=timezone.now(), session=session)
        note.post, note.staff = by.post if by.staff else None, by.staff
        keyring.put(note.drawer, note, text=text.strip())
        note.save(force_insert=True)
    return note


EVENTS = {
    Kind.APART: ("mediation.note_kept", "记单独谈话"),
    Kind.MESSAGE: ("mediation.message", "给调解员留言"),
    Kind.ANSWER: ("mediation.answered", "回复留言"),
}


def _log(drawer: Drawer, by) -> None:
    side = drawer.side
    note_read(
        by=by,
        person_ids=[side.party.person_id],
        case_code=side.mediation.case.code,
        fields=("sealed",),
        purpose="P02" if by.staff else "",
    )
