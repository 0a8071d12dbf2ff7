"""What goes in and out, typed and listed field by field; anything else is refused."""

from datetime import UTC, datetime
from typing import Annotated, Literal

from django.utils import timezone
from django.utils.translation import gettext_noop
from ninja import Schema
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, PlainSerializer

from onedoor.matters.lifecycle import Status
from onedoor.matters.models import Kind, Matter
from onedoor.places.models import Region

# The database cannot keep a NUL, whatever JSON says.
NO_NUL = r"^[^\x00]*$"
Words = Annotated[str, Field(pattern=NO_NUL)]
KindName = Literal[tuple(Kind.values)]
StatusName = Literal[tuple(Status.values)]
SourceName = Literal[tuple(Matter.Source.values)]

# ISO 8601 with the district's own offset, whatever the database gave it in.
Moment = Annotated[
    datetime,
    PlainSerializer(lambda at: timezone.localtime(at).isoformat(), return_type=str),
    Field(json_schema_extra={"format": "date-time", "examples": ["2026-03-02T09:30:00+08:00"]}),
]
# A time somebody sends: with an offset, and of an age that the house can have cases of.
Instant = Annotated[
    AwareDatetime,
    Field(
        ge=datetime(2000, 1, 1, tzinfo=UTC),
        le=datetime(2200, 1, 1, tzinfo=UTC),
        examples=["2026-03-02T09:30:00+08:00"],
    ),
]


class Strict(BaseModel):
    """Unknown fields are a mistake of the sender, and said so."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class Point(Strict):
    """坐标 — in the system that the district's boundaries are drawn in (WGS-84 unless the district says otherwise)."""

    lon: float = Field(
        ge=-180, le=180, allow_inf_nan=False, description=gettext_noop("经度"), examples=[105.7249]
    )
    lat: float = Field(
        ge=-90, le=90, allow_inf_nan=False, description=gettext_noop("纬度"), examples=[34.5809]
    )


class Applicant(Strict):
    """申请人 — sealed on arrival; never given out by this interface."""

    name: Words = Field(min_length=1, max_length=40, description=gettext_noop("姓名"))
    phone: Words = Field("", max_length=20, description=gettext_noop("电话"))
    identity: Words = Field("", max_length=18, description=gettext_noop("证件号码"))


