"""Pages of a hall's equipment: the daily look in one tap each, a fault that becomes a matter, the list itself."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from onedoor.kit.htmx import page_or_part
from onedoor.kit.problems import NotFound, Problem
from onedoor.venues import actions
from onedoor.venues.forms import EquipmentForm, FaultForm, known_equipment
from onedoor.venues.queries import equipment as queries
from onedoor.venues.queries.centres import find_centre, of_region
from onedoor.venues.standing import insist, may_check, may_edit


def mine(request):
    """本中心的设施 — straight to one's own hall."""
    centre = of_region(request.actor.post.org.region)
    if centre is None:
        raise NotFound(_("本辖区还没有中心。"))
    return redirect("venues:equipment", centre.pk)


def checklist(request, key):
    """六个一设施 — how each was found today."""
    return _page(request, find_centre(key))


def _page(request, centre, status=200, **more):
    by = request.actor
    insist(may_check(centre, by))
    lines = queries.checklist(centre, by)
    context = {
        "centre": centre,
        "lines": lines,
        "looked": sum(line.is_checked_today for line in lines),
        "things": sum(line.thing is not None for line in lines),
        "faults": queries.faults_of(centre, by),
        "may_edit": not may_edit(centre, by),
    }
    part = "venues/_checklist.html"
    return page_or_part(request, "venues/equipment.html", part, context | more, status=status)


def check(request, key):
    """完好 — in one tap."""
    thing = queries.find_equipment(key)
    actions.check(thing, by=request.actor)
    if request.headers.get("HX-Request"):
        return _page(request, thing.centre)
    return redirect("venues:equipment", thing.centre_id)


def fault(request, key):
    """报修 — what is wrong; it becomes a matter at once."""
    thing = queries.find_equipment(key)
    insist(may_check(thing.centre, request.actor))
    form = FaultForm(request.POST or None, request.FILES or None)
    status = 422 if form.errors else 200
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.report(thing, **form.cleaned_data, by=request.actor)
        except Problem as problem:
            form.add_error(problem.detail.get("field"), problem.message)
            status = problem.status
        else:
            words = _("已报修，登记为事项，编号%(code)s。")
            messages.success(request, words % {"code": made.taken_up.code})
            return redirect("venues:equipment", thing.centre_id)
    return render(request, "venues/fault.html", {"thing": thing, "form": form}, status=status)


def new_equipment(request, key):
    """登记设施."""
    centre = find_centre(key)
    insist(may_edit(centre, request.actor))
    form = EquipmentForm(request.POST or None, initial={"kind": request.GET.get("kind", "")})
    if request.method == "POST" and form.is_valid():
        actions.enter_equipment(centre, **form.cleaned_data, by=request.actor)
        messages.success(request, _("已登记。"))
        return redirect("venues:equipment", key)
    context = {"form": form, "centre": centre}
    return render(request, "venues/equipment_form.html", context, status=422 if form.errors else 200)


def edit_equipment(request, key):
    """修改设施."""
    thing = queries.find_equipment(key)
    insist(may_edit(thing.centre, request.actor))
    form = EquipmentForm(request.POST or None, initial=known_equipment(thing))
    if request.method == "POST" and form.is_valid():
        actions.change_equipment(thing, **form.cleaned_data, by=request.actor)
        messages.success(request, _("已修改。"))
        return redirect("venues:equipment", thing.centre_id)
    context = {"form": form, "centre": thing.centre, "thing": thing}
    return render(request, "venues/equipment_form.html", context, status=422 if form.errors else 200)
