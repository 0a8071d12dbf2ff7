"""回放 — whether each matter's status follows from its timeline: events are the truth for how, columns for now."""

from onedoor.cases.models import Event
from onedoor.matters.lifecycle import LIFECYCLE, Status
from onedoor.matters.models import Matter

BY_EVENT = {move.event: move for move in LIFECYCLE.moves.values()}


def replayed(verbs) -> str | None:
    """The status these events lead to, or None when one of them could not have happened then."""
    status = Status.REGISTERED
    for verb in verbs:
        move = BY_EVENT.get(verb)
        if move is None:
            continue
        if status not in move.frm:
            return None
        status = move.to
    return status


def astray() -> list[tuple[str, str, str | None]]:
    """(code, status, status by replay) of every matter whose status does not follow from its events."""
    found, at = [], dict(Matter.objects.values_list("case_id", "status"))
    events = Event.objects.filter(verb__in=BY_EVENT).order_by("case_id", "seq").values_list("case_id", "verb")
    verbs: dict = {}
    for case_id, verb in events.iterator(5000):
        verbs.setdefault(case_id, []).append(verb)
    wrong = {
        pk: replayed(verbs.get(pk, ())) for pk, status in at.items() if replayed(verbs.get(pk, ())) != status
    }
    for matter in Matter.objects.filter(case__in=wrong).select_related("case"):
        found.append((matter.case.code, matter.status, wrong[matter.case_id]))
    return found
