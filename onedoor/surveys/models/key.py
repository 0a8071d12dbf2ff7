"""The password of a collecting app: it belongs to a post and its holder, opens surveys alone, and ends by itself."""

import hashlib

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from onedoor.kit.keys import secret, uuid7


class AppKeyQuerySet(models.QuerySet):
    """Adjectives of app passwords."""

    def live(self):
        return self.filter(ended_at=None, until__gte=timezone.localdate())


class AppKey(models.Model):
    """采集程序密码 — of the words only the digest is kept; `login` is the name the app signs in with, and nobody's own."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    login = models.CharField(_("用户名"), max_length=20, unique=True, default=secret)
    digest = models.CharField(max_length=64, editable=False)
    post = models.ForeignKey("posts.Post", models.PROTECT, related_name="+", verbose_name=_("岗位"))
    staff = models.ForeignKey("posts.Staff", models.PROTECT, related_name="+", verbose_name=_("使用人"))
    made_at = models.DateTimeField(_("生成时间"), default=timezone.now)
    until = models.DateField(_("有效期至"))
    ended_at = models.DateTimeField(_("停用时间"), null=True, blank=True)

    objects = AppKeyQuerySet.as_manager()

    class Meta:
        verbose_name = _("采集程序密码")
        ordering = ["-made_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["post", "staff"], condition=Q(ended_at=None), name="survey_key_one_a_worker"
            )
        ]

    def __str__(self):
        return self.login


def digest_of(words: str) -> str:
    """What is kept of a password: it was made by us from 192 random bits, so that no salt is needed."""
    return hashlib.sha256(words.encode()).hexdigest()
