"""A worker's phone: it belongs to a post, and opens nothing once it is ended."""

import hashlib
from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from onedoor.field.limits import OFFLINE
from onedoor.kit.keys import uuid7


class PhoneQuerySet(models.QuerySet):
    """Adjectives of phones."""

    def live(self):
        return self.filter(ended_at=None)

    def heard(self):
        """Live, or replaced so lately that what it had not sent may still come."""
        late = Q(ended_how=Phone.Ended.REPLACED, ended_at__gt=timezone.now() - OFFLINE)
        return self.filter(Q(ended_at=None) | late)

    def whole(self):
        return self.select_related("post__type", "post__org__region", "post__region", "staff")


class Phone(models.Model):
    """终端 — one phone of one post. `share` is the server's half of the key that opens what lies on it.

    Where it is, is never asked for; `seen_at` is a day's date for whoever has to replace a broken one.
    """

    class Ended(models.TextChoices):
        REPLACED = "replaced", _("换了新手机")
        LEFT = "left", _("本人退出")
        LOST = "lost", _("丢失停用")
        GONE = "gone", _("离岗停用")

    # What may lie half written on it, as the app says it.
    DRAFTS = {"report": _("上报"), "task": _("任务"), "entry": _("台账"), "voice": _("社情民意")}

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    post = models.ForeignKey("posts.Post", models.PROTECT, related_name="phones", verbose_name=_("岗位"))
    staff = models.ForeignKey("posts.Staff", models.PROTECT, related_name="+", verbose_name=_("使用人"))
    name = models.CharField(_("终端名称"), max_length=40)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    share_sealed = models.BinaryField(editable=False)
    issued_at = models.DateTimeField(_("启用时间"))
    shared_at = models.DateTimeField(_("上次给钥匙"))
    seen_on = models.DateField(_("最近联网"))
    drafts = models.PositiveSmallIntegerField(_("未发出的草稿"), default=0)
    oldest_draft = models.DateField(_("最早的草稿"), null=True, blank=True)
    draft_kinds = models.JSONField(_("草稿的种类"), default=dict, blank=True)
    ended_at = models.DateTimeField(_("停用时间"), null=True, blank=True)
    ended_how = models.CharField(_("停用原因"), max_length=8, choices=Ended, blank=True)
    ended_by = models.ForeignKey(
        "posts.Post", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("停用岗位")
    )

    objects = PhoneQuerySet.as_manager()

    class Meta:
        verbose_name = _("终端")
        ordering = ["-issued_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["post", "staff"], condition=Q(ended_at=None), name="one_phone_a_worker"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_how="") | Q(ended_at__isnull=False) & ~Q(ended_how=""),
                name="phone_ended_somehow",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def drafts_by_kind(self) -> list[tuple[str, int]]:
        told = self.draft_kinds
        return [(str(label), told[kind]) for kind, label in self.DRAFTS.items() if told.get(kind)]

    @property
    def heard_until(self) -> datetime | None:
        """Of one that was replaced: how long what it had not sent may still come."""
        return self.ended_at and self.ended_at + OFFLINE

    @property
    def is_heard(self) -> bool:
        """Live, or replaced so lately that what it had not sent may still come."""
        if self.ended_at is None:
            return True
        return self.ended_how == self.Ended.REPLACED and self.ended_at > timezone.now() - OFFLINE


class ServiceLine(models.Model):
    """服务电话 — the number on which a grid's worker is reached; it stays with the post when the worker changes."""

    post = models.OneToOneField(
        "posts.Post", models.PROTECT, primary_key=True, related_name="service_line", verbose_name=_("岗位")
    )
    number = models.CharField(_("服务电话"), max_length=20)

    class Meta:
        verbose_name = _("服务电话")

    def __str__(self):
        return self.number


def digest_of(token: str) -> str:
    """What is kept of a phone's token."""
    return hashlib.sha256(token.encode()).hexdigest()
