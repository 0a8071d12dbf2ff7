"""叫号 — what a window does with the line: take the next, call again, serve, hold, pass on, finish."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.hall.models import Need, Service, Sitting, Ticket, Window
from onedoor.hall.moving import K, end_visit, holding_line, policy_of, queueing, step
from onedoor.hall.queries.turn import AT_WINDOW, at_window, next_of
from onedoor.hall.standing import insist_at, seated
from onedoor.kit.live import hint
from onedoor.kit.problems import NotNow, NotValid
from onedoor.posts.models import Staff


@transaction.atomic
def sit_down(window: Window, *, by) -> Sitting:
    """入座 — open a window in one's own post; one person a window, one window a person."""
    insist_at(by, "hall.serve", window.centre)
    if not window.is_open:
        raise NotNow(_("%(window)s现在停用。") % {"window": window})
    now = timezone.now()
    Window.objects.select_for_update().get(pk=window.pk)
    taken = Sitting.objects.filter(window=window, until=None).select_related("staff").first()
    if taken and taken.staff_id == by.staff.pk:
        return taken
    if taken:
        raise NotNow(_("%(window)s已经有人在办理，请先请同事离席。") % {"window": window})
    Sitting.objects.filter(staff=by.staff, until=None).update(until=now)
    hint(f"hall:{window.centre_id}")
    return Sitting.objects.create(window=window, staff=by.staff, post=by.post, since=now)


@transaction.atomic
def stand_up(window: Window, *, by) -> None:
    """离席 — close the window; nobody is left standing in front of it. A receptionist may do it for whoever forgot."""
    sitting = Sitting.objects.select_for_update().filter(window=window, until=None).first()
    if sitting is None:
        return
    is_own = by.staff and sitting.staff_id == by.staff.pk
    insist_at(by, "hall.serve" if is_own else "hall.receive", window.centre)
    if present := at_window(window):
        raise NotNow(_("%(number)s还在这个窗口，请先办完或转到别处。") % {"number": present.label})
    sitting.until = timezone.now()
    sitting.save(update_fields=["until"])
    hint(f"hall:{window.centre_id}")


@transaction.atomic
def pause(window: Window, *, by, paused: bool = True) -> Sitting:
    """暂停叫号 — back in a moment: the estimate counts without this window."""
    sitting = seated(window, by=by)
    sitting.paused = paused
    sitting.save(update_fields=["paused"])
    hint(f"hall:{window.centre_id}")
    return sitting


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
    seated(window, by=by)
    with holding_line(window.centre) as day:
        _insist_free(window)
        fresh = Ticket.objects.select_related("visit", "service").get(pk=ticket.pk)
        fresh.lifecycle.move("call", fresh.status)
        if fresh.day_id != day.pk:
            raise NotNow(_("这不是今天的号。"))
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
        _insist_free(window)
        ticket.window = window
    return ticket


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
        if service and service.centre_id != ticket.day.centre_id:
            raise NotValid(_("只能转到本大厅的业务。"))
        if service and service.pk != ticket.service_id:
            _change_need(ticket, service)
            ticket.service = service
        ticket.for_window, ticket.for_staff, ticket.window = window, staff, None
        ticket.calls = 0
    return ticket


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


def finish(ticket: Ticket, *, by) -> Ticket:
    """办完 — and on to the next of what they came for, with the place kept; else the visit ends.

    When something was opened with the slip meanwhile, the ticket has turned into it.
    """
    has_case = ticket.visit.slip.case_id is not None
    upcoming = _upcoming(ticket)
    name = "next_need" if upcoming else "turn" if has_case else "finish"
    with queueing(ticket, name, by=by, period=K.MOVED if upcoming else "") as ticket:
        seated(ticket.window, by=by)
        outcome = Need.Outcome.TURNED if has_case else Need.Outcome.SERVED
        open_needs = ticket.visit.needs.filter(outcome=Need.Outcome.OPEN)
        open_needs.filter(service=ticket.service_id).update(outcome=outcome)
        ticket.for_window = ticket.for_staff = None
        if upcoming:
            ticket.service, ticket.window, ticket.calls = upcoming.service, None, 0
        else:
            end_visit(ticket, outcome)
    return ticket


def _upcoming(ticket: Ticket) -> Need | None:
    needs = ticket.visit.needs.filter(outcome=Need.Outcome.OPEN).exclude(service=ticket.service_id)
    return needs.select_related("service").first()


def reopen(ticket: Ticket, *, by) -> Ticket:
    """撤回办完 — the wrong key was pressed, or they turned back at the door."""
    with queueing(ticket, "reopen", by=by, period=K.SERVING) as ticket:
        seated(ticket.window, by=by)
        _insist_free(ticket.window)
        ticket.visit.went_at = None
        ticket.visit.save(update_fields=["went_at"])
        ticket.visit.needs.filter(service=ticket.service_id).update(outcome=Need.Outcome.OPEN)
    return ticket
