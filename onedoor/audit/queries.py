"""Reading the log: by auditors, and by the person concerned in plain words."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from onedoor.audit.models import AccessLog
from onedoor.audit.purposes import fields_in_words, in_words
from onedoor.posts.models import PostType

PAGE = 50
Kind, Reach = AccessLog.Kind, PostType.Reach
# What the person concerned is told: acts on their data. (A search that showed nothing of them has no subject.)
ABOUT_ME = (
    Kind.READ,
    Kind.REVEAL,
    Kind.SEARCH,
    Kind.LOOK_UP,
    Kind.ENTER,
    Kind.CORRECT,
    Kind.MERGE,
    Kind.EXPORT,
    Kind.ERASE,
    Kind.PIN,
)


@dataclass(frozen=True)
class Reading:
    """One line of "who has read my record"."""

    at: datetime
    unit: str
    post: str
    staff_number: str
    what: str
    fields: list[str]
    purpose: str
    channel: str
    case_code: str
    # By nobody of the house: whoever held the person's own slip.
    is_by_slip: bool = False


def staff_number(staff_id: int | None) -> str:
    """工号 — stable, told to residents instead of a name; the data-protection officer can resolve it."""
    return f"{staff_id:06d}" if staff_id else ""


def log_rows(
    since: date, until: date, kind: str = "", staff_id: int | None = None, case_code: str = "", before=None
) -> QuerySet:
    """A page of the log, newest first; `before` is (at, id) of the last row of the page before."""
    rows = AccessLog.objects.filter(at__gte=_midnight(since), at__lt=_midnight(until + timedelta(days=1)))
    wanted = {"kind": kind, "staff_id": staff_id, "case_code": case_code}
    rows = rows.filter(**{name: value for name, value in wanted.items() if value})
    if before:
        at, last = before
        rows = rows.filter(Q(at=at, id__lt=last) | Q(at__lt=at), at__lte=at)
    return rows.select_related("staff", "post__org", "post__type").order_by("-at", "-id")[: PAGE + 1]


def used_today(staff, kind: str) -> int:
    """How often this person did this since midnight."""
    return AccessLog.objects.filter(staff=staff, kind=kind, at__gte=_midnight(timezone.localdate())).count()


def reads_of_person(person_id: UUID, limit: int = 500) -> list[Reading]:
    """谁看过我的信息 — newest first, in plain words."""
    return _readings(AccessLog.objects.filter(subjects__contains=[str(person_id)]), limit)


def reads_of_case(case_code: str, person_id: UUID, limit: int = 500) -> list[Reading]:
    """谁在这件事里看过我的信息 — never what was seen of the other party alone."""
    return _readings(
        AccessLog.objects.filter(case_code=case_code, subjects__contains=[str(person_id)]), limit
    )


def _readings(rows: QuerySet, limit: int) -> list[Reading]:
    rows = rows.filter(kind__in=ABOUT_ME, result=AccessLog.Result.DONE).select_related(
        "post__org", "post__type"
    )
    return [_reading(row) for row in rows.order_by("-at", "-id")[:limit]]


def _reading(row: AccessLog) -> Reading:
    return Reading(
        at=row.at,
        unit=str(row.post.org) if row.post else "",
        post=str(row.post.type) if row.post else "",
        staff_number=staff_number(row.staff_id),
        what=row.get_kind_display(),
        fields=fields_in_words(row.fields),
        purpose=in_words(row.purpose),
        channel=row.get_channel_display(),
        case_code=row.case_code,
        is_by_slip=row.staff_id is None and row.post is not None and row.post.type.reach == Reach.PARTY,
    )


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, datetime.min.time()))
