"""接访的流程 — one table: somebody is received, and how that ends."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from onedoor.kit.lifecycle import Lifecycle, Move


class Status(models.TextChoices):
    """接访状态 — what became of a visit."""

    RECEIVED = "received", _("接访中")
    INSTRUCTED = "instructed", _("领导已批示")
    ANSWERED = "answered", _("已答复")
    TURNED = "turned", _("已转为事项")
    ADVISED = "advised", _("已告知法定途径")
    LEFT = "left", _("来访人离开")


S = Status
OPEN = (S.RECEIVED, S.INSTRUCTED)
OVER = (S.ANSWERED, S.TURNED, S.ADVISED, S.LEFT)

LIFECYCLE = Lifecycle(
    S,
    answer=Move(_("答复"), OPEN, S.ANSWERED, "reception.register", "reception.answered"),
    turn=Move(_("转为事项"), OPEN, S.TURNED, "reception.register", "reception.turned"),
    advise=Move(_("告知法定途径"), OPEN, S.ADVISED, "reception.register", "reception.advised"),
    leave=Move(_("来访人离开"), (S.RECEIVED,), S.LEFT, "reception.register", "reception.left"),
    instruct=Move(_("领导批示"), OPEN, S.INSTRUCTED, "reception.lead", "reception.instructed"),
)
