"""Along the lifecycle: every move of a mediation passes here, and here alone its case is closed and opened again."""

from contextlib import contextmanager

from django.utils import timezone

from onedoor.cases.moving import acting
from onedoor.kit import keyring
from onedoor.mediation.lifecycle import BEFORE, LIFECYCLE, Status
from onedoor.mediation.models import Drawer

MEDIATE, DESK = "mediation.mediate", "mediation.accept"


def verb_of(by) -> str:
    """The verb with which this actor handles a mediation; the other floors ask for one."""
    return MEDIATE if by.trusted or by.holds(MEDIATE) else DESK


@contextmanager
def moving(mediation, name: str, *, by, verb: str = "", **facts):
    """`cases.moving.moving`, which closes the case where an end is reached; `verb` where another than the arrow's may."""
    arrow = LIFECYCLE.moves[name]
    with acting(mediation, verb or arrow.verb, arrow.event, arrow.label, by=by, **facts) as fresh:
        to = LIFECYCLE.move(name, fresh.status).to
        yield fresh
        fresh.status = to
        _close_or_open(fresh)


@contextmanager
def along(mediation, name: str, *, by, **facts):
    """`moving`, for a move that whoever mediates takes, or the desk for them; who may is asked by `standing` before."""
    with moving(mediation, name, by=by, verb=verb_of(by), **facts) as fresh:
        yield fresh


@contextmanager
def beside(mediation, event: str, label, *, by, **facts):
    """`cases.moving.acting`, for what is written beside the lifecycle: no words, only counts, kinds and places of sides."""
    with acting(mediation, verb_of(by), event, label, by=by, **facts) as fresh:
        yield fresh


def counting_ways(mediation, label, *, by, **facts):
    """`beside`, where last days are counted again: by whoever writes down the day of an event, or by a holiday notice."""
    return beside(mediation, "mediation.ways_counted", label, by=by, **facts)


def _close_or_open(mediation) -> None:
    """Closed is what nobody waits for any more: an agreement only when it was kept, or was broken for good. What is closed keeps
    its day when it is filed."""
    case, over = mediation.case, mediation.status not in (*BEFORE, Status.AGREED)
    if over == (case.closed_at is not None):
        return
    case.closed_at = timezone.now() if over else None
    case.save(update_fields=["closed_at"])
    if not over:
        _renew_drawers(mediation)


def _renew_drawers(mediation) -> None:
    """What was said in the earlier round may be gone for good by now; of the new one there is something to keep again."""
    for drawer in Drawer.objects.filter(side__mediation=mediation, key_sealed=b""):
        drawer.key_sealed = keyring.fresh(drawer)
        drawer.save(update_fields=["key_sealed"])
