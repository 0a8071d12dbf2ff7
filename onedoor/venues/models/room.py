"""Rooms of a centre, and when they are open."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from onedoor.venues.models.centre import Centre

# Whatever a room's own step, time is taken in quarters of an hour: a step may change, what is taken stays taken.
GRAIN = 15


class Room(models.Model):
    """场所 — one room of a centre that units may book: what it is for, how many it holds, what stands in it."""

    class Kind(models.TextChoices):
        COORDINATION = "coordination", _("综合协调室")
        COMMAND = "command", _("指挥调度室")
        ORDER = "order", _("治安防控室")
        COUNSELLING = "counselling", _("心理咨询室")
        MEDIATION = "mediation", _("矛盾纠纷调解室")
        LEGAL = "legal", _("法律咨询室")
        RECEPTION = "reception", _("接访室")
        MEETING = "meeting", _("会议室")
        TRAINING = "training", _("培训室")
        OTHER = "other", _("其他场所")

    class Step(models.IntegerChoices):
        QUARTER = 15, _("15分钟")
        HALF = 30, _("30分钟")

    centre = models.ForeignKey(Centre, models.PROTECT, related_name="rooms", verbose_name=_("中心"))
    name = models.CharField(_("场所名称"), max_length=40)
    kind = models.CharField(_("用途"), max_length=14, choices=Kind)
    floor = models.CharField(_("楼层"), max_length=10, blank=True)
    number = models.CharField(_("房号"), max_length=10, blank=True)
    capacity = models.PositiveSmallIntegerField(_("容纳人数"), null=True, blank=True)
    equipment = models.CharField(_("配备"), max_length=200, blank=True)
    step = models.PositiveSmallIntegerField(_("预订单位"), choices=Step, default=Step.HALF)
    is_open = models.BooleanField(_("可以预订"), default=True)

    class Meta:
        verbose_name = _("场所")
        ordering = ["centre", "floor", "number", "pk"]
        constraints = [models.UniqueConstraint(fields=["centre", "name"], name="room_name_once_a_centre")]

    def __str__(self):
        return self.name


class OpenHours(models.Model):
    """开放时段 — from when to when a room is open on a weekday (1 = Monday … 7 = Sunday); a day may have several."""

    room = models.ForeignKey(Room, models.CASCADE, related_name="hours", verbose_name=_("场所"))
    weekday = models.PositiveSmallIntegerField(_("星期"))
    opens = models.TimeField(_("起"))
    closes = models.TimeField(_("止"))

    class Meta:
        verbose_name = _("开放时段")
        ordering = ["weekday", "opens"]
        constraints = [
            models.UniqueConstraint(fields=["room", "weekday", "opens"], name="room_opens_once"),
            models.CheckConstraint(condition=Q(closes__gt=F("opens")), name="room_closes_after_it_opens"),
            models.CheckConstraint(condition=Q(weekday__range=(1, 7)), name="room_hours_on_a_weekday"),
        ]

    def __str__(self):
        return f"{self.room_id} {self.weekday} {self.opens:%H:%M}"


class ClosedDay(models.Model):
    """停用日 — a day on which a room is not open, and why."""

    room = models.ForeignKey(Room, models.CASCADE, related_name="closed_days", verbose_name=_("场所"))
    day = models.DateField(_("日期"))
    reason = models.CharField(_("原因"), max_length=60)

    class Meta:
        verbose_name = _("停用日")
        ordering = ["day"]
        constraints = [models.UniqueConstraint(fields=["room", "day"], name="room_closed_once_a_day")]

    def __str__(self):
        return f"{self.room_id} {self.day}"
