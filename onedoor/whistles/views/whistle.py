"""The page of one whistle, the part of it that lives, the one view that takes any step, and its report."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.kit.problems import NotFound, NotNow, NotValid, Problem
from onedoor.whistles import actions
from onedoor.whistles.forms import ReasonForm
from onedoor.whistles.queries.lists import find
from onedoor.whistles.queries.shown import file_of, stamp_of
from onedoor.whistles.standing import call_of, hosts
from onedoor.whistles.steps import STEPS, open_steps

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Asked for where they are needed, not among the other steps.
ELSEWHERE = ("answer", "arrive", "log", "report")
SECONDS, CALM_SECONDS = 5, 20


def whistle(request, pk):
    """一次吹哨 — who is called, who comes, what was agreed and logged."""
    return _page(request, find(pk, request.actor))


def live(request, pk):
    """最新情况 — the part that changes by itself; nothing at all when nothing has."""
    found, now = find(pk, request.actor), timezone.now()
    if request.GET.get("seen") == stamp_of(found, now):
        return HttpResponse(status=204)
    return render(request, "whistles/_part.html", _context(request, found, now))


def step(request, pk, name):
    """办一步 — the step itself; its address without being sent shows the page with its form open."""
    if name not in STEPS:
        raise NotFound(_("没有这一步。"))
    found = find(pk, request.actor)
    if request.method == "GET":
        return _page(request, found, opened=name)
    form = STEPS[name].form(request.POST, whistle=found, actor=request.actor)
    try:
        if name in open_steps(found, request.actor) and not form.is_valid():
            return _page(request, found, 422, wrong={name: form}, opened=name)
        _take(request, found, name, form)
    except NotValid as problem:
        form.add_error(None, problem.message)
        return _page(request, find(pk, request.actor), problem.status, wrong={name: form}, opened=name)
    except Problem as problem:
        return _page(request, find(pk, request.actor), problem.status, problem=problem)
    messages.success(request, _("已办理：%(step)s。") % {"step": STEPS[name].label})
    return redirect("whistles:whistle", pk)


def paper(request, pk):
    """联办报告 — as a sheet of paper, for printing."""
    return render(request, "whistles/paper.html", file_of(find(pk, request.actor)))


def report(request, pk):
    """导出联办报告 — asks what for; then the file."""
    found, form = find(pk, request.actor), ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            content = actions.report(found, by=request.actor, **form.cleaned_data)
            name = f"whistle-{found.case.code}.xlsx"
            headers = {"Content-Disposition": f'attachment; filename="{name}"'}
            return HttpResponse(content, content_type=XLSX, headers=headers)
        except NotValid as problem:
            form.add_error("reason", problem.message)
    context = {"whistle": found, "form": form}
    return render(request, "whistles/report.html", context, status=422 if form.errors else 200)


def _take(request, found, name, form) -> None:
    """A step that is no longer open is left to its action to refuse, in its own words."""
    if not form.is_valid():
        raise NotNow(_("这一步现在不能办理：可能有同事刚刚办理过，请看最新进展。"))
    STEPS[name].action(found, by=request.actor, **form.told())


def _context(request, found, now) -> dict:
    """What the living part shows."""
    steps = open_steps(found, request.actor)
    return file_of(found, now) | {
        "steps": steps,
        "may_confirm": "arrive" in steps,
        "seconds": SECONDS if found.is_emergency else CALM_SECONDS,
    }


def _page(request, found, status=200, wrong=None, opened="", problem=None):
    context = _context(request, found, timezone.now())
    forms = {
        name: (wrong or {}).get(name) or step.form(whistle=found, actor=request.actor)
        for name, step in context["steps"].items()
    }
    context |= {
        "forms": forms,
        "own_call": call_of(found, request.actor),
        "is_host": not hosts(found, request.actor) and request.actor.holds("whistle.blow"),
        "offered": [
            {"name": name, "step": context["steps"][name], "form": form, "open": name == opened}
            for name, form in forms.items()
            if name not in ELSEWHERE
        ],
        "problem": problem,
    }
    return render(request, "whistles/whistle.html", context, status=status)
