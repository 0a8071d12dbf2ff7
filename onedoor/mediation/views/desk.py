"""The desk: what a committee or a mediator has, by what is due."""

from django.core.paginator import Paginator
from django.shortcuts import render

from onedoor.mediation.lifecycle import Status
from onedoor.mediation.queries import mediations as queries
from onedoor.mediation.queries import worklists

SIZE = 30


def desk(request):
    """调解 — what waits today, what is left of those that are over, and those that are not, the next due first."""
    asked = request.GET
    code = asked.get("code", "")[:40]
    found = queries.list_of(request.actor, status=asked.get("status", ""), code=code)
    context = {
        "page": Paginator(found, SIZE).get_page(asked.get("page")),
        "counts": queries.counts_of(request.actor),
        "today": worklists.today_of(request.actor),
        "after": worklists.after_of(request.actor),
        "statuses": Status.choices,
        "status": asked.get("status", ""),
        "code": code,
    }
    return render(request, "mediation/desk.html", context)
