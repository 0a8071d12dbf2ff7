"""What a unit owes to a case beside the work itself."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from onedoor.kit.keys import uuid7


class DutyQuerySet(models.QuerySet):
    """Duties by how they stand."""

    def open(self):
        return self.filter(state=Duty.State.OPEN)


class Duty(models.Model):
    """任务 — one thing that one unit is to do under a case, by when, on whose word; it ends done, or waived with a reason.

    `number` counts within the case. `origin` says in words where it comes from (joint minutes, a meeting's decision),
    `giver` the unit on whose word it is owed: that one may waive it.
    """

    class State(models.TextChoices):
        OPEN = "open", _("未完成")
        DONE = "done", _("已完成")
        WAIVED = "waived", _("已免除")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="duties")
    number = models.PositiveSmallIntegerField(_("序号"))
    org = models.ForeignKey("posts.Org", models.PROTECT, related_name="+", verbose_name=_("责任单位"))
    giver = models.ForeignKey("posts.Org", models.PROTECT, related_name="+", verbose_name=_("交办单位"))
    words = models.TextField(_("任务内容"))
    origin = models.CharField(_("出处"), max_length=60, blank=True)
    clock = models.OneToOneField("cases.Deadline", models.PROTECT, related_name="duty")
    state = models.CharField(_("状态"), max_length=8, choices=State, default=State.OPEN)
    given_at = models.DateTimeField(_("下达时间"))
    ended_at = models.DateTimeField(_("完成或免除时间"), null=True, blank=True)
    ending = models.TextField(_("完成情况或免除理由"), blank=True)

    objects = DutyQuerySet.as_manager()

    class Meta:
        verbose_name = _("任务")
        constraints = [models.UniqueConstraint(fields=["case", "number"], name="duty_numbered")]
        indexes = [
            models.Index(fields=["org", "given_at"], name="duty_open", condition=models.Q(state="open"))
        ]

    def __str__(self):
        return f"{self.case_id} {self.number} {self.org_id}"
