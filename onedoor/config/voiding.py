"""What no longer stands when the sides or the mediator of a dispute are others: the hands on an agreement not yet made."""

from onedoor.mediation.actions.drafting import void_stale
from onedoor.mediation.models import Mediation


def void_old_hands(event, by):
    """作废旧签字 — what was signed does not name them, and is signed anew."""
    void_stale(Mediation.objects.select_related("case").get(case=event.case), by=by)
