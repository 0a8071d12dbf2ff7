"""One supervision: its page, its steps, its letter; and raising one, from the page of a case."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.cases.access import cases_for
from onedoor.cases.explaining import said_due
from onedoor.cases.queries import place_of
from onedoor.kit.htmx import page_or_part
from onedoor.kit.problems import NotFound, NotNow, Problem
from onedoor.supervision import actions, queries, standing
from onedoor.supervision.forms import RaiseForm
from onedoor.supervision.lifecycle import Rung
from onedoor.supervision.models import Interview, Supervision
from onedoor.supervision.rules import KINDS
from onedoor.supervision.steps import STEPS, open_steps


def _case(request, code):
    case = cases_for(request.actor).select_related("region").filter(code=code).first()
    if case is None:
        raise NotFound(_("没有这件事，或不在本岗位的范围内。"))
    return case


def _found(request, pk) -> Supervision:
    found = (
        queries.within_reach(request.actor).for_rows().select_related("replied_by__org", "raised_by__type")
    )
    one = found.filter(pk=pk).first()
    if one is None:
        raise NotFound(_("没有这项督办，或不在本岗位的范围内。"))
    return one


def panel(request, code):
    """督办 — all of a case, as a part of its page."""
    case = _case(request, code)
    lines = queries.lines(queries.of_case(case), timezone.now())
    may_raise = request.actor.holds("supervision.raise") and not case.closed_at
    if not (lines or may_raise) and request.headers.get("HX-Request"):
        return HttpResponse(status=204)
    context = {"case": case, "lines": lines, "may_raise": may_raise}
    return page_or_part(request, "supervision/of_case.html", "supervision/_of_case.html", context)


def _units(case, actor):
    """Those whom this actor may ask, and nobody else, stand in the form."""
    found = queries.units_to_ask(case)
    asked = [org.pk for org in found.select_related("region") if not standing.may_ask(org, actor)]
    return found.filter(pk__in=asked)


def raise_(request, code):
    """发起督办."""
    case = _case(request, code)
    form = RaiseForm(request.POST or None, units=_units(case, request.actor))
    if request.method == "POST" and form.is_valid():
        try:
            one = actions.raise_(case, by=request.actor, **form.cleaned_data)
            messages.success(request, _("已发起：%(rung)s。") % {"rung": one.get_rung_display()})
            return redirect("supervision:one", one.pk)
        except Problem as problem:
            form.add_error(None, problem.message)
    context = {"case": case, "form": form, "lines": queries.lines(queries.of_case(case), timezone.now())}
    return render(request, "supervision/raise.html", context, status=422 if form.errors else 200)


def one(request, pk):
    """一项督办 — why, by when, what the unit said."""
    return _page(request, _found(request, pk))


def step(request, pk, name):
    """办一步 — the form of a step, and the step itself."""
    if name not in STEPS:
        raise NotFound(_("没有这一步。"))
    found = _found(request, pk)
    if name not in open_steps(found, request.actor):
        problem = NotNow(_("这一步现在不能办理：可能有同事刚刚办理过，请看最新进展。"))
        return _page(request, found, problem.status, problem=problem)
    form = STEPS[name].form(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            STEPS[name].action(found, by=request.actor, **form.cleaned_data)
            messages.success(request, _("已办理：%(step)s。") % {"step": STEPS[name].label})
            return redirect("supervision:one", pk)
        except Problem as problem:
            form.add_error(None, problem.message)
    return _page(request, found, 422 if form.errors else 200, step=STEPS[name], name=name, form=form)


def letter(request, pk):
    """打印督办单 — with its number; a reminder has none."""
    found = _found(request, pk)
    if found.rung == Rung.REMINDER:
        raise NotFound(_("催办没有文书。"))
    return render(request, "supervision/letter.html", _facts(found))


def _due(found: Supervision) -> str:
    return said_due(found.clock.due_at) if found.clock else ""


def _page(request, found, status=200, **more):
    buttons = [
        {"key": key, "label": step.label, "tone": step.tone, "asks": bool(step.form.base_fields)}
        for key, step in open_steps(found, request.actor).items()
    ]
    context = _facts(found) | {"buttons": buttons} | more
    return render(request, "supervision/one.html", context, status=status)


def _facts(found: Supervision) -> dict:
    kind = KINDS.get(found.rule)
    return {
        "one": found,
        "case": found.case,
        "place": place_of(found.case.region_id),
        "rule_name": kind.name if kind else "",
        "line": queries.lines([found], timezone.now())[0],
        "due": _due(found),
        "interview": Interview.objects.filter(supervision=found).first(),
    }
