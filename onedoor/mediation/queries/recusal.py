"""回避 — mediators who are never offered for a dispute, and nobody is told why (人民调解法 第十五条; 深圳 2022 第二十六条).

People are compared by the fingerprints of sealed persons, never by opened names: what a mediator declared of themselves,
what they were in cases that hang together with this one, and the unit that is itself a side.
"""

from functools import reduce
from operator import or_

from django.db.models import Max, Q
from django.utils import timezone

from onedoor.cases.models import Event, Involvement, Link, Party, PostPart
from onedoor.committees.models import Mediator, Tie
from onedoor.committees.queries.rosters import away_on
from onedoor.mediation.lifecycle import Status
from onedoor.mediation.models import Consent, Mediation, Representative
from onedoor.posts.models import Org, Tenure

MARKS = ("person_id", "person__merged_into_id", "person__identity_index", "person__phone_index")
# Whoever only took a case down, or read it, has decided nothing in it.
ONLY_TOOK_DOWN = (
    Q(verb__endswith=".registered") | Q(verb__startswith="mediation.") | Q(verb__startswith="case.")
)


def recused(mediation: Mediation) -> set:
    """Everybody who must not mediate this, by their line of the roster."""
    sides = mediation.sides.current()
    speaking = Representative.objects.filter(side__in=sides, until=None)
    rows = [
        *sides.values_list(*(f"party__{mark}" for mark in MARKS)),
        *speaking.values_list(*MARKS),
    ]
    same = _same(rows)
    linked = _linked(mediation)
    return (
        _tied(same, _units(sides))
        | _of_unit(_units(sides))
        | _were_in(linked, _cases_of(same) - {mediation.case_id})
        | _own_parts(linked)
    )


def refused(mediation: Mediation) -> set:
    """Those whom a side does not accept, as it last said in this round (第十九条)."""
    said = Consent.objects.filter(
        side__in=mediation.sides.current(), about=Consent.About.MEDIATOR, round=mediation.round
    )
    last = {(one.side_id, one.mediator_id): one.is_yes for one in said.exclude(mediator=None)}
    return {mediator for (_side, mediator), is_yes in last.items() if not is_yes}


def kept_out(mediation: Mediation) -> set:
    """Whoever cannot be given this now, for whichever reason."""
    away = away_on(timezone.localdate()).values_list("pk", flat=True)
    return recused(mediation) | refused(mediation) | set(away)


def is_clashing(mediation: Mediation) -> bool:
    """Whether somebody who mediates this now must not: a side does not accept them, or something came to be known later."""
    now = set(mediation.assignments.filter(until=None).values_list("mediator", flat=True))
    return bool(now and now & (refused(mediation) | recused(mediation)))


def is_recused_now(mediation: Mediation) -> bool:
    """Whether somebody who mediates this now must not, whatever the sides said."""
    now = set(mediation.assignments.filter(until=None).values_list("mediator", flat=True))
    return bool(now and now & recused(mediation))


def lately_tied(since):
    """Mediations whose mediator declared a tie since then, with the moment of the last one."""
    ties = Q(
        assignments__until=None,
        assignments__mediator__ties__ended_at=None,
        assignments__mediator__ties__declared_at__gte=since,
    )
    found = Mediation.objects.filter(ties, status=Status.MEDIATING).select_related("case")
    return found.annotate(tied_at=Max("assignments__mediator__ties__declared_at")).order_by("pk")


def _same(rows) -> list[Q]:
    """How these persons are known again elsewhere: the person, their card, their telephone."""
    found: list[Q] = []
    for person, merged, card, phone in rows:
        keys = [key for key in (person, merged) if key]
        found.append(Q(person__in=keys) | Q(person__merged_into__in=keys))
        found += [Q(person__identity_index=card)] if card else []
        found += [Q(person__phone_index=phone)] if phone else []
    return found


def _units(sides) -> set[str]:
    return {name.strip() for name in sides.exclude(organisation="").values_list("organisation", flat=True)}


def _tied(same: list[Q], units: set[str]) -> set:
    """What they declared of themselves."""
    about = [*same, Q(organisation__in=units)] if units else same
    if not about:
        return set()
    ties = Tie.objects.filter(reduce(or_, about), ended_at=None)
    return set(ties.values_list("mediator", flat=True))


def _of_unit(units: set[str]) -> set:
    """Nobody mediates where the unit that employs or seats them is a side."""
    if not units:
        return set()
    orgs = list(Org.objects.filter(name__in=units).values_list("pk", flat=True))
    own = Q(post__org__in=orgs) | Q(staff__org__in=orgs)
    return set(Mediator.objects.filter(own).values_list("pk", flat=True)) if orgs else set()


def _linked(mediation: Mediation) -> set:
    """Cases that hang together with this one."""
    links = Link.objects.filter(Q(case=mediation.case_id) | Q(other=mediation.case_id), undone_at=None)
    return {key for pair in links.values_list("case", "other") for key in pair} - {mediation.case_id}


def _cases_of(same: list[Q]) -> set:
    """Other cases in which one of these persons is party, that are no mediation."""
    if not same:
        return set()
    found = Party.objects.filter(reduce(or_, same)).exclude(case__mediation__isnull=False)
    return set(found.values_list("case", flat=True)[:500])


def _were_in(linked: set, touched: set) -> set:
    """Who was sent into a case of one of the sides (a lawyer, a counsellor), or decided something in a linked one."""
    if not linked | touched:
        return set()
    posts = set(PostPart.objects.filter(case__in=linked | touched).values_list("post", flat=True))
    parts = Involvement.objects.filter(case__in=linked | touched).exclude(post=None)
    posts |= set(parts.values_list("post", flat=True))
    seated = Tenure.objects.filter(post__in=posts).values_list("staff", flat=True)
    decided = Event.objects.filter(case__in=linked).exclude(staff=None).exclude(ONLY_TOOK_DOWN)
    # Those who mediated a dispute that this one follows from did not take a side in it.
    staff = {*seated, *decided.values_list("staff", flat=True)}
    return set(Mediator.objects.filter(staff__in=staff).values_list("pk", flat=True))


def _own_parts(linked: set) -> set:
    """Who was party, or spoke for one, in a linked case: by the fingerprints that mediators declared of themselves."""
    if not linked:
        return set()
    rows = [
        *Party.objects.filter(case__in=linked).values_list(*MARKS),
        *Representative.objects.filter(side__mediation__case__in=linked).values_list(*MARKS),
    ]
    same = _same(rows)
    if not same:
        return set()
    ties = Tie.objects.filter(reduce(or_, same), kind=Tie.Kind.SELF, ended_at=None)
    return set(ties.values_list("mediator", flat=True))
