"""Pages of one application: what was told, what may be done now, its letters, its part on a case; the client's word."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from onedoor.aid.actions import rate
from onedoor.aid.forms import PinForm
from onedoor.aid.law import PAPERS
from onedoor.aid.models import Application
from onedoor.aid.queries import applications as queries
from onedoor.aid.queries.lawyers import has_unmatched
from onedoor.aid.steps import STEPS, open_steps
from onedoor.audit.origin import origin
from onedoor.cases.keys import open_with_pin
from onedoor.cases.queries import clocks_of
from onedoor.kit.htmx import page_or_part
from onedoor.kit.plain_forms import tell_refusal
from onedoor.kit.problems import NotFound, NotNow, Problem
from onedoor.posts.given import resident_actor


def one(request, code):
    """一件援助 — everything of it on one page."""
    return _page(request, queries.find(code, request.actor))


def _page(request, application, status=200, **refused):
    """The whole page; a form that was refused stands open in its place."""
    steps = open_steps(application, request.actor)
    forms = {name: step.form(application=application, prefix=name) for name, step in steps.items()} | refused
    context = {
        "application": application,
        "case": application.case,
        "steps": [(name, step, forms[name], name in refused) for name, step in steps.items()],
        "parties": queries.parties_of(application),
        "unmatched": has_unmatched(application.case),
        "events": queries.events_of(application),
        "clocks": clocks_of(application.case),
        "papers": list(application.case.papers.all()),
        "missing": [str(PAPERS[one]) for one in application.missing],
        "hearings": queries.hearings_of(application.case),
        "over": queries.over_standard(application),
        "given": application.assignments.filter(until=None).select_related("lawyer__staff").first(),
        "may_reveal": request.actor.holds("person.reveal"),
    }
    return render(request, "aid/one.html", context, status=status)


def step(request, code, name):
    """办一步 — one press, or a small form that stands on the page."""
    application = queries.find(code, request.actor)
    if name not in STEPS:
        raise NotFound(_("没有这一步。"))
    form = STEPS[name].form(request.POST, application=application, prefix=name)
    if not form.is_valid():
        return _page(request, application, 422, **{name: form})
    try:
        STEPS[name].action(application, **form.cleaned_data, by=request.actor)
    except Problem as problem:
        if name not in open_steps(queries.find(code, request.actor), request.actor):
            raise
        tell_refusal(form, problem)
        return _page(request, application, problem.status, **{name: form})
    messages.success(request, _("已办理：%(step)s。") % {"step": STEPS[name].label})
    return redirect("aid:one", code)


def panel(request, code):
    """法律援助 — on the page of a case."""
    application = queries.of_case(code, request.actor)
    if application is None and request.headers.get("HX-Request"):
        return HttpResponse(status=204)
    return page_or_part(
        request, "aid/panel.html", "aid/_panel.html", {"application": application, "code": code}
    )


def _rate(opened, stars: int) -> None:
    """Whoever holds the slip, at the application that was opened with it."""
    own = opened.case if opened.party is None else None
    application = Application.objects.filter(case=own).first() if own else None
    if application is None:
        raise NotNow(_("这个编号没有法律援助。"))
    rate(application, stars=stars, by=resident_actor((opened.case.pk,)))


def rate_by_pin(request):
    """评价法律援助 — with the code and PIN of one's own slip."""
    form = PinForm(request.POST or None, initial={"code": request.GET.get("code", "")[:40]})
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            opened = open_with_pin(told["code"], told["pin"], address=origin().address)
            _rate(opened, told["stars"])
        except Problem as problem:
            form.add_error(None, problem.message)
        else:
            return render(request, "aid/rate.html", {"is_done": True})
    return render(request, "aid/rate.html", {"form": form}, status=422 if form.errors else 200)
