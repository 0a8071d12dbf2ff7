"""That the outcome went back to whoever sent the dispute: how, on which day, and which outcome it was."""

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from onedoor.kit.keys import uuid7
from onedoor.mediation.models.mediation import WITH_REFERENCE, WayIn

# Whoever sent it waits for an answer; a council has no number of its own for what it sends.
ANSWERED = (*WITH_REFERENCE, WayIn.COUNCIL)


class Returned(models.Model):
    """回复移送单位 — the letter with the outcome was handed over; what was said in mediation stands in none of them.

    One for each outcome of a round: what was agreed may be performed, or broken, afterwards, and they are told of that too.
    """

    class Result(models.TextChoices):
        """The status it ended at; a part of an agreement is said to be one."""

        DECLINED = "declined", _("不予受理调解")
        AGREED = "agreed", _("达成协议")
        PARTIAL = "partial", _("部分达成协议")
        FAILED = "failed", _("调解不成")
        WITHDRAWN = "withdrawn", _("调解终止")
        PERFORMED = "performed", _("履行完毕")
        BROKEN = "broken", _("未履行，另行解决")

    class How(models.TextChoices):
        FACE = "face", _("当面交给")
        POST = "post", _("邮寄")
        SYSTEM = "system", _("通过对接的业务系统")
        FAX = "fax", _("传真、机要")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    mediation = models.ForeignKey("mediation.Mediation", models.PROTECT, related_name="returned")
    round = models.PositiveSmallIntegerField(_("第几轮"), default=1)
    result = models.CharField(_("回复的结果"), max_length=9, choices=Result)
    how = models.CharField(_("怎样回复"), max_length=6, choices=How)
    on = models.DateField(_("回复日期"))
    at = models.DateTimeField(_("登记时间"))
    post = models.ForeignKey("posts.Post", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("回复移送单位")
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["mediation", "round", "result"], name="returned_once"),
        ]
        triggers = [pgtrigger.Protect(name="returned_stays", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self):
        return f"{self.mediation_id} {self.result}"
