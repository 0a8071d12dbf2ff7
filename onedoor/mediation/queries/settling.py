"""没有期限的约定 — clauses of a binding agreement without a day: no calendar asks after them, so somebody is asked at last."""

from datetime import timedelta

from django.db.models import Exists, OuterRef
from django.utils import timezone

from onedoor.mediation.asked_once import once
from onedoor.mediation.lifecycle import Status
from onedoor.mediation.limits import UNDATED_ASKED
from onedoor.mediation.models import Agreement, Consent, Due, Mediation, Obligation, Side
from onedoor.mediation.queries.agreements import binding_of
from onedoor.mediation.queries.performing import is_open

STILL = (Status.AGREED, Status.BROKEN)


def is_undated(mediation: Mediation) -> bool:
    """Whether nothing with a day is open of what binds, and something without one is: nothing else would ever end it."""
    if mediation.status not in STILL or binding_of(mediation) is None or is_open(mediation):
        return False
    return once(mediation, "undated", _clauses().filter(agreement__mediation=mediation).exists)


def undated_agreement_of(mediation: Mediation) -> Agreement | None:
    """The latest that binds and asks for something without a day."""
    if not is_undated(mediation):
        return None
    found = _clauses().filter(agreement__mediation=mediation).values("agreement")
    return once(mediation, "undated one", Agreement.objects.filter(pk__in=found).order_by("-round").first)


def silent_of(mediation: Mediation) -> list[Side]:
    """The sides whose last word, since what binds took effect, is not that nothing is left to do."""
    agreement = undated_agreement_of(mediation)
    if agreement is None:
        return []
    said = Consent.objects.filter(
        side__mediation=mediation, about=Consent.About.DONE, at__gte=agreement.effective_at
    ).order_by("at", "pk")
    last = {one.side_id: one.is_yes for one in said}
    return [side for side in mediation.sides.current().for_rows() if not last.get(side.pk)]


def to_ask():
    """Mediations in which nothing was heard of it for the house's own number of days since the agreement took effect."""
    clauses = _clauses().filter(agreement__mediation=OuterRef("pk"))
    young = timezone.now() - timedelta(days=UNDATED_ASKED)
    dated = Due.objects.binding().open().filter(obligation__agreement__mediation=OuterRef("pk"))
    recent = Agreement.objects.current().filter(mediation=OuterRef("pk"), effective_at__gt=young)
    return (
        Mediation.objects.filter(status=Status.AGREED)
        .filter(Exists(clauses), ~Exists(dated), ~Exists(recent))
        .select_related("case")
        .order_by("ended_at", "pk")
    )


def _clauses():
    bound = Obligation.objects.filter(agreement__void_at=None).exclude(agreement__effective_at=None)
    return bound.filter(dues=None)
