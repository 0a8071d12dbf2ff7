"""Pages of leaders' days: the notice for everybody, the plan, one day with its results."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.kit.plain_forms import tell_refusal
from onedoor.kit.problems import Problem
from onedoor.reception import actions
from onedoor.reception.day_forms import CancelForm, LeaderDayForm
from onedoor.reception.queries import leader_days as queries
from onedoor.reception.standing import insist, may_arrange


def notice(request):
    """领导接访公告 — for everybody: when, which office, where, how to come. No name of a person."""
    return render(request, "reception/notice.html", {"days": list(queries.announced(timezone.localdate()))})


def days(request):
    """领导接访日 — what is planned and what was."""
    context = {
        "days": list(queries.planned_in(request.actor)[:60]),
        "may_arrange": not may_arrange(request.actor.post.org, request.actor),
        "today": timezone.localdate(),
    }
    return render(request, "reception/days.html", context)


def new_day(request):
    """安排领导接访日."""
    org = request.actor.post.org
    insist(may_arrange(org, request.actor))
    form = LeaderDayForm(request.POST or None, org=org)
    if request.method == "POST" and form.is_valid():
        try:
            day = actions.arrange_day(**form.cleaned_data, by=request.actor)
        except Problem as problem:
            tell_refusal(form, problem)
        else:
            messages.success(request, _("已安排，公告上已经可以看到。"))
            return redirect("reception:day", day.pk)
    return render(request, "reception/day_form.html", {"form": form}, status=422 if form.errors else 200)


def day(request, key):
    """一个接访日 — whoever is put on it, in turn, with what came of it."""
    return _page(request, queries.find_day(key, request.actor))


def _page(request, planned, form=None, status=200):
    may_cancel = not planned.cancelled_for and planned.day >= timezone.localdate()
    context = {
        "day": planned,
        "receptions": queries.on_day(planned, request.actor),
        "may_cancel": may_cancel and not may_arrange(planned.org, request.actor),
        "form": form or CancelForm(),
    }
    return render(request, "reception/day.html", context, status=status)


def cancel(request, key):
    """取消领导接访日."""
    planned, form = queries.find_day(key, request.actor), CancelForm(request.POST)
    if not form.is_valid():
        return _page(request, planned, form, 422)
    try:
        actions.cancel_day(planned, **form.cleaned_data, by=request.actor)
    except Problem as problem:
        form.add_error(None, problem.message)
        return _page(request, planned, form, problem.status)
    messages.success(request, _("已取消，公告上写明了原因。"))
    return redirect("reception:day", planned.pk)


def print_day(request, key):
    """接访情况表 — a day with its results, on paper."""
    planned = queries.find_day(key, request.actor)
    context = {"day": planned, "receptions": queries.on_day(planned, request.actor)}
    return render(request, "reception/day_print.html", context)
