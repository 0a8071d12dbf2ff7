"""From the tables of the sessions to their records: of joint sessions alone. What a side said apart stands in no paper."""

import json

from django.db.models import Prefetch

from onedoor.kit import keyring
from onedoor.mediation.asked_once import once
from onedoor.mediation.models import Attendance, Mediation, Record, RecordSignature, Session
from onedoor.mediation.models.file import Kind
from onedoor.mediation.papers import working
from onedoor.mediation.papers.said import said_day, said_span, said_time

WAYS = RecordSignature.Way


def records_of(mediation: Mediation) -> list[Record]:
    """Of the joint sessions that were held, in their order."""
    rows = Record.objects.filter(session__mediation=mediation, session__side=None)
    present = Prefetch("session__attendances", Attendance.objects.select_related("representative__person"))
    held = rows.filter(session__status=Session.Status.HELD).order_by("session__starts_at")
    told = held.select_related("session__room__centre", "staff").prefetch_related("signatures", present)
    return once(mediation, "records", lambda: list(told))


def is_signed(record: Record) -> bool:
    """Read back, and every side that came signed, on a tablet or on paper, or its refusal is written down."""
    came = {one.side_id for one in record.session.attendances.all()}
    signed = {one.side_id for one in record.signatures.all() if one.who == RecordSignature.Who.SIDE}
    return record.read_back_at is not None and bool(came) and came <= signed


def signed_records(mediation: Mediation) -> set[str]:
    records = records_of(mediation)
    return {Kind.RECORD} if records and all(map(is_signed, records)) else set()


def record(told):
    """One for each joint session."""
    return [_record(told, one) for one in records_of(told.mediation)]


def _record(told, one: Record) -> working.Record:
    words = _words(told, one)
    standings = {
        str(side.place): f"{told.party(side).standing}{told.party(side).name}" for side in told.sides
    }
    said = words.get("statements") or {}
    session = one.session
    return working.Record(
        **told.common,
        recorder=one.staff.name,
        at=said_span(session.starts_at, session.ends_at),
        place=session.where,
        subject=str(told.mediation.kind_of_dispute.name),
        present=_present(told, session),
        others="、".join(filter(None, [words.get("others", ""), _guests(session)])),
        statements=tuple((standings.get(str(place), ""), text) for place, text in said.items()),
        checked=words.get("checked", ""),
        warned=words.get("warned", ""),
        outcome=_outcome(one, words),
        signed=_signed(told, one),
        of=("session", session.pk),
        day=said_day(one.read_back_at or one.written_at),
    )


def _words(told, one: Record) -> dict:
    """Opened only for whoever makes the papers: with masked names nothing is opened."""
    if told.by is None or not one.words_sealed:
        return {}
    return json.loads(keyring.read(one, one, "words"))


def _outcome(one: Record, words: dict) -> str:
    again = f"下次调解时间：{said_time(one.next_at)}" if one.next_at else ""
    return "\n".join(filter(None, [str(one.get_result_display()), words.get("outcome", ""), again]))


def _present(told, session) -> str:
    names = {side.pk: told.party(side).name for side in told.sides}
    came = [
        names.get(one.side_id, "")
        if one.representative is None
        else f"{names.get(one.side_id, '')}的代理人{told.field(one.representative.person, 'name')}"
        for one in session.attendances.all()
    ]
    return "、".join(filter(None, came))


def _guests(session) -> str:
    asked = session.guests.select_related("staff", "post__org")
    return "、".join(f"{one.post.org}{one.staff.name}" for one in asked)


def _signed(told, one: Record) -> tuple[tuple[str, str], ...]:
    """Of each side: how it signed, if not with a pen on this sheet, and when."""
    words = {
        WAYS.TABLET: "在屏幕上签字",
        WAYS.PAPER: "在纸上签字，见扫描件",
        WAYS.REFUSED: "拒绝签字，已注明",
    }
    hands = {hand.side_id: (words[WAYS(hand.way)], said_day(hand.at)) for hand in one.signatures.all()}
    return tuple(hands.get(side.pk, ("", "")) for side in told.sides)


def process_of(told) -> str:
    """What was done at one table, for the report of closing; who was talked to alone, and how often, stands nowhere."""
    days = [said_day(one.session.starts_at) for one in records_of(told.mediation)]
    return f"各方一起调解{len(days)}次：{'、'.join(days)}。" if days else ""


GATHER = {Kind.RECORD: record}
