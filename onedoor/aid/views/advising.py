"""Pages of legal advice: the book of it, a new record, one record with where it leads."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from onedoor.aid.actions import advise_once
from onedoor.aid.forms import AdviceForm
from onedoor.aid.models import Application
from onedoor.aid.queries import applications as queries
from onedoor.aid.queries.lawyers import has_unmatched, lawyer_of
from onedoor.aid.steps import ADVICE_STEPS, open_advice_steps
from onedoor.aid.views.homing import home
from onedoor.kit.plain_forms import tell_refusal
from onedoor.kit.problems import NotFound, Problem

SIZE = 30


def advice_list(request):
    """法律咨询 — the last ones first."""
    found = queries.advice_of(request.actor)
    context = {
        "page": Paginator(found, SIZE).get_page(request.GET.get("page")),
        "may_keep": request.actor.holds("aid.decide"),
    }
    return render(request, "aid/advice.html", context)


def new(request):
    """法律咨询登记 — a walk-in gets the next free lawyer; ?slip= and ?proof= bring the visitor's code from a window."""
    start = {name: request.GET.get(name, "")[:200] for name in ("slip", "proof")}
    start["lawyer"] = lawyer_of(request.actor)
    form = AdviceForm(request.POST or None, initial=start, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        try:
            advice, pin = advise_once(form.take_key(), form.asked(), by=request.actor)
        except Problem as problem:
            form.tell(problem)
        else:
            return home(request, advice.case.code, pin, "aid:advice_one")
    return render(request, "aid/advice_new.html", {"form": form}, status=422 if form.errors else 200)


def one(request, code):
    """一次咨询 — and the next step with nothing typed again."""
    return _page(request, queries.find_advice(code, request.actor))


def _page(request, advice, status=200, **refused):
    has_aid = Application.objects.filter(case=advice.case).exists()
    steps = open_advice_steps(advice, request.actor, has_aid=has_aid)
    forms = {name: step.form(application=advice, prefix=name) for name, step in steps.items()} | refused
    context = {
        "advice": advice,
        "case": advice.case,
        "steps": [(name, step, forms[name], name in refused) for name, step in steps.items()],
        "hearings": queries.hearings_of(advice.case),
        "parties": queries.parties_of(advice),
        "unmatched": has_unmatched(advice.case),
        "events": queries.events_of(advice),
        "has_aid": has_aid,
        "may_take": request.actor.holds("aid.apply"),
        "may_reveal": request.actor.holds("person.reveal"),
    }
    return render(request, "aid/advice_one.html", context, status=status)


def step(request, code, name):
    """下一步 — a court day, or on to a mediation."""
    advice = queries.find_advice(code, request.actor)
    if name not in ADVICE_STEPS:
        raise NotFound(_("没有这一步。"))
    form = ADVICE_STEPS[name].form(request.POST, application=advice, prefix=name)
    if not form.is_valid():
        return _page(request, advice, 422, **{name: form})
    try:
        ADVICE_STEPS[name].action(advice, **form.cleaned_data, by=request.actor)
    except Problem as problem:
        tell_refusal(form, problem)
        return _page(request, advice, problem.status, **{name: form})
    messages.success(request, _("已办理：%(step)s。") % {"step": ADVICE_STEPS[name].label})
    return redirect("aid:advice_one", code)
