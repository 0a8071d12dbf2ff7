"""窗口 — what happens at a desk in one stroke: the request, whoever brought it, and their papers."""

from uuid import UUID

from django.db import transaction

from onedoor.cases.models import Paper
from onedoor.matters.actions.evidence import file_papers
from onedoor.matters.actions.registering import register_once
from onedoor.matters.drafts import Draft, Registered
from onedoor.persons.actions import enter


@transaction.atomic
def take_in(key: UUID, draft: Draft, *, by, person=None, papers=()) -> Registered:
    """窗口登记 — all of it or nothing, and once only, however often the same press is sent."""
    enter_person = (lambda: enter(**person, by=by)) if person else None
    registered = register_once(key, draft, by=by, person=enter_person)
    if papers and not registered.matter.case.papers.exists():
        file_papers(registered.matter.case, papers, by=by, kind=Paper.Kind.REQUEST)
    return registered
