"""Blowing a whistle about a case, or an emergency that has no case yet."""

from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from onedoor.cases.access import cases_for
from onedoor.kit.problems import NotAllowed, NotFound, NotValid
from onedoor.whistles import actions
from onedoor.whistles.actions import Asked
from onedoor.whistles.forms import BlowForm, EmergencyForm, called_from_case, called_from_region
from onedoor.whistles.models import Whistle
from onedoor.whistles.standing import may_host


def new(request, code):
    """吹哨 — about a case that there is."""
    case = cases_for(request.actor).select_related("region").filter(code=code).first()
    if case is None:
        raise NotFound(_("没有这件事，或不在本岗位的范围内。"))
    _refuse_guest(request.actor)
    orgs = called_from_case(case, request.actor.post.org)
    form = BlowForm(request.POST or None, orgs=orgs, initial={"reason": Whistle.Reason.ALONE, "place": ""})
    if request.method == "POST" and form.is_valid():
        try:
            whistle = actions.blow(case, _asked(form), by=request.actor)
            return redirect("whistles:whistle", whistle.pk)
        except NotValid as problem:
            form.add_error(None, problem.message)
    status = 422 if form.errors else 200
    return render(request, "whistles/new.html", {"case": case, "form": form}, status=status)


def emergency(request):
    """突发事件联处 — one form; the next page is the duty officer's."""
    _refuse_guest(request.actor)
    host = request.actor.post.org
    orgs = called_from_region(host.region, host)
    form = EmergencyForm(request.POST or None, orgs=orgs, host=host)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            whistle = actions.open_emergency_once(
                said["key"], said["title"], said["region"], _asked(form), by=request.actor
            )
            return redirect("whistles:whistle", whistle.pk)
        except NotValid as problem:
            form.add_error(None, problem.message)
    going_on = Whistle.objects.going_on().filter(reason=Whistle.Reason.EMERGENCY, host=host)
    context = {"form": form, "going_on": going_on.select_related("case").order_by("-blown_at")}
    return render(request, "whistles/emergency.html", context, status=422 if form.errors else 200)


def _refuse_guest(actor) -> None:
    if refusal := may_host(actor):
        raise NotAllowed(refusal, verb="whistle.blow")


def _asked(form) -> Asked:
    said = form.cleaned_data
    reason = said.get("reason", Whistle.Reason.EMERGENCY)
    return Asked(reason, said["words"], said["place"], said["within"], form.units())
