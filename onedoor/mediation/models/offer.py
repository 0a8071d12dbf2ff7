"""Offers: who offered what when, told through whoever mediates, and what was answered."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from onedoor.kit.keys import uuid7
from onedoor.mediation.courses import OFFER, OPEN_OFFER, OfferStatus
from onedoor.mediation.models.side import Consent


class OfferQuerySet(models.QuerySet):
    """Adjectives of offers."""

    def told(self):
        return self.exclude(told_at=None)

    def standing(self):
        return self.filter(status=Offer.Status.TOLD)

    def open(self):
        return self.filter(status__in=OPEN_OFFER)

    def accepted(self):
        return self.filter(status=Offer.Status.ACCEPTED)

    def for_rows(self):
        return self.select_related(
            "side__party__person", "side__drawer", "to__party__person"
        ).prefetch_related("answers__side")


class Offer(models.Model):
    """方案 — what one side offered, or whoever mediates proposed. Its words are sealed under a key of its own.

    Until it is told it is the giver's alone and belongs to the giver's drawer: `told_at` is when the others heard of it,
    through whoever mediates, and by the giver's leave. Nothing of it belongs in an agreement unless it was accepted.
    """

    class Kind(models.TextChoices):
        """方案种类 — what is offered."""

        MONEY = "money", _("付款")
        ACT = "act", _("做一件事")
        APOLOGY = "apology", _("道歉")
        TERMS = "terms", _("其他条件")

    Status = OfferStatus
    lifecycle = OFFER
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    mediation = models.ForeignKey("mediation.Mediation", models.PROTECT, related_name="offers")
    number = models.PositiveSmallIntegerField(_("序号"))
    round = models.PositiveSmallIntegerField(_("第几轮"), default=1)
    side = models.ForeignKey(
        "mediation.Side",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="offers",
        verbose_name=_("谁提出"),
    )
    to = models.ForeignKey(
        "mediation.Side", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("向谁提出")
    )
    key_sealed = models.BinaryField()
    words_sealed = models.BinaryField(_("方案内容"), default=b"")
    status = models.CharField(_("方案状态"), max_length=8, choices=OfferStatus, default=OfferStatus.KEPT)
    is_online = models.BooleanField(_("网上提出"), default=False)
    offered_at = models.DateTimeField(_("提出时间"))
    staff = models.ForeignKey("posts.Staff", models.PROTECT, null=True, blank=True, related_name="+")
    leave_how = models.CharField(_("提出方怎样同意转告"), max_length=6, choices=Consent.How, blank=True)
    leave_at = models.DateTimeField(_("提出方同意转告的时间"), null=True, blank=True)
    told_at = models.DateTimeField(_("转告时间"), null=True, blank=True)
    lapses_on = models.DateField(_("到哪天为止有效"), null=True, blank=True)
    ended_at = models.DateTimeField(_("了结时间"), null=True, blank=True)

    objects = OfferQuerySet.as_manager()

    class Meta:
        verbose_name = _("方案")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["mediation", "number"], name="offer_number"),
            models.CheckConstraint(
                condition=Q(side=None) | Q(told_at=None) | Q(leave_at__isnull=False),
                name="told_by_leave_of_its_giver",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="offer_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange("words_sealed", "side", "number", "offered_at"),
            )
        ]

    def __str__(self):
        return f"{self.mediation_id} {self.number}"


class OfferAnswer(models.Model):
    """对方案的答复 — what one side said to an offer, once."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    offer = models.ForeignKey(Offer, models.PROTECT, related_name="answers")
    side = models.ForeignKey("mediation.Side", models.PROTECT, related_name="answers")
    is_yes = models.BooleanField(_("接受"))
    is_online = models.BooleanField(_("网上答复"), default=False)
    at = models.DateTimeField(_("时间"))
    staff = models.ForeignKey("posts.Staff", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("对方案的答复")
        ordering = ["at", "pk"]
        constraints = [models.UniqueConstraint(fields=["offer", "side"], name="answers_an_offer_once")]

    def __str__(self):
        return f"{self.offer_id} {self.side_id} {self.is_yes}"
