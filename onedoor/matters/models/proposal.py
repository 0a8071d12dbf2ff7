"""What the same-issue help proposed, and what a person decided about it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from onedoor.kit.keys import uuid7
from onedoor.matters.models.matter import Matter


class Proposal(models.Model):
    """并案建议 — two matters that may be the same thing. A person decides once; what was decided is not proposed again."""

    class Decision(models.TextChoices):
        SAME = "same", _("并案")
        DIFFERENT = "different", _("不是同一件事")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    later = models.ForeignKey(Matter, models.CASCADE, related_name="proposals", verbose_name=_("后来的一件"))
    earlier = models.ForeignKey(Matter, models.CASCADE, related_name="+", verbose_name=_("先来的一件"))
    likeness = models.FloatField(_("相似程度"))
    place = models.CharField(_("同一地点"), max_length=40, blank=True)
    words = models.JSONField(_("共同的说法"), default=list)
    days = models.PositiveSmallIntegerField(_("相隔天数"), default=0)
    is_same_person = models.BooleanField(_("同一人反映"), default=False)
    proposed_at = models.DateTimeField(_("提出时间"))
    decision = models.CharField(_("决定"), max_length=10, choices=Decision, blank=True)
    decided_by = models.ForeignKey(
        "posts.Post", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("决定岗位")
    )
    decided_staff = models.ForeignKey("posts.Staff", models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(_("决定时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("并案建议")
        indexes = [models.Index(fields=["-likeness"], name="proposal_open", condition=Q(decision=""))]
        constraints = [models.UniqueConstraint(fields=["later", "earlier"], name="proposed_once")]

    def __str__(self):
        return f"{self.later_id} ~ {self.earlier_id}"
