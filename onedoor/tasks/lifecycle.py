"""网格任务的流程 — the one table of a task's states."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from onedoor.kit.lifecycle import Lifecycle, Move


class Status(models.TextChoices):
    """状态 — with the one in the grid, back with whoever gave it, or over."""

    GIVEN = "given", _("待完成")
    BACK = "back", _("已退回")
    DONE = "done", _("已完成")
    WAIVED = "waived", _("已收回")


S = Status
OPEN = (S.GIVEN, S.BACK)
OVER = (S.DONE, S.WAIVED)

LIFECYCLE = Lifecycle(
    S,
    finish=Move(_("完成网格任务"), (S.GIVEN,), S.DONE, "task.do", "task.done"),
    hand_back=Move(_("退回网格任务"), (S.GIVEN,), S.BACK, "task.do", "task.back"),
    give_again=Move(_("再次派发"), (S.BACK,), S.GIVEN, "task.give", "task.given_again"),
    waive=Move(_("收回网格任务"), (S.GIVEN, S.BACK), S.WAIVED, "task.give", "task.waived"),
)
