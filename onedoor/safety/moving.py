"""The way anything changes here: the case is held, whoever acts is asked about, and the room's own log is written.

Nothing goes to the case's timeline, to its clocks or to its duties: those are read by everybody who reaches the case.
"""

from contextlib import contextmanager

from django.utils import timezone

from onedoor.cases.models import Case
from onedoor.cases.moving import holding
from onedoor.safety.models import SafetyEvent
from onedoor.safety.standing import insist, insist_on_reach, may_check


@contextmanager
def acting(case: Case, verb: str, *, by, word: str = "", refusal=may_check):
    """Hold the case, insist, let the caller change what belongs to it, write the log."""
    with holding(case.pk) as cases:
        case = cases[case.pk]
        insist_on_reach(case, by)
        insist(refusal(case, by))
        yield case
        log(case, verb, by=by, word=word)


def log(case: Case, verb: str, *, by, word: str = "") -> None:
    """Of a case that is held: the database seals each row over the one before it."""
    event = SafetyEvent(case=case, verb=verb, word=word, at=timezone.now(), post=by.post, staff=by.staff)
    event.save(force_insert=True)
