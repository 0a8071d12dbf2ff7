"""Pages of one reception: what was said, what may be done now, the sheet, and its part on the page of a case."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from onedoor.audit.actions import note_read
from onedoor.audit.purposes import purpose_of
from onedoor.kit.htmx import page_or_part
from onedoor.kit.plain_forms import tell_refusal
from onedoor.kit.problems import NotFound, Problem
from onedoor.reception.lifecycle import Status
from onedoor.reception.queries import receptions as queries
from onedoor.reception.steps import STEPS, open_steps


def one(request, code):
    """一次接访 — everything of it on one page."""
    return _page(request, queries.find(code, request.actor))


def _page(request, reception, status=200, **refused):
    """The whole page; a form that was refused stands open in its place."""
    steps = open_steps(reception, request.actor)
    forms = {name: step.form(reception=reception, prefix=name) for name, step in steps.items()} | refused
    visitors = _looked_at(request, reception)
    context = {
        "reception": reception,
        "case": reception.case,
        "steps": [(name, step, forms[name], name in refused) for name, step in steps.items()],
        "visitors": visitors,
        "instructions": list(reception.instructions.select_related("duty__org", "duty__clock", "post__org")),
        "events": queries.events_of(reception),
        "may_reveal": request.actor.holds("person.reveal"),
        "is_turned": reception.status == Status.TURNED,
    }
    return render(request, "reception/one.html", context, status=status)


def _looked_at(request, reception) -> list:
    """Whoever came, logged before it leaves: masked names and what they said count as a look at them."""
    visitors = queries.visitors_of(reception)
    if visitors:
        persons, purpose = [party.person_id for party in visitors], purpose_of(request.actor) or "P01"
        note_read(by=request.actor, person_ids=persons, case_code=reception.case.code, purpose=purpose)
    return visitors


def step(request, code, name):
    """办一步 — one press, or a small form that stands on the page."""
    reception = queries.find(code, request.actor)
    if name not in STEPS:
        raise NotFound(_("没有这一步。"))
    form = STEPS[name].form(request.POST, reception=reception, prefix=name)
    if not form.is_valid():
        return _page(request, reception, 422, **{name: form})
    try:
        STEPS[name].action(reception, **form.cleaned_data, by=request.actor)
    except Problem as problem:
        if name not in open_steps(queries.find(code, request.actor), request.actor):
            raise
        tell_refusal(form, problem)
        return _page(request, reception, problem.status, **{name: form})
    messages.success(request, _("已办理：%(step)s。") % {"step": STEPS[name].label})
    return redirect("reception:one", code)


def sheet(request, code):
    """接访登记表 — on paper, for the file."""
    reception = queries.find(code, request.actor)
    context = {
        "reception": reception,
        "case": reception.case,
        "visitors": _looked_at(request, reception),
        "instructions": list(reception.instructions.select_related("duty__org", "duty__clock")),
    }
    return render(request, "reception/sheet.html", context)


def panel(request, code):
    """接访 — on the page of a case: how it began."""
    reception = queries.of_case(code, request.actor)
    if reception is None and request.headers.get("HX-Request"):
        return HttpResponse(status=204)
    context = {"reception": reception, "code": code}
    return page_or_part(request, "reception/panel.html", "reception/_panel.html", context)
