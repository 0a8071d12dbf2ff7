"""Writing the timeline. The case must be locked, so that events of one case have one order."""

import hashlib
import json
from datetime import UTC, datetime

from django.utils import timezone, translation

from onedoor.cases.models import Case, Event
from onedoor.cases.signals import events_recorded


def _digest(before: str, code: str, event: Event) -> str:
    """SHA-256 over the digest before and everything the row says; `label` too, since it is what people read."""
    at = event.at.astimezone(UTC).isoformat(timespec="microseconds")
    said = [before, code, event.seq, event.verb, event.label, at, event.staff_id, event.post_id]
    said += [event.about, event.note, event.facts]
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def draft(
    case: Case, verb: str, *, label, by, last: Event | None = None, about=None, note="", at=None, **facts
) -> Event:
    """An event that follows `last`, sealed and not yet written: for `record`, and for many cases at once.

    Of several claimants the one who speaks by a slip of their own stands in the facts: the others are told that
    somebody spoke, not what they said.
    """
    if party := by.party_in(case.pk):
        facts["party"] = str(party)
    # Frozen in Chinese, whatever language whoever acts reads the pages in.
    with translation.override("zh-hans"):
        label = str(label)
    event = Event(
        case_id=case.pk,
        seq=last.seq + 1 if last else 1,
        verb=verb,
        label=label,
        at=at or timezone.now(),
        staff_id=by.staff.pk if by.staff else None,
        post_id=by.post.pk,
        about=f"{about._meta.model_name}:{about.pk}" if about is not None else "case",
        note=note,
        facts=facts,
    )
    event.digest = _digest(last.digest if last else "", case.code, event)
    return event


def record(case: Case, verb: str, *, label, by, about=None, note="", **facts) -> Event:
    """记入时间线 — append an event and tell whoever reacts to it, in the same transaction."""
    last = case.events.order_by("-seq").first()
    event = draft(case, verb, label=label, by=by, last=last, about=about, note=note, **facts)
    event.save(force_insert=True)
    event.case = case
    events_recorded.send(Event, events=[event], by=by)
    return event


def first_break(code: str, events) -> int | None:
    """核验 — the seq of the first event that does not follow from the one before it; None when all do."""
    before = ""
    for place, event in enumerate(events, start=1):
        if event.seq != place or event.digest != _digest(before, code, event):
            return place
        before = event.digest
    return None


def is_intact(case: Case) -> bool:
    return first_break(case.code, case.events.order_by("seq")) is None


def broken_since(moment: datetime | None = None) -> list[tuple[str, int]]:
    """Codes and first broken seq of all cases whose chain does not hold; `moment` limits it to cases opened since."""
    events = Event.objects.select_related("case").only(
        *(
            "seq",
            "verb",
            "label",
            "at",
            "staff_id",
            "post_id",
            "about",
            "note",
            "facts",
            "digest",
            "case__code",
        )
    )
    if moment:
        events = events.filter(case__opened_at__gte=moment)
    broken: list[tuple[str, int]] = []
    chain: list[Event] = []
    code = None
    for event in events.order_by("case_id", "seq").iterator(5000):
        if event.case.code != code:
            _note_break(broken, code, chain)
            code, chain = event.case.code, []
        chain.append(event)
    _note_break(broken, code, chain)
    return broken


def _note_break(broken, code, chain) -> None:
    place = first_break(code, chain)
    if place is not None:
        broken.append((code, place))
