"""What is due of an agreement on which day, what was done of it, who was urged."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from onedoor.kit.keys import uuid7
from onedoor.mediation.lifecycle import Status
from onedoor.mediation.models.agreement import Obligation, frozen

# Of a day only when it was kept is written down later.
_SETTLED = """
    IF TG_OP = 'UPDATE' AND to_jsonb(OLD) - 'settled_on' IS NOT DISTINCT FROM to_jsonb(NEW) - 'settled_on' THEN
        RETURN NEW;
    END IF;
"""
_OF = "SELECT o.agreement_id FROM mediation_obligation o WHERE o.id IN (NEW.obligation_id, OLD.obligation_id)"

# Its words go when the volume is destroyed; nothing else of it ever changes.
_REWRITTEN = (
    "to_jsonb(OLD) - 'words' IS DISTINCT FROM to_jsonb(NEW) - 'words'"
    " OR (NEW.words <> '' AND NEW.words IS DISTINCT FROM OLD.words)"
)


class DueQuerySet(models.QuerySet):
    """Adjectives of what is due."""

    def binding(self):
        """Of agreements that bind: in effect, and not replaced by a later one."""
        return self.filter(obligation__agreement__void_at=None).exclude(
            obligation__agreement__effective_at=None
        )

    def watched(self):
        """Of those that are still waited for here; what was broken for good is another's, or nobody's."""
        left = (Status.BROKEN, Status.FILED)
        return self.binding().exclude(obligation__agreement__mediation__status__in=left)

    def open(self):
        return self.filter(settled_on=None)

    def for_rows(self):
        return self.select_related(
            "obligation__agreement__mediation__case",
            "obligation__owed_by__party__person",
            "obligation__owed_to__party__person",
        )


class Due(models.Model):
    """应履行的一期 — one day on which something of an obligation is due; `settled_on` is the day on which it was all there."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    obligation = models.ForeignKey(Obligation, models.PROTECT, related_name="dues")
    number = models.PositiveSmallIntegerField(_("第几期"), default=1)
    due_on = models.DateField(_("应履行日"))
    amount = models.DecimalField(_("本期金额（元）"), max_digits=14, decimal_places=2, null=True, blank=True)
    settled_on = models.DateField(_("履行完的日期"), null=True, blank=True)

    objects = DueQuerySet.as_manager()

    class Meta:
        verbose_name = _("应履行的一期")
        ordering = ["due_on", "number"]
        constraints = [
            models.UniqueConstraint(fields=["obligation", "number"], name="due_number"),
        ]
        indexes = [models.Index(fields=["due_on"], name="due_open", condition=Q(settled_on=None))]
        triggers = [frozen("due_stays", _OF, _SETTLED)]

    def __str__(self):
        return f"{self.obligation_id} {self.number}"

    @property
    def is_late(self) -> bool:
        """Whether it should be there and is not."""
        return self.settled_on is None and self.due_on < timezone.localdate()

    @property
    def came_late(self) -> bool:
        return self.settled_on is not None and self.settled_on > self.due_on


class PerformanceQuerySet(models.QuerySet):
    """Adjectives of what was done."""

    def standing(self):
        """Neither a counter-entry nor taken back by one."""
        return self.filter(reverses=None, reversal=None)


class Performance(models.Model):
    """履行记录 — what was done of it, on which day, and how that was seen. Never changed: one that was wrong has a counter-entry
    (`reverses`) with the same sum taken away again. `side`: the side that said itself that it received it.
    """

    class Seen(models.TextChoices):
        RECEIPT = "receipt", _("收条")
        TRANSFER = "transfer", _("转账凭证")
        PRESENT = "present", _("调解员在场见证")
        RECEIVER = "receiver", _("收到的一方确认")
        REVERSED = "reversed", _("冲销记错的一笔")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    due = models.ForeignKey(Due, models.PROTECT, related_name="performances")
    done_on = models.DateField(_("履行日期"))
    amount = models.DecimalField(
        _("履行的金额（元）"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    seen = models.CharField(_("凭什么认定"), max_length=8, choices=Seen)
    file = models.ForeignKey("mediation.File", models.PROTECT, null=True, blank=True, related_name="+")
    words = models.CharField(_("履行说明"), max_length=300, blank=True)
    reverses = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="reversal", verbose_name=_("冲销哪一笔")
    )
    side = models.ForeignKey(
        "mediation.Side",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("哪一方确认收到"),
    )
    at = models.DateTimeField(_("登记时间"))
    post = models.ForeignKey("posts.Post", models.PROTECT, related_name="+")

    objects = PerformanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("履行记录")
        ordering = ["at", "pk"]
        triggers = [
            pgtrigger.Protect(name="performance_kept", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="performance_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(_REWRITTEN),
            ),
        ]

    def __str__(self):
        return f"{self.due_id} {self.done_on}"


class Proof(models.Model):
    """交来的凭证 — what a side handed in for something due: a receipt, a transfer. Whether it was done is written down apart."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    due = models.ForeignKey(Due, models.PROTECT, related_name="proofs")
    side = models.ForeignKey("mediation.Side", models.PROTECT, related_name="+", verbose_name=_("谁交的"))
    file = models.OneToOneField("mediation.File", models.PROTECT, related_name="proof")
    at = models.DateTimeField(_("交来的时间"))

    class Meta:
        verbose_name = _("交来的凭证")
        ordering = ["at", "pk"]
        triggers = [pgtrigger.Protect(name="proof_stays", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self):
        return f"{self.due_id} {self.at:%F}"


class Urging(models.Model):
    """催促履行 — somebody was reminded of what is due, by which channel."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    due = models.ForeignKey(Due, models.PROTECT, related_name="urgings")
    channel = models.CharField(_("催促方式"), max_length=6)
    at = models.DateTimeField(_("催促时间"))
    post = models.ForeignKey("posts.Post", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("催促履行")
        ordering = ["at", "pk"]

    def __str__(self):
        return f"{self.due_id} {self.at:%F}"
