"""叫号 — what a window does with the line: take the next, call again, serve, hold, pass on, finish."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.hall.models import Need, Service, Sitting, Ticket, Window
from onedoor.hall.moving import (
    K,
    end_visit,
    holding_line,
    insist_today,
    last_move,
    locked,
    policy_of,
    queueing,
    step,
)
from onedoor.hall.queries.turn import AT_WINDOW, at_window, may_call, next_of, offered, outcome_of, upcoming
from onedoor.hall.standing import seated
from onedoor.kit.problems import NotNow, NotValid
from onedoor.posts.models import Staff


def call_next(window: Window, *, by) -> Ticket | None:
    """叫下一号 — of all lines of this window, whoever's turn it is; None when nobody waits.

    The lock of the day makes 22 windows take turns, so no number is called twice and none is passed over.
    """
    sitting = seated(window, by=by)
    with holding_line(window.centre) as day:
        if present := at_window(window):
            raise NotNow(
                _("%(number)s还在这个窗口：请先选“开始办理”“办完”或“过号”。") % {"number": present.label}
            )
        ticket = next_of(day, window, sitting.staff_id)
        if ticket is None:
            return None
        return _call(ticket, window, by)


def call_this(ticket: Ticket, window: Window, *, by) -> Ticket:
    """点号 — out of turn, for a reason the clerk sees in front of them: the number waits and this window may take it."""
    sitting = seated(window, by=by)
    with holding_line(window.centre):
        _insist_free(window)
        fresh = Ticket.objects.select_related("visit", "service", "day").get(pk=ticket.pk)
        fresh.lifecycle.move("call", fresh.status)
        insist_today(fresh.day)
        services = [service for service, _weight in offered(window, sitting.staff_id)]
        if not Ticket.objects.filter(may_call(window, sitting.staff_id, services), pk=fresh.pk).exists():
            raise NotNow(_("%(number)s不在这个窗口的队列里。") % {"number": fresh.label})
        return _call(fresh, window, by)


def _call(ticket: Ticket, window: Window, by) -> Ticket:
    now = timezone.now()
    ticket.window, ticket.calls, ticket.called_at = window, 1, now
    step(ticket, "call", K.CALLED, by=by, at=now)
    return ticket


def call_again(ticket: Ticket, *, by) -> Ticket:
    """重呼 — at most as often as the hall's rule says."""
    with queueing(ticket, "call_again", by=by, period=K.CALLED) as ticket:
        seated(ticket.window, by=by)
        most = policy_of(ticket.day.centre).most_calls
        if ticket.calls >= most:
            raise NotNow(_("已经叫了%(most)d次，可以按“过号”。") % {"most": most})
        ticket.calls, ticket.called_at = ticket.calls + 1, timezone.now()
    return ticket


def serve(ticket: Ticket, *, by) -> Ticket:
    """开始办理 — the visitor is here."""
    with queueing(ticket, "serve", by=by, period=K.SERVING) as ticket:
        seated(ticket.window, by=by)
    return ticket


def miss(ticket: Ticket, *, by) -> Ticket:
    """过号 — called and not come; the number can stand in line again."""
    with queueing(ticket, "miss", by=by, period=K.MISSED) as ticket:
        seated(ticket.window, by=by)
        ticket.window = None
    return ticket


def hold(ticket: Ticket, *, by) -> Ticket:
    """暂候 — the visitor fetches a paper; the window takes others meanwhile."""
    with queueing(ticket, "hold", by=by, period=K.HELD) as ticket:
        seated(ticket.window, by=by)
    return ticket


def resume(ticket: Ticket, window: Window, *, by) -> Ticket:
    """继续办理 — at the window where it was held, or at another that is free."""
    seated(window, by=by)
    with queueing(ticket, "resume", by=by, period=K.SERVING) as ticket:
        _insist_here(window.centre_id, ticket)
        _insist_free(window)
        ticket.window = window
    return ticket


