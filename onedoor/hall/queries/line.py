"""Everybody who is in a hall today, by what they wait for: for the receptionist who walks among them."""

from dataclasses import dataclass, field

from onedoor.hall.lifecycle import TicketStatus
from onedoor.hall.models import Service, Ticket
from onedoor.hall.queries.window import sittings_of, today_of
from onedoor.venues.models import Centre

GONE = (TicketStatus.DONE, TicketStatus.TURNED, TicketStatus.LEFT)


@dataclass
class ServiceLine:
    """One service and whoever stands in its line, in order."""

    service: Service
    waiting: list[Ticket] = field(default_factory=list)


def hall_line(centre: Centre) -> dict:
    """大厅排队 — the lines by service, who is called or served, who was put aside or did not come, who sits where."""
    services = Service.objects.filter(centre=centre)
    lines = {one.pk: ServiceLine(one) for one in services}
    inside = today_of(centre).exclude(status__in=GONE).order_by("stands_at", "number")
    groups: dict[str, list[Ticket]] = {status: [] for status in TicketStatus.values}
    for ticket in inside:
        groups[ticket.status].append(ticket)
    for ticket in groups[TicketStatus.ISSUED]:
        lines[ticket.service_id].waiting.append(ticket)
    return {
        "lines": [one for one in lines.values() if one.waiting or one.service.is_open],
        "at_windows": groups[TicketStatus.CALLED] + groups[TicketStatus.SERVING],
        "held": groups[TicketStatus.HELD],
        "missed": groups[TicketStatus.MISSED],
        "waiting": len(groups[TicketStatus.ISSUED]),
        "sittings": list(sittings_of(centre)),
    }
