"""区域 — the region tree and what history it keeps: validity, successors, former names, boundaries."""

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Length, Replace
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# Older than any case the house can hold: a region entered without a date has "always" been there.
ALWAYS = date(2000, 1, 1)


class Region(models.Model):
    """区域 — a node of the tree. `path` is the chain of codes down to it, each followed by a slash, so a subtree is a prefix.

    A node holds from `valid_from` up to, but not including, `valid_to`. Its place in the tree never changes: merging,
    splitting and moving end it and begin another (see `actions`), so that old cases stay where they were counted.
    """

    class Kind(models.TextChoices):
        DISTRICT = "district", _("区县")
        TOWN = "town", _("镇")
        STREET = "street", _("街道")
        AREA = "area", _("片区")
        VILLAGE = "village", _("行政村")
        COMMUNITY = "community", _("社区")
        GRID = "grid", _("网格")

    class GridKind(models.TextChoices):
        BASIC = "basic", _("基础网格")
        DEDICATED = "dedicated", _("专属网格")

    kind = models.CharField(_("区域类别"), max_length=12, choices=Kind)
    grid_kind = models.CharField(_("网格类型"), max_length=10, choices=GridKind, blank=True)
    name = models.CharField(_("区域名称"), max_length=60)
    full_name = models.CharField(_("全称"), max_length=60, blank=True)
    aliases = ArrayField(models.CharField(max_length=60), default=list, blank=True, verbose_name=_("别名"))
    code = models.CharField(_("区域代码"), max_length=20)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("上级区域")
    )
    # A code that begins a second life under the same parent is written "code~2" here, so a path means one node for ever.
    path = models.CharField(_("路径"), max_length=160, unique=True, editable=False)
    depth = models.GeneratedField(
        expression=Length("path") - Length(Replace("path", Value("/"))) - 1,
        output_field=models.SmallIntegerField(),
        db_persist=True,
        verbose_name=_("层级"),
    )
    valid_from = models.DateField(_("启用日期"), default=ALWAYS)
    valid_to = models.DateField(_("停用日期"), null=True, blank=True, help_text=_("自当日起不再使用"))
    successors = models.ManyToManyField(
        "self",
        through="Succession",
        symmetrical=False,
        related_name="predecessors",
        verbose_name=_("承接区域"),
    )

    class Meta:
        verbose_name = _("区域")
        constraints = [
            models.UniqueConstraint(
                fields=["code"], condition=Q(valid_to=None), name="region_code_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="region_ends_after_it_begins",
            ),
        ]

    def __str__(self):
        return self.name

    def holds_on(self, day: date) -> bool:
        """当日有效 — whether the node was in use on that day."""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


class RegionChange(models.Model):
    """区划变更 — one act upon the tree or its boundaries: what, from which day, by whom, entered when."""

    class What(models.TextChoices):
        LOAD = "load", _("初始导入")
        ADD = "add", _("新设")
        MERGE = "merge", _("合并")
        SPLIT = "split", _("拆分")
        MOVE = "move", _("调整隶属")
        RENAME = "rename", _("更名")
        BOUNDARIES = "boundaries", _("导入边界")

    what = models.CharField(_("变更事项"), max_length=12, choices=What)
    on = models.DateField(_("生效日期"))
    by = models.CharField(_("经办"), max_length=120)
    at = models.DateTimeField(_("登记时间"), default=timezone.now)
    reason = models.CharField(_("依据"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("区划变更")

    def __str__(self):
        return f"{self.get_what_display()} {self.on:%Y-%m-%d}"


class Succession(models.Model):
    """承接 — from a day on, `new` answers for what `old` was."""

    old = models.ForeignKey(Region, models.PROTECT, related_name="successions", verbose_name=_("原区域"))
    new = models.ForeignKey(Region, models.PROTECT, related_name="inheritances", verbose_name=_("承接区域"))
    on = models.DateField(_("生效日期"))
    reason = models.CharField(_("依据"), max_length=200, blank=True)
    change = models.ForeignKey(
        RegionChange,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="successions",
        verbose_name=_("区划变更"),
    )

    class Meta:
        verbose_name = _("承接关系")
        constraints = [models.UniqueConstraint(fields=["old", "new"], name="succession_once")]

    def __str__(self):
        return f"{self.old} → {self.new}"


class FormerName(models.Model):
    """曾用名 — what a region was called until a day; it still finds the region in an address."""

    region = models.ForeignKey(Region, models.CASCADE, related_name="former_names", verbose_name=_("区域"))
    name = models.CharField(_("曾用名"), max_length=60)
    until = models.DateField(_("用至"))
    change = models.ForeignKey(
        RegionChange, models.PROTECT, related_name="former_names", verbose_name=_("区划变更")
    )

    class Meta:
        verbose_name = _("曾用名")

    def __str__(self):
        return self.name


class Boundary(models.Model):
    """边界 — the polygon of a region while it holds, as WKB, longitude first, six digits; `invented` ones are for show."""

    region = models.ForeignKey(Region, models.CASCADE, related_name="boundaries", verbose_name=_("区域"))
    geometry = models.BinaryField(_("几何图形"))
    valid_from = models.DateField(_("启用日期"), default=ALWAYS)
    valid_to = models.DateField(_("停用日期"), null=True, blank=True)
    invented = models.BooleanField(_("示意边界"), default=False)

    class Meta:
        verbose_name = _("边界")
        verbose_name_plural = _("边界")
        constraints = [
            models.UniqueConstraint(
                fields=["region"], condition=Q(valid_to=None), name="boundary_one_at_a_time"
            )
        ]

    def __str__(self):
        return f"{self.region} {self.valid_from:%Y-%m-%d}"
