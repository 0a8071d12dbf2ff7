"""律师名册与回避 — who may be offered, and who never: a lawyer who stood on one side is not offered to the other.

Sides are compared by the fingerprints of sealed persons (and by links between cases); no identity is opened for it, and
nobody is told why somebody is missing.
"""

from functools import reduce
from operator import or_

from django.db.models import Q
from django.utils import timezone

from onedoor.aid.models import Advice, Application, Assignment, Lawyer, Recusal
from onedoor.cases.models import Case, Link, Party

ASKS, OPPOSES = Party.Role.APPLICANT, Party.Role.OTHER
MARKS = ("person_id", "person__merged_into_id", "person__identity_index", "person__phone_index")


def _marks(case_id, role: str) -> list[Q]:
    """How the persons of one side are known again elsewhere: the person, their card, their telephone."""
    found: list[Q] = []
    for person, merged, card, phone in Party.objects.filter(case=case_id, role=role).values_list(*MARKS):
        same = [key for key in (person, merged) if key]
        found.append(Q(person__in=same) | Q(person__merged_into__in=same))
        found += [Q(person__identity_index=card)] if card else []
        found += [Q(person__phone_index=phone)] if phone else []
    return found


def _cases_against(case_id) -> set:
    """Cases in which somebody of the other side asked for help, or somebody of this side was the opponent."""
    against: set = set()
    for here, there in ((OPPOSES, ASKS), (ASKS, OPPOSES)):
        if marks := _marks(case_id, here):
            parties = Party.objects.filter(reduce(or_, marks), role=there).exclude(case=case_id)
            against.update(parties.values_list("case", flat=True))
    return against | _linked_of_others(case_id)


def _linked_of_others(case_id) -> set:
    """Cases linked with this one, unless somebody of this side asks there, too."""
    links = Link.objects.filter(Q(case=case_id) | Q(other=case_id), undone_at=None)
    linked = {key for pair in links.values_list("case", "other") for key in pair} - {case_id}
    if linked and (marks := _marks(case_id, ASKS)):
        own = Party.objects.filter(reduce(or_, marks), role=ASKS, case__in=linked)
        linked -= set(own.values_list("case", flat=True))
    return linked


def conflicted(case: Case) -> set:
    """回避 — the lawyers who stand on another side of this, their colleagues, and who said so of themselves."""
    against = _cases_against(case.pk)
    declared = set(Recusal.objects.filter(case=case).values_list("lawyer", flat=True))
    if not against:
        return declared
    given = Assignment.objects.filter(application__case__in=against).values_list("lawyer", flat=True)
    told = Advice.objects.filter(case__in=against).values_list("lawyer", flat=True)
    return declared | _with_their_firms({*given, *told})


def _with_their_firms(lawyers: set) -> set:
    """Two lawyers of one firm do not stand on two sides."""
    firms = Lawyer.objects.filter(pk__in=lawyers).exclude(firm="").values("firm")
    return lawyers | set(Lawyer.objects.filter(firm__in=firms).values_list("pk", flat=True))


def hold_roster() -> None:
    """Until the transaction ends nobody else gives anything to a lawyer: two colleagues of one firm could be given the two
    sides of one dispute in the same moment. Taken after the case, always in this order."""
    list(Lawyer.objects.select_for_update(no_key=True).order_by("pk").values_list("pk", flat=True))


def has_unmatched(case: Case) -> bool:
    """Whether somebody is known by name alone: names are never compared, so nothing can be told about them."""
    marks = case.parties.current().values_list("person__identity_index", "person__phone_index")
    return not all(card or phone for card, phone in marks)


def offered(case: Case):
    """Who may be given this: on the roster, with room for more, on no other side; in turn."""
    return Lawyer.objects.free().for_rows().exclude(pk__in=conflicted(case))


def offered_to(application: Application):
    """The same, and with the years of practice that the gravest cases take."""
    free = offered(application.case)
    return free.senior(timezone.localdate()) if application.needs_senior else free


def offered_for(application: Application, limit: int = 30) -> list[Lawyer]:
    return list(offered_to(application)[:limit])


def roster():
    return Lawyer.objects.for_rows().order_by("-is_active", "staff__name", "pk")


def lawyer_of(actor) -> Lawyer | None:
    """The line of the roster that is the actor's own."""
    return (
        Lawyer.objects.for_rows().filter(staff=actor.staff, is_active=True).first() if actor.staff else None
    )


def lawyer_with(secret: str) -> Lawyer | None:
    return Lawyer.objects.for_rows().filter(secret=secret, is_active=True).first()


def given_to(lawyer: Lawyer):
    """What lies with a lawyer now."""
    mine = Assignment.objects.filter(lawyer=lawyer, until=None).values("application")
    return Application.objects.for_rows().filter(pk__in=mine).by_clock()
