"""申请调解 — three short pages, no account; the slip with code and PIN at the end."""

from django.shortcuts import redirect
from django.urls import reverse

from onedoor.audit.origin import origin
from onedoor.cases.keys import Opened
from onedoor.committees.types import caution_of
from onedoor.kit.problems import Problem
from onedoor.portal import disputing, drafting, mediating, slips
from onedoor.portal.dispute_forms import AboutForm, DisputeSendForm, WhoForm
from onedoor.portal.views.showing import again, filled, sent, show, typed
from onedoor.portal.visiting import remember, unlock, visitor
from onedoor.posts.given import resident_actor


def about(request):
    """第一步 — what it is about; what is not mediated here is told its door at once."""
    draft = drafting.dispute(request.session)
    form = filled(request, AboutForm, "dispute", vars(draft))
    if request.method == "POST":
        if not form.is_valid():
            return again(request, "dispute", typed(form))
        drafting.keep_dispute(request.session, draft, form.cleaned_data)
        return redirect("portal:dispute_who")
    door = disputing.right_door(form["type"].value() or "") if form.errors else ""
    return show(request, "dispute.html", 422 if form.errors else 200, form=form, door=door)


def who(request):
    """第二步 — who, and with whom."""
    draft = drafting.dispute(request.session)
    if not draft.facts:
        return redirect("portal:dispute")
    form = filled(request, WhoForm, "dispute_who", vars(draft))
    if request.method == "POST":
        if not form.is_valid():
            return again(request, "dispute_who", typed(form))
        drafting.keep_dispute(request.session, draft, form.cleaned_data)
        return redirect("portal:dispute_send")
    return show(request, "dispute_who.html", 422 if form.errors else 200, form=form)


def send(request):
    """第三步 — everything once more, a slip in hand if there is one, and the button."""
    draft, slip = drafting.dispute(request.session), drafting.slip(request.session)
    form = DisputeSendForm(*sent(request), initial={"key": draft.key})
    said = form.is_valid() and form.cleaned_data
    if said and slip and slip.key == str(said["key"]):
        return redirect("portal:dispute_slip")
    if not draft.other_name:
        return redirect("portal:dispute")
    if said and draft.key == str(said["key"]):
        return _send(request, form, draft)
    return _last_look(request, form, draft, 422 if form.errors else 200)


def _send(request, form, draft):
    by, slip = resident_actor(), form.cleaned_data["slip"]
    try:
        done = disputing.send(draft, slip, by=by, address=origin().address)
    except Problem as problem:
        form.add_error(None, problem.message)
        return _last_look(request, form, draft, problem.status)
    case = done.mediation.case
    request.session.cycle_key()  # a key planted in this browser beforehand opens nothing
    drafting.keep_slip(request.session, drafting.Slip(draft.key, case.code, done.pin))
    unlock(request.session, Opened(case))
    return remember(request, redirect("portal:dispute_slip"), Opened(case))


def _last_look(request, form, draft, status=200):
    context = {"form": form, "draft": draft, "label": disputing.LABELS.get(draft.type, "")}
    context["caution"] = caution_of(draft.type)
    return show(request, "dispute_send.html", status, **context)


def slip(request):
    """回执 — code and PIN in large figures; shown to this browser until the resident leaves."""
    slip = drafting.slip(request.session)
    by = visitor(request.session)
    if slip is None or not by.case_ids:
        return redirect("portal:track")
    mediation, _side = mediating.find(slip.code, by)
    address = request.build_absolute_uri(f"{reverse('portal:track')}?code={slip.code}")
    context = {"slip": slip, "mediation": mediation, "qr": slips.qr(address)}
    return show(request, "dispute_slip.html", **context)
