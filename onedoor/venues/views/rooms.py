"""Pages of rooms: the day's timetable, one room's week, its entry, and the sign at its door."""

from contextlib import suppress
from datetime import date, timedelta

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.kit.days import EARLIEST, LATEST
from onedoor.kit.digits import whole_number
from onedoor.kit.htmx import page_or_part
from onedoor.kit.problems import NotFound, Problem
from onedoor.venues import actions
from onedoor.venues.forms import ClosedDayForm, RoomForm, known_of
from onedoor.venues.queries import bookings as queries
from onedoor.venues.queries.centres import find_centre
from onedoor.venues.queries.timetable import centres_for, day_of, sign_of, week_of
from onedoor.venues.standing import insist, looks_after_a_hall, may_book, may_edit

DAY, WEEK = timedelta(days=1), timedelta(days=7)


def day_asked(text: str) -> date:
    """The day in the address; today when there is none, or nonsense."""
    with suppress(ValueError):
        day = date.fromisoformat(text)
        if EARLIEST + WEEK < day < LATEST - WEEK:
            return day
    return timezone.localdate()


def rooms(request):
    """场所 — the rooms of one's centre, by the time of a day."""
    by, day = request.actor, day_asked(request.GET.get("day", ""))
    centres = centres_for(by)
    if not centres:
        return render(request, "venues/rooms.html", {"centres": [], "has_hall": looks_after_a_hall(by)})
    wanted = whole_number(request.GET.get("centre", ""))
    centre = next((one for one in centres if one.pk == wanted), centres[0])
    context = {
        "centres": centres,
        "centre": centre,
        "day": day,
        "before": day - DAY,
        "after": day + DAY,
        "is_today": day == timezone.localdate(),
        "grid": day_of(centre, day, by.post.org),
        "may_edit": not may_edit(centre, by),
        "has_hall": looks_after_a_hall(by),
    }
    return page_or_part(request, "venues/rooms.html", "venues/_rooms.html", context)


def room(request, key):
    """一个场所 — what it is, and its week."""
    return room_page(request, queries.room_for(key, request.actor))


def room_page(request, found, status=200, **more):
    first = day_asked(request.GET.get("day", ""))
    first -= DAY * first.weekday()
    by = request.actor
    context = {
        "room": found,
        "first": first,
        "last": first + WEEK - DAY,
        "before": first - WEEK,
        "after": first + WEEK,
        "grid": week_of(found, first, by.post.org),
        "may_edit": not may_edit(found.centre, by),
        "may_book": not may_book(found.centre, by) and found.is_open and found.centre.is_open,
        "closed_form": ClosedDayForm(),
        "closed_days": [one for one in found.closed_days.all() if one.day >= timezone.localdate()],
    }
    return render(request, "venues/room.html", context | more, status=status)


def new_room(request, key):
    """设立场所."""
    centre = find_centre(key)
    insist(may_edit(centre, request.actor))
    form = RoomForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.open_room(centre, by=request.actor, hours=form.hours(), **form.told())
        except Problem as problem:
            form.add_error(_place(problem), problem.message)
        else:
            messages.success(request, _("已设立%(name)s。") % {"name": made})
            return redirect("venues:centre", key)
    context = {"form": form, "centre": centre}
    return render(request, "venues/room_form.html", context, status=422 if form.errors else 200)


def edit_room(request, key):
    """修改场所."""
    found = queries.find_room(key)
    insist(may_edit(found.centre, request.actor))
    form = RoomForm(request.POST or None, initial=known_of(found))
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_room(found, by=request.actor, hours=form.hours(), **form.told())
        except Problem as problem:
            form.add_error(_place(problem), problem.message)
        else:
            messages.success(request, _("已修改。"))
            return redirect("venues:centre", found.centre_id)
    context = {"form": form, "centre": found.centre, "room": found}
    return render(request, "venues/room_form.html", context, status=422 if form.errors else 200)


def _place(problem: Problem) -> str | None:
    """The field that a refusal speaks of, as the form names it."""
    field = problem.detail.get("field")
    return "hours_1" if field == "hours" else field


def close_day(request, key):
    """设停用日."""
    found, form = queries.find_room(key), ClosedDayForm(request.POST)
    insist(may_edit(found.centre, request.actor))
    if not form.is_valid():
        return room_page(request, found, 422, closed_form=form)
    try:
        actions.close_on(found, **form.cleaned_data, by=request.actor)
    except Problem as problem:
        form.add_error(problem.detail.get("field"), problem.message)
        return room_page(request, found, problem.status, closed_form=form)
    messages.success(request, _("已设停用日。"))
    return redirect("venues:room", key)


def open_day(request, key):
    """撤销停用日."""
    found, form = queries.find_room(key), ClosedDayForm(request.POST)
    form.is_valid()
    if "day" not in form.cleaned_data:
        raise NotFound(_("没有这一天。"))
    actions.open_on(found, form.cleaned_data["day"], by=request.actor)
    messages.success(request, _("已撤销停用日。"))
    return redirect("venues:room", key)


def sign(request, key):
    """门牌 — at the door, for everybody: free or in use, until when, what comes next."""
    found = queries.find_room(key)
    context = {"room": found, "sign": sign_of(found), "now": timezone.localtime()}
    return page_or_part(request, "venues/sign.html", "venues/_sign.html", context)
