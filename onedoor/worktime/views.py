"""Pages of the calendar: everybody who works here may look, whoever holds `worktime.edit` may change it."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.kit.problems import NotFound, NotValid
from onedoor.worktime import actions
from onedoor.worktime.counting import load
from onedoor.worktime.forms import DayForm, PublishForm, ReasonForm
from onedoor.worktime.models import DayEdit, SpecialDay, YearNotice
from onedoor.worktime.queries import months, workdays_in

EARLIEST, LATEST = 2020, 2099


def calendar(request, year=None, forms=None):
    """工作日历 — one year, twelve months."""
    this_year = timezone.localdate().year
    year = this_year if year is None else year
    _refuse_far(year)
    table = load()
    context = {
        "year": year,
        "years": range(max(year - 2, EARLIEST), min(year + 2, LATEST) + 1),
        "months": list(months(year, table)),
        "workdays": workdays_in(year, table),
        "notice": YearNotice.objects.filter(year=year).first(),
        "own_days": SpecialDay.objects.filter(date__year=year, source=SpecialDay.Source.DISTRICT),
        "edits": DayEdit.objects.filter(date__year=year)[:50],
        "may_edit": request.actor.holds("worktime.edit"),
        "day_form": DayForm(),
        "publish_form": PublishForm(),
    } | (forms or {})
    return render(request, "worktime/calendar.html", context, status=422 if forms else 200)


def _refuse_far(year: int) -> None:
    if not EARLIEST <= year <= LATEST:
        raise NotFound(_("只能查看%(first)s年至%(last)s年的日历。") % {"first": EARLIEST, "last": LATEST})


def set_day(request, year):
    """设定日期."""
    form = DayForm(request.POST)
    if not form.is_valid():
        return calendar(request, year, {"day_form": form})
    facts = form.cleaned_data
    day = actions.set_day(facts.pop("date"), **facts, by=request.actor)
    messages.success(request, _("已设定%(day)s：%(name)s。") % {"day": day.date, "name": day.name})
    return redirect("worktime:year", day.date.year)


def remove_day(request, day):
    """撤销自定日期."""
    form = ReasonForm(request.POST)
    if not form.is_valid():
        raise NotValid(_("请写明改动的理由。"))
    actions.remove_day(day, reason=form.cleaned_data["reason"], by=request.actor)
    messages.success(request, _("已撤销%(day)s的自定，按放假通知执行。") % {"day": day})
    return redirect("worktime:year", day.year)


def publish(request, year):
    """确认年度通知."""
    _refuse_far(year)
    form = PublishForm(request.POST)
    if not form.is_valid():
        return calendar(request, year, {"publish_form": form})
    actions.publish_year(year, **form.cleaned_data, by=request.actor)
    messages.success(request, _("已确认%(year)s年的放假通知，这一年的到期日不再标为暂定。") % {"year": year})
    return redirect("worktime:year", year)
