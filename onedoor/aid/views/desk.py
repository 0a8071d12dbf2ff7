"""Pages of the aid officer's desk: the list by clock, a new application or notice on one screen, the slip."""

import segno
from django.core.paginator import Paginator
from django.shortcuts import render
from django.urls import reverse

from onedoor.aid.actions import apply_once, notify_once
from onedoor.aid.forms import ApplicationForm, NoticeForm
from onedoor.aid.lifecycle import Status
from onedoor.aid.models.lawyer import Topic
from onedoor.aid.queries import applications as queries
from onedoor.aid.views.homing import home, take_pin
from onedoor.kit.problems import Problem

SIZE = 30
# What an advice of this topic is most often applied for.
LIKELY = {Topic.LABOUR: "labour", Topic.INJURY: "injury", Topic.STATE: "state", Topic.CRIME: "defence"}


def desk(request):
    """法律援助 — what is urgent first, then by what is due."""
    asked = request.GET
    found = queries.list_of(request.actor, status=asked.get("status", ""), code=asked.get("code", "")[:40])
    context = {
        "page": Paginator(found, SIZE).get_page(asked.get("page")),
        "counts": queries.counts_of(request.actor),
        "statuses": Status.choices,
        "status": asked.get("status", ""),
        "code": asked.get("code", "")[:40],
        "may_take": request.actor.holds("aid.apply"),
        "may_decide": request.actor.holds("aid.decide"),
    }
    return render(request, "aid/desk.html", context)


def new(request):
    """法律援助申请 — one screen; ?slip= and ?proof= bring the visitor's code, ?advice= what was told already."""
    advice = _advice(request)
    start = {name: request.GET.get(name, "")[:200] for name in ("slip", "proof")}
    if advice:
        start |= {"facts": advice.facts, "kind": LIKELY.get(advice.topic, "")}
    form = ApplicationForm(request.POST or None, initial=start, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        try:
            case = advice.case if advice else None
            done, pin = apply_once(form.take_key(), form.told(), by=request.actor, case=case)
        except Problem as problem:
            form.tell(problem)
        else:
            return home(request, done.case.code, pin, "aid:one")
    status = 422 if form.errors else 200
    return render(request, "aid/new.html", {"form": form, "advice": advice}, status=status)


def notice(request):
    """办案机关通知 — as it arrived; from that moment the three days run."""
    form = NoticeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            done, pin = notify_once(form.take_key(), form.notice(), by=request.actor)
        except Problem as problem:
            form.tell(problem)
        else:
            return home(request, done.case.code, pin, "aid:one")
    return render(request, "aid/notice.html", {"form": form}, status=422 if form.errors else 200)


def _advice(request):
    code = request.GET.get("advice", "")[:40]
    return queries.find_advice(code, request.actor) if code else None


def slip(request, code):
    """法律援助回执 — the PIN once; what is missing, the court days and the lawyer as often as it is printed."""
    pin, onward = take_pin(request, code)
    told = queries.slip_of(code, request.actor)
    address = request.build_absolute_uri(f"{reverse('portal:track')}?code={code}")
    picture = segno.make(address, error="m", micro=False).svg_data_uri(scale=4, border=2)
    if not pin and told["application"] is None:
        onward = "aid:advice_one"
    context = {"code": code, "pin": pin, "address": address, "picture": picture}
    return render(request, "aid/slip.html", context | told | {"onward": reverse(onward, args=[code])})
