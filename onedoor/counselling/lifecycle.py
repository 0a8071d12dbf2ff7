"""谈话的流程 — one table: opened, talking once consent is given, and how it ends."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from onedoor.kit.lifecycle import Lifecycle, Move

_TALK = "counselling.talk"


class Status(models.TextChoices):
    """谈话状态 — where a talk stands; nothing about the person."""

    OPENED = "opened", _("待首次谈话")
    TALKING = "talking", _("谈话中")
    ENDED = "ended", _("谈话结束")
    HANDED = "handed", _("已转到别处")


S = Status
OPEN = (S.OPENED, S.TALKING)
OVER = (S.ENDED, S.HANDED)

LIFECYCLE = Lifecycle(
    S,
    begin=Move(_("知情同意"), (S.OPENED,), S.TALKING, _TALK, "talk.begun"),
    end=Move(_("结束谈话"), OPEN, S.ENDED, _TALK, "talk.ended"),
    hand_on=Move(_("转到别处"), OPEN, S.HANDED, _TALK, "talk.handed_on"),
)
