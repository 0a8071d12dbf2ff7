"""预订场所的每一步 — booked, moved to another time, cancelled.

Slots are always taken in the order of time, and new ones before old ones are let go: whoever waits, waits for somebody who
waits for nobody.
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.cases.receipts import once
from onedoor.kit.prepared import sent
from onedoor.kit.problems import NotFound, NotNow, NotValid
from onedoor.notices.actions import tell
from onedoor.venues.limits import LONGEST, MOST_DAYS_AHEAD
from onedoor.venues.models import BookedSlot, Booking, Room
from onedoor.venues.queries.bookings import find_room, quarters, takers_of
from onedoor.venues.queries.hours import spans_of, why_closed
from onedoor.venues.standing import insist, may_book, may_change

SHARE = "SELECT FROM venues_room WHERE id = %s FOR SHARE"


@transaction.atomic
def book(room: Room, start: datetime, end: datetime, work: str, *, by, case=None) -> Booking:
    """预订场所 — from `start` to `end` for this kind of work; refused in the words of what stands in the way.

    `case` is for the unit's own pages; nobody else is shown it.
    """
    insist(may_book(room.centre, by))
    if work not in Booking.Work.values:
        raise NotValid(_("请选择用于什么工作。"), field="work")
    room = _shared(room.pk)
    _fits(room, start, end)
    booking = Booking(
        room=room,
        starts_at=start,
        ends_at=end,
        work=work,
        post=by.post,
        staff=by.staff,
        case=case,
        booked_at=timezone.now(),
    )
    booking.save(force_insert=True)
    _take(booking, list(quarters(start, end)))
    return booking


@transaction.atomic
def occupy(room: Room, start: datetime, end: datetime, *, by) -> Booking:
    """占用场所 — taken like any other time, and it is kept nowhere by whom and for what: on every page it is 已占用."""
    insist(may_book(room.centre, by))
    room = _shared(room.pk)
    _fits(room, start, end)
    booking = Booking(room=room, starts_at=start, ends_at=end, booked_at=timezone.now())
    booking.save(force_insert=True)
    _take(booking, list(quarters(start, end)))
    return booking


def vacate(booking: Booking, *, by) -> None:
    """不再占用 — for whatever occupied it: free again, and nothing is left of it."""
    Booking.objects.filter(pk=booking.pk, post=None).delete()


def book_once(key: UUID, room: Room, start: datetime, end: datetime, work: str, *, by, case=None) -> Booking:
    """预订一次 — the same key is one booking, however often it is sent."""
    said = {"what": "venues.booked", "room": room.pk, "start": start, "end": end, "work": work}

    def do():
        return {"booking": str(book(room, start, end, work, by=by, case=case).pk)}

    answer, _is_new = once(key, said, do, by=by)
    return Booking.objects.select_related("room__centre", "post__org").get(pk=answer["booking"])


@transaction.atomic
def change_time(booking: Booking, start: datetime, end: datetime, *, by) -> Booking:
    """改时间 — the same room at another time; what it had before is free."""
    fresh = _held(booking, by)
    _fits(_shared(fresh.room_id), start, end)
    kept = set(fresh.slots.values_list("starts_at", flat=True))
    wanted = list(quarters(start, end))
    _take(fresh, [at for at in wanted if at not in kept], start, end)
    fresh.slots.exclude(starts_at__in=wanted).delete()
    fresh.starts_at, fresh.ends_at = start, end
    fresh.save(update_fields=["starts_at", "ends_at"])
    _tell_unit(fresh, "预订改了时间", by)
    return fresh


@transaction.atomic
def release(booking: Booking, *, by, reason: str) -> Booking:
    """取消预订 — the room is free again; that it was booked stays on record."""
    fresh = _held(booking, by)
    if not reason.strip():
        raise NotValid(_("请写明取消的原因。"), field="reason")
    fresh.slots.all().delete()
    fresh.cancelled_at, fresh.cancelled_by, fresh.reason = timezone.now(), by.post, reason.strip()[:200]
    fresh.save(update_fields=["cancelled_at", "cancelled_by", "reason"])
    _tell_unit(fresh, "预订被取消", by)
    return fresh


def _held(booking: Booking, by) -> Booking:
    """The booking as it is now, locked; whoever comes second learns what the first has done."""
    locked = Booking.objects.select_for_update(of=["self"]).select_related(
        "room__centre__region", "post__org"
    )
    fresh = locked.filter(pk=booking.pk).first()
    if fresh is None:
        raise NotFound(_("没有这次预订。"))
    insist(may_change(fresh, by))
    if fresh.cancelled_at:
        raise NotNow(_("这次预订已经取消了。"))
    if fresh.ends_at <= timezone.now():
        raise NotNow(_("这次预订的时间已经过去，不能再改。"))
    return fresh


def _shared(key: int) -> Room:
    """The room as it is now: whoever puts it out of use waits for us, while bookers do not wait for each other."""
    with sent(SHARE, [key]):
        return find_room(key)


def _take(booking: Booking, slots: list[datetime], start=None, end=None) -> None:
    """Hold the slots, or say who holds them. The database decides, whoever asked first."""
    room = booking.room
    rows = [BookedSlot(booking=booking, room=room, starts_at=at) for at in slots]
    try:
        with transaction.atomic():
            BookedSlot.objects.bulk_create(rows)
    except IntegrityError as taken:
        begin, until = start or booking.starts_at, end or booking.ends_at
        raise NotNow(_words(room, takers_of(room, begin, until, but=booking)), field="begin") from taken


def _words(room: Room, takers: list[Booking]) -> str:
    told = [
        (
            _("%(from)s—%(until)s 已占用")
            if one.is_quiet
            else _("%(from)s—%(until)s 已被%(org)s预订（%(work)s）")
        )
        % {
            "from": _clock(one.starts_at),
            "until": _clock(one.ends_at),
            "org": one.org,
            "work": one.get_work_display(),
        }
        for one in takers
    ]
    if not told:
        return _("%(room)s这段时间刚刚被预订，请换一个时间。") % {"room": room}
    return _("%(room)s：%(taken)s。请换一个时间。") % {"room": room, "taken": _("；").join(told)}


def _clock(at: datetime) -> str:
    return f"{timezone.localtime(at):%H:%M}"


def _fits(room: Room, start: datetime, end: datetime) -> None:
    """The time itself: whole steps, on one day, within the hours, neither past nor too far ahead."""
    step = timedelta(minutes=room.step)
    if end <= start:
        raise NotValid(_("结束时间要晚于开始时间。"), field="until")
    if any(timezone.localtime(at).minute % room.step or at.second or at.microsecond for at in (start, end)):
        words = _("这个场所按%(step)s分钟预订，请选整%(step)s分钟的时间。")
        raise NotValid(words % {"step": room.step}, field="begin")
    now = timezone.now()
    if start + step <= now:
        raise NotValid(_("这个时间已经过去了。"), field="begin")
    if start > now + timedelta(days=MOST_DAYS_AHEAD) or end - start > LONGEST:
        raise NotValid(_("最多提前%(days)s天预订，一次不超过一天。") % {"days": MOST_DAYS_AHEAD}, field="day")
    _be_open(room, start, end)


def _be_open(room: Room, start: datetime, end: datetime) -> None:
    day = timezone.localdate(start)
    spans = spans_of(room, day)
    if any(span.begin <= start and end <= span.end for span in spans):
        return
    if not room.is_open:
        raise NotNow(_("%(room)s暂不接受预订。") % {"room": room}, field="day")
    if not spans:
        why = why_closed(room, day)
        words = _("%(room)s %(day)s不开放（%(why)s）。") if why else _("%(room)s %(day)s不开放。")
        raise NotValid(words % {"room": room, "day": f"{day:%Y-%m-%d}", "why": why}, field="day")
    told = _("，").join(f"{_clock(span.begin)}—{_clock(span.end)}" for span in spans)
    raise NotValid(_("%(room)s这一天的开放时间是%(hours)s。") % {"room": room, "hours": told}, field="begin")


def _tell_unit(booking: Booking, what: str, by) -> None:
    """When the centre changes what a unit has booked, the unit hears of it."""
    if (org := booking.org) is None or org == by.post.org:
        return
    when = f"{timezone.localtime(booking.starts_at):%m-%d %H:%M}"
    key = f"booking-{booking.pk}-{timezone.now().isoformat()}"
    words = f"{what}：{booking.room.centre}{booking.room} {when}"
    tell(org, words, key=key, link=f"/venues/bookings/{booking.pk}/")
