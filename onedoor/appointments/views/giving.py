"""Pages of those who receive: the centre's day, a provider's week, illness, swaps, and the calendar feed."""

from datetime import date

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from onedoor.appointments import actions
from onedoor.appointments.forms import DayForm
from onedoor.appointments.models import Slot
from onedoor.appointments.queries import week as queries
from onedoor.appointments.queries.free import swappable
from onedoor.kit.problems import Problem

STEPS = {
    "arrive": actions.arrive,
    "finish": actions.finish,
    "miss": actions.miss,
    "again": actions.again,
    "cancel": actions.cancel,
}


def day_asked(request) -> date:
    try:
        return parse_date(request.GET.get("day", "")) or timezone.localdate()
    except ValueError:
        return timezone.localdate()


def day(request, **opened):
    """当天预约 — by code alone; sealed ones stand on their provider's week and nowhere else."""
    asked = day_asked(request)
    context = {
        "day": asked,
        "before": asked - queries.DAY,
        "after": asked + queries.DAY,
        "appointments": queries.day_of(asked, request.actor),
        "calls": queries.calls_owed(request.actor),
    }
    return render(request, "appointments/day.html", context | opened)


def number(request, key):
    """打开号码 — of whoever is to be called, on the page one was on; the next look at it is without."""
    one = queries.appointment_for(key, request.actor)
    back = day if request.actor.holds("appointment.book") else week
    try:
        opened = actions.open_number(one, by=request.actor)
    except Problem as problem:
        messages.error(request, problem.message)
        return back(request)
    return back(request, opened_for=one.pk, number=opened)


def step(request, key, name):
    """到场、接待完、没有来、改回、取消、已打电话 — and back where one was."""
    one = queries.appointment_for(key, request.actor)
    back = "appointments:day" if request.actor.holds("appointment.book") else "appointments:week"
    try:
        if name == "called":
            actions.called(one, by=request.actor)
        elif name in STEPS:
            STEPS[name](one, by=request.actor)
        else:
            raise Http404
    except Problem as problem:
        messages.error(request, problem.message)
    else:
        messages.success(request, _("已记下。"))
    return redirect(f"{reverse(back)}?day={timezone.localdate(one.slot.starts_at)}")


def week(request, **opened):
    """本周安排 — one's own, with whoever comes by code."""
    provider, asked = queries.provider_of(request.actor), day_asked(request)
    days = queries.week_of(provider, asked)
    context = {
        "provider": provider,
        "days": days,
        "before": days[0][0] - queries.DAY * 7,
        "after": days[0][0] + queries.DAY * 7,
        "now": timezone.now(),
        "form": DayForm(),
        "calls": queries.calls_owed(request.actor),
        "feed": request.build_absolute_uri(reverse("appointments:feed", args=[provider.secret])),
    }
    return render(request, "appointments/week.html", context | opened)


def close(request):
    """停约一天 — ill or called away: one press finds everybody another time."""
    return _on_day(request, _closed)


def _closed(provider, day, by) -> str:
    done = actions.close_day(provider, day, by=by)
    many = done.moved + done.offered + done.cancelled
    words = ngettext("已停约，%(n)d个预约已另行安排并告知。", "已停约，%(n)d个预约已另行安排并告知。", many)
    return words % {"n": many}


def open_again(request):
    """恢复接待 — that day after all."""
    return _on_day(request, _opened)


def _opened(provider, day, by) -> str:
    actions.open_again(provider, day, by=by)
    return _("已恢复接待。")


def _on_day(request, do):
    """What is done to a day of one's own, and back to its week."""
    provider, form = queries.provider_of(request.actor), DayForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("请选择日期。"))
        return redirect("appointments:week")
    day = form.cleaned_data["day"]
    try:
        messages.success(request, do(provider, day, request.actor))
    except Problem as problem:
        messages.error(request, problem.message)
    return redirect(f"{reverse('appointments:week')}?day={day}")


def swap(request, key):
    """换班 — with a colleague who gives the same service."""
    provider = queries.provider_of(request.actor)
    slot = get_object_or_404(Slot.objects.select_related("service", "provider"), pk=key, provider=provider)
    if request.method == "POST":
        try:
            actions.swap(slot, get_object_or_404(Slot, pk=request.POST.get("other")), by=request.actor)
        except Problem as problem:
            messages.error(request, problem.message)
        else:
            messages.success(request, _("已换班，同事已收到通知。"))
        return redirect("appointments:week")
    return render(request, "appointments/swap.html", {"slot": slot, "others": swappable(slot)})


def renew(request):
    """更换日历地址."""
    actions.renew_secret(queries.provider_of(request.actor), by=request.actor)
    messages.success(request, _("日历地址已更换，旧地址不再有效。"))
    return redirect("appointments:week")