def _insist_here(centre_id: int, ticket: Ticket) -> None:
    if centre_id != ticket.day.centre_id:
        raise NotValid(_("只能转到本大厅的业务、窗口或同事。"))


def _insist_free(window: Window | None) -> None:
    """Asked while the line is held: one at a window."""
    if window and (present := at_window(window)):
        raise NotNow(_("%(number)s还在这个窗口，请先办完。") % {"number": present.label})


def move(
    ticket: Ticket,
    *,
    by,
    service: Service | None = None,
    window: Window | None = None,
    staff: Staff | None = None,
) -> Ticket:
    """转到别处 — to another service, a window or a person, with the place in line kept: nobody queues anew."""
    if (service, window, staff) == (None, None, None):
        raise NotValid(_("请选择转到哪项业务、哪个窗口或哪位同事。"))
    with queueing(ticket, "move", by=by, period=K.MOVED) as ticket:
        if ticket.window and ticket.status in AT_WINDOW:
            seated(ticket.window, by=by)
        _insist_reached(ticket, service, window, staff)
        if service and service.pk != ticket.service_id:
            _change_need(ticket, service)
            ticket.service = service
        ticket.for_window, ticket.for_staff, ticket.window = window, staff, None
        ticket.calls = 0
    return ticket


def _insist_reached(
    ticket: Ticket, service: Service | None, window: Window | None, staff: Staff | None
) -> None:
    """There is somebody who will call it: nobody is sent to an empty place."""
    for place in (service, window):
        if place:
            _insist_here(place.centre_id, ticket)
    seats = Sitting.objects.now().filter(window__centre=ticket.day.centre_id)
    if window and not seats.filter(window=window).exists():
        raise NotNow(_("%(window)s现在没有人，不能转过去。") % {"window": window})
    if staff and not seats.filter(staff=staff).exists():
        raise NotNow(_("%(name)s现在不在窗口，不能转过去。") % {"name": staff})
    if service and not service.offers.filter(window__is_open=True).exists():
        raise NotNow(_("现在没有窗口办理“%(name)s”，不能转过去。") % {"name": service.name})


def _change_need(ticket: Ticket, service: Service) -> None:
    """What they came for is now this: an open need of it is taken first, else the present one was the wrong door."""
    now_open = list(ticket.visit.needs.filter(outcome=Need.Outcome.OPEN))
    if any(need.service_id == service.pk for need in now_open) or not now_open:
        if not now_open:
            Need.objects.create(visit=ticket.visit, service=service, position=ticket.visit.needs.count() + 1)
        return
    present = next((need for need in now_open if need.service_id == ticket.service_id), now_open[0])
    present.service = service
    present.save(update_fields=["service"])


@transaction.atomic
def finish(ticket: Ticket, *, by) -> Ticket:
    """办完 — and on to the next of what they came for, with the place kept; else the visit ends.

    When something was opened with the slip meanwhile, the ticket has turned into it.
    """
    ticket = locked(ticket)
    coming = upcoming(ticket)
    name = "next_need" if coming else last_move(ticket)
    with queueing(ticket, name, by=by, period=K.MOVED if coming else "") as ticket:
        seated(ticket.window, by=by)
        outcome = outcome_of(ticket)
        open_needs = ticket.visit.needs.filter(outcome=Need.Outcome.OPEN)
        open_needs.filter(service=ticket.service_id).update(outcome=outcome)
        ticket.for_window = ticket.for_staff = None
        if coming:
            ticket.service, ticket.window, ticket.calls = coming.service, None, 0
        else:
            end_visit(ticket, outcome)
    return ticket


def reopen(ticket: Ticket, *, by) -> Ticket:
    """撤回办完 — the wrong key was pressed, or they turned back at the door."""
    with queueing(ticket, "reopen", by=by, period=K.SERVING) as ticket:
        seated(ticket.window, by=by)
        _insist_free(ticket.window)
        ticket.visit.went_at = None
        ticket.visit.save(update_fields=["went_at"])
        ticket.visit.needs.filter(service=ticket.service_id).update(outcome=Need.Outcome.OPEN)
    return ticket
