"""What stands before one window: who is here, who waits in its lines, who was put aside."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from onedoor.cases.slips import proof_of
from onedoor.hall.lifecycle import TicketStatus
from onedoor.hall.models import Need, Offer, Period, Service, Sitting, Ticket, Window
from onedoor.hall.models.queue import TicketQuerySet
from onedoor.hall.queries.turn import AT_WINDOW, may_call
from onedoor.hall.standing import works_at
from onedoor.kit.problems import NotFound
from onedoor.venues.models import Centre

OVER = (TicketStatus.DONE, TicketStatus.TURNED)
STANDING = (Period.Kind.WAITING, Period.Kind.MOVED, Period.Kind.MISSED)
# So many of a line are listed; how many more there are is told.
MOST = 60


@dataclass
class Place:
    """One window in the list of a hall: what is done there, and who sits there now."""

    window: Window
    services: list[str]
    sitting: Sitting | None = None
    label: str = ""


@dataclass
class Line:
    """The numbers before a window, each list in its own order; `more` stand behind those listed."""

    waiting: list[Ticket] = field(default_factory=list)
    held: list[Ticket] = field(default_factory=list)
    missed: list[Ticket] = field(default_factory=list)
    more: int = 0

    @property
    def count(self) -> int:
        return len(self.waiting) + self.more


@dataclass
class Present:
    """Whoever was called here or is served here: how long they stood in line, and what they still came for."""

    ticket: Ticket
    waited: int
    upcoming: list[str]
    # Shows the forms it leads to that the slip's holder stands here.
    proof: str


def find_window(number: int, by) -> Window:
    """A window of a hall the post works in; any other looks as if it did not exist."""
    window = Window.objects.select_related("centre__region", "org").filter(pk=number).first()
    if window is None or not works_at(by, window.centre):
        raise NotFound
    return window


def places_of(centre: Centre) -> list[Place]:
    """窗口一览 — to choose where to sit down."""
    offered = defaultdict(list)
    for offer in Offer.objects.filter(window__centre=centre).select_related("service").order_by("service"):
        offered[offer.window_id].append(offer.service.name)
    sitting = {one.window_id: one for one in sittings_of(centre)}
    here = {one.window_id: one.label for one in today_of(centre).filter(status__in=AT_WINDOW)}
    return [
        Place(window, offered[window.pk], sitting.get(window.pk), here.get(window.pk, ""))
        for window in Window.objects.filter(centre=centre, is_open=True).select_related("org")
    ]


def sittings_of(centre: Centre) -> QuerySet[Sitting]:
    """Who sits where now."""
    found = Sitting.objects.now().filter(window__centre=centre)
    return found.select_related("window", "staff", "post__org").order_by("window__number")


def own_window(staff) -> Window | None:
    """Where somebody sits at this moment."""
    sitting = Sitting.objects.now().filter(staff=staff).select_related("window").first()
    return sitting.window if sitting else None


def today_of(centre: Centre) -> TicketQuerySet:
    """Today's numbers of a hall, each with the moment since when it is as it is."""
    began = Period.objects.filter(ticket=OuterRef("pk"), ended_at=None).values("began_at")
    found = Ticket.objects.filter(day__centre=centre, day__date=timezone.localdate())
    return found.select_related("visit__slip__case", "service", "window", "for_window", "for_staff").annotate(
        since=Subquery(began)
    )


def line_of(window: Window, staff) -> Line:
    """本窗口的队列 — what this window may call, and what it or its lines put aside."""
    offered = services_at(window, staff)
    served = Q(service__in=offered)
    today = today_of(window.centre)
    waiting = list(today.waiting().filter(may_call(window, staff and staff.pk, offered)))
    return Line(
        waiting[:MOST],
        list(today.filter(served | Q(window=window), status=TicketStatus.HELD).order_by(F("since"))),
        list(today.filter(served, status=TicketStatus.MISSED).order_by(F("since"))),
        max(0, len(waiting) - MOST),
    )


def services_at(window: Window, staff) -> list[int]:
    """What is done at this window: what it offers, less what whoever sits there was not taught."""
    offered = list(window.offers.values_list("service_id", flat=True))
    taught = Service.objects.filter(skills__staff=staff, centre=window.centre_id) if staff else None
    skills = set(taught.values_list("pk", flat=True)) if taught is not None else set()
    return [service for service in offered if not skills or service in skills]


def present_at(window: Window) -> Present | None:
    ticket = today_of(window.centre).filter(window=window, status__in=AT_WINDOW).first()
    if ticket is None:
        return None
    open_needs = ticket.visit.needs.filter(outcome=Need.Outcome.OPEN).exclude(service=ticket.service_id)
    names = list(open_needs.values_list("service__name", flat=True))
    return Present(ticket, minutes_stood(ticket), names, proof_of(ticket.visit.slip))


def minutes_stood(ticket: Ticket) -> int:
    """等候分钟数 — all the time it stood in a line, from the periods."""
    stood = ticket.periods.filter(kind__in=STANDING).exclude(ended_at=None)
    lengths = stood.annotate(length=F("ended_at") - F("began_at")).values_list("length", flat=True)
    return int(sum(lengths, timedelta()).total_seconds() // 60)


def last_over(window: Window) -> Ticket | None:
    """刚办完的 — the one that was finished here last today, in case it was the wrong key."""
    over = today_of(window.centre).filter(window=window, status__in=OVER)
    return over.order_by("-visit__went_at").first()


def ticket_of_today(key: str, centre: Centre) -> Ticket:
    """The number that a button names; one of another hall or day looks as if it did not exist."""
    try:
        found = today_of(centre).filter(pk=key).first()
    except (ValueError, ValidationError):
        found = None
    if found is None:
        raise NotFound
    return found
