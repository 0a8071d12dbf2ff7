"""Pages that speak of no talk: what to do when a life is in danger, the words of consent, the one figure."""

from onedoor.counselling.limits import TOLD, WORDS_VERSION
from onedoor.counselling.queries.talks import by_month
from onedoor.counselling.views.showing import show


def act_now(request):
    """现在就做 — whom to call and in which order; no score and no level."""
    return show(request, "act_now.html")


def consent(request):
    """知情同意书 — on paper, without a name; the only thing of counselling that is printed."""
    return show(request, "consent.html", told=TOLD, version=WORDS_VERSION)


def figures(request):
    """谈话次数 — by month, of the district, rounded; nothing else."""
    return show(request, "figures.html", months=by_month())
