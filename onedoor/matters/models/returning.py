"""退单与裁定 — why a unit says it is not the one, and who decided in the end. Both are written once and stand."""

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from onedoor.kit.keys import uuid7
from onedoor.matters.models.matter import Matter


def _stands(what: str) -> list:
    """Triggers of a record that nobody alters, removes or empties."""
    return [
        pgtrigger.Protect(name="stands", operation=pgtrigger.Update | pgtrigger.Delete),
        pgtrigger.Trigger(
            name="never_emptied",
            operation=pgtrigger.Truncate,
            when=pgtrigger.Before,
            level=pgtrigger.Statement,
            func=f"RAISE EXCEPTION '{what} are never removed';",
        ),
    ]


class Return(models.Model):
    """退单 — one unit's reasoned return of one matter; `number` counts them within the matter.

    `owner` is whom the unit proposes instead; only who lacks the facts may leave it open.
    """

    class Reason(models.TextChoices):
        NOT_OURS = "not_ours", _("按清单不属本单位职责")
        WRONG_PLACE = "wrong_place", _("不在本单位管辖范围")
        ANOTHER_LEADS = "another_leads", _("应由其他单位牵头")
        DUPLICATE = "duplicate", _("其他单位已在办同一件事")
        NO_FACTS = "no_facts", _("事实不清，无法判断")
        OTHER = "other", _("其他理由")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="returns", verbose_name=_("事项"))
    number = models.PositiveSmallIntegerField(_("第几次退单"))
    unit = models.ForeignKey(
        "posts.Org", models.PROTECT, related_name="+", verbose_name=_("退回单位"), db_index=False
    )
    post = models.ForeignKey("posts.Post", models.PROTECT, related_name="+", verbose_name=_("退回岗位"))
    reason = models.CharField(_("退回理由"), max_length=16, choices=Reason)
    basis = models.CharField(_("退回依据"), max_length=500)
    owner = models.ForeignKey(
        "posts.Org",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("建议的责任单位"),
        db_index=False,
    )
    at = models.DateTimeField(_("退回时间"))

    class Meta:
        verbose_name = _("退单")
        ordering = ["at", "id"]
        constraints = [models.UniqueConstraint(fields=["matter", "number"], name="one_return_a_number")]
        indexes = [models.Index(fields=["-at"], name="return_lately")]
        triggers = _stands("returns")

    def __str__(self):
        return f"{self.matter_id} #{self.number}"

    @property
    def needs_owner(self) -> bool:
        return self.reason != self.Reason.NO_FACTS


class RulingQuerySet(models.QuerySet):
    """Adjectives of rulings."""

    def precedents(self):
        """Those that can guide a later matter: of a category, the latest first."""
        return self.exclude(category=None).order_by("-at", "-pk")


class Ruling(models.Model):
    """裁定 — who has the matter, decided by somebody who is none of the units in dispute. Binding for the matter it was made in.

    For later matters it is a precedent: of its `category`, in its `region` and all within. Of several the nearest
    place counts, then the latest: a later ruling replaces an earlier one by being later, and nothing is altered.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="rulings", verbose_name=_("事项"))
    category = models.ForeignKey(
        "matters.Category",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("事项分类"),
        db_index=False,
    )
    region = models.ForeignKey(
        "places.Region", models.PROTECT, related_name="+", verbose_name=_("适用范围"), db_index=False
    )
    owner = models.ForeignKey(
        "posts.Org", models.PROTECT, related_name="+", verbose_name=_("责任单位"), db_index=False
    )
    reason = models.CharField(_("裁定理由"), max_length=500)
    post = models.ForeignKey("posts.Post", models.PROTECT, related_name="+", verbose_name=_("裁定岗位"))
    staff = models.ForeignKey("posts.Staff", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(_("裁定时间"))

    objects = RulingQuerySet.as_manager()

    class Meta:
        verbose_name = _("裁定")
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["category", "-at"], name="ruling_precedent")]
        triggers = _stands("rulings")

    def __str__(self):
        return f"{self.matter_id} → {self.owner_id}"
