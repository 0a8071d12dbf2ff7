"""场所的设置 — rooms, their hours, the days on which they are out of use. What is booked already stays booked."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.kit.problems import NotNow, NotValid
from onedoor.venues.models import Booking, Centre, ClosedDay, OpenHours, Room
from onedoor.venues.queries.bookings import DAY
from onedoor.venues.queries.hours import midnight
from onedoor.venues.standing import insist, may_edit


@transaction.atomic
def open_room(centre: Centre, *, by, hours=(), **told) -> Room:
    """设立场所 — a room that can be booked, with its hours as (weekday, opens, closes)."""
    insist(may_edit(centre, by))
    room = Room(centre=centre, **told)
    _keep(room)
    _set_hours(room, hours)
    return room


@transaction.atomic
def change_room(room: Room, *, by, hours=None, **told) -> Room:
    """修改场所 — whatever is said of it, with its hours when they are given; a closed one takes no new bookings."""
    fresh = _locked(room, by)
    for field, value in told.items():
        vars(fresh)[field] = value
    _keep(fresh)
    if hours is not None:
        fresh.hours.all().delete()
        _set_hours(fresh, hours)
    return fresh


@transaction.atomic
def close_on(room: Room, day: date, reason: str, *, by) -> ClosedDay:
    """设停用日 — the room is out of use that day; who has booked it then is to be spoken to first."""
    fresh = _locked(room, by)
    if day < timezone.localdate():
        raise NotValid(_("停用日不能早于今天。"), field="day")
    if not reason.strip():
        raise NotValid(_("请写明停用的原因。"), field="reason")
    standing = Booking.objects.standing().filter(room=fresh).between(midnight(day), midnight(day + DAY))
    units = list(dict.fromkeys(str(one.org or _("不公开单位")) for one in standing))
    if units:
        words = _("这一天已经有%(units)s的预订，请先联系改时间或取消。")
        raise NotNow(words % {"units": _("、").join(units)}, field="day")
    return fresh.closed_days.update_or_create(day=day, defaults={"reason": reason.strip()[:60]})[0]


@transaction.atomic
def open_on(room: Room, day: date, *, by) -> None:
    """撤销停用日 — the room is open that day after all."""
    _locked(room, by).closed_days.filter(day=day).delete()


def _locked(room: Room, by) -> Room:
    locked = Room.objects.select_for_update(of=["self"]).select_related("centre__org", "centre__region")
    fresh = locked.get(pk=room.pk)
    insist(may_edit(fresh.centre, by))
    return fresh


def _keep(room: Room) -> None:
    try:
        with transaction.atomic():
            room.save()
    except IntegrityError as known:
        raise NotValid(_("本中心已经有叫“%(name)s”的场所。") % {"name": room.name}, field="name") from known


def _set_hours(room: Room, hours) -> None:
    rows = sorted(hours)
    for (day, _opens, closes), (next_day, opens, _closes) in zip(rows, rows[1:], strict=False):
        if day == next_day and opens < closes:
            raise NotValid(_("同一天的开放时段不能重叠。"), field="hours")
    if any(closes <= opens for _day, opens, closes in rows):
        raise NotValid(_("开放时段的结束要晚于开始。"), field="hours")
    OpenHours.objects.bulk_create(
        OpenHours(room=room, weekday=day, opens=opens, closes=closes) for day, opens, closes in rows
    )
