"""What a phone may say, field by field; anything else is refused in words that the worker can read."""

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from onedoor.field.limits import MOST_ITEMS, MOST_PHOTO, MOST_PHOTOS

Words = Annotated[str, Field(pattern=r"^[^\x00]*$", max_length=2000)]
Short = Annotated[str, Field(pattern=r"^[^\x00]*$", max_length=120)]


class Said(BaseModel):
    """Nothing but what is named here."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class PhotoIn(Said):
    """照片 — announced with its item, sent after it."""

    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    size: int = Field(ge=1, le=MOST_PHOTO)
    type: Literal["image/jpeg", "image/webp", "audio/webm", "audio/ogg", "audio/mp4"]


class ItemIn(Said):
    """一件 — with the phone's own mark, by which it is taken in once."""

    ref: UUID
    kind: Annotated[str, Field(pattern=r"^[^\x00]*$", max_length=16)]
    at: AwareDatetime
    body: dict[str, Any] = Field(default_factory=dict)
    photos: list[PhotoIn] = Field(default_factory=list, max_length=MOST_PHOTOS)
    instead_of: UUID | None = None


class ItemsIn(Said):
    """一批 — in the order in which they were made."""

    sent_at: AwareDatetime
    items: list[ItemIn] = Field(max_length=MOST_ITEMS)


class PhoneIn(Said):
    name: Short = ""
    # Said only after the worker was told what becomes of the phone they have.
    replaces: bool = False


class ShareIn(Said):
    phone: UUID


class DraftsIn(Said):
    count: int = Field(ge=0, le=10_000)
    oldest: date | None = None
    kinds: dict[Annotated[str, Field(max_length=16)], Annotated[int, Field(ge=0, le=10_000)]] = Field(
        default_factory=dict, max_length=12
    )


class Spot(Said):
    """位置 — pressed once, or pointed at; never followed."""

    lon: float | None = Field(None, ge=-180, le=180, allow_inf_nan=False)
    lat: float | None = Field(None, ge=-90, le=90, allow_inf_nan=False)

    @property
    def point(self) -> tuple[float, float] | None:
        return (self.lon, self.lat) if self.lon is not None and self.lat is not None else None


class Settled(Said):
    words: Words = Field(min_length=2)


class ReportIn(Spot):
    words: Words = Field(min_length=2)
    category: Short = ""
    address: Short = ""
    region: Annotated[str, Field(max_length=20)] = ""
    settled: Settled | None = None


class TaskDoneIn(Spot):
    task: UUID
    words: Words = ""
    found: Annotated[str, Field(max_length=12)] = ""
    # Of an errand: how the person for whom it was run said that it is done.
    ended: Annotated[str, Field(max_length=8)] = ""
    said: Short = ""


class TaskBackIn(Said):
    task: UUID
    reason: Words = Field(min_length=2)


class VisitIn(Said):
    """巡查结果 — an answer to each item of the plan's list, by its number."""

    visit: UUID
    marks: dict[Annotated[str, Field(pattern=r"^[0-9]{1,4}$")], bool | int | float | str] = Field(
        max_length=60
    )
    words: Words = ""


class VoiceIn(Said):
    topic: Annotated[str, Field(max_length=20)]
    words: Annotated[str, Field(min_length=2, max_length=200)]
    place: Short = ""


class Change(Said):
    """一项 — what the phone showed, and what it is now."""

    old: Any = None
    new: Any = None


class EntryChangeIn(Said):
    book: Annotated[str, Field(max_length=30, alias="register")]
    entry: UUID
    base: int = Field(ge=0, le=1_000_000)
    changes: dict[Annotated[str, Field(max_length=40)], Change] = Field(max_length=60)


class EntryNewIn(Said):
    book: Annotated[str, Field(max_length=30, alias="register")]
    grid: Annotated[str, Field(max_length=20)] = ""
    fields: dict[Annotated[str, Field(max_length=40)], Any] = Field(max_length=60)


class DecideIn(Said):
    change: UUID
    take: Literal["mine", "theirs"]
