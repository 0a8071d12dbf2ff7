"""A plan: what is looked at, where, by which units, until when."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from onedoor.joint.lifecycle import PLAN, PlanStatus
from onedoor.kit.keys import uuid7


class Plan(models.Model):
    """联勤计划 — a named piece of joint work over a period. Its units, timeline and papers are in its case."""

    lifecycle = PLAN
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.OneToOneField("cases.Case", models.PROTECT, related_name="plan")
    name = models.CharField(_("计划名称"), max_length=40)
    purpose = models.TextField(_("目的和要求"))
    host = models.ForeignKey("posts.Org", models.PROTECT, related_name="+", verbose_name=_("牵头单位"))
    from_day = models.DateField(_("开始日期"))
    to_day = models.DateField(_("结束日期"))
    status = models.CharField(_("计划状态"), max_length=8, choices=PlanStatus, default=PlanStatus.DRAFT)
    summary = models.TextField(_("收尾小结"), blank=True)

    class Meta:
        verbose_name = _("联勤计划")
        constraints = [
            models.CheckConstraint(condition=Q(to_day__gte=F("from_day")), name="plan_ends_after_it_begins")
        ]

    def __str__(self):
        return self.name


class Ground(models.Model):
    """参与区域 — a street, village or grid that the plan covers, with all below it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="grounds")
    region = models.ForeignKey("places.Region", models.PROTECT, related_name="+", verbose_name=_("区域"))

    class Meta:
        verbose_name = _("参与区域")
        constraints = [models.UniqueConstraint(fields=["plan", "region"], name="ground_once_a_plan")]

    def __str__(self):
        return f"{self.plan_id} {self.region_id}"


class ChecklistItem(models.Model):
    """检查项 — one question asked at every place. An answer other than `expected` is worth a look."""

    class Kind(models.TextChoices):
        YES_NO = "yes_no", _("是或否")
        FIGURE = "figure", _("数字")
        TEXT = "text", _("文字")

    class Expected(models.TextChoices):
        YES = "yes", _("应为“是”")
        NO = "no", _("应为“否”")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="items")
    number = models.PositiveSmallIntegerField(_("序号"))
    words = models.CharField(_("检查内容"), max_length=80)
    kind = models.CharField(_("填法"), max_length=8, choices=Kind, default=Kind.YES_NO)
    expected = models.CharField(_("正常情况"), max_length=4, choices=Expected, blank=True)
    measure = models.CharField(_("计量单位"), max_length=10, blank=True)

    class Meta:
        verbose_name = _("检查项")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="item_numbered_a_plan"),
            models.CheckConstraint(
                condition=Q(expected="") | Q(kind="yes_no"), name="only_yes_no_is_expected"
            ),
        ]

    def __str__(self):
        return self.words


class Place(models.Model):
    """巡查地点 — a site or a thing to look at, never a person; which unit goes there, by when.

    `visit` is the result that counts now; empty: still to do. Earlier results stay.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="places")
    number = models.PositiveSmallIntegerField(_("序号"))
    name = models.CharField(_("地点名称"), max_length=60)
    address = models.CharField(_("具体位置"), max_length=200, blank=True)
    region = models.ForeignKey("places.Region", models.PROTECT, related_name="+", verbose_name=_("区域"))
    lon = models.FloatField(_("经度"), null=True, blank=True)
    lat = models.FloatField(_("纬度"), null=True, blank=True)
    org = models.ForeignKey("posts.Org", models.PROTECT, related_name="+", verbose_name=_("巡查单位"))
    by_day = models.DateField(_("完成日期"))
    visit = models.OneToOneField(
        "joint.Visit", models.PROTECT, null=True, blank=True, related_name="counts_for"
    )

    class Meta:
        verbose_name = _("巡查地点")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="place_numbered_a_plan")]
        indexes = [models.Index(fields=["org"], name="place_to_do", condition=Q(visit=None))]

    def __str__(self):
        return self.name
