"""The desk: taking a request down in one screen, and the slip that the visitor goes home with."""

import segno
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.audit.actions import note_read, note_search
from onedoor.audit.purposes import purpose_of
from onedoor.cases.access import may
from onedoor.cases.queries import clocks_of, place_of
from onedoor.cases.slips import slip_of
from onedoor.kit.htmx import page_or_part
from onedoor.kit.plain_forms import tell_refusal
from onedoor.kit.problems import Problem
from onedoor.matters.actions import renewing
from onedoor.matters.actions.window import take_in
from onedoor.matters.intake import DeskForm, RenewForm, places_in, with_slip
from onedoor.matters.likeness import likely_earlier
from onedoor.matters.models import Category, Matter
from onedoor.matters.queries.casefile import find
from onedoor.matters.queries.claimants import how_many
from onedoor.matters.queries.lately import same_lately
from onedoor.matters.queries.same_person import earlier_of_one
from onedoor.matters.standing import insist, may_gather, may_renew
from onedoor.matters.steps import open_steps
from onedoor.matters.suggesting import suggest
from onedoor.places import tree
from onedoor.places.locating import grid_of

SLIPS = "slips"
# Fewer signs than this are like everything.
ENOUGH_WORDS = 8


def desk(request):
    """登记 — the form, and what follows from it; `again` fills in what follows from a town or a slip, without scripts."""
    if request.method == "GET" or "again" in request.POST:
        return _asked(request)
    form = DeskForm(request.POST, request.FILES, actor=request.actor)
    if not form.is_valid() or _must_ask(request, form):
        return _form(request, form, 422)
    try:
        done = take_in(
            form.cleaned_data["key"],
            form.draft(request.actor),
            by=request.actor,
            person=form.person(),
            papers=form.cleaned_data["papers"],
        )
    except Problem as problem:
        tell_refusal(form, problem)
        return _form(request, form, problem.status)
    request.session[SLIPS] = {done.matter.case.code: done.pin}
    return redirect("matters:slip", done.matter.case.code)


def _asked(request):
    """The form before anything is sent: with what was typed, and with what is known of the slip (also ?slip=)."""
    told = (request.POST or request.GET).dict()
    if told.get("slip", "").strip():
        form = with_slip(told, request.actor)
        _note_look(request, form.known)
        return _form(request, form, 422 if form.refusal else 200)
    return _form(request, DeskForm(initial=request.POST.dict(), actor=request.actor))


def _note_look(request, known) -> None:
    """What the reception took down is about to stand in the form."""
    if known and known.case:
        told = {"person_ids": known.persons, "case_code": known.case.code, "fields": ("case",)}
        note_read(by=request.actor, **told, purpose=purpose_of(request.actor) or "P01")


def _must_ask(request, form) -> bool:
    """The way back and Enter would take the same down once more: the clerk says whether it is another matter."""
    told = form.cleaned_data
    same = None if told["once_more"] else same_lately(told["body"], key=told["key"], by=request.actor)
    if same:
        form.ask_again(same.case.code)
    return bool(same)


def _form(request, form, status=200):
    leaves = Category.objects.valid(timezone.localdate()).leaves().order_by("path")
    return render(
        request, "matters/desk.html", {"form": form, "leaves": leaves, **_help(request)}, status=status
    )


def desk_help(request):
    """登记时的提示 — where it lies, what it may be about, what it may be the same as; asked while the clerk types."""
    return render(request, "matters/_desk_help.html", _help(request) | {"is_part": True})


def _help(request) -> dict:
    """Nothing is kept of what is only being typed."""
    told = request.POST
    body, address = told.get("body", ""), told.get("address", "").strip()
    community = DeskForm(told).place(address) if told else None
    located = grid_of(None, address, community=community) if address or community else None
    return {
        "located": located,
        "located_place": place_of(located.region.pk) if located else "",
        "suggestions": suggest(body),
        "suggested": told.get("suggested", ""),
        "likely": _likely(request, body, located),
    }


