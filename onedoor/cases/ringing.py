"""到点响铃 — what clocks that ring leave on the timelines, in the transaction they ring in: no ring is lost, none comes twice."""

from django.db import transaction

from onedoor.cases import clocks
from onedoor.cases.models import Deadline, Event
from onedoor.cases.signals import events_recorded
from onedoor.cases.timeline import draft
from onedoor.kit import rows

# Frozen in Chinese on the timeline, as every label there.
LABELS = {"deadline.near": "即将到期", "deadline.missed": "已超期", "deadline.passed": "期满"}


def ring_all(*, by, now=None, batch: int = 1000) -> int:
    """Ring until nothing is left to ring; how many did."""
    count = 0
    while rung := _ring_batch(by, now, batch):
        count += rung
    return count


@transaction.atomic
def _ring_batch(by, now, batch) -> int:
    rung = clocks.ring(now, batch)
    last = _last_events([clock.case_id for clock, _verb in rung])
    events = []
    for clock, verb in rung:
        event = _event(clock, verb, last.get(clock.case_id), by, now)
        last[clock.case_id] = event
        events.append(event)
    if events:
        rows.insert(events)
    for (clock, _verb), event in zip(rung, events, strict=True):
        event.case = clock.case
    events_recorded.send(Event, events=events, by=by)
    return len(rung)


def _last_events(case_ids) -> dict:
    events = Event.objects.filter(case__in=case_ids).order_by("case", "-seq").distinct("case")
    return {event.case_id: event for event in events}


def _event(clock: Deadline, verb: str, last: Event | None, by, now) -> Event:
    facts = {"kind": clock.kind, "due_at": clock.due_at.isoformat(), "org": clock.org_id}
    label, note = LABELS[verb], clock.label
    return draft(clock.case, verb, label=label, by=by, last=last, about=clock, note=note, at=now, **facts)
