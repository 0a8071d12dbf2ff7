"""The list of committees, one of them, and the roster of mediators."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render

from onedoor.committees import forms
from onedoor.committees.models import Committee, Panel, Voided
from onedoor.committees.queries import rosters

SIZE = 30


def committees(request):
    """调解组织 — what there is, and what each lacks, in words."""
    return committees_page(request)


def committees_page(request, form=None, status=200):
    """The list; with the form that was refused, if one was."""
    may_edit = request.actor.holds("committees.edit")
    rows = [(one, rosters.lacks(one, one.seated)) for one in rosters.committees()]
    context = {"rows": rows, "may_edit": may_edit}
    if may_edit:
        context["form"] = form or forms.CommitteeForm()
    return render(request, "committees/list.html", context, status=status)


def one(request, pk):
    """一个调解组织 — who sits in it, its ground, its term."""
    return one_page(request, get_object_or_404(Committee.objects.for_rows(), pk=pk))


def one_page(request, committee, status=200, **refused):
    """The page; with the form that was refused, if one was."""
    seats = rosters.seats_of(committee)
    may_edit = request.actor.holds("committees.edit")
    context = {
        "committee": committee,
        "seats": seats,
        "checks": rosters.checks_of(committee, seats),
        "panels": Panel.objects.filter(committee=committee, until=None).prefetch_related("mediators__staff"),
        "voided": Voided.objects.filter(committee=committee),
        "may_edit": may_edit,
    }
    if may_edit:
        context |= {"seat": forms.SeatForm(), "change": forms.CommitteeForm(committee=committee)} | refused
    return render(request, "committees/one.html", context, status=status)


def roster(request):
    """调解员名册 — by name; how many each has open is for sharing out work, and compares nobody."""
    return roster_page(request)


def roster_page(request, status=200, **refused):
    """The roster; with the form that was refused, if one was."""
    word = request.GET.get("q", "")[:20]
    may_edit = request.actor.holds("committees.edit")
    page = Paginator(rosters.mediators(word), SIZE).get_page(request.GET.get("page"))
    context = {"page": page, "word": word, "may_edit": may_edit, "panels": panels()}
    if may_edit:
        context |= {
            "enrol": forms.MediatorForm(),
            "honour": forms.HonourForm(),
            "gather": forms.PanelForm(),
        } | refused
    return render(request, "committees/roster.html", context, status=status)


def panels():
    """Those that there are now."""
    return Panel.objects.filter(until=None).select_related("committee").prefetch_related("mediators__staff")
