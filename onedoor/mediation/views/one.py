"""概况 — what the dispute is about, who stands where, where it stands."""

from onedoor.cases.queries import clocks_of
from onedoor.committees.queries.proposing import propose
from onedoor.committees.types import caution_of
from onedoor.mediation.lifecycle import Status
from onedoor.mediation.queries.sides import assigned_of, sides_of
from onedoor.mediation.views.tabs import Tab


def _told(mediation, actor) -> dict:
    return {
        "sides": sides_of(mediation),
        "caution": caution_of(mediation.type),
        "proposal": _proposal(mediation),
        "assigned": assigned_of(mediation),
        "clocks": clocks_of(mediation.case),
        "events": list(mediation.case.events.select_related("staff", "post__org").order_by("-seq")),
    }


def _proposal(mediation):
    """Who would take it, as long as nobody has accepted it."""
    if mediation.status != Status.ASKED:
        return None
    found = propose(mediation.type, mediation.case.region)
    return found if found and found.committee.pk != mediation.committee_id else None


ONE = Tab("one", "mediation/one.html", _told)


def one(request, code):
    """一件调解 — its first page."""
    return ONE.page(request, code)


def step(request, code, name):
    """办一步."""
    return ONE.press(request, code, name)
