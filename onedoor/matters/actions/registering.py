"""登记 — taking in one request or a hundred: the same rule, the same rows, the same single statement."""

from collections.abc import Callable
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from onedoor.cases import clocks
from onedoor.cases.clocks import Limit
from onedoor.cases.models import Deadline, Event, Link, Party, Slip
from onedoor.cases.opening import draft_cases, give_pin
from onedoor.cases.receipts import once
from onedoor.cases.signals import events_recorded
from onedoor.cases.slips import held, slip_of, use_up
from onedoor.kit import rows
from onedoor.kit.keys import uuid7
from onedoor.matters.actions.taking_up import take_up
from onedoor.matters.drafts import (
    Desks,
    Draft,
    Registered,
    matter_of,
    registered_event,
    secrecy_of,
    sources_of,
)
from onedoor.matters.limits import NOTIFY, REVIEW
from onedoor.matters.models import Matter
from onedoor.persons.models import Person
from onedoor.places.locating import grids_of


def register(draft: Draft, *, by) -> Registered:
    """登记 — take down a request. Everything that comes through the door is registered first (信访工作条例 §22)."""
    return register_many([draft], by=by)[0]


def register_once(key: UUID, draft: Draft, *, by, person: Callable[[], Person] | None = None) -> Registered:
    """登记一次 — the same key and the same words are one matter; `person` is entered the first time only."""

    def make():
        draft.person = person() if person else draft.person
        return [draft]

    return register_many_once(key, make, said=draft.said(), by=by)[0]


def register_many_once(key: UUID, make: Callable[[], list[Draft]], *, said, by) -> list[Registered]:
    """批量登记一次 — a repeated batch makes and writes nothing and is given the first one's answer."""
    done = []

    def do():
        done.extend(register_many(make(), by=by, seed=str(key)))
        return {"cases": [str(item.matter.case_id) for item in done]}

    answer, is_new = once(key, said, do, by=by)
    return done if is_new else _again(answer["cases"], str(key))


def _again(case_ids: list[str], seed: str) -> list[Registered]:
    """What was registered with this key before. The PIN is the same, unless a new one has been given out since."""
    found = Matter.objects.select_related("case__region", "desk", "category").in_bulk(
        case_ids, field_name="case_id"
    )
    again = []
    for n, case_id in enumerate(case_ids):
        matter = found[UUID(case_id)]
        kept = matter.case.pin_digest
        slip = slip_of(matter.case_id)
        pin = give_pin(matter.case, _seed(slip, seed, n))
        again.append(Registered(matter, pin if kept == matter.case.pin_digest else ""))
        matter.case.pin_digest = kept
    return again


@transaction.atomic(savepoint=False)
def register_many(drafts: list[Draft], *, by, seed: str = "") -> list[Registered]:
    """批量登记 — take down many requests at once: all of them or none.

    Whoever holds a slip with which a case was opened already comes alone: the matter is taken up on that case.
    """
    for draft in drafts:
        # Locked: two desks may be shown the same slip.
        draft.slip = draft.slip and held(draft.slip.code)
    if len(drafts) == 1 and drafts[0].slip and drafts[0].slip.case:
        return [take_up(drafts[0].slip.case, drafts[0], by=by)]
    now, desks = timezone.now(), Desks(by)
    located = grids_of([(d.point, d.address, d.community) for d in drafts])
    titled = [(d.title, place.region, secrecy_of(d)) for d, place in zip(drafts, located, strict=True)]
    cases = draft_cases(titled, by=by, at=now, slips=[d.slip for d in drafts])
    pins = [
        give_pin(case, _seed(d.slip, seed, n)) for n, (case, d) in enumerate(zip(cases, drafts, strict=True))
    ]
    matters = [
        matter_of(d, case, place, desks, now) for d, case, place in zip(drafts, cases, located, strict=True)
    ]
    events = [
        registered_event(matter, draft, by=by, at=now) for matter, draft in zip(matters, drafts, strict=True)
    ]
    deadlines = _first_clocks(matters, now)
    parties = [Party(case=m.case, person=d.person) for m, d in zip(matters, drafts, strict=True) if d.person]
    parts = sources_of(cases, by, now)
    rows.insert(cases, matters, parties, parts, events, deadlines, _links(matters, now))
    if used := {d.slip: case for d, case in zip(drafts, cases, strict=True) if d.slip}:
        use_up(used)
    for event, case in zip(events, cases, strict=True):
        event.case = case
    # Of a part they are told with the whole. In memory alone: who came stands in no fact.
    told = {
        event.pk: None if draft.part_of else draft.person for event, draft in zip(events, drafts, strict=True)
    }
    events_recorded.send(Event, events=events, by=by, newcomers=told)
    return [Registered(matter, pin) for matter, pin in zip(matters, pins, strict=True)]


def _seed(slip: Slip | None, seed: str, number: int) -> str:
    """What the PIN follows from: the slip in the visitor's hand, else the sender's key, else nothing."""
    return str(slip.seed) if slip else seed and f"{seed}|{number}"


def _first_clocks(matters, now) -> list[Deadline]:
    """Those of one batch begin together and are due together: counted once a limit."""
    counted: dict[Limit, Deadline] = {}
    started = []
    for matter in matters:
        case, limit = matter.case, REVIEW if matter.review_of_id else NOTIFY
        if limit not in counted:
            counted[limit] = clocks.prepared(case, limit, at=now)
        clock = rows.twin(counted[limit], id=uuid7(), case=case)
        clocks.show_due(case, clock)
        started.append(clock)
    return started


def _links(matters, now) -> list[Link]:
    reviews = [(Link.Kind.REVIEW, m, m.review_of) for m in matters if m.review_of_id]
    parts = [(Link.Kind.PART, m, m.part_of) for m in matters if m.part_of_id]
    return [Link(kind=kind, case=m.case, other=of.case, at=now) for kind, m, of in (*reviews, *parts)]


def open_review(matter: Matter, *, by) -> Registered:
    """复查 — the level above looks at a finished matter again, as a matter of its own (信访工作条例 §35)."""
    case = matter.case
    draft = Draft(
        title=f"复查：{case.title}"[:100],
        body=matter.body,
        source=Matter.Source.REVIEW,
        kind=matter.kind,
        category=matter.category,
        address=matter.address,
        point=(matter.lon, matter.lat) if matter.lon is not None and matter.lat is not None else None,
        community=case.region,
        secrecy=case.secrecy,
        desk=matter.desk.parent or matter.desk,
        review_of=matter,
        facts={"review_of": case.code},
    )
    parties = case.parties.current().select_related("person")
    # Of several it is whoever asked for it by a slip of their own.
    asker = parties.filter(pk=by.party_in(case.pk)) if by.party_in(case.pk) else parties.filter(since=None)
    party = asker.first()
    draft.person = party.person if party else None
    return register(draft, by=by)
