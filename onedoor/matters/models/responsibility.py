"""Who is responsible for what, and what was made of it: the duty list with its versions, and the advice drawn from it."""

from datetime import date

import pgtrigger
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from onedoor.kit.keys import uuid7
from onedoor.matters.models.category import Category
from onedoor.matters.models.matter import Matter

MOST_DAYS = 30


class ResponsibilityQuerySet(models.QuerySet):
    """Adjectives of the duty list."""

    def valid(self, day):
        return self.filter(Q(valid_to=None) | Q(valid_to__gt=day), valid_from__lte=day)

    def newest(self):
        """One row a number: its last version, ended or not."""
        later = self.model.objects.filter(
            number=models.OuterRef("number"), version__gt=models.OuterRef("version")
        )
        return self.filter(~models.Exists(later))

    def with_names(self):
        return self.select_related("category", "lead").prefetch_related("assist")


class Responsibility(models.Model):
    """责任清单条目 — whose task a kind of matter is, in a kind of place, on which basis.

    A version holds from `valid_from` up to, but not including, `valid_to`, and is never written over: who changes an entry
    ends its version and begins the next one of the same number. Without a lead, it is the unit of that level at the place.
    """

    class Place(models.TextChoices):
        ANY = "any", _("不限")
        STREET = "street", _("城区街道")
        RURAL = "rural", _("乡镇农村")

    class Level(models.TextChoices):
        """From the lowest: a task may be handled above its level, never below it."""

        GRID = "grid", _("网格")
        VILLAGE = "village", _("村（社区）")
        TOWN = "town", _("镇街")
        DISTRICT = "district", _("区级")

    number = models.PositiveSmallIntegerField(_("项号"), validators=[MinValueValidator(1)])
    version = models.PositiveSmallIntegerField(_("版次"), default=1)
    category = models.ForeignKey(Category, models.PROTECT, related_name="+", verbose_name=_("事项分类"))
    place = models.CharField(_("地点类别"), max_length=8, choices=Place, default=Place.ANY)
    level = models.CharField(_("责任层级"), max_length=8, choices=Level)
    lead = models.ForeignKey(
        "posts.Org", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("主办单位")
    )
    assist = models.ManyToManyField("posts.Org", related_name="+", blank=True, verbose_name=_("协办单位"))
    basis = models.CharField(_("依据"), max_length=300)
    days = models.PositiveSmallIntegerField(
        _("限期（工作日）"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_DAYS)],
    )
    valid_from = models.DateField(_("启用日期"))
    valid_to = models.DateField(_("停用日期"), null=True, blank=True, help_text=_("自当日起不再使用"))
    source = models.CharField(_("清单来源"), max_length=60, blank=True)
    why = models.CharField(_("变更说明"), max_length=200, blank=True)
    made_at = models.DateTimeField(_("编写时间"), default=timezone.now)
    made_by = models.ForeignKey("posts.Post", models.PROTECT, null=True, blank=True, related_name="+")
    made_staff = models.ForeignKey("posts.Staff", models.PROTECT, null=True, blank=True, related_name="+")
    ended_why = models.CharField(_("停用说明"), max_length=200, blank=True)
    ended_at = models.DateTimeField(_("停用登记时间"), null=True, blank=True)
    ended_by = models.ForeignKey("posts.Post", models.PROTECT, null=True, blank=True, related_name="+")
    ended_staff = models.ForeignKey("posts.Staff", models.PROTECT, null=True, blank=True, related_name="+")

    objects = ResponsibilityQuerySet.as_manager()

    class Meta:
        verbose_name = _("责任清单条目")
        ordering = ["number", "version"]
        constraints = [
            models.UniqueConstraint(fields=["number", "version"], name="duty_version_once"),
            models.UniqueConstraint(
                fields=["number"], condition=Q(valid_to=None), name="duty_one_open_version"
            ),
            models.UniqueConstraint(
                fields=["category", "place"], condition=Q(valid_to=None), name="duty_one_answer_a_place"
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="duty_ends_after_it_began"
            ),
            models.CheckConstraint(
                condition=Q(days=None) | Q(days__range=(1, MOST_DAYS)), name="duty_limit_is_short"
            ),
            models.CheckConstraint(
                condition=~Q(level="district") | Q(lead__isnull=False), name="duty_of_district_has_lead"
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="duty_never_rewritten",
                fields=[
                    "number",
                    "version",
                    "category",
                    "place",
                    "level",
                    "lead",
                    "basis",
                    "days",
                    "valid_from",
                ],
            ),
            pgtrigger.Protect(name="duty_never_removed", operation=pgtrigger.Delete),
        ]

    def __str__(self):
        return gettext("清单第%(number)d项") % {"number": self.number}

    def holds_on(self, day: date) -> bool:
        """当日有效 — whether this version is the one in force on that day."""
        return self.valid_from <= day and not self.is_over(day)

    def is_over(self, day: date) -> bool:
        return self.valid_to is not None and self.valid_to <= day


class Advice(models.Model):
    """承办建议 — what was proposed when a matter was given out, from where, and what the person chose instead or with it."""

    class Source(models.TextChoices):
        PRECEDENT = "precedent", _("先例")
        LIST = "list", _("责任清单")
        LIKE = "like", _("同类事项")
        CATALOGUE = "catalogue", _("分类目录")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="advices")
    at = models.DateTimeField(_("时间"))
    source = models.CharField(_("建议来源"), max_length=10, choices=Source)
    entry = models.ForeignKey(
        Responsibility,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="advices",
        verbose_name=_("责任清单条目"),
    )
    proposed = models.ForeignKey("posts.Org", models.PROTECT, null=True, related_name="+")
    proposed_days = models.PositiveSmallIntegerField(_("建议限期"), null=True)
    reason = models.CharField(_("理由"), max_length=300)
    chosen = models.ForeignKey("posts.Org", models.PROTECT, related_name="+")
    chosen_days = models.PositiveSmallIntegerField(_("选定限期"), null=True)
    post = models.ForeignKey("posts.Post", models.PROTECT, related_name="+")
    staff = models.ForeignKey("posts.Staff", models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("承办建议")
        ordering = ["at", "id"]

    def __str__(self):
        return f"{self.matter_id} {self.proposed_id} → {self.chosen_id}"
