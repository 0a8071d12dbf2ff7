"""通知 — what was said to whom. Knows no case, only an address and words."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from onedoor.kit.keys import uuid7


class Notice(models.Model):
    """通知 — one message to one organisation, and when it was read. `key` keeps a repeated errand from saying it twice."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    org = models.ForeignKey("posts.Org", models.PROTECT, related_name="notices", verbose_name=_("单位"))
    text = models.CharField(_("内容"), max_length=200)
    link = models.CharField(max_length=200, blank=True)
    key = models.CharField(max_length=80)
    at = models.DateTimeField(_("时间"), auto_now_add=True)
    read_at = models.DateTimeField(_("阅读时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("通知")
        ordering = ["-at"]
        constraints = [models.UniqueConstraint(fields=["org", "key"], name="notice_said_once")]
        indexes = [models.Index(fields=["org", "at"], name="notice_unread", condition=Q(read_at=None))]

    def __str__(self):
        return self.text
