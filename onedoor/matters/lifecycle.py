"""事项的流程 — the one table of a matter's states."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from onedoor.kit.lifecycle import Lifecycle, Move


class Status(models.TextChoices):
    """状态 — where a matter stands. Triage is an arrow, not a box: the timeline says which way was chosen."""

    REGISTERED = "registered", _("已登记")
    DECLINED = "declined", _("不予受理")
    TRANSFERRED = "transferred", _("已转送")
    MERGED = "merged", _("已并案")
    ACCEPTED = "accepted", _("已受理")
    RULING = "ruling", _("待裁定")
    SUBMITTED = "submitted", _("待批示")
    INSTRUCTED = "instructed", _("已批示")
    DISPATCHED = "dispatched", _("待签收")
    HANDLING = "handling", _("办理中")
    RESOLVED = "resolved", _("待核查")
    VERIFIED = "verified", _("待答复")
    ANSWERED = "answered", _("已答复")
    CLOSED = "closed", _("已办结")


S = Status
ENDED = (S.DECLINED, S.TRANSFERRED, S.MERGED, S.CLOSED)

LIFECYCLE = Lifecycle(
    S,
    accept=Move(_("受理"), (S.REGISTERED,), S.ACCEPTED, "matter.accept", "matter.accepted"),
    decline=Move(_("不予受理"), (S.REGISTERED,), S.DECLINED, "matter.accept", "matter.declined"),
    transfer_out=Move(
        _("转送"), (S.REGISTERED, S.ACCEPTED), S.TRANSFERRED, "matter.triage", "matter.transferred"
    ),
    merge=Move(_("并案"), (S.REGISTERED, S.ACCEPTED), S.MERGED, "matter.merge", "matter.merged"),
    unmerge=Move(_("撤销并案"), (S.MERGED,), S.ACCEPTED, "matter.merge", "matter.unmerged"),
    end_merged=Move(_("随并案办结"), (S.MERGED,), S.CLOSED, "matter.close", "matter.closed_with_lead"),
    submit=Move(_("呈批"), (S.ACCEPTED, S.INSTRUCTED), S.SUBMITTED, "matter.triage", "matter.submitted"),
    raise_=Move(_("报上级批示"), (S.SUBMITTED,), S.SUBMITTED, "matter.instruct", "matter.raised"),
    instruct=Move(_("批示"), (S.SUBMITTED,), S.INSTRUCTED, "matter.instruct", "matter.instructed"),
    dispatch=Move(
        _("交办"), (S.ACCEPTED, S.INSTRUCTED), S.DISPATCHED, "matter.dispatch", "matter.dispatched"
    ),
    settle=Move(_("即时办理"), (S.ACCEPTED, S.INSTRUCTED), S.RESOLVED, "matter.triage", "matter.settled"),
    refer=Move(_("提请裁定"), (S.ACCEPTED,), S.RULING, "matter.dispatch", "matter.referred"),
    rule=Move(_("裁定"), (S.RULING,), S.DISPATCHED, "matter.rule", "matter.ruled"),
    remand=Move(_("不予裁定"), (S.RULING,), S.ACCEPTED, "matter.rule", "matter.remanded"),
    sign=Move(_("签收"), (S.DISPATCHED,), S.HANDLING, "matter.handle", "matter.signed"),
    return_=Move(_("退回"), (S.DISPATCHED,), S.ACCEPTED, "matter.handle", "matter.returned"),
    resolve=Move(_("反馈办理结果"), (S.HANDLING,), S.RESOLVED, "matter.handle", "matter.resolved"),
    verify=Move(_("核查通过"), (S.RESOLVED,), S.VERIFIED, "matter.verify", "matter.verified"),
    redo=Move(_("退回重办"), (S.RESOLVED,), S.HANDLING, "matter.verify", "matter.sent_back"),
    answer=Move(_("书面答复"), (S.VERIFIED,), S.ANSWERED, "matter.answer", "matter.answered"),
    close=Move(_("办结"), (S.ANSWERED,), S.CLOSED, "matter.close", "matter.closed"),
    object_=Move(_("反映未解决"), (S.ANSWERED, S.CLOSED), S.RESOLVED, "matter.rate", "matter.objected"),
)
