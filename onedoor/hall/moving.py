"""The way a line changes. The day's row is its only lock: 22 windows pressing at once are served one after the other."""

from contextlib import contextmanager

from django.db import transaction
from django.db.models.functions import Greatest
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.hall.models import Day, Need, Period, Policy, Ticket
from onedoor.hall.standing import insist_at
from onedoor.kit.live import hint
from onedoor.kit.problems import NotFound
from onedoor.venues.models import Centre

K = Period.Kind


@contextmanager
def holding_line(centre: Centre):
    """Today's line of a hall, locked; the screens are told when the change is kept."""
    with transaction.atomic():
        today = timezone.localdate()
        Day.objects.get_or_create(centre=centre, date=today)
        yield (
            Day.objects.select_for_update(of=["self"]).select_related("centre").get(centre=centre, date=today)
        )
        hint(f"hall:{centre.pk}")


@contextmanager
def queueing(ticket: Ticket, name: str, *, by, period: str = "", secret: str = ""):
    """Along one arrow of the ticket's lifecycle: lock its day, check the post, let the caller change it, begin the next period.

    `period` is what begins ("" ends the stay); window and service of the new period are the ticket's own. `secret` is
    what the slip's holder shows instead of a post.
    """
    with transaction.atomic():
        day = (
            Day.objects.select_for_update(of=["self"]).select_related("centre__region").get(pk=ticket.day_id)
        )
        fresh = Ticket.objects.select_related("visit", "service", "window").get(pk=ticket.pk)
        arrow = fresh.lifecycle.moves[name]
        if not (secret and secret == fresh.secret):
            insist_at(by, arrow.verb, day.centre)
        fresh.lifecycle.move(name, fresh.status)
        fresh.day = day
        yield fresh
        step(fresh, name, period, by=by)
        hint(f"hall:{day.centre_id}")


def step(ticket: Ticket, name: str, period: str, *, by, at=None) -> None:
    """Take the arrow, save, end the open period and begin the next. For whoever holds the line."""
    ticket.status = ticket.lifecycle.move(name, ticket.status).to
    ticket.save()
    turn_over(ticket, period, by=by, at=at)


def turn_over(ticket: Ticket, kind: str, *, by, at=None) -> None:
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


def ticket_of(**named) -> Ticket:
    found = Ticket.objects.select_related("day__centre__region", "visit__slip", "service", "window").filter(
        **named
    )
    if (ticket := found.first()) is None:
        raise NotFound(_("没有这个号，请核对。"))
    return ticket


def policy_of(centre: Centre) -> Policy:
    return Policy.objects.filter(centre=centre).first() or Policy(centre=centre)
