"""The way a line changes. The day's row is its only lock: 22 windows pressing at once are served one after the other."""

from contextlib import contextmanager
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.db.models.functions import Greatest
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.hall.lifecycle import TicketStatus
from onedoor.hall.models import Day, Need, Period, Policy, Sitting, Ticket, Window
from onedoor.hall.queries.turn import outcome_of
from onedoor.hall.standing import insist_at
from onedoor.kit.live import hint
from onedoor.kit.problems import NotFound, NotNow
from onedoor.posts.models import Staff
from onedoor.venues.models import Centre

K = Period.Kind


@contextmanager
def holding_line(centre: Centre):
    """Today's line of a hall, locked; the screens are told when the change is kept.

    Whoever comes first on a day tidies the days before: nothing of them stands in the way, whether the night's job ran or not.
    """
    with _one_at_a_window(), transaction.atomic():
        today = timezone.localdate()
        _day, is_new = Day.objects.get_or_create(centre=centre, date=today)
        if is_new:
            tidy(before=today, centre=centre)
        days = Day.objects.select_for_update(of=["self"]).select_related("centre")
        yield days.get(centre=centre, date=today)
        hint(f"hall:{centre.pk}")


@contextmanager
def _one_at_a_window():
    """The database's last word, when midnight came between asking and saving."""
    try:
        yield
    except IntegrityError as error:
        if "one_at_a_window" not in str(error):
            raise
        raise NotNow(_("这个窗口刚刚有了变化，请刷新后再试。")) from error


def locked(ticket: Ticket) -> Ticket:
    """The ticket as it is while its day is held; inside a transaction."""
    days = Day.objects.select_for_update(of=["self"]).select_related("centre__region")
    day = days.get(pk=ticket.day_id)
    fresh = Ticket.objects.select_related("visit", "service", "window").get(pk=ticket.pk)
    fresh.day = day
    return fresh


@contextmanager
def queueing(ticket: Ticket, name: str, *, by, period: str = "", secret: str = ""):
    """Along one arrow of the ticket's lifecycle: lock its day, check the post, let the caller change it, begin the next period.

    `period` is what begins ("" ends the stay); window and service of the new period are the ticket's own. `secret` is
    what the slip's holder shows instead of a post.
    """
    with _one_at_a_window(), transaction.atomic():
        fresh = locked(ticket)
        day = fresh.day
        arrow = fresh.lifecycle.moves[name]
        if not (secret and secret == fresh.secret):
            insist_at(by, arrow.verb, day.centre)
        fresh.lifecycle.move(name, fresh.status)
        insist_today(day)
        yield fresh
        step(fresh, name, period, by=by)
        hint(f"hall:{day.centre_id}")


def insist_today(day: Day) -> None:
    if day.date != timezone.localdate():
        raise NotNow(_("这不是今天的号。"))


def step(ticket: Ticket, name: str, period: str, *, by=None, at=None) -> None:
    """Take the arrow, save, end the open period and begin the next. For whoever holds the line."""
    ticket.status = ticket.lifecycle.move(name, ticket.status).to
    ticket.save()
    turn_over(ticket, period, by=by, at=at)


def turn_over(ticket: Ticket, kind: str, *, by=None, at=None) -> None:
    """End the open period and begin the next."""
    at = at or timezone.now()
    ticket.periods.filter(ended_at=None).update(ended_at=Greatest(at, "began_at"))
    if kind:
        Period.objects.create(
            ticket=ticket,
            kind=kind,
            service_id=ticket.service_id,
            window_id=ticket.window_id,
            post=by.post,
            began_at=at,
        )


def end_visit(ticket: Ticket, outcome: str, *, at=None) -> None:
    """Nothing more is done for this visit; what was still open of it came to `outcome`."""
    ticket.visit.went_at = at or timezone.now()
    ticket.visit.save(update_fields=["went_at"])
    ticket.visit.needs.filter(outcome=Need.Outcome.OPEN).update(outcome=outcome)


def free(day: Day, *, window: Window | None = None, staff: Staff | None = None) -> None:
    """Who was sent to this window or person waits for the service again, in the same place. For whoever holds the line."""
    sent = Ticket.objects.inside().filter(day=day)
    if window:
        sent.filter(for_window=window).update(for_window=None)
    if staff:
        sent.filter(for_staff=staff).update(for_staff=None)


def tidy(*, before: date, centre: Centre | None = None) -> int:
    """Who stood in line when a day ended has gone, and who sat at a window has stood up; how many stood in line."""
    days = Day.objects.select_for_update(of=["self"]).select_related("centre").order_by("pk")
    tickets = Ticket.objects.inside().filter(day__date__lt=before)
    sittings = Sitting.objects.filter(until=None, since__date__lt=before).select_related("window__centre")
    if centre:
        tickets, sittings = tickets.filter(day__centre=centre), sittings.filter(window__centre=centre)
    for sitting in sittings:
        end_sitting(sitting)
    left = 0
    for day in days.filter(pk__in=tickets.values("day")):
        for ticket in tickets.filter(day=day).select_related("visit__slip__case"):
            _tidy(ticket, closing(day.centre, day.date))
            left += 1
    return left


def _tidy(ticket: Ticket, at: datetime) -> None:
    """Whoever was being served has been served; all others have gone. Nobody went before they came, called or served."""
    began = ticket.periods.aggregate(last=Max("began_at"))["last"]
    at = max(at, ticket.visit.came_at, began or at)
    is_serving = ticket.status == TicketStatus.SERVING
    outcome = outcome_of(ticket) if is_serving else Need.Outcome.DROPPED
    ticket.window = ticket.window if is_serving else None
    ticket.for_window = ticket.for_staff = None
    if is_serving:
        ticket.visit.needs.filter(service=ticket.service_id, outcome=Need.Outcome.OPEN).update(
            outcome=outcome
        )
    step(ticket, last_move(ticket) if is_serving else "leave", "", at=at)
    end_visit(ticket, Need.Outcome.DROPPED, at=at)


def last_move(ticket: Ticket) -> str:
    """How a visit ends at a window: as a case, when one was opened with its slip."""
    return "turn" if ticket.visit.slip.case_id else "finish"


def end_sitting(sitting: Sitting) -> None:
    """Now, or when the hall was shut on the day that it began: what somebody forgot did not go on through the night."""
    since = timezone.localdate(sitting.since)
    is_today = since == timezone.localdate()
    sitting.until = timezone.now() if is_today else max(sitting.since, closing(sitting.window.centre, since))
    sitting.save(update_fields=["until"])


def closing(centre: Centre, day: date) -> datetime:
    """When the hall was shut on that day."""
    return timezone.make_aware(datetime.combine(day, policy_of(centre).closes_at))


def ticket_of(**named) -> Ticket:
    found = Ticket.objects.select_related("day__centre__region", "visit__slip", "service", "window").filter(
        **named
    )
    if (ticket := found.first()) is None:
        raise NotFound(_("没有这个号，请核对。"))
    return ticket


def policy_of(centre: Centre) -> Policy:
    return Policy.objects.filter(centre=centre).first() or Policy(centre=centre)
