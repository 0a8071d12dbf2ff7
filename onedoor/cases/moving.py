"""The way any work changes. Read this file once and every `actions` file reads like a list of rules."""

from contextlib import contextmanager
from contextvars import ContextVar

from django.db import transaction

from onedoor.cases.access import require
from onedoor.cases.models import Case
from onedoor.cases.timeline import record

_held: ContextVar[frozenset] = ContextVar("held", default=frozenset())


@contextmanager
def holding(*case_ids):
    """Lock the cases, in order of key. Reaching for another case while holding one is how deadlocks are made."""
    wanted = frozenset(case_ids)
    if _held.get() and not wanted <= _held.get():
        raise RuntimeError("an action changes one case; let a LATER reaction change the other")
    token = _held.set(_held.get() | wanted)
    try:
        with transaction.atomic():
            cases = Case.objects.select_for_update(of=["self"]).select_related("region").order_by("pk")
            yield {case.pk: case for case in cases.filter(pk__in=wanted)}
    finally:
        _held.reset(token)


@contextmanager
def acting(work, verb, event, label, *, by, note="", **facts):
    """Lock the case, check the post, let the caller change `work`, save it, write the timeline.

    The case row is the only lock: whatever belongs to one case happens one after another.
    `work.facts_told` lets the caller add facts that are known only afterwards.
    """
    with holding(work.case_id) as cases:
        case = cases[work.case_id]
        work = type(work).objects.get(pk=work.pk)
        work.case, work.facts_told = case, dict(facts)
        require(by, verb, case)
        yield work
        work.save()
        record(case, event, label=label, by=by, about=work, note=note, **work.facts_told)


@contextmanager
def moving(work, name, *, by, note="", **facts):
    """`acting`, along one arrow of the work's lifecycle."""
    arrow = work.lifecycle.moves[name]
    with acting(work, arrow.verb, arrow.event, arrow.label, by=by, note=note, **facts) as fresh:
        to = fresh.lifecycle.move(name, fresh.status).to
        yield fresh
        fresh.status = to
