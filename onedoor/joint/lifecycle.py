"""联勤联防与联席会议的流程 — two tables: how a plan runs, how a meeting comes about."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from onedoor.kit.lifecycle import Lifecycle, Move


class PlanStatus(models.TextChoices):
    """计划状态 — what a plan asks of its units right now."""

    DRAFT = "draft", _("拟订中")
    RUNNING = "running", _("进行中")
    ENDED = "ended", _("已收尾")
    DROPPED = "dropped", _("已作废")


class MeetingStatus(models.TextChoices):
    """会议状态 — planned, held, and written down for all."""

    PLANNED = "planned", _("待召开")
    HELD = "held", _("待出纪要")
    MINUTED = "minuted", _("已出纪要")
    CANCELLED = "cancelled", _("已取消")


P, M = PlanStatus, MeetingStatus
PLAN_OVER, MEETING_OVER = (P.ENDED, P.DROPPED), (M.MINUTED, M.CANCELLED)

PLAN = Lifecycle(
    P,
    start=Move(_("开始巡查"), (P.DRAFT,), P.RUNNING, "joint.plan", "plan.started"),
    drop=Move(_("作废计划"), (P.DRAFT,), P.DROPPED, "joint.plan", "plan.dropped"),
    end=Move(_("收尾"), (P.RUNNING,), P.ENDED, "joint.plan", "plan.ended"),
    resume=Move(_("继续巡查"), (P.ENDED,), P.RUNNING, "joint.plan", "plan.resumed"),
)

MEETING = Lifecycle(
    M,
    hold=Move(_("开会"), (M.PLANNED,), M.HELD, "joint.meet", "meeting.held"),
    cancel=Move(_("取消会议"), (M.PLANNED,), M.CANCELLED, "joint.meet", "meeting.cancelled"),
    minute=Move(_("印发纪要"), (M.HELD,), M.MINUTED, "joint.meet", "meeting.minuted"),
)
