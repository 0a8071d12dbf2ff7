"""Who is at a window, and whose turn it is there."""

from django.db.models import Q
from django.utils import timezone

from onedoor.hall.choosing import choose
from onedoor.hall.lifecycle import TicketStatus
from onedoor.hall.models import Need, Period, Service, Ticket, Window

AT_WINDOW = (TicketStatus.CALLED, TicketStatus.SERVING)
IN_HAND = (Period.Kind.SERVING, Period.Kind.HELD)


def at_window(window: Window) -> Ticket | None:
    """Who was called to this window or is served at it today; what an evening left open is tidied, and stands in nobody's way."""
    today = Ticket.objects.filter(window=window, day__date=timezone.localdate())
    return today.filter(status__in=AT_WINDOW).select_related("visit", "service").first()


def may_call(window: Window, staff_id: int | None, services) -> Q:
    """Whom this window may call: who waits for one of these services, and who was sent to this very window or person."""
    free = Q(service__in=services, for_window=None, for_staff=None)
    sent = Q(for_window=window) | Q(for_staff=staff_id) if staff_id else Q(for_window=window)
    return free | sent


def next_of(day, window: Window, staff_id: int) -> Ticket | None:
    """Whose turn it is at this window: the first of each of its lines, and of those whoever weighs most."""
    line = Ticket.objects.filter(day=day, status=TicketStatus.ISSUED).select_related("visit", "service")
    weights = dict(offered(window, staff_id))
    free = line.filter(service__in=weights, for_window=None, for_staff=None)
    firsts = free.order_by("service_id", "stands_at", "number").distinct("service_id")
    heads = [(weights[one.service_id], one.stands_at, one.number, one) for one in firsts]
    # Sent to this very window or person, whatever it serves else.
    sent = line.filter(Q(for_window=window) | Q(for_staff=staff_id)).order_by("stands_at", "number").first()
    if sent:
        heads.append((1, sent.stands_at, sent.number, sent))
    return choose(heads, timezone.now())


def upcoming(ticket: Ticket) -> Need | None:
    """What else they came for, when the present service is done."""
    needs = ticket.visit.needs.filter(outcome=Need.Outcome.OPEN).exclude(service=ticket.service_id)
    return needs.select_related("service").first()


def outcome_of(ticket: Ticket) -> str:
    """What came of the service that is being served: a case, if it was opened meanwhile; a later service did not lead to it."""
    case = ticket.visit.slip.case
    if case is None:
        return Need.Outcome.SERVED
    then = Q(began_at__lte=case.opened_at) & (Q(ended_at=None) | Q(ended_at__gte=case.opened_at))
    meanwhile = ticket.periods.filter(then, service=ticket.service_id, kind__in=IN_HAND).exists()
    earlier = ticket.visit.needs.filter(outcome=Need.Outcome.TURNED).exists()
    return Need.Outcome.TURNED if meanwhile and not earlier else Need.Outcome.SERVED


def offered(window: Window, staff_id: int) -> list[tuple[int, int]]:
    """(service, weight) that this person does at this window: what it offers, less what they were not taught."""
    offers = list(window.offers.values_list("service_id", "weight"))
    skills = set(
        Service.objects.filter(skills__staff=staff_id, centre=window.centre_id).values_list("pk", flat=True)
    )
    return [(service, weight) for service, weight in offers if not skills or service in skills]
