"""A slip of their own for one of several who brought a matter: same code, own PIN, shown once."""

from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from onedoor.audit.actions import note_read
from onedoor.audit.purposes import purpose_of
from onedoor.kit.plain_forms import tell_refusal
from onedoor.kit.problems import NotFound, NotNow, Problem
from onedoor.matters.actions import give_slip
from onedoor.matters.forms_together import SlipForm
from onedoor.matters.queries.casefile import find
from onedoor.matters.queries.claimants import claimant_of
from onedoor.matters.standing import insist, may_hand_slip
from onedoor.matters.views.desk import SLIPS


def claimant_slip(request, code, number):
    """出具反映人回执 — the visitor showed who they are; then the slip with their PIN."""
    matter = find(code, request.actor)
    insist(may_hand_slip(matter, request.actor))
    one = _claimant(matter, number)
    form = SlipForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            pin = give_slip(matter, by=request.actor, claimant=number, **form.cleaned_data)
        except Problem as problem:
            tell_refusal(form, problem)
        else:
            request.session[SLIPS] = {code: pin}
            return redirect("matters:slip", code)
    purpose = purpose_of(request.actor) or "P01"
    note_read(by=request.actor, person_ids=[one.party.person_id], case_code=code, purpose=purpose)
    context = {"case": matter.case, "form": form, "one": one}
    return render(request, "matters/claimant_slip.html", context, status=422 if form.errors else 200)


def _claimant(matter, number):
    one = claimant_of(matter.case, number)
    if one is None:
        raise NotFound(_("没有这位反映人，或者已经退出。"))
    if one.is_first:
        raise NotNow(_("第一位反映人用这件事本身的回执；丢了的，请补发查询码。"))
    return one
