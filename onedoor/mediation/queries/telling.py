"""告诉一方什么 — what one side of a mediation is told on its page and on paper: its own, and what all sides share."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Prefetch, Sum, prefetch_related_objects
from django.db.models.functions import Coalesce
from django.utils import timezone

from onedoor.mediation import ways
from onedoor.mediation.lifecycle import Status
from onedoor.mediation.models import (
    Agreement,
    Consent,
    Due,
    FollowUp,
    Mediation,
    Obligation,
    Session,
    Side,
    Volume,
)
from onedoor.mediation.queries.agreements import binding_of
from onedoor.mediation.queries.performing import last_ending
from onedoor.mediation.queries.settling import is_undated
from onedoor.mediation.queries.sides import assigned_of


@dataclass(frozen=True)
class Owed:
    """One thing that is due: what, how much of it is left, until when; `is_own`: by this side."""

    due: Due
    is_own: bool
    rest: Decimal
    is_late: bool


def others_of(side: Side) -> list[Side]:
    """Who stands on the other sides: a mask or a unit's name, and nothing by which they could be found."""
    return list(side.mediation.sides.current().for_rows().exclude(pk=side.pk))


def mediators_of(side: Side) -> list[dict]:
    """Who mediates, with what this side last said of them."""
    said = side.consents.filter(about=Consent.About.MEDIATOR).order_by("at", "pk")
    last = {one.mediator_id: one.is_yes for one in said}
    shown = assigned_of(side.mediation)
    return [{"mediator": one.mediator, "said": last.get(one.mediator_id)} for one in shown]


def sessions_of(side: Side) -> list[Session]:
    """Those with everybody, and one's own apart; that another side was talked with alone is not told."""
    found = side.mediation.sessions.for_rows().standing().order_by("starts_at", "pk")
    return [one for one in found if one.side_id in (None, side.pk)]


def dues_of(side: Side) -> list[Owed]:
    """What is still due, of this side and to it."""
    found = Due.objects.binding().open().filter(obligation__agreement__mediation=side.mediation).for_rows()
    found = found.annotate(paid=Coalesce(Sum("performances__amount"), Decimal(0)))
    today, shown = timezone.localdate(), []
    for one in found.order_by("due_on", "pk"):
        by, to = one.obligation.owed_by_id, one.obligation.owed_to_id
        if side.pk in (by, to) or to is None:
            shown.append(Owed(one, by == side.pk, (one.amount or 0) - one.paid, one.due_on < today))
    return shown


def ways_of(mediation: Mediation) -> list[dict]:
    """The ways that are left when it ended without agreement, as they were written down then; of what was not accepted, those that
    there are."""
    if mediation.status == Status.DECLINED:
        return [{"way": way, "row": None} for way in ways.ways_of(mediation.type)]
    ending = last_ending(mediation)
    rows = ending.ways.all() if ending else []
    return [{"way": ways.WAYS[one.way], "row": one} for one in rows if one.way in ways.WAYS]


def is_kept_back(side: Side) -> bool:
    """Whether papers made here may tell this side where another lives: it asked to be protected when the volume was filed already,
    and nothing in a volume is made anew."""
    mediation = side.mediation
    volume = Volume.objects.filter(mediation=mediation).first()
    if volume is None:
        return False
    asked = mediation.case.events.filter(verb="mediation.protected", at__gte=volume.filed_at)
    return asked.exclude(facts__side=side.place).exists()


def agreement_of(mediation: Mediation) -> Agreement | None:
    """What binds, with its clauses and who owes what."""
    agreement = binding_of(mediation)
    if agreement:
        clauses = Obligation.objects.select_related("owed_by")
        prefetch_related_objects([agreement], Prefetch("obligations", clauses))
    return agreement


def visits_of(side: Side) -> list[FollowUp]:
    """When this side will be asked how it went."""
    ahead = side.followups.open().filter(due_on__gte=timezone.localdate())
    return list(ahead.order_by("due_on"))


def sheet_of(side: Side) -> dict:
    """进展单 — what is printed for this side: nothing of any drawer, its own neither, because paper lies about."""
    return {
        "side": side,
        "others": others_of(side),
        "mediators": mediators_of(side),
        "sessions": [one for one in sessions_of(side) if one.starts_at > timezone.now()],
        "agreement": agreement_of(side.mediation),
        "dues": dues_of(side),
        "ways": ways_of(side.mediation),
        "visits": visits_of(side),
        "is_undated": is_undated(side.mediation),
    }
