"""大厅排队 — the receptionist's page: everybody who waits, and what may be done for them."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.hall import actions
from onedoor.hall.models import Day
from onedoor.hall.queries.halls import hall_of, halls_of
from onedoor.hall.queries.line import hall_line
from onedoor.hall.queries.window import find_window, ticket_of_today
from onedoor.kit.digits import whole_number
from onedoor.kit.htmx import page_or_part
from onedoor.kit.problems import NotFound

STEPS = {"leave": actions.leave, "rejoin": actions.rejoin}


def line(request):
    """排队情况."""
    centre = _hall(request, request.GET)
    closed = Day.objects.filter(centre=centre, date=timezone.localdate(), closed_at__isnull=False)
    context = {
        "centre": centre,
        "halls": halls_of(request.actor),
        "closed": closed.first(),
        "now": timezone.now(),
        **hall_line(centre),
    }
    return page_or_part(request, "hall/line.html", "hall/_line.html", context)


def _hall(request, told):
    return hall_of(request.actor, whole_number(told.get("hall", "")))


def _back(centre):
    return redirect(f"{reverse('hall:line')}?hall={centre.pk}")


def line_step(request, name):
    """标记离开、过号重排."""
    centre = _hall(request, request.POST)
    if name not in STEPS:
        raise NotFound
    ticket = STEPS[name](ticket_of_today(request.POST.get("ticket", ""), centre), by=request.actor)
    messages.info(request, f"{ticket.label} {ticket.get_status_display()}")
    return _back(centre)


def line_day(request, what):
    """停止取号、恢复取号."""
    centre = _hall(request, request.POST)
    if what == "close":
        left = actions.close_day(centre, by=request.actor)
        messages.info(request, _("已停止取号，大厅里还有%(n)d人，照常办理。") % {"n": left})
    else:
        actions.open_day(centre, by=request.actor)
        messages.info(request, _("已恢复取号。"))
    return _back(centre)


def line_stand(request, pk):
    """代为离席 — somebody went and forgot."""
    window = find_window(pk, request.actor)
    actions.stand_up(window, by=request.actor)
    messages.info(request, _("%(window)s已离席。") % {"window": window})
    return _back(window.centre)
