"""Instructions: asked of a leader, given in words that never change, answered to whoever gave them."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from onedoor.kit.keys import uuid7


class Instruction(models.Model):
    """批示 — put before the leader of `org`; `words` are signed with post and time and cannot be altered."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    matter = models.ForeignKey("matters.Matter", models.PROTECT, related_name="instructions")
    org = models.ForeignKey("posts.Org", models.PROTECT, related_name="+", verbose_name=_("呈报对象"))
    asked_by = models.ForeignKey("posts.Post", models.PROTECT, related_name="+", verbose_name=_("呈报岗位"))
    asked_at = models.DateTimeField(_("呈报时间"))
    question = models.CharField(_("呈报意见"), max_length=500, blank=True)
    words = models.TextField(_("批示内容"), blank=True)
    given_by = models.ForeignKey(
        "posts.Post", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("批示岗位")
    )
    given_staff = models.ForeignKey("posts.Staff", models.PROTECT, null=True, blank=True, related_name="+")
    given_at = models.DateTimeField(_("批示时间"), null=True, blank=True)
    answer = models.TextField(_("回复批示"), blank=True)
    answered_at = models.DateTimeField(_("回复时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("批示")
        ordering = ["asked_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["matter"], name="one_open_question", condition=Q(given_at=None))
        ]
        triggers = [
            pgtrigger.Protect(name="never_removed", operation=pgtrigger.Delete),
            pgtrigger.Trigger(
                name="never_emptied",
                operation=pgtrigger.Truncate,
                when=pgtrigger.Before,
                level=pgtrigger.Statement,
                func="RAISE EXCEPTION 'instructions are never removed';",
            ),
            pgtrigger.Protect(
                name="words_stand",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__given_at__isnull=False)
                & (
                    pgtrigger.Q(old__words__df=pgtrigger.F("new__words"))
                    | pgtrigger.Q(old__given_at__df=pgtrigger.F("new__given_at"))
                    | pgtrigger.Q(old__given_by__df=pgtrigger.F("new__given_by"))
                    | pgtrigger.Q(old__given_staff__df=pgtrigger.F("new__given_staff"))
                ),
            ),
        ]

    def __str__(self):
        return f"{self.matter_id} → {self.org_id}"
