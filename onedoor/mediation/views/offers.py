"""证据与方案 — what was handed in, what an expert is asked, how much time is left, and who offered what when."""

from onedoor.mediation.actions.offering import terms_of_all
from onedoor.mediation.queries.offers import appraisals_of, clock_of, compared, evidence_of, offers_of
from onedoor.mediation.standing import mediates
from onedoor.mediation.views.tabs import Tab


def _told(mediation, actor) -> dict:
    offers = offers_of(mediation)
    terms = terms_of_all(mediation, offers, by=actor)
    return {
        "offers": [(one, terms.get(one.pk)) for one in offers],
        "comparison": compared(mediation, offers, terms),
        "evidence": evidence_of(mediation),
        "appraisals": appraisals_of(mediation),
        "clock": clock_of(mediation),
        "has_it": mediates(mediation, actor),
    }


OFFERS = Tab("offers", "mediation/offers.html", _told)


def offers(request, code):
    """证据与方案."""
    return OFFERS.page(request, code)


def step(request, code, name):
    """办一步."""
    return OFFERS.press(request, code, name)
