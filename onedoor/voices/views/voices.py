"""Voices: writing one down, one's own, and the summary of a week."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.kit.days import monday_of
from onedoor.kit.problems import Problem
from onedoor.places.tree import by_code
from onedoor.voices import actions
from onedoor.voices.forms import PARTS, PartForm, VoiceForm
from onedoor.voices.limits import KEPT_MONTHS, TAKE_BACK_HOURS
from onedoor.voices.queries import own, summary_of, week_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def write(request):
    """记社情民意."""
    form = VoiceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.write(by=request.actor, **form.cleaned_data)
        except Problem as problem:
            form.add_error(None, problem.message)
        else:
            messages.success(request, _("已记下。"))
            return redirect("voices:mine")
    context = {"form": form, "months": KEPT_MONTHS}
    return render(request, "voices/write.html", context, status=422 if form.errors else 200)


def mine(request):
    """我记的 — of one's own chair, and for nobody else."""
    since = timezone.now() - timedelta(hours=TAKE_BACK_HOURS)
    return render(request, "voices/mine.html", {"voices": own(request.actor.post), "since": since})


def take_back(request, key):
    """撤回."""
    actions.take_back(key, by=request.actor)
    messages.success(request, _("已撤回。"))
    return redirect("voices:mine")


def summary(request):
    """社情民意汇总 — a week by topic, beside the eight before."""
    found = _wanted(request)
    this = monday_of(timezone.localdate())
    after = found.monday + timedelta(days=7)
    context = {
        "summary": found,
        "before": found.monday - timedelta(days=7),
        "after": after if after <= this else None,
    }
    ground = request.actor.post.region
    if ground.kind in PARTS:
        context["part"] = PartForm(initial={"region": found.region.code}, ground=ground)
    return render(request, "voices/summary.html", context)


def sheet(request):
    """导出汇总表."""
    found = _wanted(request)
    response = HttpResponse(actions.export(found, by=request.actor), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="voices-{found.monday:%Y%m%d}.xlsx"'
    return response


def _wanted(request):
    """The actor's own ground, or a part of it."""
    here = request.actor.post.region
    part = by_code(request.GET.get("region", ""))
    region = part if part and part.path.startswith(here.path) and part.kind != part.Kind.GRID else here
    return summary_of(region, week_of(request.GET.get("week", ""), timezone.localdate()))
