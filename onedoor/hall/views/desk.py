"""服务台发号 — a receptionist takes the number for whoever cannot or would not use the machine."""

from uuid import uuid4

from django.db import transaction
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from onedoor.hall.actions import issue
from onedoor.hall.actions.printing import print_again, print_ticket
from onedoor.hall.models import Printer, Visit
from onedoor.hall.moving import ticket_of
from onedoor.hall.queries.halls import hall_of, halls_of
from onedoor.hall.queries.slips import slip_of
from onedoor.hall.queries.taking import choices_of, groups_of
from onedoor.hall.standing import insist_at
from onedoor.hall.taking_forms import TakeForm
from onedoor.hall.views.pictures import qr
from onedoor.kit.digits import whole_number
from onedoor.kit.problems import NotFound, Problem
from onedoor.venues.models import Centre


def take(request):
    """发号 — the same questions as at the machine; ?centre= where somebody works at several halls."""
    halls, centre = _halls(request)
    if request.method == "GET":
        return _page(request, halls, centre, _blank(request, centre))
    form = TakeForm(request.POST, centre=centre)
    if not form.is_valid():
        return _page(request, halls, centre, form, status=422)
    insist_at(request.actor, "hall.receive", centre)
    try:
        ticket = _issued(form, centre, request.actor)
    except Problem as problem:
        return _page(request, halls, centre, form.renewed(), problem.message, problem.status)
    return redirect("hall:desk_ticket", ticket.secret)


def _blank(request, centre: Centre) -> TakeForm:
    """A service in the address (?service=) is chosen already: somebody was sent here with it."""
    known = {"key": uuid4(), "people": "1", "service": request.GET.getlist("service")}
    return TakeForm(centre=centre, initial=known)


@transaction.atomic
def _issued(form: TakeForm, centre: Centre, by):
    ticket, is_new = issue(form.cleaned_data["key"], form.coming(Visit.Door.DESK), centre, by=by)
    printer = desk_printer(centre)
    if is_new and printer:
        print_ticket(ticket, printer, by=by)
    return ticket


def desk_printer(centre: Centre) -> Printer | None:
    return Printer.objects.filter(centre=centre, at_desk=True, is_active=True).first()


def _halls(request) -> tuple[list[Centre], Centre]:
    return halls_of(request.actor), hall_of(request.actor, whole_number(request.GET.get("centre", "")))


def _page(request, halls, centre, form, problem="", status=200):
    context = {
        "halls": halls,
        "centre": centre,
        "form": form,
        "problem": problem,
        "choices": choices_of(centre),
        "asked": form["service"].value() or [],
        "groups": groups_of(centre),
    }
    return render(request, "hall/desk_take.html", context, status=status)


def ticket(request, secret):
    """小票 — as it is printed; printed by the browser where the desk has no printer, or once more."""
    one = ticket_of(secret=secret)
    insist_at(request.actor, "hall.receive", one.day.centre)
    slip = slip_of(one)
    context = {
        "ticket": one,
        "slip": slip,
        "job": one.print_jobs.order_by("-made_at").first(),
        "printer": desk_printer(one.day.centre),
        "picture": qr(slip.address) if slip.address else "",
    }
    return render(request, "hall/desk_ticket.html", context)


def again(request, secret):
    """补打小票."""
    one = ticket_of(secret=secret)
    printer = desk_printer(one.day.centre)
    if printer is None:
        raise NotFound(_("服务台没有接打印机，请用浏览器打印。"))
    print_again(one, printer, by=request.actor)
    return redirect("hall:desk_ticket", secret)
