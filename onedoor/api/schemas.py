"""What goes in and out, typed and listed field by field; anything else is refused."""

from datetime import datetime
from typing import Annotated, Literal

from django.utils import timezone
from ninja import Schema
from pydantic import ConfigDict, Field, PlainSerializer

from onedoor.matters.models import Kind, Matter


# ISO 8601 with the district's own offset, whatever the database gave it in.
Moment = Annotated[datetime, PlainSerializer(lambda at: timezone.localtime(at).isoformat(), return_type=str)]


class Strict(Schema):
    """Unknown fields are a mistake of the sender, and said so."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class Point(Strict):
    """GCJ-02 or WGS-84, as the district's boundaries are."""

    lon: float = Field(ge=-180, le=180, description="经度")
    lat: float = Field(ge=-90, le=90, description="纬度")


class Applicant(Strict):
    """申请人 — sealed on arrival; never given out by this interface."""

    name: str = Field(min_length=1, max_length=40)
    phone: str = Field("", max_length=20)
    identity: str = Field("", max_length=18)


class MatterIn(Strict):
    """诉求 — one request as it is brought in."""

    title: str = Field("", max_length=100, description="标题；空则取内容的开头")
    body: str = Field(min_length=2, max_length=10_000, description="诉求内容")
    kind: Literal[tuple(Kind.values)] = Field("help", description="诉求类型")
    category: str | None = Field(None, max_length=24, description="事项分类代码")
    address: str = Field("", max_length=200)
    point: Point | None = None
    region: str | None = Field(None, max_length=20, description="村（社区）代码")
    reported_at: datetime | None = Field(None, description="居民反映的时间，带时区")
    source_ref: str = Field("", max_length=60, description="来源系统里的编号")
    applicant: Applicant | None = None


class BatchIn(Strict):
    """一批诉求 — all of them or none."""

    matters: list[MatterIn] = Field(min_length=1, max_length=100)


class RegisteredOut(Schema):
    """回执 — the PIN is given once, here."""

    code: str
    pin: str
    status: str
    region: str
    desk: str
    due_at: Moment | None


class BatchOut(Schema):
    """回执 — in the order they were sent."""

    matters: list[RegisteredOut]


class MatterOut(Schema):
    """事项 — without persons: those are opened on a page, for a purpose."""

    code: str
    title: str
    kind: str
    category: str | None
    source: Literal[tuple(Matter.Source.values)]
    status: str
    region: str
    desk: str
    lead: str | None
    opened_at: Moment
    closed_at: Moment | None
    due_at: Moment | None
    steps: list[str] = Field(description="现在可以办理的步骤")


class ClockOut(Schema):
    """期限 — with its explanation in words."""

    kind: str
    state: str
    started_at: Moment
    due_at: Moment
    provisional: bool
    basis: str
    explanation: str


class EventOut(Schema):
    """时间线记录."""

    seq: int
    verb: str
    label: str
    at: Moment
    org: str
    note: str


class MatterWhole(MatterOut):
    """事项全貌 — what was said, the clocks and the timeline."""

    body: str
    address: str
    result: str
    reply: str
    outcome: str
    is_solved: bool | None
    stars: int | None
    clocks: list[ClockOut]
    events: list[EventOut]


class Page(Schema):
    """一页 — `next` is the code to ask on from, or nothing."""

    matters: list[MatterOut]
    next: str | None


class ProblemOut(Schema):
    """问题说明 — a problem document (RFC 9457); `code` is documented and never used again for something else."""

    type: str
    title: str
    status: int
    detail: str
    code: str
