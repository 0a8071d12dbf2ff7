"""/api/v1/matters: taking in, listing, reading, and taking steps: the same actions as the pages."""

from uuid import UUID

from django.utils.translation import gettext as _
from ninja import Header, Query, Router, Schema, Status

from onedoor.api.bodies import body_of, form_data
from onedoor.api.intake import drafts_of, receipt
from onedoor.api.schemas import BatchIn, BatchOut, ClockOut, EventOut, MatterIn, MatterOut, MatterWhole, Page, RegisteredOut
from onedoor.audit.actions import note_read
from onedoor.cases.access import cases_for
from onedoor.cases.explaining import explain
from onedoor.cases.receipts import once
from onedoor.kit.problems import NotFound, NotValid
from onedoor.matters import actions
from onedoor.matters.lifecycle import Status as MatterStatus
from onedoor.matters.models import Matter
from onedoor.matters.steps import STEPS, open_steps

router = Router(tags=["事项"])
PAGE = 50
KEY = Header(alias="Idempotency-Key", description="UUID；同一个键重发，得到第一次的回答")


class Filters(Schema):
    """列表筛选."""

    after: str | None = Query(None, description="上一页的 next")
    status: MatterStatus | None = None
    limit: int = Query(PAGE, ge=1, le=100)


def _matters(actor):
    return Matter.objects.filter(case__in=cases_for(actor)).for_rows()


def _matter(actor, code: str) -> Matter:
    found = _matters(actor).filter(case__code=code).first()
    if found is None:
        raise NotFound(_("没有这件事项，或不在本岗位的范围内。"))
    return found


def _row(matter: Matter, steps=()) -> dict:
    case = matter.case
    return {
        "code": case.code,
        "title": case.title,
        "kind": matter.kind,
        "category": matter.category and matter.category.code,
        "source": matter.source,
        "status": matter.status,
        "region": case.region.code,
        "desk": matter.desk.code,
        "lead": matter.lead and matter.lead.code,
        "opened_at": case.opened_at,
        "closed_at": case.closed_at,
        "due_at": case.due_at,
        "steps": list(steps),
    }


@router.post("", response={201: RegisteredOut}, summary="登记一件诉求")
def register(request, body: MatterIn, key: UUID = KEY):
    """登记 — 每件诉求都先登记；同一个 Idempotency-Key 只登记一次。"""
    return Status(201, _taken_in(request.actor, key, [body])[0])


@router.post("/batch", response={201: BatchOut}, summary="登记一批诉求（至多100件）")
def register_batch(request, body: BatchIn, key: UUID = KEY):
    """批量登记 — 要么全部登记，要么一件也不登记。"""
    return Status(201, BatchOut(matters=_taken_in(request.actor, key, body.matters)))


def _taken_in(actor, key, sent) -> list[RegisteredOut]:
    said = [one.dict(exclude={"applicant"}) for one in sent]
    done = actions.register_many_once(key, lambda: drafts_of(sent, by=actor), said=said, by=actor)
    return [receipt(one) for one in done]


@router.get("", response=Page, summary="本岗位范围内的事项")
def page(request, filters: Query[Filters]):
    """列表 — 新的在前；没有个人信息。"""
    rows = _matters(request.actor).order_by("-case_id")
    if filters.status:
        rows = rows.filter(status=filters.status)
    if filters.after:
        rows = rows.filter(case_id__lt=_matter(request.actor, filters.after).case_id)
    found = list(rows[: filters.limit + 1])
    shown = found[: filters.limit]
    more = shown[-1].case.code if len(found) > filters.limit else None
    return {"matters": [_row(m) for m in shown], "next": more}


@router.get("/{code}", response=MatterWhole, summary="一件事项")
def read(request, code: str):
    """查看 — 内容里可能有个人信息，因此先记入查阅日志。"""
    matter = _matter(request.actor, code)
    note_read(by=request.actor, person_ids=_persons(matter), case_code=code, fields=("text",))
    return _whole(matter, request.actor)


def _persons(matter):
    return matter.case.parties.values_list("person_id", flat=True)


def _whole(matter, actor) -> dict:
    clocks = matter.case.deadlines.prefetch_related("changes").order_by("started_at")
    events = matter.case.events.select_related("post__org").order_by("seq")
    return {
        **_row(matter, open_steps(matter, actor)),
        "body": matter.body,
        "address": matter.address,
        "result": matter.result,
        "reply": matter.reply,
        "outcome": matter.outcome,
        "is_solved": matter.is_solved,
        "stars": matter.stars,
        "clocks": [_clock(clock) for clock in clocks],
        "events": [EventOut(org=e.post.org.name, seq=e.seq, verb=e.verb, label=e.label, at=e.at, note=e.note) for e in events],
    }


def _clock(clock) -> ClockOut:
    return ClockOut(
        kind=clock.kind,
        state=clock.state,
        started_at=clock.started_at,
        due_at=clock.due_at,
        provisional=clock.provisional,
        basis=clock.basis,
        explanation=explain(clock).sentence,
    )


def _take(request, code: str, name: str, key: UUID, sent: dict) -> dict:
    """One step by one key: the form checks, the action does, the answer is kept for a repeat."""
    matter, step = _matter(request.actor, code), STEPS[name]

    def do():
        form = step.form(form_data(step, sent), matter=matter, actor=request.actor)
        if not form.is_valid():
            raise NotValid(_("请求的内容不合规，见各字段说明。"), fields=form.errors.get_json_data())
        done = step.action(matter, by=request.actor, **form.cleaned_data)
        return {"code": code, "status": done.status}

    return once(key, [code, name, sent], do, by=request.actor)[0]


class StepOut(Schema):
    """步骤结果."""

    code: str
    status: str


def _route(name: str, step) -> None:
    body = body_of(name, step)

    def take(request, code: str, body: body, key: UUID = KEY):
        return _take(request, code, name, key, body.dict(exclude_unset=True))

    take.__name__ = f"take_{name}"
    take.__doc__ = step.action.__doc__
    router.post(f"/{{code}}/{name.strip('_')}", response=StepOut, summary=str(step.label))(take)


for _name, _step in STEPS.items():
    _route(_name, _step)