class MatterIn(Strict):
    """诉求 — one request as it is brought in; only `body` is demanded."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "body": "进步巷12号楼前水管破裂，已经三天没有水，请尽快维修。",
                    "kind": "help",
                    "address": "大城街道进步巷12号楼",
                    "reported_at": "2026-03-02T09:30:00+08:00",
                    "source_ref": "2026-000123",
                }
            ]
        }
    )

    title: Words = Field("", max_length=100, description=gettext_noop("标题；空则取内容的开头"))
    body: Words = Field(min_length=2, max_length=10_000, description=gettext_noop("诉求内容，照居民的话写"))
    kind: KindName = Field("help", description=gettext_noop("诉求类型"))
    category: Words | None = Field(
        None, max_length=24, description=gettext_noop("事项分类代码，见 /categories")
    )
    address: Words = Field("", max_length=200, description=gettext_noop("地址"))
    point: Point | None = Field(None, description=gettext_noop("坐标"))
    region: Words | None = Field(
        None, max_length=20, description=gettext_noop("村（社区）或网格代码，见 /regions")
    )
    reported_at: Instant | None = Field(None, description=gettext_noop("居民反映的时间，带时区；空则为现在"))
    source_ref: Words = Field(
        "", max_length=60, description=gettext_noop("来源系统里的编号；同一单位不能重复")
    )
    applicant: Applicant | None = Field(None, description=gettext_noop("申请人；收到即加密，本接口不再给出"))


class BatchIn(Strict):
    """一批诉求 — all of them or none."""

    matters: list[MatterIn] = Field(min_length=1, max_length=100)


class RegisteredOut(BaseModel):
    """回执 — the PIN is given once, here; it is empty when the resident has been given a new one since."""

    code: str = Field(description=gettext_noop("案卷编号"))
    pin: str = Field(description=gettext_noop("查询密码，请交给居民"))
    status: StatusName
    region: str = Field(description=gettext_noop("所在网格、村（社区）或上级区域的代码"))
    desk: str = Field(description=gettext_noop("承接中心的单位编号"))
    due_at: Moment | None = Field(description=gettext_noop("最近的到期时间"))


class BatchOut(BaseModel):
    """回执 — in the order they were sent."""

    matters: list[RegisteredOut]


class MatterOut(Schema):
    """事项 — without persons: those are opened on a page, for a purpose."""

    code: str = Field(description=gettext_noop("案卷编号"))
    title: str = Field(description=gettext_noop("标题"))
    kind: KindName = Field(description=gettext_noop("诉求类型"))
    category: str | None = Field(description=gettext_noop("事项分类代码"))
    source: SourceName = Field(description=gettext_noop("来源"))
    source_ref: str = Field(description=gettext_noop("来源编号；只给登记它的单位，其他单位看到的为空"))
    status: StatusName = Field(description=gettext_noop("状态"))
    region: str = Field(description=gettext_noop("区域代码"))
    desk: str = Field(description=gettext_noop("承接中心的单位编号"))
    lead: str | None = Field(description=gettext_noop("主办单位编号"))
    opened_at: Moment = Field(description=gettext_noop("立案时间"))
    closed_at: Moment | None = Field(description=gettext_noop("办结时间"))
    due_at: Moment | None = Field(description=gettext_noop("最近的到期时间"))


class ClockOut(Schema):
    """期限 — with its explanation in words."""

    kind: str
    label: str
    state: str
    started_at: Moment
    due_at: Moment
    provisional: bool = Field(description=gettext_noop("放假安排尚未公布，日期可能变动"))
    basis: str = Field(description=gettext_noop("依据"))
    explanation: str = Field(description=gettext_noop("这个日期是怎样算出来的"))


class EventOut(Schema):
    """时间线记录."""

    seq: int
    verb: str
    label: str
    at: Moment
    org: str = Field(description=gettext_noop("办理单位"))
    note: str


class MatterWhole(MatterOut):
    """事项全貌 — what was said, the clocks and the timeline."""

    steps: list[str] = Field(description=gettext_noop("现在可以办理的步骤，即 POST /matters/{code}/… 的末段"))
    body: str
    address: str
    result: str = Field(description=gettext_noop("办理结果"))
    reply: str = Field(description=gettext_noop("书面答复"))
    outcome: str = Field(description=gettext_noop("结论：done 已办理，cannot 无法解决，空为尚无"))
    is_solved: bool | None = Field(description=gettext_noop("居民认为是否解决"))
    stars: int | None = Field(description=gettext_noop("居民满意度，1至5"))
    clocks: list[ClockOut]
    events: list[EventOut]


class Page(Schema):
    """一页 — `next` is what to ask on with as `after`, or nothing on the last page."""

    matters: list[MatterOut]
    next: str | None


class EventPage(Schema):
    """时间线 — `next` is the number to ask on with as `after`; nothing when this was all there is now."""

    events: list[EventOut]
    next: int | None


class StepOut(Schema):
    """步骤结果 — where the matter stands after the step."""

    code: str
    status: StatusName


class PapersOut(Schema):
    """附件 — how many the matter has now."""

    code: str
    added: int
    papers: int


class CategoryOut(Schema):
    """事项分类 — a leaf of the list; its code outlives every renaming."""

    code: str
    name: str
    name_en: str
    path: list[str] = Field(description=gettext_noop("上级分类的名称，从大到小"))
    kind_hint: str = Field(description=gettext_noop("常见诉求类型"))
    promise_days: int | None = Field(description=gettext_noop("承诺工作日"))


class KindOut(Schema):
    """诉求类型."""

    code: KindName
    name: str


class CategoriesOut(Schema):
    """分类与类型 — all that a request may be filed under today."""

    categories: list[CategoryOut]
    kinds: list[KindOut]


class RegionOut(Schema):
    """区域."""

    code: str
    name: str
    kind: Literal[tuple(Region.Kind.values)]
    parent: str | None = Field(description=gettext_noop("上级区域代码"))
    has_children: bool


class RegionsOut(Schema):
    """下级区域 — as the tree is today, in the order of their codes."""

    regions: list[RegionOut]


class ProblemOut(Schema):
    """问题说明 — a problem document (RFC 9457); `code` is documented and never used again for something else."""

    type: str = Field(description=gettext_noop("问题代码的说明页"))
    title: str
    status: int
    detail: str = Field(description=gettext_noop("一句话说明，可直接给经办人看"))
    code: str
    fields: dict[str, list[str]] = Field(description=gettext_noop("哪个字段不对；`_` 指整个请求"))
