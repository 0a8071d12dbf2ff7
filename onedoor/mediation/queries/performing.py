"""履行 — what is due when, what was paid, which ways are left, how a round ended, the calendar."""

from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Prefetch, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.cases.models import Deadline
from onedoor.mediation.asked_once import once
from onedoor.mediation.court import COURTS_KINDS, breach_ways
from onedoor.mediation.lifecycle import Status
from onedoor.mediation.limits import CONFIRM, KIND
from onedoor.mediation.models import (
    Agreement,
    Confirmation,
    Due,
    Ending,
    FollowUp,
    Mediation,
    Obligation,
    Performance,
    Proof,
    Side,
)
from onedoor.mediation.queries.agreements import binding_of, standing_ones
from onedoor.mediation.queries.mediations import readable

ZERO = Decimal(0)
# Before that nobody is urged.
URGED_BEFORE = timedelta(days=3)


def confirmation_of(agreement: Agreement | None) -> Confirmation | None:
    if agreement is None or agreement.effective_at is None:
        return None
    found = Confirmation.objects.filter(agreement=agreement)
    return once(agreement.mediation, f"confirmation {agreement.pk}", found.first)


def awaited_of(mediation: Mediation) -> Confirmation | None:
    """What a court was asked and has not answered, of whichever round: a later agreement does not take it back."""
    asked = (Confirmation.Status.APPLIED, Confirmation.Status.ACCEPTED)
    found = Confirmation.objects.filter(agreement__mediation=mediation, status__in=asked)
    return once(mediation, "awaited", found.order_by("-applied_on").first)


def courts_clocks(row: Confirmation):
    """The days of the court that are still to come, or those in which its ruling may be objected to."""
    return row.agreement.mediation.case.deadlines.open().filter(kind__in=COURTS_KINDS)


def unwilling_of(row: Confirmation) -> list[Side]:
    """The sides whose last word to applying together is not yes; for asking once more, the last one since the court's answer."""
    said, answer = row.willing.all(), row.court_answers.last()
    last = {one.side_id: one.is_yes for one in (said.filter(at__gt=answer.at) if answer else said)}
    sides = row.agreement.mediation.sides.current().for_rows()
    return [side for side in sides if not last.get(side.pk)]


def dues_between(actor, first: date, last: date):
    """What is due in these days, of the mediations that this actor may open."""
    found = Due.objects.watched().filter(
        due_on__range=(first, last), obligation__agreement__mediation__in=readable(actor)
    )
    return found.for_rows().order_by("due_on", "pk")


def late_dues(actor):
    """What should be there and is not."""
    found = (
        Due.objects.watched()
        .open()
        .filter(due_on__lt=timezone.localdate(), obligation__agreement__mediation__in=readable(actor))
    )
    return found.for_rows().order_by("due_on", "pk")


def visits_between(actor, first: date, last: date):
    """Return visits to be made in these days; those that were missed come first."""
    found = FollowUp.objects.open().filter(due_on__lte=last, mediation__in=readable(actor))
    return found.for_rows().order_by("due_on", "side__place")


def paid_of(due: Due) -> Decimal:
    """What was paid of it until now."""
    return due.performances.aggregate(paid=Sum("amount"))["paid"] or ZERO


def rest_of(due: Due) -> Decimal:
    """What is still to be paid of it."""
    return (due.amount or ZERO) - paid_of(due)


def ways_after(agreement: Agreement) -> list[str]:
    """Which ways are open when it is not kept."""
    row = confirmation_of(agreement)
    is_confirmed = row is not None and row.status == Confirmation.Status.CONFIRMED
    is_money = agreement.obligations.filter(kind=Obligation.Kind.MONEY).exists()
    return breach_ways(agreement, is_confirmed, is_money)


def bound_dues(mediation: Mediation):
    """All that is due, or was, under what binds: one agreement, or several beside one another, of whichever round."""
    found = Due.objects.binding().filter(obligation__agreement__mediation=mediation)
    return found.for_rows().order_by("due_on", "pk")


def open_dues(mediation: Mediation):
    """What is still due of it."""
    return bound_dues(mediation).open()


def bound_beside(mediation: Mediation, shown: Agreement | None) -> list[Agreement]:
    """What binds beside the one that the page shows: an earlier one during another round, or one that was added to."""
    bound = [one for one in standing_ones(mediation) if one.effective_at]
    if all(shown is not None and one.pk == shown.pk for one in bound):
        return []
    rows = mediation.agreements.current().effective().order_by("-round")
    rows = rows.prefetch_related(Prefetch("obligations__dues", Due.objects.for_rows()))
    return [one for one in rows if shown is None or one.pk != shown.pk]


