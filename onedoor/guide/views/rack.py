"""The leaflet rack, for everybody: at the machine in the hall, and on the phone that scanned it.

`?device` in the address says that the page stands in a hall: it goes back by itself and leads nowhere else. Its value may be
the page to go back to.
"""

from csp.constants import SELF
from csp.decorators import csp_update
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from onedoor.guide.actions.takings import take
from onedoor.guide.markup import blocks
from onedoor.guide.models import Item, Taking
from onedoor.guide.qr import qr
from onedoor.guide.queries.library import find_public
from onedoor.guide.queries.library import rack as rack_of


def rack(request):
    """资料架 — what there is today, by topic."""
    topic = request.GET.get("topic", "")
    told = {"shelves": rack_of(topic), "topics": _topics(), "topic": topic}
    return render(request, "guide/rack.html", told | _place(request))


@csp_update({"frame-src": [SELF], "media-src": [SELF]})
def item(request, key):
    """一份资料 — read, heard, printed, or taken away on the phone."""
    item = find_public(key)
    address = take_away(request, item)
    told = {"item": item, "blocks": blocks(item.body), "address": address, "qr": qr(address)}
    return render(request, "guide/rack_item.html", told | _place(request))


def taken(request, key):
    """扫码带走 — counted, then shown. Whoever only asks whether it is there takes nothing."""
    item = find_public(key)
    if request.method == "GET":
        take(item, Taking.Way.SCANNED)
    return redirect("guide:rack_item", key)


def printed(request, key):
    """打印带走 — counted; the browser prints."""
    take(find_public(key), Taking.Way.PRINTED)
    return HttpResponse(status=204)


def take_away(request, item: Item) -> str:
    """The address that the picture holds: the house's own when it has one."""
    path = reverse("guide:rack_take", args=[item.pk])
    return f"{settings.PUBLIC_URL}{path}" if settings.PUBLIC_URL else request.build_absolute_uri(path)


def _topics() -> list[tuple[str, str]]:
    """Those that have anything today, in their order."""
    there = set(Item.objects.public().values_list("topic", flat=True))
    return [(value, label) for value, label in Item.Topic.choices if value in there]


def _place(request) -> dict:
    """Whether the page stands in a hall, where it goes back to, and what its links carry on."""
    if "device" not in request.GET:
        return {"on_device": False, "home": "", "carried": ""}
    told = request.GET["device"]
    safe = told.startswith("/") and url_has_allowed_host_and_scheme(told, allowed_hosts=None)
    carried = f"?{urlencode({'device': told if safe else ''})}"
    start = reverse("guide:rack") + carried
    return {"on_device": True, "home": told if safe else start, "start": start, "carried": carried}
