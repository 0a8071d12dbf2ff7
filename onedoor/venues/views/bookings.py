"""Pages of bookings: booking a room, one's unit's bookings, another time, cancelling."""

from contextlib import suppress
from datetime import datetime, time, timedelta

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.kit.problems import NotValid, Problem
from onedoor.venues import actions
from onedoor.venues.forms import BookingForm, ReasonForm
from onedoor.venues.queries import bookings as queries
from onedoor.venues.queries.hours import midnight
from onedoor.venues.standing import looks_after_a_hall
from onedoor.venues.views.rooms import day_asked

SIZE = 30
HOUR = timedelta(hours=1)


def asked_in(address) -> dict:
    """What the timetable's link says; an hour unless it says more."""
    asked = {"day": timezone.localdate()}
    asked |= {name: address[name] for name in ("day", "begin", "until", "work") if name in address}
    with suppress(ValueError):
        begin = datetime.combine(timezone.localdate(), time.fromisoformat(asked.get("begin", "")))
        asked.setdefault("until", f"{begin + HOUR:%H:%M}")
    return asked


def book(request, key):
    """预订场所 — when it is taken, by whom is said, and the next free times are offered."""
    room = queries.room_for(key, request.actor)
    form = BookingForm(request.POST or None, room=room, initial=asked_in(request.GET))
    status = 422 if form.errors else 200
    if request.method == "POST" and form.is_valid():
        told = (*form.times(), form.cleaned_data["work"])
        try:
            made = actions.book_once(form.take_key(), room, *told, by=request.actor)
        except Problem as problem:
            status = _refused(form, problem)
        else:
            messages.success(request, _("已预订%(room)s。") % {"room": room})
            return redirect("venues:booking", made.pk)
    context = {"room": room, "form": form, "offers": _offers(room, form)}
    return render(request, "venues/book.html", context, status=status)


def _refused(form, problem: Problem) -> int:
    """Put where it belongs; sent again, changed, it is a new one."""
    field = problem.detail.get("field")
    again = _("这张表刚才已经预订过一次，这次内容不同。要再订一次，请再按“预订”。")
    words = again if "key" in problem.detail else problem.message
    form.add_error(field if field in form.fields else None, words)
    if "key" in form.fields:
        form.ask_again()
    return problem.status


def _offers(room, form, length: timedelta = HOUR):
    """The next free times: as long as what was asked for, from that day on."""
    begin = timezone.now()
    if form.asked:
        start, end = form.asked
        begin = midnight(timezone.localdate(start))
        length = end - start if end > start else length
    elif not form.is_bound:
        begin = midnight(day_asked(str(form.initial["day"])))
    return queries.next_free(room, max(begin, timezone.now()), length)


def bookings(request):
    """本单位的预订 — what is to come; the past on a page of its own."""
    is_past = "past" in request.GET
    found = queries.bookings_of(request.actor.post.org, past=is_past)
    page = Paginator(found, SIZE).get_page(request.GET.get("page"))
    return render(
        request,
        "venues/bookings.html",
        {"page": page, "is_past": is_past, "has_hall": looks_after_a_hall(request.actor)},
    )


def booking(request, key):
    """一次预订 — another time, or cancelled."""
    found = queries.find_booking(key, request.actor)
    if request.method == "GET":
        return _page(request, found)
    form = BookingForm(request.POST, room=found.room, with_work=False)
    if not form.is_valid():
        return _page(request, found, 422, form=form)
    try:
        actions.change_time(found, *form.times(), by=request.actor)
    except Problem as problem:
        return _page(request, found, _refused(form, problem), form=form)
    messages.success(request, _("已改时间。"))
    return redirect("venues:booking", key)


def _page(request, found, status=200, **more):
    local = [timezone.localtime(at) for at in (found.starts_at, found.ends_at)]
    known = {"day": local[0].date(), "begin": f"{local[0]:%H:%M}", "until": f"{local[1]:%H:%M}"}
    room = queries.find_room(found.room_id)
    form = more.pop("form", None) or BookingForm(room=room, with_work=False, initial=known)
    context = {
        "booking": found,
        "room": room,
        "is_over": found.ends_at <= timezone.now(),
        "case": queries.case_of(found, request.actor),
        "form": form,
        "reason_form": ReasonForm(),
        "offers": _offers(room, form, found.ends_at - found.starts_at) if form.errors else [],
    }
    return render(request, "venues/booking.html", context | more, status=status)


def cancel(request, key):
    """取消预订."""
    found, form = queries.find_booking(key, request.actor), ReasonForm(request.POST)
    if not form.is_valid():
        return _page(request, found, 422, reason_form=form)
    try:
        actions.release(found, by=request.actor, **form.cleaned_data)
    except NotValid as problem:
        form.add_error("reason", problem.message)
        return _page(request, found, problem.status, reason_form=form)
    messages.success(request, _("已取消，这段时间可以再预订。"))
    return redirect("venues:bookings")