def is_open(mediation: Mediation) -> bool:
    """Whether anything is still due."""
    return bool(_open_days(mediation))


def is_urgent(mediation: Mediation) -> bool:
    """Whether anything of it is late, or due in a few days."""
    return any(day <= timezone.localdate() + URGED_BEFORE for day in _open_days(mediation))


def _open_days(mediation: Mediation) -> list[date]:
    if binding_of(mediation) is None:
        return []
    days = open_dues(mediation).values_list("due_on", flat=True)
    return once(mediation, "open days", lambda: list(days))


def to_urge(mediation: Mediation):
    """What is late, or due in a few days: before that nobody is urged."""
    return open_dues(mediation).filter(due_on__lte=timezone.localdate() + URGED_BEFORE)


def late_agreement_of(mediation: Mediation) -> Agreement | None:
    """The latest of those that bind of which something is late and not there."""
    if not any(day < timezone.localdate() for day in _open_days(mediation)):
        return None
    late = open_dues(mediation).filter(due_on__lt=timezone.localdate())
    found = Agreement.objects.filter(pk__in=late.values("obligation__agreement"))
    return once(mediation, "late", found.order_by("-round").first)


def broken_of(mediation: Mediation) -> Agreement | None:
    """The one that binds and was found broken."""
    broken = [one for one in standing_ones(mediation) if one.breached_at]
    return max(broken, key=lambda one: one.round, default=None)


def standing_of(mediation: Mediation):
    """What was booked and not taken back; the last first."""
    rows = Performance.objects.standing().filter(due__in=bound_dues(mediation))
    return rows.select_related("due__obligation__owed_by__party__person").order_by("-at")


def proofs_of(mediation: Mediation):
    """What sides handed in and nobody has written down as performance yet."""
    if binding_of(mediation) is None:
        return Proof.objects.none()
    rows = Proof.objects.filter(due__in=bound_dues(mediation), file__taken_out_at=None)
    used = Performance.objects.standing().exclude(file=None).values("file")
    return rows.exclude(file__in=used).select_related("due__obligation", "side__party__person", "file")


def last_ending(mediation: Mediation) -> Ending | None:
    """How this round ended without agreement, or what its agreement left open."""
    found = mediation.endings.filter(round=mediation.round).order_by("-at")
    return once(mediation, "ending", found.first)


def visits_of(mediation: Mediation) -> list[FollowUp]:
    """All return visits, planned, made and dropped."""
    rows = mediation.followups.for_rows().order_by("due_on", "side__place")
    return once(mediation, "visits", lambda: list(rows))


def is_mediated(mediation: Mediation) -> bool:
    """Whether there is somebody who mediates."""
    return once(mediation, "is mediated", mediation.assignments.filter(until=None).exists)


def why_not_again(mediation: Mediation) -> str:
    """Why what has ended is not taken up again here; nothing where it can be."""
    if mediation.status == Status.FILED:
        return _("卷宗已经归档，不能再开。又起纠纷的，请另外登记一件，写明这一件的编号。")
    never = mediation.status in (Status.FAILED, Status.WITHDRAWN) and mediation.accepted_at is None
    return _("没有受理过，不能重新调解。各方又愿意的，请重新登记申请。") if never else ""


def is_over(mediation: Mediation) -> bool:
    """Whether the mediation's own clock has run out undone."""
    running = mediation.case.deadlines.filter(
        kind=KIND, state__in=[Deadline.State.RUNNING, Deadline.State.MISSED]
    )
    return running.filter(due_at__lte=timezone.now()).exists()


def confirmable_clocks():
    """The thirty days of those who might still ask the court together: what cannot be confirmed has no such clock."""
    running = Deadline.objects.filter(kind=CONFIRM.kind, state=Deadline.State.RUNNING)
    return running.select_related("case__mediation")


def untold_of(ending: Ending) -> list[Side]:
    """The sides that were not told yet which ways are left."""
    return once(ending.mediation, "untold", lambda: _untold_of(ending))


def _untold_of(ending: Ending) -> list[Side]:
    told = set(ending.told.values_list("side", flat=True))
    return [side for side in ending.mediation.sides.current().for_rows() if side.pk not in told]


def week_of(day: date) -> tuple[date, date]:
    first = day - timedelta(days=day.weekday())
    return first, first + timedelta(days=6)


def month_of(day: date) -> tuple[date, date]:
    first = day.replace(day=1)
    after = (first + timedelta(days=32)).replace(day=1)
    return first, after - timedelta(days=1)


def earlier(first: date) -> date:
    return first - timedelta(days=1)


def later(last: date) -> date:
    return last + timedelta(days=1)
