"""Duties: those of a case, those of one's unit, and one of them with what may be done about it."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.cases import duties as actions
from onedoor.cases.access import cases_for
from onedoor.cases.forms import DutyEndForm
from onedoor.cases.models import Duty
from onedoor.cases.owing import lines, page_of_unit, tally
from onedoor.kit.htmx import page_or_part
from onedoor.kit.problems import NotFound


def duties(request, code):
    """任务 — all of a case, as a part of its page."""
    case = cases_for(request.actor).filter(code=code).first()
    if case is None:
        raise NotFound(_("没有这件事，或不在本岗位的范围内。"))
    rows = lines(case.duties.select_related("org", "giver", "clock").order_by("number"), timezone.now())
    if not rows and request.headers.get("HX-Request"):
        return HttpResponse(status=204)
    return page_or_part(
        request, "cases/case_duties.html", "cases/_case_duties.html", {"case": case, "lines": rows}
    )


def my_duties(request):
    """我的任务 — what one's unit still owes, by clock; on "my work" the first of them."""
    now = timezone.now()
    page, after = page_of_unit(request.actor, request.GET.get("after", ""))
    total, late = tally(request.actor, now)
    if not total and request.headers.get("HX-Request"):
        return HttpResponse(status=204)
    context = {"lines": lines(page, now), "after": after, "total": total, "late": late}
    return page_or_part(request, "cases/my_duties.html", "cases/_my_duties.html", context)


def duty(request, code, number):
    """一项任务 — its words and clock; the unit says that it is done, whoever gave it may waive it."""
    case = cases_for(request.actor).filter(code=code).first()
    found = case and case.duties.select_related("org", "giver__region", "clock").filter(number=number).first()
    if not found:
        raise NotFound(_("没有这项任务，或不在本岗位的范围内。"))
    form = DutyEndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data["words"]
        if request.POST.get("act") == "waive":
            actions.waive(found, by=request.actor, reason=words)
        else:
            actions.finish(found, by=request.actor, result=words)
        return redirect("cases:duty", code=code, number=number)
    context = {"case": case, "line": lines([found], timezone.now())[0], "form": form}
    context |= _may(found, request.actor)
    return page_or_part(
        request, "cases/duty.html", "cases/_duty.html", context, status=422 if form.errors else 200
    )


def _may(found: Duty, actor) -> dict[str, bool]:
    is_open = found.state == Duty.State.OPEN
    return {
        "may_finish": is_open and actor.holds("duty.do") and not actions.owes(found, actor),
        "may_waive": is_open and actor.holds("duty.give") and not actions.may_waive(found, actor),
    }
