"""Pages of legal advice: the book of it, a new record, one record with where it leads."""

from django.core.paginator import Paginator
from django.shortcuts import render

from onedoor.aid.actions import advise_once
from onedoor.aid.forms import AdviceForm
from onedoor.aid.queries import applications as queries
from onedoor.aid.queries.lawyers import lawyer_of
from onedoor.aid.views.homing import home, tell
from onedoor.kit.problems import Problem

SIZE = 30


def advice_list(request):
    """法律咨询 — the last ones first."""
    found = queries.advice_of(request.actor)
    context = {"page": Paginator(found, SIZE).get_page(request.GET.get("page"))}
    return render(request, "aid/advice.html", context)


def new(request):
    """法律咨询登记 — a walk-in gets the next free lawyer; ?slip= brings the visitor's code."""
    start = {"slip": request.GET.get("slip", "")[:40], "lawyer": lawyer_of(request.actor)}
    form = AdviceForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            advice, pin = advise_once(form.take_key(), form.asked(), by=request.actor)
        except Problem as problem:
            tell(form, problem)
        else:
            return home(request, advice.case.code, pin, "aid:advice_one")
    return render(request, "aid/advice_new.html", {"form": form}, status=422 if form.errors else 200)


def one(request, code):
    """一次咨询 — and the next step with nothing typed again."""
    advice = queries.find_advice(code, request.actor)
    context = {
        "advice": advice,
        "case": advice.case,
        "parties": queries.parties_of(advice),
        "has_aid": queries.of_case(advice.case.code, request.actor) is not None,
        "may_take": request.actor.holds("aid.apply"),
    }
    return render(request, "aid/advice_one.html", context)
