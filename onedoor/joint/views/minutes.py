"""At the meeting and after it: attendance, minutes, decisions; the minutes on paper and as a spreadsheet."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from onedoor.joint.actions import exporting
from onedoor.joint.actions import minutes as actions
from onedoor.joint.meeting_forms import DecisionForm, ExportForm, MinutesForm, ReasonForm
from onedoor.joint.queries import meetings as queries
from onedoor.joint.views.meetings import meeting_page
from onedoor.kit.problems import NotValid, Problem

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _back(code, key=None):
    return redirect(reverse("joint:meeting", args=[code]) + (f"#item-{key}" if key else ""))


def attendance(request, code):
    """记到会."""
    meeting = queries.find_meeting(code, request.actor)
    rows = meeting.attendances.values_list("org_id", flat=True)
    came = {org: request.POST[f"came-{org}"] for org in rows if f"came-{org}" in request.POST}
    actions.note_attendance(meeting, came, by=request.actor)
    messages.success(request, _("已记下到会情况。"))
    return _back(code)


def write(request, code, key):
    """写纪要."""
    meeting, form = queries.find_meeting(code, request.actor), MinutesForm(request.POST)
    if not form.is_valid():
        return meeting_page(request, meeting, 422, at=key, minutes_form=form)
    try:
        actions.write_minutes(meeting, key, **form.cleaned_data, by=request.actor)
    except NotValid as problem:
        form.add_error("minutes", problem.message)
        return meeting_page(request, meeting, 422, at=key, minutes_form=form)
    messages.success(request, _("已保存纪要。"))
    return _back(code, key)


def decide(request, code, key):
    """议定 — the duty begins at once."""
    meeting = queries.find_meeting(code, request.actor)
    form = DecisionForm(request.POST, meeting=meeting)
    if not form.is_valid():
        return meeting_page(request, meeting, 422, at=key, decision_form=form)
    try:
        made = actions.decide(meeting, key, **form.cleaned_data, by=request.actor)
    except Problem as problem:
        form.add_error(None, problem.message)
        return meeting_page(request, meeting, problem.status, at=key, decision_form=form)
    messages.success(request, _("已下达任务给%(org)s。") % {"org": made.duty.org})
    return _back(code, key)


def withdraw(request, code, key):
    """撤回议定."""
    form = ReasonForm(request.POST)
    if not form.is_valid():
        raise NotValid(_("请写明撤回的理由。"))
    meeting = queries.find_meeting(code, request.actor)
    actions.withdraw(meeting, key, reason=form.cleaned_data["reason"], by=request.actor)
    messages.success(request, _("已撤回，任务已免除。"))
    return _back(code)


def print_minutes(request, code):
    """打印 — the agenda before the meeting, its minutes afterwards."""
    meeting = queries.find_meeting(code, request.actor)
    attendances = list(meeting.attendances.select_related("org").order_by("org__kind", "org__code"))
    context = {"meeting": meeting, "code": code, "attendances": attendances}
    context["items"] = queries.agenda_of(meeting, request.actor)
    return render(request, "joint/minutes_print.html", context)


def export_minutes(request, code):
    """导出会议纪要 — asks what for; then the file."""
    meeting, form = queries.find_meeting(code, request.actor), ExportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            content = exporting.export_minutes(meeting, by=request.actor, **form.cleaned_data)
            name = _("会议纪要%(code)s.xlsx") % {"code": code}
            headers = {"Content-Disposition": content_disposition_header(True, name)}
            return HttpResponse(content, content_type=XLSX, headers=headers)
        except NotValid as problem:
            form.add_error("reason", problem.message)
    context = {"form": form, "meeting": meeting, "code": code}
    return render(request, "joint/export.html", context, status=422 if form.errors else 200)
