"""One rung of the ladder, taken with one unit under one case; and the interview, where it comes to that."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from onedoor.kit.keys import uuid7
from onedoor.supervision.lifecycle import LIFECYCLE, OPEN, Rung, Status


class SupervisionQuerySet(models.QuerySet):
    """Adjectives of supervisions."""

    def open(self):
        """Waiting for the unit, or for whoever looks at its reply."""
        return self.filter(status__in=OPEN)

    def for_rows(self):
        """With what one line of a list shows, in one query."""
        return self.select_related("case", "org", "clock", "raised_by__org")


class Supervision(models.Model):
    """督办 — one step taken with a unit: a reminder, a letter, a listing or an interview.

    `rule` is the code of the rule that raised it, empty when a person did; `occurrence` the event it followed from,
    so that nothing is raised twice for the same thing. `clock` is the unit's time to reply.
    """

    lifecycle = LIFECYCLE
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="supervisions")
    org = models.ForeignKey("posts.Org", models.PROTECT, related_name="+", verbose_name=_("督办对象"))
    rung = models.CharField(_("督办方式"), max_length=10, choices=Rung)
    number = models.CharField(_("文号"), max_length=20, blank=True)
    reason = models.TextField(_("督办事由"))
    rule = models.CharField(_("督办规则"), max_length=10, blank=True)
    occurrence = models.CharField(max_length=60, blank=True, editable=False)
    status = models.CharField(_("状态"), max_length=12, choices=Status, default=Status.RAISED)
    raised_at = models.DateTimeField(_("发起时间"))
    raised_by = models.ForeignKey("posts.Post", models.PROTECT, related_name="+", verbose_name=_("发起岗位"))
    clock = models.ForeignKey(
        "cases.Deadline", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("回复期限")
    )
    reply = models.TextField(_("单位回复"), blank=True)
    replied_at = models.DateTimeField(_("回复时间"), null=True, blank=True)
    replied_by = models.ForeignKey(
        "posts.Post", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("回复岗位")
    )
    lifted_at = models.DateTimeField(_("解除时间"), null=True, blank=True)
    lifted_why = models.CharField(_("解除理由"), max_length=500, blank=True)

    objects = SupervisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("督办")
        constraints = [
            models.UniqueConstraint(
                fields=["case", "org", "rung"], name="one_open_a_rung", condition=Q(status__in=OPEN)
            ),
            models.UniqueConstraint(
                fields=["case", "org", "rule", "occurrence"], name="raised_once", condition=~Q(rule="")
            ),
            models.UniqueConstraint(fields=["number"], name="letter_numbered", condition=~Q(number="")),
        ]
        indexes = [
            models.Index(fields=["org", "raised_at"], name="supervision_unit", condition=Q(status__in=OPEN)),
            models.Index(fields=["rung", "raised_at"], name="supervision_open", condition=Q(status__in=OPEN)),
        ]

    def __str__(self):
        return f"{self.case_id} {self.org_id} {self.rung}"


class Interview(models.Model):
    """约谈记录 — when and where, who of the unit came, and what was said and agreed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    supervision = models.OneToOneField(Supervision, models.PROTECT, related_name="interview")
    held_at = models.DateTimeField(_("约谈时间"))
    place = models.CharField(_("约谈地点"), max_length=100)
    present = models.CharField(_("到场人员及职务"), max_length=200)
    minutes = models.TextField(_("约谈纪要"))
    recorded_at = models.DateTimeField(_("记录时间"))
    recorded_by = models.ForeignKey("posts.Post", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("约谈记录")

    def __str__(self):
        return f"{self.supervision_id} {self.held_at}"


class LetterCount(models.Model):
    """督办文号计数 — the last number given to a letter in a year."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("督办文号计数")

    def __str__(self):
        return f"{self.year} {self.last}"
