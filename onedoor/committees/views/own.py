"""我的申报 — what a mediator declares of themselves; nobody else has this page."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from onedoor.committees import actions, forms
from onedoor.committees.models import Tie
from onedoor.committees.queries.rosters import mediator_of
from onedoor.kit.problems import NotNow, Problem


def mine(request):
    """我的申报 — ties and days away; which form was sent, its button says."""
    mediator = mediator_of(request.actor)
    sent = request.POST.get("form", "")
    tie = forms.TieForm(request.POST if sent == "tie" else None)
    away = forms.AbsenceForm(request.POST if sent == "away" else None)
    if sent:
        if mediator is None:
            raise NotNow(_("您还没有列入调解员名册，请联系管理人员。"))
        form = tie if sent == "tie" else away
        if form.is_valid() and _done(form, mediator, request):
            return redirect("committees:mine")
    context = {"mediator": mediator, "tie": tie, "away": away}
    if mediator:
        context["ties"] = mediator.ties.filter(ended_at=None).select_related("person")
        context["absences"] = mediator.absences.all()
    status = 422 if tie.errors or away.errors else 200
    return render(request, "committees/mine.html", context, status=status)


def _done(form, mediator, request) -> bool:
    try:
        if isinstance(form, forms.TieForm):
            actions.declare(mediator, **form.told(), by=request.actor)
        else:
            actions.be_away(mediator, **form.cleaned_data, by=request.actor)
    except Problem as problem:
        named = problem.detail.get("field")
        form.add_error(named if named in form.fields else None, problem.message)
        return False
    messages.success(request, _("已保存。"))
    return True


def tie_end(request, pk):
    """解除申报."""
    tie = get_object_or_404(
        Tie.objects.select_related("mediator"), pk=pk, mediator__staff=request.actor.staff
    )
    actions.end_tie(tie, by=request.actor)
    return redirect("committees:mine")
