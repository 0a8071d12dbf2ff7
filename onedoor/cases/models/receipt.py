"""Receipts: the same request sent twice is taken in once."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from onedoor.kit.keys import uuid7


class Receipt(models.Model):
    """收据 — that a sender's key was taken in, with what, and what came of it; kept 30 days, holds no personal data."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    post = models.ForeignKey("posts.Post", models.PROTECT, related_name="+")
    key = models.UUIDField(_("幂等键"))
    fingerprint = models.CharField(max_length=64)
    answer = models.JSONField(null=True)
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("收据")
        constraints = [models.UniqueConstraint(fields=["post", "key"], name="one_receipt_a_key")]
        indexes = [models.Index(fields=["at"], name="receipt_at")]

    def __str__(self):
        return str(self.key)
