"""当场办结 — what somebody reports and has put right themselves; only the check is left, and another does it."""

from django.db import transaction
from django.utils.translation import gettext as _

from onedoor.kit.problems import NotAllowed, NotValid
from onedoor.matters.actions.triage import accept, settle
from onedoor.matters.models import Matter


@transaction.atomic
def settle_on_the_spot(matter: Matter, *, by, result: str, papers=()) -> Matter:
    """当场办结 — accepted and settled in one step by the very post that registered it; whoever checks it is somebody else."""
    if not matter.case.events.filter(verb="matter.registered", post=by.post).exists():
        raise NotAllowed(_("只有登记这件事的岗位才能当场办结。"))
    if not result.strip():
        raise NotValid(_("请写明是怎么办好的。"), field="settled")
    # Of their desk's two steps these follow by rule: the worker was asked to put right what they find.
    own = by.as_reaction()
    accept(matter, by=own)
    return settle(matter, by=own, result=result, papers=papers)
