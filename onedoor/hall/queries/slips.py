"""What is told on a ticket's slip, on the machine's screen and on the resident's telephone: one account for all three."""

from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.cases.slips import pin_of
from onedoor.hall.models import Offer, Sitting, Ticket, Window
from onedoor.hall.printing.layout import TicketSlip
from onedoor.hall.queries.expecting import Expectations, expected, in_words
from onedoor.venues.models import Centre

# Seconds for which what is expected may be told again: a hall's telephones all ask for the same.
FRESH = 8


@dataclass(frozen=True)
class Where:
    """Windows that serve a service: those with somebody at them, else all that could."""

    windows: list[Window]

    def __str__(self):
        if not self.windows:
            return _("请问导办台去哪个窗口")
        numbers = _("、").join(str(window.number) for window in self.windows)
        return _("请在%(numbers)s号窗口附近等候，听叫号") % {"numbers": numbers}


def where_to(ticket: Ticket) -> Where:
    """去哪里 — before it is called; the call itself names the one window."""
    if ticket.for_window:
        return Where([ticket.for_window])
    offers = Offer.objects.filter(service=ticket.service_id, window__is_open=True).select_related("window")
    windows = sorted((offer.window for offer in offers), key=lambda one: one.number)
    staffed = set(Sitting.objects.now().filter(window__in=windows).values_list("window", flat=True))
    return Where([one for one in windows if one.pk in staffed] or windows)


def before(ticket: Ticket) -> int:
    """前面几人 — in its own line, this moment."""
    line = Ticket.objects.waiting().filter(
        day=ticket.day_id, service=ticket.service_id, for_window=ticket.for_window_id
    )
    first = Q(stands_at__lt=ticket.stands_at) | Q(stands_at=ticket.stands_at, number__lt=ticket.number)
    return line.filter(first).count()


def recently_expected(centre: Centre) -> Expectations:
    """`expected`, some seconds old at most."""
    key = f"hall-expected-{centre.pk}"
    if (told := cache.get(key)) is None:
        told = expected(centre)
        cache.set(key, told, FRESH)
    return told


def wait_words(ticket: Ticket) -> str:
    """预计等候 — from what was told lately, when it stood in line then already."""
    centre = ticket.day.centre
    told = recently_expected(centre).of(ticket) or expected(centre).of(ticket)
    return in_words(told)


def address_of(ticket: Ticket) -> str:
    """What the QR code holds: the ticket's own page, at the address residents reach the house by."""
    return (
        f"{settings.PUBLIC_URL}{reverse('hall:ticket', args=[ticket.secret])}" if settings.PUBLIC_URL else ""
    )


def slip_of(ticket: Ticket) -> TicketSlip:
    centre, slip = ticket.day.centre, ticket.visit.slip
    return TicketSlip(
        centre=centre.name,
        number=ticket.label,
        service=ticket.service.name,
        waiting=before(ticket),
        expected=in_words(expected(centre).of(ticket)),
        where=str(where_to(ticket)),
        address=address_of(ticket),
        code=slip.code,
        # Once something is opened with it, the PIN guards a case: whoever may see a number may not see that.
        pin="" if slip.case_id else pin_of(slip),
        phone=centre.phone or str(settings.CENTRE["phone"]),
        at=timezone.now(),
    )
