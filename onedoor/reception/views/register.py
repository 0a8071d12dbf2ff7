"""Pages of the register: the day's list, a new visit on one screen, and what the visitor takes home."""

import segno
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from onedoor.kit.problems import NotFound, NotValid, Problem
from onedoor.reception.actions import receive_once
from onedoor.reception.forms import ArrivalForm
from onedoor.reception.models import Reception
from onedoor.reception.queries.receptions import counts_of, find, list_of

SIZE, PINS = 30, "reception_pins"


def today(request):
    """接访登记簿 — of a day; whatever is still going on; or by code."""
    asked = request.GET
    day = _day(asked.get("day", ""))
    is_open = asked.get("show") == "open"
    found = list_of(request.actor, day=day, code=asked.get("code", "")[:40], is_open=is_open)
    context = {
        "page": Paginator(found, SIZE).get_page(asked.get("page")),
        "day": day,
        "code": asked.get("code", "")[:40],
        "is_open": is_open,
        "counts": counts_of(request.actor, day),
        "may_register": request.actor.holds("reception.register"),
    }
    return render(request, "reception/today.html", context)


def _day(typed: str):
    """A day nobody can have meant is today."""
    try:
        return parse_date(typed) or timezone.localdate()
    except ValueError:
        return timezone.localdate()


def new(request):
    """来访登记 — one screen; ?slip= brings the code of the visitor's slip, ?proof= that it was shown at a window."""
    brought = {name: request.GET.get(name, "")[:200] for name in ("slip", "proof")}
    form = ArrivalForm(request.POST or None, initial=brought)
    if request.method == "POST" and form.is_valid():
        try:
            done = receive_once(form.take_key(), form.arrival(), by=request.actor)
        except NotValid as problem:
            form.tell(problem)
        except Problem as problem:
            form.add_error("slip", problem.message)
        else:
            return _home(request, done)
    return render(request, "reception/new.html", {"form": form}, status=422 if form.errors else 200)


def _home(request, done):
    """To the slip when one was given out here; else on with the visit."""
    code = done.reception.case.code
    if not done.pin:
        return redirect("reception:one", code)
    request.session[PINS] = {code: done.pin}
    return redirect("reception:slip", code)


def slip(request, code):
    """来访回执 — code and PIN, once; a sealed one has left the clerk's own reach by now."""
    pin = request.session.get(PINS, {}).get(code, "")
    if not pin:
        return redirect("reception:one", find(code, request.actor).case.code)
    reception = Reception.objects.for_rows().filter(case__code=code).first()
    if reception is None:
        raise NotFound(_("没有这次接访。"))
    request.session.pop(PINS)
    address = request.build_absolute_uri(f"{reverse('portal:track')}?code={code}")
    picture = segno.make(address, error="m", micro=False).svg_data_uri(scale=4, border=2)
    context = {"reception": reception, "case": reception.case, "pin": pin}
    return render(request, "reception/slip.html", context | {"address": address, "picture": picture})
