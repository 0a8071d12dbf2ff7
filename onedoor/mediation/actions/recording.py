"""调解记录 — written while it is said, read back, and signed: on the screen, on paper, or with the refusal noted."""

from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.cases.moving import acting
from onedoor.kit import keyring
from onedoor.kit.problems import NotFound, NotNow, NotValid
from onedoor.mediation.hands import drawn_in
from onedoor.mediation.models import File, Mediation, Record, RecordSignature, Session, Side
from onedoor.mediation.queries.sessions import Words, unsigned, words_of
from onedoor.mediation.queries.signing import refuses_signer
from onedoor.mediation.reading import note_seen
from onedoor.mediation.standing import insist, may_mediate, may_read_record
from onedoor.mediation.stored import write_file

VERB = "mediation.mediate"
Who, Way = RecordSignature.Who, RecordSignature.Way


def write_record(
    mediation: Mediation, *, session: Session, words: Words, rights_told=False, result="", next_at=None, by
) -> Record:
    """写调解记录 — as often as needed until it was read back. Of a session with one side alone nothing stands here."""
    insist(may_mediate(mediation, by))
    with acting(
        mediation, VERB, "mediation.recorded", _("写调解记录"), by=by, number=session.number
    ) as fresh:
        record = _record_of(fresh, session) or _new(session, by)
        _be_unread(record)
        keyring.put(record, record, words=words.packed())
        record.rights_told, record.result, record.next_at = rights_told, result, next_at
        record.written_at, record.staff = timezone.now(), by.staff
        record.save()
    return record


def read_back(mediation: Mediation, *, session: Session, by) -> Record:
    """宣读核对 — read to everybody, or by everybody; from now on no word of it changes."""
    insist(may_mediate(mediation, by))
    with acting(
        mediation, VERB, "mediation.read_back", _("宣读核对记录"), by=by, number=session.number
    ) as fresh:
        record = _written(fresh, session)
        _be_unread(record)
        if not record.rights_told:
            raise NotNow(_("记录里还没有写告知权利义务、询问回避。"))
        words = words_of(record)
        silent = [side for side in fresh.sides.current() if not words.statements.get(side.place, "").strip()]
        if silent or not record.result:
            raise NotNow(_("记录还没有写完：各方的陈述和这次的结果都要写。"))
        record.read_back_at = timezone.now()
        record.save(update_fields=["read_back_at"])
    return record


def sign(
    mediation: Mediation, *, session: Session, side=None, representative=None, drawn: str, by
) -> RecordSignature:
    """在屏幕上签字 — a side by its own hand or who speaks for it; without a side whoever mediates."""
    insist(may_mediate(mediation, by))
    content = drawn_in(drawn)
    with acting(
        mediation, VERB, "mediation.record_signed", _("在记录上签字"), by=by, number=session.number
    ) as fresh:
        record = _to_sign(fresh, session, side)
        _insist_own_hand(side, representative)
        row = _row(record, side, by, way=Way.TABLET, representative=representative)
        row.drawn_sealed = keyring.sealed_bytes(record, row, "drawn", content)
        row.save(force_insert=True)
    return row


def sign_on_paper(mediation: Mediation, *, session: Session, sides: list[Side], upload, by) -> File:
    """收存签字的记录 — signed on paper and scanned in; the scan is the volume's, and stands for everybody named."""
    insist(may_mediate(mediation, by))
    with acting(
        mediation, VERB, "mediation.record_scanned", _("收存签字的记录"), by=by, number=session.number
    ) as fresh:
        records = [_to_sign(fresh, session, side) for side in sides]
        if not records:
            raise NotValid(_("请选在纸上签了字的各方。"), field="sides")
        name = _("调解记录（第%(number)s次）") % {"number": session.number}
        file = write_file(fresh, upload, kind=File.Kind.RECORD, by=by, name=name, session=session)
        for side in sides:
            _row(records[0], side, by, way=Way.PAPER, file=file).save(force_insert=True)
        if not records[0].signatures.filter(who=Who.MEDIATOR, staff=by.staff).exists():
            _row(records[0], None, by, way=Way.PAPER, file=file).save(force_insert=True)
    return file


def refuse_to_sign(mediation: Mediation, *, session: Session, side: Side, by) -> RecordSignature:
    """记明拒绝签字 — nobody is made to sign; that they would not is written down."""
    insist(may_mediate(mediation, by))
    with acting(
        mediation, VERB, "mediation.not_signed", _("记明拒绝签字"), by=by, number=session.number
    ) as fresh:
        row = _row(_to_sign(fresh, session, side), side, by, way=Way.REFUSED)
        row.save(force_insert=True)
    return row


def open_record(session: Session, *, by) -> Words:
    """打开调解记录 — what all sides share; logged before it leaves."""
    mediation = session.mediation
    insist(may_read_record(session, by))
    record = _written(mediation, session)
    note_seen(mediation, by=by, fields=("sealed",))
    return words_of(record)


def drawn_of(signature: RecordSignature, *, by) -> bytes:
    """看签字 — the picture of a hand, for whoever reads the record; logged first."""
    session = signature.record.session
    insist(may_read_record(session, by))
    if not signature.drawn_sealed:
        raise NotFound(_("这个签字没有笔迹。"))
    note_seen(session.mediation, by=by, fields=("sealed",))
    return keyring.opened_bytes(signature.record, signature, "drawn", bytes(signature.drawn_sealed))


def _record_of(mediation: Mediation, session: Session) -> Record | None:
    held = mediation.sessions.filter(pk=session.pk, side=None, status=Session.Status.HELD)
    if not held.exists():
        raise NotNow(_("各方到场、开了会，才写调解记录；单独谈话的内容写进这一方的抽屉。"))
    return Record.objects.filter(session=session).first()


def _new(session: Session, by) -> Record:
    record = Record(session=session, staff=by.staff, written_at=timezone.now())
    record.key_sealed = keyring.fresh(record)
    return record


def _written(mediation: Mediation, session: Session) -> Record:
    record = Record.objects.filter(session=session, session__mediation=mediation).first()
    if record is None:
        raise NotNow(_("这次调解会还没有写记录。"))
    record.session = session
    return record


def _be_unread(record: Record) -> None:
    if record.read_back_at:
        raise NotNow(_("记录已经宣读核对，不能再改；有补充的，写进下一次的记录。"))


def _to_sign(mediation: Mediation, session: Session, side: Side | None) -> Record:
    record = _written(mediation, session)
    record.session.mediation = mediation
    if record.read_back_at is None:
        raise NotNow(_("请先宣读核对，再签字。"))
    if side is not None and side.pk not in {one.pk for one in unsigned(record)}:
        raise NotNow(_("这一方已经签过字，或者已经记明拒绝签字。"))
    return record


def _insist_own_hand(side: Side | None, representative) -> None:
    """A side's own hand, or theirs who may settle for it: the same as under an agreement."""
    if side is None and representative is not None:
        raise NotValid(_("调解员本人签字，不由代理人签。"), field="representative")
    if side is not None and (refusal := refuses_signer(side, representative)):
        raise NotValid(refusal, field="representative")


def _row(record: Record, side: Side | None, by, **more) -> RecordSignature:
    who = {"who": Who.SIDE, "side": side} if side else {"who": Who.MEDIATOR, "staff": by.staff}
    if side is None and record.signatures.filter(who=Who.MEDIATOR, staff=by.staff).exists():
        raise NotNow(_("您已经在这份记录上签过字。"))
    return RecordSignature(record=record, at=timezone.now(), **who, **more)
