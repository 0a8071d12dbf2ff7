"""What a district has set of the rules, and every change it made."""

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from onedoor.kit.keys import uuid7
from onedoor.supervision.rules import KINDS


class Rule(models.Model):
    """督办规则 — whether it is on, and its numbers. A rule that nobody has touched has no row and is as delivered."""

    code = models.CharField(_("代码"), max_length=10, primary_key=True)
    is_on = models.BooleanField(_("启用"), default=True)
    times = models.PositiveSmallIntegerField(_("满几次"), default=0)
    days = models.PositiveSmallIntegerField(_("几个工作日内回复"), default=0)

    class Meta:
        verbose_name = _("督办规则")

    def __str__(self):
        return self.code

    @property
    def kind(self):
        return KINDS[self.code]

    @property
    def sentence(self) -> str:
        """What it does, in words that a district can read."""
        return str(self.kind.sentence) % {"times": self.times, "days": self.days}


class RuleChange(models.Model):
    """督办规则改动 — who switched or set a rule, when and why, and how it has been since: append-only."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    rule = models.ForeignKey(Rule, models.PROTECT, related_name="changes")
    at = models.DateTimeField(_("时间"))
    staff = models.ForeignKey("posts.Staff", models.PROTECT, related_name="+")
    post = models.ForeignKey("posts.Post", models.PROTECT, related_name="+", verbose_name=_("岗位"))
    reason = models.CharField(_("理由"), max_length=200)
    is_on = models.BooleanField(_("启用"))
    times = models.PositiveSmallIntegerField(_("满几次"))
    days = models.PositiveSmallIntegerField(_("几个工作日内回复"))

    class Meta:
        verbose_name = _("督办规则改动")
        ordering = ["-at", "-pk"]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self):
        return f"{self.rule_id} {self.at}"
