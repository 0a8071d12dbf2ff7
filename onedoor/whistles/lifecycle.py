"""吹哨的流程 — the one table of a whistle's states."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from onedoor.kit.lifecycle import Lifecycle, Move


class Status(models.TextChoices):
    """状态 — where a whistle stands. Whether a unit has answered or come stands with its call."""

    CALLED = "called", _("已吹哨")
    GATHERED = "gathered", _("已集结")
    MINUTED = "minuted", _("已会商")
    ENDED = "ended", _("联办结束")
    CALLED_OFF = "called_off", _("已撤哨")


S = Status
GOING_ON = (S.CALLED, S.GATHERED, S.MINUTED)
ENDED = (S.ENDED, S.CALLED_OFF)

LIFECYCLE = Lifecycle(
    S,
    gather=Move(_("确认集结"), (S.CALLED,), S.GATHERED, "whistle.blow", "whistle.gathered"),
    minute=Move(_("记会商纪要"), (S.GATHERED,), S.MINUTED, "whistle.blow", "whistle.minuted"),
    end=Move(_("结束联办"), (S.MINUTED,), S.ENDED, "whistle.blow", "whistle.ended"),
    call_off=Move(_("撤哨"), (S.CALLED, S.GATHERED), S.CALLED_OFF, "whistle.blow", "whistle.called_off"),
)
