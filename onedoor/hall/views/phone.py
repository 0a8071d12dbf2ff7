"""手机看号 — what the slip's QR code opens: how many before me, how long yet, where to go. No app, no account."""

from hashlib import blake2b

from django.conf import settings
from django.shortcuts import redirect, render
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.translation import get_language

from onedoor.audit.origin import origin
from onedoor.cases.keys import open_with_pin
from onedoor.cases.numbering import as_printed
from onedoor.cases.slips import pin_of
from onedoor.hall import actions
from onedoor.hall.lifecycle import TicketStatus
from onedoor.hall.moving import ticket_of
from onedoor.hall.queries.slips import before, wait_words, where_to
from onedoor.hall.taking_forms import FindForm
from onedoor.kit.htmx import page_or_part
from onedoor.kit.problems import Problem
from onedoor.posts.given import resident_actor

# So few before one that it is time to come nearer.
NEAR = 3


def ticket(request, secret):
    """我的号 — asked again every quarter of a minute while it is open; unchanged, it is not sent again."""
    told = _told(ticket_of(secret=secret))
    response = page_or_part(request, "hall/phone.html", "hall/_phone.html", told)
    response["ETag"] = _mark(told)
    # Kept by this telephone alone, and never shown without asking.
    patch_cache_control(response, private=True, no_cache=True)
    response["Vary"] = "HX-Request"
    return get_conditional_response(request, etag=response["ETag"], response=response)


def _mark(told: dict) -> str:
    """Of what is told, not of the page: that holds a token which is another each time."""
    seen = (get_language(), *(f"{name}={value}" for name, value in told.items() if name != "needs"))
    needs = [(need.service_id, need.outcome) for need in told["needs"]]
    where = (told["ticket"].status, told["ticket"].window_id, told["ticket"].service_id)
    return f'"{blake2b(repr((seen, needs, where)).encode(), digest_size=9).hexdigest()}"'


def _told(one) -> dict:
    S = TicketStatus
    waits = one.status == S.ISSUED
    ahead = before(one) if waits else None
    case_code = one.visit.slip.code if one.visit.slip.case_id else ""
    return {
        "ticket": one,
        "centre": one.day.centre,
        "waits": waits,
        "before": ahead,
        "is_near": waits and ahead <= NEAR or one.status == S.CALLED,
        "expected": wait_words(one) if waits else "",
        "where": where_to(one) if waits else "",
        "may_leave": one.status in (S.ISSUED, S.MISSED, S.HELD),
        "is_missed": one.status == S.MISSED,
        "may_rate": one.status in (S.DONE, S.TURNED) and not one.is_rated,
        "is_over": one.status in (S.DONE, S.TURNED, S.LEFT),
        "needs": list(one.visit.needs.select_related("service")),
        "case_code": case_code,
        "pin": "" if case_code else pin_of(one.visit.slip),
        "track": f"{settings.TRACK_URL}?code={case_code}" if case_code and settings.PUBLIC_URL else "",
    }


def leave(request, secret):
    """不等了 — the number goes to nobody else, and those behind move up."""
    actions.leave(ticket_of(secret=secret), by=resident_actor(), secret=secret)
    return redirect("hall:ticket", secret)


def rejoin(request, secret):
    """过号重排 — back in line, behind the next few."""
    actions.rejoin(ticket_of(secret=secret), by=resident_actor(), secret=secret)
    return redirect("hall:ticket", secret)


def my_ticket(request):
    """凭编号看号 — for whoever has the slip but no camera: the code and the PIN on it."""
    form = FindForm(request.POST or None, initial={"code": request.GET.get("code", "")})
    status, problem = 200, ""
    if request.method == "POST" and form.is_valid():
        code = form.cleaned_data["code"]
        try:
            open_with_pin(code, form.cleaned_data["pin"], address=origin().address)
            return redirect("hall:ticket", ticket_of(visit__slip__code=as_printed(code)).secret)
        except Problem as refused:
            status, problem = refused.status, refused.message
    elif request.method == "POST":
        status = 422
    return render(request, "hall/my_ticket.html", {"form": form, "problem": problem}, status=status)
