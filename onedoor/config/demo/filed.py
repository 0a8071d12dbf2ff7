"""What the demo's mediations of the past have of the table at which they were mediated, and of the volume in which they lie:
one joint session with its record and everybody's hand; and, of those that are long over, the row of a volume that waits to be bound."""

from datetime import timedelta

from django.utils import timezone

from onedoor.config.demo.hands import stroke
from onedoor.kit import keyring
from onedoor.mediation.lifecycle import LIFECYCLE, Status
from onedoor.mediation.models import (
    Attendance,
    FollowUp,
    Record,
    RecordSignature,
    Session,
    Summons,
    Volume,
)
from onedoor.mediation.models.file import Kind
from onedoor.mediation.queries.sessions import Words
from onedoor.mediation.volume.keeping import kept_until, rule_for

# As the tables want it: what is signed comes before the hands under it.
SESSION_TABLES = (Session, Summons, Attendance, Record, RecordSignature)
PLACE, WORDS = "调解室（演示）", "（虚构）说了经过和自己的想法。"
# Closed as long ago as this, a volume lies in the archive; some weeks after the end it was put there.
LONG_OVER, LONG = timedelta(days=170), timedelta(minutes=90)
LACKS = "（虚构）当事人没有带身份证，复印件没有留。"
Hand = RecordSignature.Who


def sit(past, is_agreed: bool) -> None:
    """调解会 — arranged when somebody took the dispute, told to both sides, held, written down, read back and signed."""
    by, planned_at = past.by, past.events[-1].at + timedelta(minutes=20)
    begin = past.at.replace(minute=0, second=0, microsecond=0)
    begin = max(begin, planned_at + timedelta(minutes=30))
    told = {"mediation": past.row, "number": 1, "post": by.post, "staff": by.staff, "planned_at": planned_at}
    held = {"status": Session.Status.HELD, "held_at": begin, "starts_at": begin, "ends_at": begin + LONG}
    session = past.keep(Session(place=PLACE, **told, **held))
    past.say("mediation.session_planned", "安排调解会", by, at=planned_at, joint=True, number=1)
    reached = {"channel": Summons.Way.PHONE, "result": Summons.Result.REACHED, "tries": 1, "staff": by.staff}
    for side in past.sides:
        past.keep(Summons(session=session, side=side, told_at=planned_at, **reached))
        past.say("mediation.summoned", "登记通知", by, at=planned_at, number=1, reached=True)
        past.keep(Attendance(session=session, side=side))
    past.say("mediation.session_held", "开调解会", by, at=begin, number=1, present=len(past.sides))
    _write(past, session, is_agreed)
    past.at = past.events[-1].at + timedelta(minutes=5)


def _write(past, session: Session, is_agreed: bool) -> None:
    """The record, read back at the end of the session, with the hands of both sides and of whoever mediated."""
    at, by = session.ends_at, past.by
    result = Record.Result.AGREED if is_agreed else Record.Result.FAILED
    told = {"rights_told": True, "result": result, "staff": by.staff, "written_at": at, "read_back_at": at}
    record = Record(session=session, **told)
    record.key_sealed = keyring.fresh(record)
    words = Words({side.place: WORDS for side in past.sides}, outcome="（虚构）")
    keyring.put(record, record, words=words.packed())
    past.keep(record)
    past.say("mediation.recorded", "写调解记录", by, at=at, number=1)
    past.say("mediation.read_back", "宣读核对记录", by, at=at, number=1)
    hands = [{"who": Hand.SIDE, "side": side} for side in past.sides]
    for hand in [*hands, {"who": Hand.MEDIATOR, "staff": by.staff}]:
        row = RecordSignature(record=record, way=RecordSignature.Way.TABLET, at=at, **hand)
        row.drawn_sealed = keyring.sealed_bytes(record, row, "drawn", stroke())
        past.keep(row)
        past.say("mediation.record_signed", "在记录上签字", by, at=at, number=1)


def file(past, outcome: str) -> None:
    """立卷归档 — of those that are long over: by the desk, with the reason why one paper is not there."""
    closed = past.case.closed_at
    if closed is None or closed > past.stage.now - LONG_OVER:
        return
    past.at = closed
    past.wait(20, 50)
    at, rule = past.at, rule_for(past.row.type, False)
    told = {"mediation": past.row, "filed_at": at, "post": past.desk.post, "staff": past.desk.staff}
    missing = {"lacking": [str(Kind.IDENTITY.label)], "reason": LACKS}
    until = kept_until(rule, timezone.localdate(at))
    past.keep(Volume(**told, outcome=outcome, rule=rule.code, kept_until=until, **missing))
    past.row.status = Status.FILED
    past.given.until = past.part.until = at
    counted = {"lacking": 1, "visits_dropped": _drop(past, at)}
    past.say("mediation.filed", str(LIFECYCLE.moves["file"].label), past.desk, **counted)


def _drop(past, at) -> int:
    """What was planned for later is asked no more."""
    later = [one for one in past.made if isinstance(one, FollowUp) and (one.done_at or past.stage.now) > at]
    for one in later:
        one.done_at, one.staff, one.dropped_at = None, None, at
        one.way = one.answered = one.performed = one.content = ""
    return len(later)
