"""The states of a ticket and the moves between them; drawn in docs/lifecycles.md."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from onedoor.kit.lifecycle import Lifecycle, Move


class TicketStatus(models.TextChoices):
    ISSUED = "issued", _("等候")
    CALLED = "called", _("已叫号")
    SERVING = "serving", _("办理中")
    HELD = "held", _("暂候")
    MISSED = "missed", _("过号")
    DONE = "done", _("已办完")
    TURNED = "turned", _("已转为案卷")
    LEFT = "left", _("已离开")


# Whose visit is over; each can still be taken back but the last.
OVER = (TicketStatus.DONE, TicketStatus.TURNED, TicketStatus.LEFT)
_SERVE, _RECEIVE = "hall.serve", "hall.receive"

TICKET = Lifecycle(
    TicketStatus,
    call=Move(_("叫号"), ("issued",), "called", _SERVE, "ticket.called"),
    call_again=Move(_("重呼"), ("called",), "called", _SERVE, "ticket.called_again"),
    serve=Move(_("开始办理"), ("called",), "serving", _SERVE, "ticket.served"),
    hold=Move(_("暂候"), ("serving",), "held", _SERVE, "ticket.held"),
    resume=Move(_("继续办理"), ("held",), "serving", _SERVE, "ticket.resumed"),
    move=Move(_("转到别处"), ("called", "serving", "held"), "issued", _SERVE, "ticket.moved"),
    next_need=Move(_("办下一项"), ("serving",), "issued", _SERVE, "ticket.went_on"),
    finish=Move(_("办完"), ("serving",), "done", _SERVE, "ticket.done"),
    turn=Move(_("办完，已转为案卷"), ("serving",), "turned", _SERVE, "ticket.turned"),
    reopen=Move(_("撤回办完"), ("done", "turned"), "serving", _SERVE, "ticket.reopened"),
    miss=Move(_("过号"), ("called",), "missed", _SERVE, "ticket.missed"),
    rejoin=Move(_("过号重排"), ("missed",), "issued", _RECEIVE, "ticket.rejoined"),
    leave=Move(_("离开"), ("issued", "called", "held", "missed"), "left", _RECEIVE, "ticket.left"),
)
