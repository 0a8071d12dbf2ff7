"""Who is at a window, and whose turn it is there."""

from django.db.models import Q
from django.utils import timezone

from onedoor.hall.choosing import choose
from onedoor.hall.lifecycle import TicketStatus
from onedoor.hall.models import Service, Ticket, Window

AT_WINDOW = (TicketStatus.CALLED, TicketStatus.SERVING)


def at_window(window: Window) -> Ticket | None:
    """Who was called to this window or is served at it."""
    return (
        Ticket.objects.select_related("visit", "service").filter(window=window, status__in=AT_WINDOW).first()
    )


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


def offered(window: Window, staff_id: int) -> list[tuple[int, int]]:
    """(service, weight) that this person does at this window: what it offers, less what they were not taught."""
    offers = list(window.offers.values_list("service_id", "weight"))
    skills = set(
        Service.objects.filter(skills__staff=staff_id, centre=window.centre_id).values_list("pk", flat=True)
    )
    return [(service, weight) for service, weight in offers if not skills or service in skills]
