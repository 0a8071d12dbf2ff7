"""Presses and small forms by which committees and the roster are kept."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from onedoor.committees import actions, forms
from onedoor.committees.models import Committee, Mediator, Member
from onedoor.committees.views.looking import committees_page, one_page, roster_page
from onedoor.kit.problems import NotFound, Problem


def do(request, name):
    """维护 — one small form, by its name."""
    if name not in ACTS:
        raise NotFound(_("没有这一步。"))
    return ACTS[name](request)


def _try(form, act, said):
    """What the form asks for, done; or the form says why not."""
    if form.is_valid():
        try:
            act()
        except Problem as problem:
            named = problem.detail.get("field")
            form.add_error(named if named in form.fields else None, problem.message)
    if not form.errors:
        messages.success(said, _("已保存。"))
    return not form.errors


def _found(request):
    form = forms.CommitteeForm(request.POST)
    if _try(form, lambda: actions.found(**form.cleaned_data, by=request.actor), request):
        return redirect("committees:list")
    return committees_page(request, form, status=422)


def _change(request):
    committee = _committee(request)
    form = forms.CommitteeForm(request.POST, committee=committee)
    if _try(form, lambda: actions.change(committee, **form.cleaned_data, by=request.actor), request):
        return redirect("committees:one", committee.pk)
    return one_page(request, committee, status=422, change=form)


def _seat(request):
    committee = _committee(request)
    form = forms.SeatForm(request.POST)
    if _try(form, lambda: actions.seat(committee, **form.cleaned_data, by=request.actor), request):
        return redirect("committees:one", committee.pk)
    return one_page(request, committee, status=422, seat=form)


def _unseat(request):
    member = get_object_or_404(Member, pk=_number(request, "member"), until=None)
    actions.unseat(member, by=request.actor)
    return redirect("committees:one", member.committee_id)


def _close(request):
    actions.close(_committee(request), by=request.actor)
    return redirect("committees:list")


def _leave(request):
    actions.leave(get_object_or_404(Mediator, pk=_number(request, "mediator"), until=None), by=request.actor)
    return redirect("committees:roster")


def _enrol(request):
    form = forms.MediatorForm(request.POST)
    if _try(form, lambda: actions.enrol(**form.told(), by=request.actor), request):
        return redirect("committees:roster")
    return roster_page(request, status=422, enrol=form)


def _honour(request):
    form = forms.HonourForm(request.POST)
    if _try(form, lambda: actions.honour(**form.cleaned_data, by=request.actor), request):
        return redirect("committees:roster")
    return roster_page(request, status=422, honour=form)


def _gather(request):
    form = forms.PanelForm(request.POST)
    if _try(form, lambda: actions.gather(**form.cleaned_data, by=request.actor), request):
        return redirect("committees:roster")
    return roster_page(request, status=422, gather=form)


def _committee(request) -> Committee:
    return get_object_or_404(Committee.objects.active().for_rows(), pk=_number(request, "committee"))


def _number(request, name: str) -> int:
    told = request.POST.get(name, "")
    return int(told) if told.isdecimal() and len(told) < 10 else 0


ACTS = {
    "found": _found,
    "change": _change,
    "close": _close,
    "seat": _seat,
    "unseat": _unseat,
    "enrol": _enrol,
    "leave": _leave,
    "honour": _honour,
    "gather": _gather,
}