def _likely(request, body: str, located) -> list:
    if len(body) < ENOUGH_WORDS:
        return []
    return likely_earlier("", body, region=located.region if located else None, actor=request.actor)


def likely(request, code):
    """可能是同一件事 — earlier matters like this one, each with why, and the way to merge."""
    matter = find(code, request.actor)
    of_one = _of_one(matter, request.actor)
    found = of_one + [one for one in _alike(matter, request.actor) if one.matter not in _matters(of_one)]
    persons = matter.case.parties.values_list("person_id", flat=True) if of_one else ()
    note_search(
        by=request.actor, what=_("可能是同一件事"), found=len(found), person_ids=persons, fields=["case"]
    )
    context = {"matter": matter, "case": matter.case, "likely": found, "asked": True}
    if "merge" in open_steps(matter, request.actor):
        context["merge_url"] = reverse("matters:step", args=[code, "merge"])
    if "relate" in open_steps(matter, request.actor):
        context["relate_url"] = reverse("matters:step", args=[code, "relate"])
    return page_or_part(request, "matters/likely.html", "matters/_likely.html", context)


def _of_one(matter, actor) -> list:
    """What the same person brought before: for posts that look people up, and not in front of somebody else."""
    return earlier_of_one(matter, actor) if actor.holds("person.look_up") else []


def _alike(matter, actor) -> list:
    """Without the whole and the parts of it."""
    found = likely_earlier(
        matter.case.title, matter.body, region=matter.case.region, actor=actor, exclude=matter
    )
    whole = matter.part_of_id or matter.pk
    return [one for one in found if whole not in (one.matter.pk, one.matter.part_of_id)]


def _matters(likely) -> list:
    return [one.matter for one in likely]


def communities(request):
    """村（社区）选项 — those of the town that was chosen, whatever areas lie between."""
    town = tree.by_code(request.GET.get("town", ""))
    places = places_in(town) if town else []
    return render(request, "matters/_communities.html", {"places": places})


def slip(request, code):
    """回执单 — what the visitor takes home. The PIN stands on it once; a lost one is renewed."""
    pin = request.session.get(SLIPS, {}).get(code, "")
    if pin:
        # A secret matter leaves the clerk's own reach as soon as it is registered; the visitor still gets the slip.
        matter = Matter.objects.select_related("case", "desk__region").get(case__code=code)
        request.session.pop(SLIPS)
    else:
        matter = find(code, request.actor)
    address = request.build_absolute_uri(f"{reverse('portal:track')}?code={code}")
    picture = segno.make(address, error="m", micro=False).svg_data_uri(scale=4, border=2)
    clocks = [face for face in clocks_of(matter.case) if face.clock.is_open and face.clock.is_duty]
    context = {"matter": matter, "case": matter.case, "pin": pin, "address": address, "picture": picture}
    context["has_slip"] = slip_of(matter.case_id) is not None
    context["is_seen"] = may(request.actor, "case.see", matter.case)
    lost = {"may_renew": not pin and not may_renew(matter, request.actor)}
    together = {"how_many": how_many(matter), "may_add": not may_gather(matter, request.actor)}
    return render(request, "matters/slip.html", context | lost | together | {"clocks": clocks})


def renew(request, code):
    """补发查询码 — why, and that the visitor showed who they are; then the slip with the new PIN."""
    matter = find(code, request.actor)
    insist(may_renew(matter, request.actor))
    form = RenewForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            pin = renewing.renew(matter, by=request.actor, **form.cleaned_data)
        except Problem as problem:
            tell_refusal(form, problem)
        else:
            request.session[SLIPS] = {code: pin}
            return redirect("matters:slip", code)
    context = {"case": matter.case, "form": form}
    return render(request, "matters/renew.html", context, status=422 if form.errors else 200)
