"""What was handed in, and what an expert was asked."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from onedoor.kit.keys import uuid7
from onedoor.mediation.models.side import Consent


class EvidenceQuerySet(models.QuerySet):
    """Adjectives of evidence."""

    def shared(self):
        return self.filter(drawer=None)

    def for_rows(self):
        return self.select_related("side__party__person", "file", "drawer", "staff")


class Evidence(models.Model):
    """证据 — who gave it, when, what it shows. In confidence it lies in its giver's drawer, its words sealed with the rest."""

    class Seen(models.TextChoices):
        """看到的是什么 — the thing itself, or a copy."""

        ORIGINAL = "original", _("看过原件")
        COPY = "copy", _("只有复印件、照片")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    mediation = models.ForeignKey("mediation.Mediation", models.PROTECT, related_name="evidence")
    number = models.PositiveSmallIntegerField(_("序号"))
    side = models.ForeignKey(
        "mediation.Side",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="evidence",
        verbose_name=_("谁提交"),
    )
    drawer = models.ForeignKey(
        "mediation.Drawer", models.PROTECT, null=True, blank=True, related_name="evidence"
    )
    name = models.CharField(_("证据名称"), max_length=100, blank=True)
    shows = models.CharField(_("证明什么"), max_length=300, blank=True)
    words_sealed = models.BinaryField(_("密封的名称和说明"), default=b"")
    seen = models.CharField(_("原件还是复印件"), max_length=8, choices=Seen, default=Seen.COPY)
    file = models.ForeignKey("mediation.File", models.PROTECT, null=True, blank=True, related_name="+")
    given_at = models.DateTimeField(_("提交时间"))
    staff = models.ForeignKey("posts.Staff", models.PROTECT, null=True, blank=True, related_name="+")
    leave_how = models.CharField(_("提交方怎样同意公开"), max_length=6, choices=Consent.How, blank=True)
    leave_at = models.DateTimeField(_("提交方同意公开的时间"), null=True, blank=True)
    returned_at = models.DateTimeField(_("退还时间"), null=True, blank=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("证据")
        ordering = ["number"]
        constraints = [
            # Each drawer counts its own: what all sides share has no gap where something was given in confidence.
            models.UniqueConstraint(
                fields=["mediation", "drawer", "number"], name="evidence_number", nulls_distinct=False
            ),
            # In a drawer nothing of it stands in the open.
            models.CheckConstraint(
                condition=Q(drawer=None) | Q(name="", shows=""), name="confidence_is_sealed"
            ),
        ]

    def __str__(self):
        return f"{self.mediation_id} {self.number}"


class Appraisal(models.Model):
    """鉴定 — asked of whom by whom, since when; the days until the opinion do not count where the law says so."""

    class Asked(models.TextChoices):
        """谁委托 — who commissioned it."""

        SIDES = "sides", _("各方共同委托")
        COMMITTEE = "committee", _("经各方同意，由调解组织委托")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    mediation = models.ForeignKey("mediation.Mediation", models.PROTECT, related_name="appraisals")
    asked_by = models.CharField(_("谁委托"), max_length=9, choices=Asked)
    institution = models.CharField(_("鉴定机构"), max_length=100)
    about = models.CharField(_("鉴定事项"), max_length=300)
    since = models.DateTimeField(_("委托时间"))
    until = models.DateField(_("预计出具日期"), null=True, blank=True)
    pauses = models.BooleanField(_("不计入期限"), default=False)
    opinion = models.TextField(_("鉴定意见要点"), blank=True)
    file = models.ForeignKey("mediation.File", models.PROTECT, null=True, blank=True, related_name="+")
    got_at = models.DateTimeField(_("收到意见时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("鉴定")
        ordering = ["since", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["mediation"], name="one_appraisal_a_time", condition=Q(got_at=None)
            )
        ]

    def __str__(self):
        return f"{self.mediation_id} {self.institution}"
