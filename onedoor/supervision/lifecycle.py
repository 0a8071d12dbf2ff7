"""督办的流程 — the one table of a supervision's states, and the rungs of the ladder."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from onedoor.kit.lifecycle import Lifecycle, Move


class Rung(models.TextChoices):
    """督办方式 — the ladder, lowest first. Rules may raise the first two by themselves; the others are people's."""

    REMINDER = "reminder", _("催办")
    LETTER = "letter", _("督办单")
    LISTED = "listed", _("挂牌督办")
    INTERVIEW = "interview", _("约谈")


class Status(models.TextChoices):
    """状态 — where a supervision stands."""

    RAISED = "raised", _("待回应")
    ACKNOWLEDGED = "acknowledged", _("已知悉")
    REPLIED = "replied", _("已回复")
    LIFTED = "lifted", _("已解除")


S = Status
LADDER = tuple(Rung.values)
BY_RULE = (Rung.REMINDER, Rung.LETTER)
OPEN = (S.RAISED, S.REPLIED)
OVER = (S.ACKNOWLEDGED, S.LIFTED)

LIFECYCLE = Lifecycle(
    S,
    acknowledge=Move(_("知悉"), (S.RAISED,), S.ACKNOWLEDGED, "supervision.reply", "supervision.acknowledged"),
    reply=Move(_("回复督办"), (S.RAISED,), S.REPLIED, "supervision.reply", "supervision.replied"),
    ask_again=Move(_("退回重新回复"), (S.REPLIED,), S.RAISED, "supervision.raise", "supervision.asked_again"),
    lift=Move(_("解除督办"), (S.RAISED, S.REPLIED), S.LIFTED, "supervision.raise", "supervision.lifted"),
)


def rungs_from(rung: str) -> tuple[str, ...]:
    """This rung and those above it."""
    return LADDER[LADDER.index(rung) :]
