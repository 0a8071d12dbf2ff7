"""The timeline: append-only, each row sealed over the one before it."""

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from onedoor.kit.keys import uuid7


class Event(models.Model):
    """时间线 — what happened, by whom, when. Never changed, never removed (a trigger sees to it).

    `label` is frozen in Chinese at writing: an official record must read the same in ten years.
    `facts` hold references and numbers, never names, phones or identity numbers.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="events")
    seq = models.PositiveIntegerField()
    verb = models.CharField(max_length=40)
    label = models.CharField(max_length=40)
    at = models.DateTimeField(_("时间"))
    staff = models.ForeignKey("posts.Staff", models.PROTECT, null=True, related_name="+")
    post = models.ForeignKey("posts.Post", models.PROTECT, related_name="+")
    about = models.CharField(max_length=50)
    note = models.TextField(_("说明"), blank=True)
    facts = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("时间线记录")
        ordering = ["case", "seq"]
        constraints = [models.UniqueConstraint(fields=["case", "seq"], name="event_order")]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="keep_all",
                operation=pgtrigger.Truncate,
                when=pgtrigger.Before,
                level=pgtrigger.Statement,
                func="RAISE EXCEPTION 'the timeline is append-only';",
            ),
        ]

    def __str__(self):
        return f"{self.case_id}#{self.seq} {self.verb}"
