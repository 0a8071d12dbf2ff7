"""What was asked about the clocks of a matter, as its page and its timeline tell it."""

from datetime import date

from django.db.models import Prefetch, prefetch_related_objects
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from onedoor.cases.models import Case, Event
from onedoor.matters.models import ClockRequest

TOLD = {"matter.clock_asked", "matter.extended", "matter.paused"}


def requests_of(case: Case) -> list[ClockRequest]:
    """Every request, the last first; kept on the case: the buttons ask for them, too."""
    posts = (
        "deadline",
        "asked_by__org",
        "asked_by__type",
        "asked_staff",
        "decided_by__org",
        "decided_by__type",
    )
    with_posts = ClockRequest.objects.select_related(*posts)
    prefetch_related_objects([case], Prefetch("clock_requests", with_posts))
    return list(case.clock_requests.all())


def said_of(event: Event) -> list[str]:
    """By how much, until when, on which basis."""
    if event.verb not in TOLD:
        return []
    facts, said = event.facts, []
    if facts.get("days"):
        said.append(_("延长%(days)s日") % {"days": facts["days"]})
    if facts.get("until"):
        said.append(_("中止到%(day)s") % {"day": spoken_day(facts["until"])})
    if facts.get("basis"):
        said.append(_("依据：%(basis)s") % {"basis": facts["basis"]})
    return said


def spoken_day(day: str) -> str:
    return date_format(date.fromisoformat(day), _("n月j日"))
