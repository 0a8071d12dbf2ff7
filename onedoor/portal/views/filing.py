"""反映问题 — three short pages and a last look; what was typed is kept at every step."""

from django.shortcuts import redirect
from django.urls import reverse

from onedoor.audit.origin import origin
from onedoor.cases.keys import Opened
from onedoor.guide.queries.decisions import begun
from onedoor.kit.problems import Problem
from onedoor.matters.models import Category
from onedoor.matters.suggesting import suggest
from onedoor.portal import drafting, filing, notice, placing, slips
from onedoor.portal.forms import ContactForm, SendForm, WhatForm
from onedoor.portal.tracking import find
from onedoor.portal.views.showing import again, filled, sent, show, typed
from onedoor.portal.visiting import unlock, visitor
from onedoor.posts.given import resident_actor

LIKELY = 3


def what(request):
    """第一步 — what it is about."""
    draft = drafting.sheet(request.session)
    form = filled(request, WhatForm, "what", vars(draft) | _begun(request, draft))
    if request.method == "POST":
        if not form.is_valid():
            return again(request, "what", typed(form))
        vars(draft).update(form.cleaned_data)
        draft.asked = "category" in request.POST
        drafting.keep_sheet(request.session, draft)
        return redirect("portal:where")
    offered = _offered(form["body"].value() or "", form["category"].value() or "")
    context = {"form": form, "notice": notice.TEXT, **offered}
    return show(request, "what.html", 422 if form.errors else 200, **context)


def _begun(request, draft) -> dict:
    """What the guide's answers say already; nothing, when something was written before."""
    return {} if draft.body else begun(request.GET.get("topic", ""), request.GET.get("path", ""))


def likely(request):
    """您说的是不是 — asked while somebody types; htmx puts the answer below the words."""
    offered = _offered(request.POST.get("body", "")[:2000], request.POST.get("category", ""))
    return show(request, "_likely.html", **offered)


def _offered(body: str, chosen: str) -> dict:
    """The likeliest categories, with the one chosen before even when it is not among them any more."""
    found = suggest(body, LIKELY)
    choices = [(one.category, one.why) for one in found]
    if chosen and chosen not in [category.code for category, _why in choices]:
        choices += [(category, "") for category in Category.objects.filter(code=chosen)]
    return {"likely": choices, "chosen": chosen}


def where(request):
    """第二步 — where it is: lists, a map, an address; any of them will do, and none too."""
    draft = drafting.sheet(request.session)
    if not draft.body:
        return redirect("portal:what")
    told = placing.take(draft, request.POST) if request.method == "POST" else ""
    if request.method == "POST":
        drafting.keep_sheet(request.session, draft)
        if "next" in request.POST:
            return redirect("portal:contact")
    context = {"where": placing.where(draft), "draft": draft, "told": told}
    if request.headers.get("HX-Request"):
        return show(request, "_where.html", **context)
    if request.method == "POST" and not told:
        return redirect(f"{reverse('portal:where')}#place")
    return show(request, "where.html", 422 if told else 200, **context)


def contact(request):
    """第三步 — how to reach the resident, if they like."""
    draft = drafting.sheet(request.session)
    if not draft.body:
        return redirect("portal:what")
    form = filled(request, ContactForm, "contact", vars(draft))
    if request.method == "POST":
        if not form.is_valid():
            return again(request, "contact", typed(form))
        vars(draft).update(form.cleaned_data)
        drafting.keep_sheet(request.session, draft)
        return redirect("portal:send")
    return show(request, "contact.html", 422 if form.errors else 200, form=form)


def send(request):
    """核对并发送 — everything once more, photos, and the button."""
    draft, slip = drafting.sheet(request.session), drafting.slip(request.session)
    form = SendForm(*sent(request, files=True), initial={"key": draft.key, "category": draft.category})
    said = form.is_valid() and form.cleaned_data
    if said and slip and slip.key == str(said["key"]):
        return redirect("portal:slip")
    if not draft.body:
        return redirect("portal:what")
    if said and draft.key == str(said["key"]):
        return _send(request, form, draft)
    return _last_look(request, form, draft)


def _send(request, form, draft):
    draft.category = form.cleaned_data["category"]
    try:
        sent = filing.send(draft, form.cleaned_data["photos"], by=resident_actor(), address=origin().address)
    except Problem as problem:
        form.add_error(None, problem.message)
        return _last_look(request, form, draft, problem.status)
    case = sent.matter.case
    request.session.cycle_key()  # a key planted in this browser beforehand opens nothing
    drafting.keep_slip(request.session, drafting.Slip(draft.key, case.code, sent.pin, sent.refused))
    unlock(request.session, Opened(case))
    return redirect("portal:slip")


def _last_look(request, form, draft, status=200):
    where = placing.where(draft)
    context = {"form": form, "draft": draft, "place": where.words if where else draft.address}
    context |= {"kind": dict(WhatForm.base_fields["kind"].choices)[draft.kind]}
    return show(request, "send.html", status, **context, **_offered(draft.body, draft.category))


def slip(request):
    """回执 — code and PIN in large figures; shown to this browser until the resident leaves."""
    slip = drafting.slip(request.session)
    by = visitor(request.session)
    if slip is None or not by.case_ids:
        return redirect("portal:track")
    matter = find(slip.code, by)
    address = request.build_absolute_uri(f"{reverse('portal:track')}?code={slip.code}")
    context = {
        "slip": slip,
        "matter": matter,
        "promise": slips.first_promise(matter),
        "qr": slips.qr(address),
    }
    return show(request, "slip.html", **context)


def restart(request):
    """重新填写 — what was typed is thrown away."""
    drafting.drop_sheet(request.session)
    return redirect("portal:what")
