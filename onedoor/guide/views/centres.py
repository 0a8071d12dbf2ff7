"""最近的中心 — by where one is, by an address, or by one's town; where somebody stands is used once and not kept."""

from django.views.decorators.debug import sensitive_post_parameters

from onedoor.guide.queries.nearby import Nearby, by_address, by_point, by_region, own, towns
from onedoor.guide.views.showing import show
from onedoor.kit.problems import Problem


@sensitive_post_parameters()
def centres(request):
    """最近的中心 — three at most; the district's own when nothing was said."""
    try:
        found, told = _asked(request.POST), ""
    except Problem as problem:
        found, told = own(), problem.message
    context = {"found": found, "told": told, "towns": towns(), "said": request.POST}
    return show(request, "centres.html", **context)


def _asked(said) -> list[Nearby]:
    if said.get("lon") and said.get("lat"):
        return by_point(said["lon"], said["lat"]) or own()
    if said.get("address", "").strip():
        return by_address(said["address"].strip()[:100])
    if said.get("town"):
        return by_region(said["town"])
    return own()
