"""Pages of the centres: where they are, for everybody; and their entries, for those who keep them."""

from django.contrib import messages
from django.db.models import Prefetch
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from onedoor.kit.problems import NotValid
from onedoor.venues import actions
from onedoor.venues.forms import CentreForm, NewCentreForm, known_centre
from onedoor.venues.models import Centre, Room
from onedoor.venues.queries.centres import find_centre
from onedoor.venues.standing import insist, may_check, may_edit


def centres(request):
    """各级中心 — where one may go, the district's own first."""
    rooms = Prefetch("rooms", Room.objects.filter(is_open=True), to_attr="open_rooms")
    found = Centre.objects.open().prefetch_related(rooms)
    by = request.actor
    may_add = by is not None and by.holds("venues.edit")
    return render(request, "venues/centres.html", {"centres": found, "may_add": may_add})


def centre(request, key):
    """一个中心 — address, hours, telephone, rooms."""
    found, by = find_centre(key), request.actor
    context = {
        "centre": found,
        "rooms": found.rooms.filter(is_open=True),
        "may_edit": by is not None and not may_edit(found, by),
        "may_check": by is not None and not may_check(found, by),
        "closed_rooms": found.rooms.filter(is_open=False),
    }
    return render(request, "venues/centre.html", context)


def new_centre(request):
    """设立中心."""
    form = NewCentreForm(request.POST or None, by=request.actor)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.open_centre(**form.cleaned_data, by=request.actor)
        except NotValid as problem:
            form.add_error(problem.detail.get("field"), problem.message)
        else:
            messages.success(request, _("已设立%(name)s。") % {"name": made})
            return redirect("venues:centre", made.pk)
    return render(request, "venues/centre_form.html", {"form": form}, status=422 if form.errors else 200)


def edit_centre(request, key):
    """修改中心."""
    found = find_centre(key)
    insist(may_edit(found, request.actor))
    form = CentreForm(request.POST or None, initial=known_centre(found))
    if request.method == "POST" and form.is_valid():
        actions.change_centre(found, **form.cleaned_data, by=request.actor)
        messages.success(request, _("已修改。"))
        return redirect("venues:centre", key)
    context = {"form": form, "centre": found}
    return render(request, "venues/centre_form.html", context, status=422 if form.errors else 200)
