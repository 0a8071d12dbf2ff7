"""The hall's figures on a page and as a spreadsheet."""

from datetime import timedelta

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onedoor.hall.actions.exporting import export_figures
from onedoor.hall.queries.figures import FEWEST, LONGEST, figures
from onedoor.hall.queries.halls import hall_of, halls_of
from onedoor.kit.days import DayField
from onedoor.kit.digits import whole_number

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class SpanForm(forms.Form):
    """From when to when, both days included."""

    since = DayField(label=gettext_lazy("从"))
    until = DayField(label=gettext_lazy("到"))

    def clean(self):
        told = super().clean()
        since, until = told.get("since"), told.get("until")
        if since and until and since > until:
            self.add_error("until", _("结束日期不能早于开始日期。"))
        elif since and until and until - since > LONGEST:
            self.add_error("until", _("一次最多看一年。"))
        return told


def _asked(request) -> SpanForm:
    today = timezone.localdate()
    usual = {"since": today - timedelta(days=29), "until": today}
    told = {name: request.GET.get(name) or str(day) for name, day in usual.items()}
    return SpanForm(told)


def hall_figures(request):
    """大厅统计 — visitors, waiting, serving, missed, passed on, turned into matters, ratings."""
    centre = hall_of(request.actor, whole_number(request.GET.get("hall", "")))
    form = _asked(request)
    context = {"form": form, "centre": centre, "halls": halls_of(request.actor), "fewest": FEWEST}
    if form.is_valid():
        context["figures"] = figures(centre, **form.cleaned_data)
    return render(request, "hall/figures.html", context, status=200 if form.is_valid() else 422)


def hall_sheet(request):
    """导出 — the same figures as a file."""
    centre = hall_of(request.actor, whole_number(request.GET.get("hall", "")))
    form = _asked(request)
    if not form.is_valid():
        return hall_figures(request)
    content = export_figures(centre, **form.cleaned_data, by=request.actor)
    name = f"hall-{form.cleaned_data['since']}-{form.cleaned_data['until']}.xlsx"
    return HttpResponse(content, XLSX, headers={"Content-Disposition": f'attachment; filename="{name}"'})
