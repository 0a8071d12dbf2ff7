"""That it ended without agreement, or only with a part of one: why, which ways are left, who was told."""

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from onedoor.kit.keys import uuid7


class Ending(models.Model):
    """调解终结 — failed, ended by a side's word or by the committee, or out of time; for a partial agreement: what stays open.

    A side that does not want it any longer gives no reason (人民调解法 第十七条、第二十三条); the committee always does.
    """

    class Kind(models.TextChoices):
        FAILED = "failed", _("达不成协议")
        BY_SIDE = "by_side", _("当事人不愿继续")
        BY_OFFICE = "by_office", _("调解组织终止")
        LAPSED = "lapsed", _("期限届满")
        PART = "part", _("部分没有达成一致")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    mediation = models.ForeignKey("mediation.Mediation", models.PROTECT, related_name="endings")
    round = models.PositiveSmallIntegerField(_("第几轮"), default=1)
    kind = models.CharField(_("怎样终结"), max_length=9, choices=Kind)
    side = models.ForeignKey(
        "mediation.Side",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("哪一方不愿继续"),
    )
    reason = models.CharField(_("终结的原因"), max_length=500, blank=True)
    undisputed = models.TextField(_("无争议事实"), blank=True)
    at = models.DateTimeField(_("终结时间"))
    post = models.ForeignKey("posts.Post", models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("调解终结")
        ordering = ["at", "pk"]

    def __str__(self):
        return f"{self.mediation_id} {self.get_kind_display()}"


class EndingWay(models.Model):
    """告知的途径 — one way that is left, as it was told then: from which day, until when. `way` names a line of `ways.WAYS`."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    ending = models.ForeignKey(Ending, models.PROTECT, related_name="ways")
    place = models.PositiveSmallIntegerField(_("第几条"))
    way = models.CharField(_("途径"), max_length=20)
    since = models.DateField(_("从哪一天起算"), null=True, blank=True)
    last_day = models.DateField(_("最后日期"), null=True, blank=True)
    is_provisional = models.BooleanField(_("放假通知公布前的暂算日期"), default=False)

    class Meta:
        verbose_name = _("告知的途径")
        ordering = ["ending", "place"]

    def __str__(self):
        return f"{self.ending_id} {self.way}"


class EndingTold(models.Model):
    """已告知 — one side was told that it ended and which ways are left, and was given the paper."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    ending = models.ForeignKey(Ending, models.PROTECT, related_name="told")
    side = models.ForeignKey("mediation.Side", models.PROTECT, related_name="+")
    how = models.CharField(_("怎样告知"), max_length=6)
    at = models.DateTimeField(_("告知时间"))
    post = models.ForeignKey("posts.Post", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("已告知")
        constraints = [models.UniqueConstraint(fields=["ending", "side"], name="told_once")]
        triggers = [pgtrigger.Protect(name="told_stays", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self):
        return f"{self.ending_id} {self.side_id}"
