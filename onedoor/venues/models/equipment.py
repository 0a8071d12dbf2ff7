"""What stands in a hall for everybody: the "six ones" of the article, how it was found today, and what is out of order."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from onedoor.kit.keys import uuid7
from onedoor.venues.models.centre import Centre


class Equipment(models.Model):
    """设施 — one line of a hall's checklist: a kind, how many, where, and whether it works."""

    class Kind(models.TextChoices):
        DESK = "desk", _("咨询台")
        TICKETS = "tickets", _("自动取号机")
        TERMINAL = "terminal", _("公共法律服务终端机")
        TELEVISION = "television", _("法律政策电视")
        WATER = "water", _("饮水机")
        RACK = "rack", _("资料架")
        OTHER = "other", _("其他设施")

    class State(models.TextChoices):
        GOOD = "good", _("完好")
        FAULTY = "faulty", _("有故障")

    # What every hall has to have (六个一).
    SIX_ONES = (Kind.DESK, Kind.TICKETS, Kind.TERMINAL, Kind.TELEVISION, Kind.WATER, Kind.RACK)

    centre = models.ForeignKey(Centre, models.PROTECT, related_name="equipment", verbose_name=_("中心"))
    kind = models.CharField(_("设施类别"), max_length=10, choices=Kind)
    name = models.CharField(_("设施名称"), max_length=40, blank=True)
    count = models.PositiveSmallIntegerField(_("数量"), default=1)
    place = models.CharField(_("摆放位置"), max_length=60, blank=True)
    state = models.CharField(_("设施状况"), max_length=8, choices=State, default=State.GOOD)
    is_kept = models.BooleanField(_("在用"), default=True)

    class Meta:
        verbose_name = _("设施")
        ordering = ["centre", "pk"]

    def __str__(self):
        return self.name or str(self.get_kind_display())


class EquipmentCheck(models.Model):
    """设施检查 — how one thing was found on a day; of several looks the last one counts."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    equipment = models.ForeignKey(Equipment, models.CASCADE, related_name="checks", verbose_name=_("设施"))
    day = models.DateField(_("日期"))
    at = models.DateTimeField(_("时间"))
    post = models.ForeignKey("posts.Post", models.PROTECT, related_name="+", verbose_name=_("检查岗位"))
    state = models.CharField(_("设施状况"), max_length=8, choices=Equipment.State)

    class Meta:
        verbose_name = _("设施检查")
        ordering = ["-day"]
        constraints = [models.UniqueConstraint(fields=["equipment", "day"], name="checked_once_a_day")]

    def __str__(self):
        return f"{self.equipment_id} {self.day}"


class Fault(models.Model):
    """设施故障 — what is out of order. It has a case of its own; `taken_up` is the case of the matter it became."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    equipment = models.ForeignKey(Equipment, models.PROTECT, related_name="faults", verbose_name=_("设施"))
    case = models.OneToOneField("cases.Case", models.PROTECT, related_name="fault", verbose_name=_("案卷"))
    words = models.CharField(_("故障情况"), max_length=500)
    at = models.DateTimeField(_("报修时间"))
    post = models.ForeignKey("posts.Post", models.PROTECT, related_name="+", verbose_name=_("报修岗位"))
    staff = models.ForeignKey(
        "posts.Staff", models.PROTECT, null=True, related_name="+", verbose_name=_("报修人")
    )
    taken_up = models.OneToOneField(
        "cases.Case", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("事项案卷")
    )
    ended_at = models.DateTimeField(_("了结时间"), null=True, blank=True)
    is_mended = models.BooleanField(_("已修复"), default=False)

    class Meta:
        verbose_name = _("设施故障")
        ordering = ["-at"]
        constraints = [
            models.UniqueConstraint(
                fields=["equipment"], condition=Q(ended_at=None), name="one_open_fault_a_thing"
            ),
            models.CheckConstraint(
                condition=Q(is_mended=False) | Q(ended_at__isnull=False), name="fault_mended_is_over"
            ),
        ]

    def __str__(self):
        return f"{self.equipment_id} {self.at}"
