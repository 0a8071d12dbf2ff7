"""The page of one whistle: the board of units, the log of the hours, what is owed, how far it has come."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from onedoor.cases import owing as owed
from onedoor.cases.explaining import ClockState, due_state
from onedoor.cases.models import Event
from onedoor.cases.queries import place_of
from onedoor.posts.models import Org
from onedoor.whistles.models import Call, LogEntry, Whistle
from onedoor.worktime import counting

# What of the case's timeline belongs to the log of a whistle besides its own lines.
# Labels are frozen in Chinese; for who reads English they are said anew. Those that no step goes by:
LABELS = (
    gettext_noop("突发事件立案"),
    gettext_noop("下达任务"),
    gettext_noop("完成任务"),
    gettext_noop("免除任务"),
)
BESIDES = ("duty.given", "duty.done", "duty.waived")


@dataclass(frozen=True)
class Seat:
    """One unit called, as the board shows it: a word, a colour, and its clock while it owes an answer."""

    call: Call
    words: str
    tone: str
    clock: ClockState | None


@dataclass(frozen=True)
class HourLine:
    """One line of the log of the hours."""

    at: datetime
    kind: str
    title: str
    who: str
    words: str
    to: str


def board_of(whistle: Whistle, now: datetime | None = None) -> list[Seat]:
    """The units: who owes a word first, then who is on the way, who is there, who need not come."""
    now, table = now or timezone.now(), counting.table()
    seats = [_seat(whistle, call, now, table) for call in whistle.calls.all()]
    order = ("no", "decide", "wait", "work", "good", "plain")
    return sorted(seats, key=lambda seat: order.index(seat.tone))


def _seat(whistle, call: Call, now, table) -> Seat:
    waits = call.is_waiting and whistle.is_going_on
    clock = due_state(call.due_at, now, table, unit=whistle.unit) if waits else None
    if call.arrived_at:
        return Seat(call, _("已到场"), "good", None)
    if not call.is_expected:
        return Seat(call, _("准予不到"), "plain", None)
    if call.is_to_decide:
        return Seat(call, _("不能到场，待决定"), "decide", None)
    if call.answer == Call.Answer.COMING:
        return Seat(call, _("正在赶来"), "work", None)
    if not waits:
        return Seat(call, _("没有答复"), "plain", None)
    if call.late_at or (clock and clock.colour == "late"):
        return Seat(call, _("超时未答复"), "no", clock)
    return Seat(call, _("等待答复"), "wait", clock)


def tallies(whistle: Whistle) -> dict[str, int]:
    """How many were called, have answered, are there, were late."""
    calls = list(whistle.calls.all())
    return {
        "called": len(calls),
        "answered": sum(1 for call in calls if not call.is_waiting),
        "arrived": sum(1 for call in calls if call.arrived_at),
        "late": sum(1 for call in calls if call.late_at),
    }


def hours_of(whistle: Whistle) -> list[HourLine]:
    """The log of the hours, the last line first: what people wrote, and what the whistle's own steps left behind."""
    written = whistle.entries.select_related("post__org", "staff", "to")
    lines = [
        HourLine(
            entry.at,
            entry.kind,
            entry.get_kind_display(),
            _who(entry),
            entry.words,
            entry.to.name if entry.to else "",
        )
        for entry in written
    ]
    events = list(_steps_of(whistle).select_related("post__org", "staff"))
    names = _names(events)
    lines += [_of_event(event, names) for event in events]
    return sorted(lines, key=lambda line: line.at, reverse=True)


def _steps_of(whistle: Whistle):
    """Its own events, and those of its case's duties since it was blown."""
    events = Event.objects.filter(case=whistle.case_id, at__gte=whistle.blown_at)
    own = events.filter(about=f"whistle:{whistle.pk}").exclude(verb="whistle.logged")
    return (own | events.filter(verb__in=BESIDES)).order_by("seq")


def _names(events) -> dict[str, str]:
    """Names of the units that facts mention: most by code, duties by key."""
    codes = {code for event in events for code in _mentioned(event)}
    return dict(Org.objects.filter(code__in=codes).values_list("code", "name")) if codes else {}


def _mentioned(event: Event) -> list[str]:
    said = [event.facts.get("org"), event.facts.get("of")]
    return [code for code in said if isinstance(code, str)] + list(event.facts.get("units", ()))


def _of_event(event: Event, names: dict[str, str]) -> HourLine:
    to = _("、").join(names[code] for code in _mentioned(event) if code in names)
    if event.verb == "whistle.answered":
        answer = Call.Answer(event.facts["answer"]).label
        return HourLine(event.at, "answer", str(answer), _who(event), event.note, "")
    if event.verb == "whistle.late":
        return HourLine(event.at, "late", _("应哨超时"), "", "", to)
    return HourLine(event.at, "step", _(event.label), _who(event), event.note, to)


def _who(written: Event | LogEntry) -> str:
    """Unit and person: the record says who took the step, not how often anybody does."""
    org = written.post.org.name
    return f"{org} {written.staff}" if written.staff else org


def stamp_of(whistle: Whistle, now: datetime) -> str:
    """Changes when anything was written on the case, and with every minute that clocks show."""
    last = Event.objects.filter(case=whistle.case_id).order_by("-seq").values_list("seq", flat=True).first()
    return f"{last or 0}.{int(now.timestamp()) // 60}"


def file_of(whistle: Whistle, now: datetime | None = None) -> dict:
    """What the page and the report show, by the names their templates use."""
    now = now or timezone.now()
    duties = whistle.case.duties.select_related("org", "giver", "clock").order_by("number")
    return {
        "whistle": whistle,
        "case": whistle.case,
        "where": place_of(whistle.case.region_id),
        "seats": board_of(whistle, now),
        "tallies": tallies(whistle),
        "hours": hours_of(whistle),
        "lines": owed.lines(duties, now),
        "ratings": list(whistle.ratings.all()),
        "stamp": stamp_of(whistle, now),
    }
