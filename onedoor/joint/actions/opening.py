"""立案 — a plan or a meeting has no matter: it opens a case of its own."""

from onedoor.cases.models import Case, Involvement
from onedoor.cases.opening import draft_cases, involve


def open_case(title: str, orgs, *, by, verb: str) -> Case:
    """立案 — a case at the actor's unit, which leads it; `orgs` lend a hand."""
    (case,) = draft_cases([(title, by.post.org.region, Case.Secrecy.NORMAL)], by=by, verb=verb)
    case.save(force_insert=True)
    involve(case, by.post.org, Involvement.Role.LEAD)
    join(case, orgs, by=by)
    return case


def join(case: Case, orgs, *, by) -> list:
    """参与 — give units a part in the case, once each; those that are new."""
    known = set(case.involvements.filter(until=None).values_list("org_id", flat=True))
    new = list({org.pk: org for org in orgs if org.pk not in known}.values())
    for org in new:
        involve(case, org, Involvement.Role.ASSIST)
    return new
