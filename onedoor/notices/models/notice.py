"""通知 — what was said to whom, and who of them has read it. Knows no case, only an address and words."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from onedoor.kit.keys import uuid7


class Notice(models.Model):
    """通知 — one message to one unit, one post or one person. `key` keeps a repeated errand from saying it twice."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    org = models.ForeignKey(
        "posts.Org",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="notices",
        db_index=False,
        verbose_name=_("单位"),
    )
    post = models.ForeignKey(
        "posts.Post",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name=_("岗位"),
    )
    staff = models.ForeignKey(
        "posts.Staff",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name=_("工作人员"),
    )
    text = models.CharField(_("内容"), max_length=200)
    link = models.CharField(max_length=200, blank=True)
    key = models.CharField(max_length=80)
    urgent = models.BooleanField(_("紧急"), default=False)
    at = models.DateTimeField(_("时间"), auto_now_add=True)

    class Meta:
        verbose_name = _("通知")
        ordering = ["-at"]
        constraints = [
            models.UniqueConstraint(
                fields=["key", "org", "post", "staff"], name="notice_said_once", nulls_distinct=False
            ),
            models.CheckConstraint(
                condition=Q(org__isnull=False, post=None, staff=None)
                | Q(org=None, post__isnull=False, staff=None)
                | Q(org=None, post=None, staff__isnull=False),
                name="notice_to_one",
            ),
        ]
        indexes = [
            models.Index(fields=["org", "at"], name="notice_org", condition=Q(org__isnull=False)),
            models.Index(fields=["post", "at"], name="notice_post", condition=Q(post__isnull=False)),
            models.Index(fields=["staff", "at"], name="notice_staff", condition=Q(staff__isnull=False)),
        ]

    def __str__(self):
        return self.text


class Reading(models.Model):
    """已读 — one person has read one notice; for colleagues it stays unread."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    notice = models.ForeignKey(Notice, models.CASCADE, related_name="readings", verbose_name=_("通知"))
    staff = models.ForeignKey(
        "posts.Staff", models.PROTECT, related_name="+", db_index=False, verbose_name=_("工作人员")
    )
    at = models.DateTimeField(_("阅读时间"))

    class Meta:
        verbose_name = _("已读")
        constraints = [models.UniqueConstraint(fields=["staff", "notice"], name="read_once")]

    def __str__(self):
        return f"{self.staff_id} {self.notice_id}"


class ReadMark(models.Model):
    """读到 — one person has read everything up to a moment of what is said to a unit, to a post, or (neither) to themselves."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    staff = models.ForeignKey(
        "posts.Staff", models.PROTECT, related_name="+", db_index=False, verbose_name=_("工作人员")
    )
    org = models.ForeignKey(
        "posts.Org",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name=_("单位"),
    )
    post = models.ForeignKey(
        "posts.Post",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name=_("岗位"),
    )
    until = models.DateTimeField(_("读到"))

    class Meta:
        verbose_name = _("读到")
        constraints = [
            models.UniqueConstraint(
                fields=["staff", "org", "post"], name="one_mark_a_box", nulls_distinct=False
            )
        ]

    def __str__(self):
        return f"{self.staff_id} {self.until}"
