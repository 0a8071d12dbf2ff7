"""What people talk about."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from onedoor.kit.keys import uuid7
from onedoor.voices.topics import Topic


class Voice(models.Model):
    """社情民意 — a short note about a topic and a place, with nobody in it. `post` is the chair that wrote it, for that
    chair's own list; no summary names it, and nothing counts by it. Both times are kept: the phone's and the server's."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    grid = models.ForeignKey("places.Region", models.PROTECT, related_name="+", verbose_name=_("网格"))
    topic = models.CharField(_("话题"), max_length=10, choices=Topic)
    words = models.CharField(_("大家在说什么"), max_length=200)
    place = models.CharField(_("在哪里听到"), max_length=60, blank=True)
    at = models.DateTimeField(_("收到时间"))
    at_phone = models.DateTimeField(_("手机时间"), null=True, blank=True)
    post = models.ForeignKey("posts.Post", models.PROTECT, related_name="+", verbose_name=_("岗位"))

    class Meta:
        verbose_name = _("社情民意")
        indexes = [
            models.Index(fields=["at", "topic"], name="voice_week"),
            models.Index(fields=["post", "-at"], name="voice_own"),
        ]

    def __str__(self):
        return f"{self.topic} {self.at:%Y-%m-%d}"
