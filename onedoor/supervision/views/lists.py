"""Lists of supervisions: the shelves within reach, the listed ones, and what waits on "my work"."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from onedoor.kit.htmx import page_or_part
from onedoor.supervision import queries

FEW = 5


def shelf(request):
    """督办 — what stands on the chosen shelf within reach; a unit begins with what it is asked itself."""
    chosen = queries.SHELVES.get(request.GET.get("show", ""))
    is_unit = request.actor.holds("supervision.reply") and not request.actor.holds("supervision.raise")
    if chosen is None and is_unit:
        return _list(request, None)
    return _list(request, chosen or queries.SHELVES["asked"])


def listed(request):
    """挂牌清单 — what is listed now, within reach, the longest listed first."""
    return _list(request, queries.SHELVES["listed"])


def mine(request):
    """本单位的督办 — what one's unit is asked and has not answered."""
    return _list(request, None)


def _list(request, chosen):
    actor, now = request.actor, timezone.now()
    found = queries.owed_by_unit(actor) if chosen is None else queries.within_reach(actor)
    found = found.filter(chosen.wanted) if chosen else found
    oldest_first = chosen is None or chosen.oldest_first
    page, after = queries.page_of(found, request.GET.get("after", ""), oldest_first=oldest_first)
    counts = queries.counts(actor)
    context = {
        "lines": queries.lines(page, now),
        "after": after,
        "chosen": chosen,
        "mine": counts["mine"],
        "tabs": [(one, counts.get(one.name, "")) for one in queries.SHELVES.values()],
        "may_reply": actor.holds("supervision.reply"),
        "may_set": actor.holds("supervision.rules"),
    }
    return render(request, "supervision/list.html", context)


def waiting(request):
    """我的工作里的督办 — what one's unit is asked, and the replies it is to look at; nothing when there is neither."""
    actor, now = request.actor, timezone.now()
    owed = queries.owed_by_unit(actor) if actor.holds("supervision.reply") else None
    replied = queries.replied_to_unit(actor) if actor.holds("supervision.raise") else None
    context = {"owed": _few(owed, now), "replied": _few(replied, now)}
    if not (context["owed"] or context["replied"]) and request.headers.get("HX-Request"):
        return HttpResponse(status=204)
    return page_or_part(request, "supervision/waiting.html", "supervision/_waiting.html", context)


def _few(found, now):
    if found is None:
        return []
    return queries.lines(found.for_rows().order_by("raised_at", "pk")[:FEW], now)
