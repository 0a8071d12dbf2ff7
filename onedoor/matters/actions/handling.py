"""办理 — what the units do: sign, contribute, report the result."""

from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.cases import clocks
from onedoor.cases.models import Involvement
from onedoor.cases.moving import acting, moving
from onedoor.kit.problems import NotAllowed, NotValid
from onedoor.matters.actions.evidence import file_papers
from onedoor.matters.limits import PROMISE, SIGN
from onedoor.matters.models import Matter
from onedoor.matters.standing import part_of


def _part(matter: Matter, by, *roles) -> Involvement:
    """The part of the actor's own unit, or a refusal: a unit acts only on what it was given."""
    part = part_of(matter, by, *roles)
    if part is None:
        raise NotAllowed(_("这件事没有交给本单位办理。"))
    return part


def sign(matter, *, by) -> Matter:
    """签收 — the lead unit confirms that it has it. The clock has been running since dispatch."""
    with moving(matter, "sign", by=by) as matter:
        part = _part(matter, by, Involvement.Role.LEAD)
        part.signed_at = timezone.now()
        part.save(update_fields=["signed_at"])
        clocks.stop(matter.case, SIGN.kind, org=by.post.org)
    return matter


def contribute(matter, *, by, words, papers=()) -> Matter:
    """协办反馈 — an assisting unit says what it did."""
    with acting(matter, "matter.handle", "matter.contributed", "协办反馈", by=by, note=words) as matter:
        part = _part(matter, by, Involvement.Role.ASSIST)
        part.words, part.finished_at = words, timezone.now()
        part.signed_at = part.signed_at or part.finished_at
        part.save(update_fields=["words", "finished_at", "signed_at"])
        matter.facts_told["papers"] = file_papers(matter.case, papers, by=by)
    return matter


def resolve(matter, *, by, result, outcome="done", cannot_basis="", turn_to="", papers=()) -> Matter:
    """反馈办理结果 — the unit says what was done, or why it cannot be solved and where to turn; not yet an ending."""
    cannot = outcome == Matter.Outcome.CANNOT
    if cannot and not (cannot_basis and turn_to):
        raise NotValid(_("不能解决的，请写明理由、依据和可以转向的途径。"))
    with moving(matter, "resolve", by=by, note=result, outcome=outcome) as matter:
        part = _part(matter, by, Involvement.Role.LEAD)
        part.finished_at = timezone.now()
        part.save(update_fields=["finished_at"])
        matter.result, matter.outcome, matter.resolved_at = result, outcome, part.finished_at
        matter.cannot_basis, matter.turn_to = (cannot_basis, turn_to) if cannot else ("", "")
        matter.facts_told["papers"] = file_papers(matter.case, papers, by=by)
        clocks.stop(matter.case, PROMISE.kind, org=by.post.org)
    return matter
