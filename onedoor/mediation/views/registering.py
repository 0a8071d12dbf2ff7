"""登记调解申请 — one screen, the slips that are handed out, and the slip that shows another door."""

import segno
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from onedoor.committees.types import NOT_HERE, TYPES, caution_of, refusal_of
from onedoor.kit.problems import NotFound, Problem
from onedoor.mediation import actions
from onedoor.mediation.forms.registering import ApplicationForm, Sides, put_problem
from onedoor.mediation.lifecycle import Status
from onedoor.mediation.queries import mediations as queries
from onedoor.mediation.reading import note_seen
from onedoor.mediation.ways import ways_of

PINS = "mediation_pins"


def new(request):
    """登记调解申请 — ?slip= and ?proof= bring the visitor's code from the window."""
    start = {name: request.GET.get(name, "")[:200] for name in ("slip", "proof", "type")}
    form = ApplicationForm(request.POST or None, initial=start, actor=request.actor)
    only_asks = bool({"more", "propose"} & set(request.POST))
    sides = Sides(request.POST or None, more="more" in request.POST)
    valid = request.method == "POST" and form.is_valid() & sides.is_valid()
    if valid and not only_asks:
        try:
            mediation, pin = actions.apply_once(form.take_key(), form.told(sides.told()), by=request.actor)
        except Problem as problem:
            put_problem(form, problem)
        else:
            request.session[PINS] = {mediation.case.code: [pin, 1, mediation.type]}
            return redirect("mediation:slip", mediation.case.code)
    return _shown(request, form, sides, only_asks)


def _shown(request, form, sides, only_asks):
    """What was asked for by a press that saves nothing is no mistake."""
    chosen = form.data.get("type", "") if form.is_bound else form.initial.get("type", "")
    context = {
        "sides": sides,
        "proposal": form.proposal(),
        "refusal": refusal_of(chosen),
        "caution": caution_of(chosen),
        "chosen": chosen,
    }
    if only_asks:
        for one in (form, *sides):
            one.errors.clear()
    status = 422 if form.is_bound and not only_asks else 200
    return render(request, "mediation/new.html", context | {"form": form}, status=status)


def slip(request, code):
    """调解回执 — the PIN is shown once; whose it is, by its place among the sides."""
    pin, place, kind = request.session.get(PINS, {}).get(code) or ["", 0, ""]
    if not place:
        mediation = queries.find(code, request.actor)
        kind = mediation.type
    request.session.pop(PINS, None)
    address = request.build_absolute_uri(f"{reverse('portal:track')}?code={code}")
    picture = segno.make(address, error="m", micro=False).svg_data_uri(scale=4, border=2)
    context = {"code": code, "pin": pin, "place": place, "address": address, "picture": picture}
    onward = queries.readable(request.actor).filter(case__code=code).exists()
    context |= {"kind": TYPES.get(kind), "caution": caution_of(kind), "onward": onward}
    return render(request, "mediation/slip.html", context)


def side_slip(request, code, place):
    """出具当事人回执 — eight digits of this side's own, shown once."""
    mediation = queries.find(code, request.actor)
    side = mediation.sides.current().select_related("party").filter(place=place).first()
    if side is None:
        raise NotFound(_("没有这一方当事人。"))
    pin = actions.give_slip(mediation, side=side, by=request.actor)
    request.session[PINS] = {code: [pin, place, mediation.type]}
    return redirect("mediation:slip", code)


def refusal(request, type):
    """不予受理告知单 — why this is not mediated here, and which door is the right one; nothing is kept."""
    if type[:2] not in NOT_HERE or type not in TYPES:
        raise NotFound(_("这一类纠纷可以在这里申请调解。"))
    context = {"kind": TYPES[type], "reason": refusal_of(type)}
    return render(request, "mediation/refusal.html", context)


def declined(request, code):
    """不予受理告知单 — of one that was taken down: why, and every way that is left; given to whoever applied."""
    mediation = queries.find(code, request.actor)
    if mediation.status != Status.DECLINED:
        raise NotFound(_("这件调解没有不予受理。"))
    context = {
        "kind": mediation.kind_of_dispute,
        "reason": mediation.reason,
        "ways": ways_of(mediation.type),
        "mediation": mediation,
    }
    note_seen(mediation, by=request.actor)
    return render(request, "mediation/refusal.html", context)
