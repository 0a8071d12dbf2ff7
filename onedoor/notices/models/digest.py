"""每日摘要 — one list a day of what a unit owes, instead of many single messages."""

from datetime import time

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from onedoor.kit.keys import uuid7

USUAL = time(8, 30)


class Subscription(models.Model):
    """订阅 — when a unit wants its digest, and to which office mailbox it goes as well. Units without one get it at 8:30, in the page."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    org = models.OneToOneField("posts.Org", models.PROTECT, related_name="+", verbose_name=_("单位"))
    email = models.EmailField(_("单位邮箱"), blank=True)
    at = models.TimeField(_("每天几点"), default=USUAL)
    is_on = models.BooleanField(_("要每日摘要"), default=True)

    class Meta:
        verbose_name = _("订阅")

    def __str__(self):
        return f"{self.org_id} {self.at:%H:%M}"


class MailboxChange(models.Model):
    """单位邮箱变更 — who pointed a unit's digest to another mailbox, and when. Of the one before and the new one only the masks."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    org = models.ForeignKey("posts.Org", models.PROTECT, related_name="+", verbose_name=_("单位"))
    before_mask = models.CharField(_("原来的邮箱"), max_length=260, blank=True)
    after_mask = models.CharField(_("改成的邮箱"), max_length=260, blank=True)
    staff = models.ForeignKey("posts.Staff", models.PROTECT, related_name="+", verbose_name=_("工作人员"))
    post = models.ForeignKey("posts.Post", models.PROTECT, related_name="+", verbose_name=_("岗位"))
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("单位邮箱变更")
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self):
        return f"{self.org_id} {self.at}"


class Digest(models.Model):
    """每日摘要 — what a unit owed on the morning of a day. `parts` is a list of title, count and lines; a sealed case is only counted."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    org = models.ForeignKey(
        "posts.Org", models.PROTECT, related_name="+", db_index=False, verbose_name=_("单位")
    )
    day = models.DateField(_("日期"))
    parts = models.JSONField(default=list)
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("每日摘要")
        constraints = [models.UniqueConstraint(fields=["org", "day"], name="one_digest_a_day")]

    def __str__(self):
        return f"{self.org_id} {self.day}"
