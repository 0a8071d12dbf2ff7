"""The spine: what a register's line is called, where it lies, which version it has, and when each field was last looked at."""

import pgtrigger
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from onedoor.kit.keys import uuid7


class Kind(models.TextChoices):
    """Which register: things, never persons."""

    BUILDING = "building", _("楼栋")
    DWELLING = "dwelling", _("房屋")
    ORGANISATION = "organisation", _("组织")
    FACILITY = "facility", _("设施与隐患")
    RESOURCE = "resource", _("社区资源")
    SPOT = "spot", _("地点")


class EntryQuerySet(models.QuerySet):
    def live(self):
        """Those that still stand."""
        return self.filter(ended_at=None)

    def under(self, prefixes):
        """On the ground below one of these paths."""
        wanted = Q()
        for prefix in prefixes:
            wanted |= Q(grid__path__startswith=prefix)
        return self.filter(wanted) if prefixes else self.none()

    def stale(self, on=None):
        """Those of which something was not looked at for longer than its field allows."""
        return self.live().filter(stale_on__lte=on or timezone.localdate())


class Entry(models.Model):
    """台账条目 — one building, dwelling, organisation … of a grid. `same_key` says which other line would be the same thing."""

    class Why(models.TextChoices):
        DEMOLISHED = "demolished", _("拆除")
        CLOSED = "closed", _("注销、撤销")
        MOVED = "moved", _("迁出")
        MISTAKEN = "mistaken", _("登记有误或重复")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    register = models.CharField(_("台账"), max_length=12, choices=Kind)
    grid = models.ForeignKey("places.Region", models.PROTECT, related_name="+", verbose_name=_("网格"))
    name = models.CharField(_("名称"), max_length=80)
    address = models.CharField(_("地址"), max_length=120, blank=True)
    lon = models.FloatField(_("经度"), null=True, blank=True)
    lat = models.FloatField(_("纬度"), null=True, blank=True)
    same_key = models.CharField(_("查重"), max_length=240, blank=True, editable=False)
    words = SearchVectorField(null=True, editable=False)
    version = models.PositiveIntegerField(_("版本"), default=1)
    stale_on = models.DateField(_("应再核实日期"), null=True, blank=True)
    created_at = models.DateTimeField(_("登记时间"))
    changed_at = models.DateTimeField(_("最近变更"))
    ended_at = models.DateTimeField(_("注销时间"), null=True, blank=True)
    ended_why = models.CharField(_("注销原因"), max_length=10, choices=Why, blank=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("台账条目")
        indexes = [
            models.Index(fields=["grid", "register"], name="entry_grid"),
            models.Index(fields=["grid", "changed_at"], name="entry_changed"),
            models.Index(fields=["stale_on"], name="entry_stale", condition=Q(ended_at=None)),
            GinIndex(fields=["words"], name="entry_words"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["register", "same_key"],
                condition=Q(ended_at=None) & ~Q(same_key=""),
                name="entry_stands_once",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_why="") | (Q(ended_at__isnull=False) & ~Q(ended_why="")),
                name="entry_ends_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(lon=None, lat=None) | Q(lon__isnull=False, lat__isnull=False),
                name="entry_on_the_map_or_not",
            ),
        ]

    def __str__(self):
        return f"{self.address} {self.name}" if self.register == Kind.DWELLING else self.name


class Checked(models.Model):
    """核实于 — when a field of an entry was last seen to be so, and by which post."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="checked", verbose_name=_("台账条目"))
    field = models.CharField(_("项目"), max_length=20)
    on = models.DateField(_("核实于"))
    post = models.ForeignKey("posts.Post", models.PROTECT, related_name="+", verbose_name=_("核实岗位"))

    class Meta:
        verbose_name = _("核实于")
        constraints = [models.UniqueConstraint(fields=["entry", "field"], name="checked_once_a_field")]

    def __str__(self):
        return f"{self.field} {self.on}"


class Revision(models.Model):
    """变更记录 — one change of one entry, with old and new; it stays as it was written."""

    class What(models.TextChoices):
        ENTERED = "entered", _("登记")
        CHANGED = "changed", _("变更")
        CHECKED = "checked", _("核实无误")
        ENDED = "ended", _("注销")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="revisions", verbose_name=_("台账条目"))
    version = models.PositiveIntegerField(_("版本"))
    what = models.CharField(_("做了什么"), max_length=8, choices=What)
    changes = models.JSONField(_("改了什么"), default=dict)
    reason = models.CharField(_("理由"), max_length=200, blank=True)
    at = models.DateTimeField(_("时间"))
    phone_at = models.DateTimeField(_("手机上的时间"), null=True, blank=True)
    post = models.ForeignKey("posts.Post", models.PROTECT, related_name="+", verbose_name=_("岗位"))
    staff = models.ForeignKey(
        "posts.Staff", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("经办人")
    )

    class Meta:
        verbose_name = _("变更记录")
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["entry", "-at"], name="revision_entry")]
        triggers = [
            pgtrigger.Protect(name="revision_stays", operation=pgtrigger.Delete | pgtrigger.Update),
        ]

    def __str__(self):
        return f"{self.entry_id} {self.version}"
