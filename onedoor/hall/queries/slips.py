"""What is told on a ticket's slip, on the machine's screen and on the resident's telephone: one account for all three."""

from dataclasses import dataclass
from math import ceil, floor

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.cases.slips import pin_of
from onedoor.hall.estimating import Expectation
from onedoor.hall.models import Offer, Sitting, Ticket
from onedoor.hall.printing.layout import TicketSlip


@dataclass(frozen=True)
class Where:
    """Windows that serve a service: those with somebody at them, else all that could."""

    windows: list

    def __str__(self):
        if not self.windows:
            return _("请问导办台去哪个窗口")
        numbers = _("、").join(str(window.number) for window in self.windows)
        return _("请在%(numbers)s号窗口附近等候，听叫号") % {"numbers": numbers}


def where_to(ticket: Ticket) -> Where:
    """去哪里 — before it is called; the call itself names the one window."""
    if ticket.for_window:
        return Where([ticket.for_window])
    return where_is(ticket.service_id)


def where_is(service_id: int) -> Where:
    offers = Offer.objects.filter(service=service_id, window__is_open=True).select_related("window")
    windows = sorted((offer.window for offer in offers), key=lambda one: one.number)
    staffed = set(Sitting.objects.filter(until=None, window__in=windows).values_list("window", flat=True))
    return Where([one for one in windows if one.pk in staffed] or windows)


def address_of(ticket: Ticket) -> str:
    """What the QR code holds: the ticket's own page, at the address residents reach the house by."""
    return (
        f"{settings.PUBLIC_URL}{reverse('hall:ticket', args=[ticket.secret])}" if settings.PUBLIC_URL else ""
    )


def expected_of(ticket: Ticket) -> Expectation:
    line = Ticket.objects.waiting().filter(day=ticket.day_id, service=ticket.service_id)
    first = Q(stands_at__lt=ticket.stands_at) | Q(stands_at=ticket.stands_at, number__lt=ticket.number)
    return Expectation(line.filter(first).count())


def range_words(expectation: Expectation) -> str:
    """To five minutes: what is not known to the minute is not said to the minute."""
    if expectation.middle is None:
        return ""
    middle, low, high = (
        round(expectation.middle / 5) * 5,
        floor(expectation.low / 5) * 5,
        ceil(expectation.high / 5) * 5,
    )
    if high <= 5:
        return _("不到5分钟")
    if low == 0:
        return _("%(high)s分钟以内") % {"high": high}
    return _("约%(middle)s分钟（%(low)s至%(high)s分钟）") % {"middle": middle, "low": low, "high": high}


def slip_of(ticket: Ticket) -> TicketSlip:
    expectation = expected_of(ticket)
    centre, slip = ticket.day.centre, ticket.visit.slip
    return TicketSlip(
        centre=centre.name,
        number=ticket.label,
        service=ticket.service.name,
        waiting=expectation.before,
        expected=range_words(expectation),
        where=str(where_to(ticket)),
        address=address_of(ticket),
        code=slip.code,
        pin=pin_of(slip),
        phone=centre.phone,
        at=timezone.now(),
    )
