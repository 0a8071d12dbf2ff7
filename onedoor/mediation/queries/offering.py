"""推荐调解员 — who may be given this dispute: by what they are versed in, which languages they speak, how much they have open."""

from dataclasses import dataclass

from onedoor.committees.models import Mediator
from onedoor.committees.queries.rosters import OPEN_LOAD
from onedoor.mediation.models import Mediation
from onedoor.mediation.queries.recusal import kept_out


@dataclass(frozen=True)
class Offer:
    """One who may be given it. The order is for whoever assigns, and means nothing beyond this dispute."""

    mediator: Mediator
    is_versed: bool
    speaks: bool
    load: int


def out_of(mediation: Mediation) -> set:
    """Who is kept out, looked at once for a page: it offers several steps that choose a mediator."""
    kept = vars(mediation)
    if "out" not in kept:
        kept["out"] = kept_out(mediation)
    return kept["out"]


def offered(mediation: Mediation):
    """Of the committee's own, less whoever is kept out."""
    seated = Mediator.objects.active().for_rows()
    own = seated.filter(seats__committee=mediation.committee, seats__until=None).distinct()
    return own.exclude(pk__in=out_of(mediation))


def ordered(mediation: Mediation, language: str = "") -> list[Offer]:
    """Versed ones first, then who speaks the language, then whoever has least open."""
    found = offered(mediation).annotate(load=OPEN_LOAD).prefetch_related("honours", "panels")
    offers = [
        Offer(one, is_versed(one, mediation.type), bool(language) and language in one.languages, one.load)
        for one in found
    ]
    return sorted(offers, key=lambda one: (not one.is_versed, not one.speaks, one.load, one.mediator.pk))


def is_versed(mediator: Mediator, code: str) -> bool:
    return code in mediator.types or code[:2] in mediator.types
