"""Whistles in lists, and what hangs on other pages: calls that wait for one's unit, whistles about a case."""

from django.http import HttpResponse
from django.shortcuts import render

from onedoor.cases.access import cases_for
from onedoor.kit.htmx import page_or_part
from onedoor.kit.problems import NotFound
from onedoor.whistles.queries.lists import SIDES, lines, page_of, side_of, to_decide, waiting_calls
from onedoor.whistles.standing import may_host


def whistles(request):
    """吹哨报到 — those that call one's unit, those it hosts, all within reach."""
    side = side_of(request.GET.get("side", ""), request.actor)
    context = {
        "page": page_of(request.actor, side, request.GET.get("page", "1")),
        "side": side,
        "sides": [(name, label) for name, label in SIDES.items()],
        "may_open": request.actor.holds("whistle.blow") and not may_host(request.actor),
        "may_edit": request.actor.holds("whistle.edit"),
    }
    return render(request, "whistles/list.html", context)


def mine(request):
    """待应哨 — on "my work": calls that wait for a word, and units that cannot come and wait for the host's."""
    calls = lines(waiting_calls(request.actor))
    decide = list(to_decide(request.actor)) if request.actor.holds("whistle.blow") else []
    if not calls and not decide and request.headers.get("HX-Request"):
        return HttpResponse(status=204)
    context = {"calls": calls, "decide": decide, "may_answer": request.actor.holds("whistle.answer")}
    return page_or_part(request, "whistles/mine.html", "whistles/_mine.html", context)


def on_case(request, code):
    """本案吹哨 — on the page of a case: its whistles, and the button to blow one."""
    case = cases_for(request.actor).filter(code=code).first()
    if case is None:
        raise NotFound()
    blown = list(case.whistles.counted().select_related("host").order_by("-blown_at"))
    may_blow = request.actor.holds("whistle.blow") and not may_host(request.actor) and not case.closed_at
    mine_goes_on = any(one.is_going_on and one.host_id == request.actor.post.org_id for one in blown)
    context = {"case": case, "whistles": blown, "may_blow": may_blow and not mine_goes_on}
    if not blown and not context["may_blow"] and request.headers.get("HX-Request"):
        return HttpResponse(status=204)
    return page_or_part(request, "whistles/on_case.html", "whistles/_on_case.html", context)
