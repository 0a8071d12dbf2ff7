"""What no clock can tell: that nothing is left to do of what was agreed without a day, and how that is known."""

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from onedoor.kit.keys import uuid7

# Its words go when the volume is destroyed; nothing else of it ever changes.
_REWRITTEN = (
    "to_jsonb(OLD) - 'words' IS DISTINCT FROM to_jsonb(NEW) - 'words'"
    " OR (NEW.words <> '' AND NEW.words IS DISTINCT FROM OLD.words)"
)


class Settling(models.Model):
    """没有期限的约定了结 — of an agreement that binds, what it asks for without a day is settled: shown by a paper, looked at, or
    said by every side. A row is never changed; where it was wrong, the dispute is mediated again."""

    class How(models.TextChoices):
        PROOF = "proof", _("有凭证，确实做到了")
        LOOKED = "looked", _("调解员看过、问过，确实做到了")
        SIDES = "sides", _("各方都说没有要办的了")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    mediation = models.ForeignKey("mediation.Mediation", models.PROTECT, related_name="settlings")
    agreement = models.ForeignKey("mediation.Agreement", models.PROTECT, related_name="settlings")
    how = models.CharField(_("怎样了结"), max_length=6, choices=How)
    file = models.ForeignKey("mediation.File", models.PROTECT, null=True, blank=True, related_name="+")
    words = models.CharField(_("了结的情况"), max_length=300, blank=True)
    at = models.DateTimeField(_("登记时间"))
    post = models.ForeignKey("posts.Post", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("没有期限的约定了结")
        ordering = ["at", "pk"]
        triggers = [
            pgtrigger.Protect(name="settling_kept", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="settling_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(_REWRITTEN),
            ),
        ]

    def __str__(self):
        return f"{self.mediation_id} {self.how}"
