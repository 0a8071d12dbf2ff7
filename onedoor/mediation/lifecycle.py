"""调解的流程 — one table: both sides are asked, a committee accepts, somebody mediates; it ends agreed, failed or withdrawn; what
was agreed is performed, or broken for good."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from onedoor.kit.lifecycle import Lifecycle, Move


class Status(models.TextChoices):
    """调解状态 — where a mediation stands."""

    ASKED = "asked", _("征求意见")
    DECLINED = "declined", _("不予受理调解")
    ACCEPTED = "accepted", _("待指派调解员")
    MEDIATING = "mediating", _("调解中")
    AGREED = "agreed", _("达成协议")
    PERFORMED = "performed", _("履行完毕")
    BROKEN = "broken", _("未履行，另行解决")
    FAILED = "failed", _("调解不成")
    WITHDRAWN = "withdrawn", _("调解终止")
    FILED = "filed", _("已立卷归档")


S = Status
# Nobody is waited for any more; what was agreed may still have to be performed.
CONCLUDED = (S.AGREED, S.PERFORMED, S.BROKEN, S.FAILED, S.WITHDRAWN)
BEFORE = (S.ASKED, S.ACCEPTED, S.MEDIATING)

LIFECYCLE = Lifecycle(
    S,
    decline=Move(_("不予受理"), (S.ASKED,), S.DECLINED, "mediation.accept", "mediation.declined"),
    accept=Move(_("受理调解"), (S.ASKED,), S.ACCEPTED, "mediation.accept", "mediation.accepted"),
    assign=Move(_("指派调解员"), (S.ACCEPTED,), S.MEDIATING, "mediation.accept", "mediation.assigned"),
    # 人民调解法 第二十九条: in writing, or told to the mediator, who writes it down.
    agree=Move(_("登记调解协议"), (S.MEDIATING,), S.AGREED, "mediation.mediate", "mediation.agreed"),
    # 第二十六条: it ends, and the other ways are told at once.
    fail=Move(_("调解不成"), BEFORE, S.FAILED, "mediation.mediate", "mediation.failed"),
    # 第十七条、第二十三条: whoever does not want it any longer need not give a reason.
    withdraw=Move(_("终止调解"), BEFORE, S.WITHDRAWN, "mediation.mediate", "mediation.withdrawn"),
    # Who pays after all, in court or outside, has performed.
    perform=Move(
        _("全部履行完毕"), (S.AGREED, S.BROKEN), S.PERFORMED, "mediation.mediate", "mediation.performed"
    ),
    # What was written down as performed was not.
    unperform=Move(
        _("更正履行登记"), (S.PERFORMED,), S.AGREED, "mediation.mediate", "mediation.performance_undone"
    ),
    # 第三十二条、第三十三条: it is not kept, and goes to court or is left alone; nobody here waits for it any more.
    break_off=Move(_("登记未履行"), (S.AGREED,), S.BROKEN, "mediation.mediate", "mediation.broken"),
    reopen=Move(_("重新调解"), CONCLUDED, S.MEDIATING, "mediation.accept", "mediation.reopened"),
    # Ended between acceptance and the choice of a mediator: it goes on where it stood.
    resume=Move(_("恢复调解"), (S.FAILED, S.WITHDRAWN), S.ACCEPTED, "mediation.accept", "mediation.resumed"),
    file=Move(
        _("立卷归档"),
        (S.PERFORMED, S.BROKEN, S.FAILED, S.WITHDRAWN),
        S.FILED,
        "mediation.file",
        "mediation.filed",
    ),
)
