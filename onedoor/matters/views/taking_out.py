"""What one keeps of a list: its filters under a name, or the list itself as a file."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onedoor.kit.plain_forms import speak_plainly
from onedoor.kit.problems import NotValid, Problem
from onedoor.matters.actions import exporting
from onedoor.matters.actions.saved_views import drop_view, keep_view
from onedoor.matters.filters import WorklistForm

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class ExportForm(forms.Form):
    """导出 — what the list is for."""

    reason = forms.CharField(
        label=gettext_lazy("用途"),
        max_length=150,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("写明给谁、做什么用，例如“十一月调度会通报各镇街超期情况”。会记入日志。"),
    )


def export(request):
    """导出清单 — asks what for; then the file."""
    filters = WorklistForm(QueryDict(request.GET.urlencode()))
    if not filters.is_valid():
        raise NotValid(_("筛选条件有误，请回到清单改正后再导出。"))
    wanted = filters.wanted()
    try:
        count = exporting.refuse_too_many(wanted, by=request.actor)
    except NotValid as problem:
        return render(request, "matters/export.html", {"refusal": problem.message}, status=422)
    form = ExportForm(request.POST or None)
    speak_plainly(form)
    if request.method == "POST" and form.is_valid():
        try:
            return _file(exporting.export(wanted, by=request.actor, reason=form.cleaned_data["reason"]))
        except NotValid as problem:
            form.add_error("reason", problem.message)
    context = {"form": form, "count": count}
    return render(request, "matters/export.html", context, status=422 if form.errors else 200)


def _file(content: bytes) -> HttpResponse:
    name = f"matters-{timezone.localtime():%Y%m%d-%H%M}.xlsx"
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def keep(request):
    """存为常用筛选"""
    query = request.POST.get("query", "")
    try:
        view = keep_view(
            request.POST.get("name", ""), query, by=request.actor, known=WorklistForm.base_fields
        )
        messages.success(request, _("已存为“%(name)s”。") % {"name": view.name})
        query = view.query
    except Problem as problem:
        messages.error(request, problem.message)
    return redirect(f"{reverse('matters:worklist')}?{query}")


def drop(request, pk):
    """删去常用筛选"""
    drop_view(pk, by=request.actor)
    return redirect("matters:worklist")
