"""并案建议 — pairs that wait for somebody's decision, the likeliest first, within what the actor may see."""

from dataclasses import dataclass

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from onedoor.cases.access import cases_for
from onedoor.cases.models import Party
from onedoor.cases.queries import place_of
from onedoor.matters.comparing import Likeness
from onedoor.matters.lifecycle import ENDED, LIFECYCLE, Status
from onedoor.matters.models import Matter, Proposal
from onedoor.matters.queries.same_person import same_person_words

SIZE = 10
CAN_BE_MERGED = LIFECYCLE.moves["merge"].frm
GONE = [status for status in ENDED if status != Status.MERGED]


@dataclass(frozen=True)
class Choice:
    """A proposal as a person weighs it: both matters with their places, and why."""

    proposal: Proposal
    earlier: Matter
    earlier_place: str
    later: Matter
    later_place: str
    why: str
    is_same_person: bool


def waiting(actor) -> QuerySet[Proposal]:
    """Undecided, and both can still be brought together: neither has gone its way, nor been sealed without the other."""
    seen = cases_for(actor)
    open_ones = Proposal.objects.filter(
        decision="", later__status__in=CAN_BE_MERGED, later__case__secrecy=F("earlier__case__secrecy")
    ).exclude(earlier__status__in=GONE)
    return open_ones.filter(later__case__in=seen, earlier__case__in=seen)


def choices(actor, source: str = "") -> tuple[list[Choice], int]:
    """The first few, and how many there are in all. Whatever is decided goes, so the rest moves up."""
    found = waiting(actor)
    if source:
        found = found.filter(Q(later__source_name=source) | Q(earlier__source_name=source))
    shown = found.select_related(
        "later__case", "later__category", "later__desk", "later__lead",
        "earlier__case", "earlier__category", "earlier__desk", "earlier__lead",
    )  # fmt: skip
    shown = shown.defer("later__words", "earlier__words").order_by("-is_same_person", "-likeness", "pk")
    return [choice(one, actor) for one in shown[:SIZE]], found.count()


def told_by(choices: list[Choice]) -> list:
    """The persons of all these matters, for the access log."""
    cases = [case for one in choices for case in (one.earlier.case_id, one.later.case_id)]
    return list(Party.objects.filter(case__in=cases).values_list("person_id", flat=True))


def choice(proposal: Proposal, actor) -> Choice:
    """That both come from one person is told to posts that look people up; who it is, to nobody here."""
    earlier, later = proposal.earlier, proposal.later
    likeness = Likeness(proposal.likeness, proposal.place, tuple(proposal.words), proposal.days)
    is_told = proposal.is_same_person and actor.holds("person.look_up")
    return Choice(
        proposal,
        earlier,
        place_of(earlier.case.region_id),
        later,
        place_of(later.case.region_id),
        _("；").join((same_person_words(), likeness.why)) if is_told else likeness.why,
        is_told,
    )
