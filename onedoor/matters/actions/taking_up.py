"""接办 — a matter on a case that was opened before it: what the reception took down becomes work under the same code."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.cases import clocks
from onedoor.cases.access import require
from onedoor.cases.models import Case, Event, Party
from onedoor.cases.moving import holding
from onedoor.cases.opening import give_pin
from onedoor.cases.signals import events_recorded
from onedoor.cases.slips import slip_of
from onedoor.kit.problems import NotNow, NotValid
from onedoor.matters.drafts import (
    Desks,
    Draft,
    Registered,
    matter_of,
    registered_event,
    secrecy_of,
    sources_of,
)
from onedoor.matters.limits import NOTIFY
from onedoor.matters.queries.slips import why_not_taken_up
from onedoor.places.locating import Located, grids_of


@transaction.atomic
def take_up(case: Case, draft: Draft, *, by) -> Registered:
    """接办 — register a matter on a case that has none: its code, slip and parties stay."""
    now = timezone.now()
    with holding(case.pk) as cases:
        case = cases[case.pk]
        require(by, "matter.register", case)
        if refusal := why_not_taken_up(case):
            raise NotNow(refusal, case=case.code)
        _join_party(case, draft)
        place = _place(case, draft)
        case.title, case.region, case.region_path = draft.title, place.region, place.region.path
        if case.secrecy == Case.Secrecy.NORMAL:
            case.secrecy = secrecy_of(draft)
        pin = _pin(case)
        case.save(update_fields=["title", "region", "region_path", "secrecy", "pin_digest"])
        matter = matter_of(draft, case, place, Desks(by), now)
        matter.save(force_insert=True)
        for part in sources_of([case], by, now):
            if not case.involvements.filter(org=part.org, until=None).exists():
                part.save(force_insert=True)
        clocks.start(case, NOTIFY, at=now)
        event = registered_event(matter, draft, by=by, at=now, last=case.events.order_by("-seq").first())
        event.save(force_insert=True)
        event.case = case
        events_recorded.send(Event, events=[event], by=by)
    return Registered(matter, pin)


def _place(case: Case, draft: Draft) -> Located:
    """Where the case was opened holds until somebody says more."""
    told = draft.community or (case.region if case.region.parent_id else None)
    return grids_of([(draft.point, draft.address, told)])[0]


def _join_party(case: Case, draft: Draft) -> None:
    """Whoever was entered when the case was opened is not entered twice; who gave no name then may do so now."""
    known = case.parties.current()
    if draft.person is None or known.filter(person=draft.person).exists():
        return
    if known.exists():
        raise NotValid(
            _("这张小票的来访人已经登记过，请不要再填姓名；还有别人的，登记以后再加。"), field="name"
        )
    Party.objects.create(case=case, person=draft.person)


def _pin(case: Case) -> str:
    """That of the slip, unless a new one has been given out since; nothing when it cannot be known again."""
    kept, slip = case.pin_digest, slip_of(case.pk)
    if kept and slip is None:
        return ""
    pin = give_pin(case, str(slip.seed) if slip else "")
    if kept and kept != case.pin_digest:
        case.pin_digest = kept
        return ""
    return pin
