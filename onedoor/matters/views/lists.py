"""Lists: what waits for this post, every matter in its reach, and what is taken out of the house."""

from django.shortcuts import render
from django.utils import timezone

from onedoor.kit.htmx import page_or_part
from onedoor.matters.filters import WorklistForm, offers
from onedoor.matters.models import SavedView
from onedoor.matters.queries import waiting, worklists
from onedoor.matters.queries.lines import lines
from onedoor.matters.queries.names import offered
from onedoor.notices.queries import unread

# The conditions that stay folded up until one of them is used.
MORE = ("status", "kind", "category", "source", "unit", "since", "until")


def my_work(request):
    """我的工作 — what waits for this post, earliest due first; ?queue= shows one step alone."""
    actor, now = request.actor, timezone.now()
    tallies = waiting.tallies(actor, now)
    chosen = request.GET.get("queue", "")
    queues = [tally.queue for tally in tallies if tally.count and chosen in ("", tally.queue.name)]
    page = waiting.waiting_page(actor, queues, request.GET.get("after", ""))
    context = {
        "tallies": tallies,
        "total": sum(tally.count for tally in tallies),
        "late": sum(tally.late for tally in tallies),
        "chosen": chosen,
        "lines": lines(
            [case for case, _queue in page.rows], now, {case.pk: queue for case, queue in page.rows}
        ),
        "after": page.after,
        "is_first": "after" not in request.GET,
        "notices": unread(actor),
    }
    return page_or_part(request, "matters/my_work.html", "matters/_waiting.html", context)


def worklist(request):
    """事项清单 — narrowed by what stands in the address."""
    form = WorklistForm(request.GET)
    if not form.is_valid():
        return render(request, "matters/worklist.html", _frame(request, form), status=422)
    wanted = form.wanted()
    page = worklists.page(request.actor, wanted, request.GET.get("after", ""))
    places, units = worklists.namesakes(wanted.q)
    context = {
        "lines": lines(page.rows),
        "after": page.after,
        "is_first": "after" not in request.GET,
        "count": worklists.count(request.actor, wanted),
        "most": worklists.MOST,
        "places_named": places,
        "units_named": units,
    }
    return page_or_part(
        request, "matters/worklist.html", "matters/_list.html", _frame(request, form) | context
    )


def _frame(request, form) -> dict:
    """What stands around a list: its filters, the names they may be filled with, and the filters one keeps."""
    towns, units = offered()
    return {
        "form": form,
        "first": [field for field in form if field.name not in MORE],
        "more": [form[name] for name in MORE],
        "more_open": any(request.GET.get(name) for name in MORE),
        "towns": offers(towns),
        "units": offers(units),
        "views": SavedView.objects.filter(staff=request.actor.staff),
        "may_export": request.actor.holds("matter.export"),
    }
