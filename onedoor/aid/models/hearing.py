"""A day on which the person and the lawyer have to be somewhere."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from onedoor.aid.models.lawyer import Lawyer
from onedoor.kit.keys import uuid7


class HearingQuerySet(models.QuerySet):
    """Adjectives of hearings."""

    def held(self):
        """Not called off."""
        return self.filter(off_at=None)

    def to_come(self, now):
        return self.held().filter(at__gte=now)


class Hearing(models.Model):
    """开庭日程 — at which court or arbitration, in which room, when: told to the person, on their slip and in the lawyer's
    calendar."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="hearings")
    lawyer = models.ForeignKey(
        Lawyer, models.PROTECT, related_name="hearings", null=True, blank=True, verbose_name=_("律师")
    )
    at = models.DateTimeField(_("开庭时间"))
    place = models.CharField(_("开庭地点"), max_length=120)
    off_at = models.DateTimeField(_("取消时间"), null=True, blank=True)

    objects = HearingQuerySet.as_manager()

    class Meta:
        verbose_name = _("开庭日程")
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "at"], condition=Q(off_at=None), name="aid_one_hearing_a_time"
            )
        ]

    def __str__(self):
        return f"{self.case_id} {self.at} {self.place}"
