"""告知文字 — what residents are told at each step, in the words of the centre; every version is kept."""

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from onedoor.kit.keys import uuid7


class Wording(models.Model):
    """告知文字 — one version of what is said at one step; the highest version is the one in use."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    verb = models.CharField(_("步骤"), max_length=40)
    version = models.PositiveSmallIntegerField(_("版本"))
    text = models.CharField(_("文字"), max_length=300)
    is_sent = models.BooleanField(_("到这一步时发送"), default=True)
    at = models.DateTimeField(_("时间"))
    post = models.ForeignKey("posts.Post", models.PROTECT, related_name="+", verbose_name=_("岗位"))

    class Meta:
        verbose_name = _("告知文字")
        ordering = ["verb", "-version"]
        constraints = [models.UniqueConstraint(fields=["verb", "version"], name="wording_version")]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self):
        return f"{self.verb} {self.version}"
