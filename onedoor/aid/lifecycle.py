"""法律援助的流程 — one table: an application is decided, a lawyer is assigned, and whoever is refused may object."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from onedoor.kit.lifecycle import Lifecycle, Move


class Status(models.TextChoices):
    """援助状态 — where an application for legal aid stands."""

    APPLIED = "applied", _("审查中")
    FORWARDING = "forwarding", _("待转交")
    WANTING = "wanting", _("待补充材料")
    GRANTED = "granted", _("已决定援助")
    DECLINED = "declined", _("不予援助")
    ASSIGNED = "assigned", _("已指派")
    WORKING = "working", _("承办中")
    DONE = "done", _("援助结案")
    OBJECTED = "objected", _("异议审查中")
    UPHELD = "upheld", _("异议维持")
    WITHDRAWN = "withdrawn", _("撤回申请")
    ENDED = "ended", _("援助终止")


S = Status
OVER = (S.DECLINED, S.DONE, S.UPHELD, S.WITHDRAWN, S.ENDED)

LIFECYCLE = Lifecycle(
    S,
    hold=Move(_("值班律师接到申请"), (S.APPLIED,), S.FORWARDING, "aid.apply", "aid.told_in_custody"),
    forward=Move(_("转交法律援助机构"), (S.FORWARDING,), S.APPLIED, "aid.apply", "aid.forwarded"),
    receive=Move(_("收到办案机关通知"), (S.APPLIED,), S.GRANTED, "aid.decide", "aid.notified"),
    want=Move(_("一次性告知补充材料"), (S.APPLIED,), S.WANTING, "aid.decide", "aid.wanted"),
    supply=Move(_("收到补充材料"), (S.WANTING,), S.APPLIED, "aid.apply", "aid.supplied"),
    withdraw=Move(_("按撤回申请处理"), (S.APPLIED, S.WANTING), S.WITHDRAWN, "aid.decide", "aid.withdrawn"),
    grant=Move(_("决定给予援助"), (S.APPLIED,), S.GRANTED, "aid.decide", "aid.granted"),
    advance=Move(_("先行提供援助"), (S.APPLIED, S.WANTING), S.GRANTED, "aid.decide", "aid.advanced"),
    decline=Move(_("决定不予援助"), (S.APPLIED,), S.DECLINED, "aid.decide", "aid.declined"),
    assign=Move(_("指派律师"), (S.GRANTED,), S.ASSIGNED, "aid.decide", "aid.assigned"),
    reassign=Move(_("改派律师"), (S.ASSIGNED, S.WORKING), S.ASSIGNED, "aid.decide", "aid.reassigned"),
    take_up=Move(_("开始承办"), (S.ASSIGNED,), S.WORKING, "aid.advise", "aid.taken_up"),
    step_aside=Move(_("律师申请回避"), (S.ASSIGNED, S.WORKING), S.GRANTED, "aid.advise", "aid.stepped_aside"),
    close=Move(_("承办结案"), (S.WORKING,), S.DONE, "aid.advise", "aid.closed"),
    terminate=Move(
        _("终止援助"), (S.GRANTED, S.ASSIGNED, S.WORKING), S.ENDED, "aid.decide", "aid.terminated"
    ),
    # By the person with code and PIN, or at the window: `standing.may_object` says who.
    object_=Move(
        _("提出援助异议"), (S.DECLINED, S.ENDED, S.WITHDRAWN), S.OBJECTED, "case.see", "aid.objected"
    ),
    uphold=Move(_("维持决定"), (S.OBJECTED,), S.UPHELD, "aid.object", "aid.upheld"),
    overturn=Move(_("责令改正"), (S.OBJECTED,), S.GRANTED, "aid.object", "aid.overturned"),
    reopen=Move(_("责令继续审查"), (S.OBJECTED,), S.APPLIED, "aid.object", "aid.reopened"),
)
