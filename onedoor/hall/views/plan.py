"""The plan of the week: on a public page, and as the page on which it is made."""

from contextlib import suppress
from datetime import date, timedelta

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from onedoor.hall import actions
from onedoor.hall.forms_setup import SeatForm
from onedoor.hall.models import Seat, Window
from onedoor.hall.queries.halls import hall_of
from onedoor.hall.queries.planning import people_for, week_plan
from onedoor.kit.days import EARLIEST, LATEST, monday_of
from onedoor.kit.digits import whole_number
from onedoor.kit.problems import NotFound, Problem
from onedoor.venues.models import Centre
from onedoor.worktime import counting

# A week is shown with those before and after it, and repeated from the one before.
FORTNIGHT = timedelta(days=14)


def _monday(request) -> date:
    """The Monday of the week asked for; of this week when nothing or nonsense was, or one that no plan can have."""
    with suppress(ValueError):
        day = date.fromisoformat(request.GET.get("week", ""))
        if EARLIEST + FORTNIGHT < day < LATEST - FORTNIGHT:
            return monday_of(day)
    return monday_of(timezone.localdate())


def plan(request):
    """排班 — who sits at which window this week; for everybody."""
    wanted = whole_number(request.GET.get("hall", ""))
    halls = Centre.objects.open().filter(services__isnull=False).distinct()
    centre = next((one for one in halls if wanted in (None, one.pk)), None)
    if centre is None:
        raise NotFound
    context = {"centre": centre, "week": week_plan(centre, _monday(request)), "today": timezone.localdate()}
    return render(request, "hall/plan.html", context)


def planning(request):
    """编排 — the same week with a form behind each cell; POST repeats the week before."""
    centre = hall_of(request.actor, whole_number(request.GET.get("hall", "")))
    monday = _monday(request)
    if request.method == "POST":
        done, left_out = actions.repeat_week(centre, monday, by=request.actor)
        words = ngettext("已沿用上周的%(n)d个坐席。", "已沿用上周的%(n)d个坐席。", done) % {"n": done}
        messages.success(request, words)
        for one in left_out:
            messages.warning(request, one)
        return redirect(f"{reverse('hall:planning')}?hall={centre.pk}&week={monday}")
    context = {"centre": centre, "week": week_plan(centre, monday), "today": timezone.localdate()}
    return render(request, "hall/planning.html", context)


def seat(request, pk, day, half):
    """安排坐席 — who sits at this window on this half day; for the whole week if wanted."""
    window = _window(request, pk)
    day = _day(day)
    if half not in Seat.Half.values:
        raise NotFound
    held = Seat.objects.filter(window=window, date=day, half=half).first()
    form = SeatForm(
        request.POST or None, people=people_for(window.centre), initial={"staff": held and held.staff_id}
    )
    if request.method == "POST" and form.is_valid() and _seated(request, form, window, day, half):
        return redirect(f"{reverse('hall:planning')}?hall={window.centre_id}&week={monday_of(day)}")
    context = {"form": form, "window": window, "day": day, "half": Seat.Half(half), "centre": window.centre}
    return render(request, "hall/seat.html", context, status=422 if form.errors else 200)


def _window(request, pk) -> Window:
    window = Window.objects.select_related("centre__region").filter(pk=pk).first()
    if window is None:
        raise NotFound
    hall_of(request.actor, window.centre_id)
    return window


def _day(text: str) -> date:
    with suppress(ValueError):
        day = date.fromisoformat(text)
        if EARLIEST + FORTNIGHT < day < LATEST - FORTNIGHT:
            return day
    raise NotFound


def _seated(request, form, window, day, half) -> bool:
    """All the half days asked for, or none and the reason."""
    told, table = form.cleaned_data, counting.table()
    monday = monday_of(day)
    days = (
        [d for n in range(7) if table.is_workday(d := monday + timedelta(days=n))]
        if told["whole_week"]
        else [day]
    )
    halves = Seat.Half.values if told["both_halves"] else [half]
    try:
        actions.seat_many(window, [(d, h) for d in days for h in halves], told["staff"], by=request.actor)
    except Problem as problem:
        form.add_error("staff", problem.message)
        return False
    messages.success(request, _("已排好。"))
    return True
