"""移交调解组织 — another committee has it from now on; a number given before is kept, with why nothing bears it."""

from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.cases.moving import acting
from onedoor.cases.opening import involve
from onedoor.committees.numbering import next_number, void
from onedoor.kit.problems import NotNow, NotValid
from onedoor.mediation import clocks
from onedoor.mediation.lifecycle import Status
from onedoor.mediation.models import Mediation
from onedoor.mediation.standing import insist, may_keep


def hand_over(mediation: Mediation, *, committee, reason: str, by) -> Mediation:
    """移交调解组织 — before somebody mediates. The clock goes on, or the one that the law has for the new committee
    starts from the same day; it gives its own number.
    Why is for the committee that has it now; what is kept for ever and read by others says only that it was handed over."""
    insist(may_keep(mediation, by))
    if not reason.strip():
        raise NotValid(_("请写明理由。"), field="reason")
    told = {"to": committee.pk, "was": mediation.committee_id}
    with acting(
        mediation, "mediation.accept", "mediation.handed_over", _("移交调解组织"), by=by, **told
    ) as fresh:
        if fresh.status not in (Status.ASKED, Status.ACCEPTED):
            raise NotNow(_("已经有调解员主持，不能再移交。"))
        if fresh.committee_id == committee.pk:
            raise NotValid(_("现在就由这个调解组织承接。"), field="committee")
        words = _("移交调解组织")
        if fresh.number:
            void(fresh.committee, fresh.number, words)
            fresh.facts_told["voided"] = fresh.number
            fresh.number = next_number(committee, timezone.localdate().year)
        fresh.committee, fresh.reason = committee, reason.strip()[:500]
        clocks.keep_right(fresh, by=by, reason=words)
        fresh.case.involvements.filter(until=None).update(until=timezone.now())
        involve(fresh.case, committee.org)
    return fresh
