"""Pages of the roster, of the standard of hardship, and a lawyer's own list."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from onedoor.aid.actions import enrol, set_standard
from onedoor.aid.queries.applications import standard_now
from onedoor.aid.queries.calendar import days_of
from onedoor.aid.queries.lawyers import given_to, lawyer_of, roster
from onedoor.aid.roster_forms import RosterForm, StandardForm
from onedoor.kit.plain_forms import tell_refusal
from onedoor.kit.problems import Problem


def mine(request):
    """我承办的援助 — what was given to me, by clock."""
    lawyer = lawyer_of(request.actor)
    given = list(given_to(lawyer)) if lawyer else []
    context = {"lawyer": lawyer, "given": given, "may_keep": request.actor.holds("aid.decide")}
    if lawyer:
        address = reverse("aid:feed", args=[lawyer.secret])
        context |= {"days": list(days_of(lawyer)), "feed": request.build_absolute_uri(address)}
    return render(request, "aid/mine.html", context)


def lawyers(request):
    """律师名册 — and a new line of it."""
    form = RosterForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            enrol(**form.told(), by=request.actor)
        except Problem as problem:
            tell_refusal(form, problem)
        else:
            messages.success(request, _("名册已保存。"))
            return redirect("aid:lawyers")
    context = {"form": form, "lawyers": list(roster()), "standard": standard_now(), "measure": StandardForm()}
    return render(request, "aid/lawyers.html", context, status=422 if form.errors else 200)


def standard(request):
    """经济困难标准 — as the province published it."""
    form = StandardForm(request.POST)
    if not form.is_valid():
        context = {"form": RosterForm(), "lawyers": list(roster()), "standard": standard_now()}
        return render(request, "aid/lawyers.html", context | {"measure": form}, status=422)
    set_standard(**form.cleaned_data, by=request.actor)
    messages.success(request, _("标准已保存。"))
    return redirect("aid:lawyers")
