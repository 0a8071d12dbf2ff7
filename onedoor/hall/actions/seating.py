"""排班 — who sits where on which half day; nobody at two windows, and seconded staff on their own days only."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from onedoor.hall.models import Seat, Window
from onedoor.hall.standing import insist_at
from onedoor.kit.problems import NotNow, NotValid
from onedoor.posts.models import Staff
from onedoor.posts.tenures import tenure_on
from onedoor.venues.models import Centre
from onedoor.worktime import counting


@transaction.atomic
def seat(window: Window, day: date, half: str, staff: Staff, *, by) -> Seat:
    """安排坐席 — put a person at a window for half a day; whoever was there before is replaced."""
    insist_at(by, "hall.manage", window.centre)
    tenure = tenure_on(staff, day)
    if tenure is None:
        raise NotValid(_("%(name)s%(day)s不在岗，不能排班。") % {"name": staff, "day": day})
    elsewhere = (
        Seat.objects.filter(staff=staff, date=day, half=half).exclude(window=window).select_related("window")
    )
    if other := elsewhere.first():
        raise NotNow(_("%(name)s这个时段已经排在%(window)s。") % {"name": staff, "window": other.window})
    return Seat.objects.update_or_create(
        window=window, date=day, half=half, defaults={"staff": staff, "kind": tenure.kind}
    )[0]


@transaction.atomic
def unseat(window: Window, day: date, half: str, *, by) -> None:
    """取消坐席 — the window stays empty for that half day."""
    insist_at(by, "hall.manage", window.centre)
    Seat.objects.filter(window=window, date=day, half=half).delete()


@transaction.atomic
def seat_many(window: Window, halves: list[tuple[date, str]], staff: Staff | None, *, by) -> None:
    """排多个时段 — the same person on all these half days, or nobody; all of them or none."""
    for day, half in halves:
        if staff is None:
            unseat(window, day, half, by=by)
        else:
            seat(window, day, half, staff, by=by)


@transaction.atomic
def repeat_week(centre: Centre, monday: date, *, by) -> tuple[int, list[str]]:
    """沿用上周 — last week's plan on this week's working days; what is planned already stays. How many were set, and why
    some were not."""
    insist_at(by, "hall.manage", centre)
    table, done, left_out = counting.table(), 0, []
    before = Seat.objects.filter(
        window__centre=centre, date__gte=monday - timedelta(days=7), date__lt=monday
    ).select_related("window", "staff")
    for one in before:
        day = one.date + timedelta(days=7)
        taken = Seat.objects.filter(date=day, half=one.half).filter(Q(window=one.window) | Q(staff=one.staff))
        if not table.is_workday(day) or taken.exists():
            continue
        if tenure_on(one.staff, day) is None:
            left_out.append(_("%(name)s%(day)s不在岗") % {"name": one.staff, "day": day})
            continue
        seat(one.window, day, one.half, one.staff, by=by)
        done += 1
    return done, left_out
