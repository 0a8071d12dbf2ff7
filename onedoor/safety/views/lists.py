"""What waits: the steps of whoever looks, a part of "my work", and the empty form on paper."""

from django.http import HttpResponse
from django.utils import timezone

from onedoor.kit.htmx import page_or_part
from onedoor.safety.facing import line_of
from onedoor.safety.items import EDITION, PART_A, PART_B
from onedoor.safety.queries import is_invented, is_on
from onedoor.safety.queries import mine as steps_for
from onedoor.safety.queries.steps import waiting_for
from onedoor.safety.views.showing import kept_by_nobody, show

PANEL = 5


def steps(request):
    """安全步骤 — one list by the clock; for the supervisor also what waits for a second person."""
    actor, now = request.actor, timezone.now()
    lines = [line_of(step, now) for step in steps_for(actor)]
    late = sum(line.state == "late" for line in lines)
    context = {"lines": lines, "late": late, "lowerings": waiting_for(actor)}
    context |= {"is_on": is_on(actor.post.region), "is_invented": is_invented(actor.post.region)}
    context |= {"may_review": actor.holds("safety.supervise")}
    return show(request, "list.html", context)


def mine(request):
    """On "my work": nothing at all where there is nothing."""
    now = timezone.now()
    found = steps_for(request.actor)
    lines = [line_of(step, now) for step in found[:PANEL]]
    if not lines and request.headers.get("HX-Request"):
        return HttpResponse(status=204)
    context = {"lines": lines, "total": len(found)}
    return kept_by_nobody(page_or_part(request, "safety/mine.html", "safety/_mine.html", context))


def paper(request):
    """核对单（纸） — empty, to be filled in by hand, with its limits."""
    region = request.actor.post.region
    context = {"part_a": PART_A, "part_b": PART_B, "edition": EDITION}
    return show(request, "paper.html", context | {"is_on": is_on(region), "is_invented": is_invented(region)})
