"""/api/v1/matters: taking in, listing, reading: the same actions as the pages."""

from hashlib import sha256
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import get_language, gettext_noop
from ninja import Header, Path, Query, Router, Status

from onedoor.api.intake import take_in
from onedoor.api.listing import Filters, matter_for, page_of, require_known
from onedoor.api.schemas import (
    BatchIn,
    BatchOut,
    ClockOut,
    EventOut,
    EventPage,
    MatterIn,
    MatterWhole,
    Page,
    RegisteredOut,
    Strict,
)
from onedoor.audit.actions import note_read
from onedoor.cases.queries import clocks_of
from onedoor.matters.models import Matter
from onedoor.matters.steps import open_steps

router = Router(tags=["事项"])
KEY = Header(
    alias="Idempotency-Key",
    description=gettext_noop("UUID；同一个键、同样的内容重发，得到第一次的回答，保留30天"),
)
CODE = Path(
    description=gettext_noop("案卷编号"), examples=["260302-000-0001"], pattern=r"^[0-9A-Za-z-]{1,20}$"
)
KNOWN = Header(
    "", alias="If-None-Match", description=gettext_noop("上次回答的 ETag；没有变化时答 304，不重复记查阅日志")
)


class Since(Strict):
    """从哪里接着看 — where to read on."""

    after: int = Query(0, ge=0, le=2_147_483_647, description=gettext_noop("已有的最后一个 seq"))
    limit: int = Query(100, ge=1, le=100, description=gettext_noop("每页条数"))


@router.post(
    "", response={201: RegisteredOut}, summary=gettext_noop("登记一件诉求"), operation_id="matters_register"
)
def register(request, body: MatterIn, key: UUID = KEY):
    """每件诉求都先登记；同一个 Idempotency-Key 只登记一次 — every request is registered first, once a key."""
    return Status(201, take_in(key, [body], by=request.actor)[0])


@router.post(
    "/batch",
    response={201: BatchOut},
    summary=gettext_noop("登记一批诉求（至多100件）"),
    operation_id="matters_register_batch",
)
def register_batch(request, body: BatchIn, key: UUID = KEY):
    """要么全部登记，要么一件也不登记；回执按发送的次序 — all of them or none; receipts in the order sent."""
    return Status(201, BatchOut(matters=take_in(key, body.matters, by=request.actor)))


@router.get("", response=Page, summary=gettext_noop("本岗位范围内的事项"), operation_id="matters_list")
def page(request, filters: Query[Filters]):
    """新的在前；没有个人信息 — the newest first; nothing about persons."""
    require_known(request.GET, filters)
    found, more = page_of(request.actor, filters)
    return {"matters": [row(m, request.actor) for m in found], "next": more}


@router.get(
    "/{code}",
    response={200: MatterWhole, 304: None},
    summary=gettext_noop("一件事项"),
    operation_id="matters_read",
)
def read(request, response: HttpResponse, code: str = CODE, known: str = KNOWN):
    """内容里可能有个人信息，因此先记入查阅日志；带 If-None-Match 时，没有变化就答 304 — words may tell of persons,
    so the look is logged before it leaves; with If-None-Match an unchanged matter is neither sent nor logged."""
    matter = matter_for(request.actor, code)
    mark = _mark(matter, request.actor)
    if mark in [one.strip().removeprefix("W/") for one in known.split(",")]:
        return HttpResponse(status=304, headers={"ETag": mark})
    _note_words_read(matter, request.actor)
    response["ETag"] = mark
    return _whole(matter, request.actor)


@router.get(
    "/{code}/events", response=EventPage, summary=gettext_noop("时间线"), operation_id="matters_events"
)
def events(request, query: Query[Since], code: str = CODE):
    """某个序号之后的记录；有 next 就接着取，以后用最后的 seq 再问 — what has happened after a number; ask on with
    `next`, and later with the last `seq`."""
    require_known(request.GET, query)
    matter = matter_for(request.actor, code)
    found = list(_events(matter).filter(seq__gt=query.after)[: query.limit + 1])
    shown = found[: query.limit]
    if shown:
        _note_words_read(matter, request.actor)
    return {"events": [_event(e) for e in shown], "next": shown[-1].seq if len(found) > query.limit else None}


def _note_words_read(matter, actor) -> None:
    persons = matter.case.parties.values_list("person_id", flat=True)
    note_read(by=actor, person_ids=persons, case_code=matter.case.code, fields=("text",))


def _mark(matter: Matter, actor) -> str:
    """Another one whenever anything that `_whole` tells may have changed: events, clocks, the post, the language."""
    last = matter.case.events.order_by("-seq").values_list("seq", flat=True).first()
    clocks = list(matter.case.deadlines.order_by("pk").values_list("due_at", "state", "provisional"))
    told = repr((last, clocks, actor.post.pk, get_language()))
    return f'"{sha256(told.encode()).hexdigest()[:24]}"'


def _whole(matter: Matter, actor) -> dict:
    return {
        **row(matter, actor),
        "steps": [name.strip("_") for name in open_steps(matter, actor)],
        "body": matter.body,
        "address": matter.address,
        "result": matter.result,
        "reply": matter.reply,
        "outcome": matter.outcome,
        "is_solved": matter.is_solved,
        "stars": matter.stars,
        "clocks": [_clock(face) for face in clocks_of(matter.case)],
        "events": [_event(event) for event in _events(matter)],
    }


def _events(matter: Matter):
    return matter.case.events.select_related("post__org").order_by("seq")


def _event(event) -> EventOut:
    return EventOut(
        seq=event.seq,
        verb=event.verb,
        label=event.label,
        at=event.at,
        org=event.post.org.name,
        note=event.note,
    )


def _clock(face) -> ClockOut:
    clock = face.clock
    return ClockOut(
        kind=clock.kind,
        label=clock.label,
        state=clock.state,
        started_at=clock.started_at,
        due_at=clock.due_at,
        provisional=clock.provisional,
        basis=clock.basis,
        explanation=face.why.sentence,
    )


def row(matter: Matter, actor) -> dict:
    """One matter as a list shows it."""
    case = matter.case
    return {
        "code": case.code,
        "title": case.title,
        "kind": matter.kind,
        "category": matter.category and matter.category.code,
        "source": matter.source,
        "source_ref": matter.source_ref if matter.source_name == actor.post.org.code else "",
        "status": matter.status,
        "region": case.region.code,
        "desk": matter.desk.code,
        "lead": matter.lead and matter.lead.code,
        "opened_at": case.opened_at,
        "closed_at": case.closed_at,
        "due_at": case.due_at,
    }
