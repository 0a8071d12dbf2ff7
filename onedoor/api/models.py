"""Tokens: the keys of the machines' door."""

import hashlib

from django.db import models
from django.utils.translation import gettext_lazy as _


class Token(models.Model):
    """接口令牌 — held by a post, answered for by a person of it; only its digest is kept, and it ends within a year."""

    post = models.ForeignKey("posts.Post", models.PROTECT, related_name="+", verbose_name=_("岗位"))
    staff = models.ForeignKey("posts.Staff", models.PROTECT, related_name="+", verbose_name=_("责任人"))
    name = models.CharField(_("用途"), max_length=60)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    issued_by = models.ForeignKey("posts.Post", models.PROTECT, related_name="+", verbose_name=_("签发岗位"))
    issued_at = models.DateTimeField(_("签发时间"), auto_now_add=True)
    expires_on = models.DateField(_("到期日"))
    revoked_at = models.DateTimeField(_("吊销时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("接口令牌")
        ordering = ["-issued_at"]

    def __str__(self):
        return self.name


def digest_of(token: str) -> str:
    """What is kept of a token's words."""
    return hashlib.sha256(token.encode()).hexdigest()
