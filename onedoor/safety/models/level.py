"""How a case stands: which set of steps, since when, until when, and who said so and why."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from onedoor.kit.keys import uuid7
from onedoor.safety.models.checklist import Checklist, Grade


class Level(models.Model):
    """保护级 — of a case, never of anybody in it. One row stands at a time; it ends at `ends_at`, when it is asked again.

    Lapsed, it keeps what it forbids until somebody has asked: time alone makes nothing safe.
    """

    class How(models.TextChoices):
        RULE = "rule", _("按核对结果")
        RAISED = "raised", _("提高")
        RENEWED = "renewed", _("重新核对，保持不变")
        LOWERED = "lowered", _("两人同意降低")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="+")
    grade = models.CharField(_("保护级"), max_length=3, choices=Grade)
    how = models.CharField(_("怎样定的"), max_length=7, choices=How)
    checklist = models.ForeignKey(Checklist, models.PROTECT, null=True, blank=True, related_name="+")
    own_fear = models.BooleanField(_("本人害怕"), default=False)
    why_sealed = models.BinaryField(_("理由"), default=b"")
    set_post = models.ForeignKey("posts.Post", models.PROTECT, related_name="+")
    set_staff = models.ForeignKey("posts.Staff", models.PROTECT, related_name="+")
    second_staff = models.ForeignKey("posts.Staff", models.PROTECT, null=True, blank=True, related_name="+")
    since = models.DateTimeField(_("起"))
    ends_at = models.DateTimeField(_("到期重新核对"), null=True, blank=True)
    lapsed_at = models.DateTimeField(_("已到期"), null=True, blank=True)
    until = models.DateTimeField(_("止"), null=True, blank=True)

    class Meta:
        verbose_name = _("保护级")
        ordering = ["-since", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], name="safety_one_level", condition=Q(until__isnull=True)
            ),
            models.CheckConstraint(
                condition=~Q(how="lowered")
                | (Q(second_staff__isnull=False) & ~Q(second_staff=F("set_staff")) & ~Q(why_sealed=b"")),
                name="safety_lowered_by_two",
            ),
        ]
        indexes = [
            models.Index(
                fields=["ends_at"], name="safety_level_ends", condition=Q(until=None, lapsed_at=None)
            )
        ]

    def __str__(self):
        return f"{self.case_id} {self.grade}"


class Lowering(models.Model):
    """申请降低 — asked for by one person with a reason; nothing changes until another one agrees."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    level = models.ForeignKey(Level, models.CASCADE, related_name="lowerings")
    to = models.CharField(_("降到"), max_length=3, choices=Grade)
    reason_sealed = models.BinaryField(_("理由"))
    own_word_sealed = models.BinaryField(_("本人的话"), default=b"")
    asked_post = models.ForeignKey("posts.Post", models.PROTECT, related_name="+")
    asked_staff = models.ForeignKey("posts.Staff", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("申请时间"))
    answered_staff = models.ForeignKey("posts.Staff", models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(_("答复时间"), null=True, blank=True)
    is_agreed = models.BooleanField(_("同意"), null=True, blank=True)

    class Meta:
        verbose_name = _("申请降低")
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["level"], name="safety_one_lowering", condition=Q(answered_at__isnull=True)
            ),
            models.CheckConstraint(
                condition=Q(answered_staff=None) | ~Q(answered_staff=F("asked_staff")),
                name="safety_lowering_takes_two",
            ),
        ]

    def __str__(self):
        return f"{self.level_id} → {self.to}"
