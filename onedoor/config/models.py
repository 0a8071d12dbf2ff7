"""What staff see of background jobs beyond the queue's own tables: why a try failed, and what a person decided."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from onedoor.kit.keys import uuid7


class JobNote(models.Model):
    """任务记录 — why a try of a background job failed, or who let it be tried again or gave it up, and why."""

    class Kind(models.TextChoices):
        FAILED = "failed", _("没有成功")
        RETRIED = "retried", _("重新安排")
        GIVEN_UP = "given_up", _("不再重试")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    # The queue keeps its own tables and forgets done jobs: a number, not a relation.
    job = models.BigIntegerField(_("任务号"))
    kind = models.CharField(_("记录类别"), max_length=10, choices=Kind)
    words = models.CharField(_("说明"), max_length=200)
    at = models.DateTimeField(_("时间"), auto_now_add=True)
    post = models.ForeignKey(
        "posts.Post", models.PROTECT, null=True, related_name="+", verbose_name=_("岗位")
    )
    staff = models.ForeignKey(
        "posts.Staff", models.PROTECT, null=True, related_name="+", verbose_name=_("工作人员")
    )

    class Meta:
        verbose_name = _("任务记录")
        ordering = ["job", "at", "id"]
        indexes = [models.Index(fields=["job", "at"], name="job_note_job")]

    def __str__(self):
        return f"{self.job} {self.get_kind_display()}"
