"""窗口叫号 — the page a clerk works at: who is here, who is next, and one button or key for each step."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from onedoor.hall import actions
from onedoor.hall.lifecycle import TicketStatus
from onedoor.hall.moving import policy_of
from onedoor.hall.queries.halls import hall_of, halls_of
from onedoor.hall.queries.window import (
    find_window,
    last_over,
    line_of,
    own_window,
    places_of,
    present_at,
    sittings_of,
    ticket_of_today,
)
from onedoor.hall.steps import CALL, MOVE, STEPS, bar
from onedoor.hall.visiting import codes_of
from onedoor.hall.window_forms import KeyForm, MoveForm
from onedoor.kit.digits import whole_number
from onedoor.kit.htmx import page_or_part
from onedoor.kit.problems import NotFound, NotValid


def windows(request):
    """窗口 — choose a hall and sit down."""
    centre = hall_of(request.actor, whole_number(request.GET.get("hall", "")))
    context = {
        "centre": centre,
        "halls": halls_of(request.actor),
        "places": places_of(centre),
        "own": own_window(request.actor.staff),
    }
    return render(request, "hall/windows.html", context)


def window(request, pk):
    """一个窗口."""
    return window_page(request, find_window(pk, request.actor))


def window_page(request, window, status=200, **more):
    """The whole page; `more` holds a form that was refused."""
    return page_or_part(
        request, "hall/window.html", "hall/_window.html", _told(request, window) | more, status
    )


def _told(request, window) -> dict:
    sitting = sittings_of(window.centre).filter(window=window).first()
    is_own = bool(sitting and sitting.staff_id == request.actor.staff.pk)
    present = present_at(window)
    most = policy_of(window.centre).most_calls
    return {
        "window": window,
        "sitting": sitting,
        "is_own": is_own,
        "present": present,
        "bar": bar(present.ticket, most) if present and is_own else [],
        "most_calls": most,
        "over": None if present else last_over(window),
        "line": line_of(window, sitting.staff if sitting else None),
        "key_form": KeyForm(),
        "move_form": MoveForm(window=window),
        "codes": codes_of(request.session, present.ticket if present else None),
        "may_receive": request.actor.holds("hall.receive"),
        "call_key": CALL,
        "move_key": MOVE,
    }


def line(request, pk):
    """本窗口的队列 — asked for again and again by the page itself."""
    window = find_window(pk, request.actor)
    told = _told(request, window)
    return page_or_part(request, "hall/window.html", "hall/_window_line.html", told)


def seat(request, pk, what):
    """入座、离席、暂停."""
    window = find_window(pk, request.actor)
    if what == "sit":
        actions.sit_down(window, by=request.actor)
    elif what == "stand":
        actions.stand_up(window, by=request.actor)
        return redirect("hall:windows")
    else:
        actions.pause(window, by=request.actor, paused=what == "pause")
    return redirect("hall:window", pk)


def call(request, pk):
    """叫下一号."""
    window = find_window(pk, request.actor)
    if actions.call_next(window, by=request.actor) is None:
        messages.info(request, _("现在没有人等候。"))
    return redirect("hall:window", pk)


def step(request, pk, name):
    """办一步 — with the number that the button names, never with whoever happens to be here."""
    window = find_window(pk, request.actor)
    if name not in STEPS:
        raise NotFound
    ticket = ticket_of_today(request.POST.get("ticket", ""), window.centre)
    after = STEPS[name].action(ticket, window, request.actor)
    if name == "finish_next" and after is None:
        messages.info(request, _("%(number)s已办完，现在没有人等候。") % {"number": ticket.label})
    if name == "finish" and after.status == TicketStatus.ISSUED:
        told = {"number": after.label, "service": after.service.name}
        messages.info(request, _("%(number)s接着办“%(service)s”，位置不变，不用重新取号。") % told)
    return redirect("hall:window", pk)


def move(request, pk):
    """转到别处."""
    window = find_window(pk, request.actor)
    ticket = ticket_of_today(request.POST.get("ticket", ""), window.centre)
    form = MoveForm(request.POST, window=window)
    if not form.is_valid():
        raise NotValid(_("请从列表里选择转到哪里；列表可能刚刚变了，请刷新再选。"))
    moved = actions.move(ticket, by=request.actor, **form.cleaned_data)
    messages.info(request, _("%(number)s已转出，位置不变。") % {"number": moved.label})
    return redirect("hall:window", pk)
