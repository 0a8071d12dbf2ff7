"""What can be booked, who gives it, and when they come."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from onedoor.kit.keys import secret


class ServiceQuerySet(models.QuerySet):
    def open(self):
        return self.filter(is_open=True).select_related("centre__org", "centre__region")


class Service(models.Model):
    """预约服务 — something a centre gives by appointment. Of a sealed one nobody reads an appointment but whoever gives it.

    `seats`: how many people one time is for, as at a talk to a group. `opens` and `closes` are its own hours, within those
    of whoever gives it. `hall_letter` is the line of the hall into which arrival puts the person; a sealed one stands in no line.
    """

    centre = models.ForeignKey("venues.Centre", models.PROTECT, related_name="+", verbose_name=_("中心"))
    name = models.CharField(_("服务名称"), max_length=40)
    words = models.CharField(_("说明"), max_length=200, blank=True)
    minutes = models.PositiveSmallIntegerField(_("每次多少分钟"), default=30)
    seats = models.PositiveSmallIntegerField(_("同一时间接待几人"), default=1, db_default=1)
    opens = models.TimeField(_("几点开始接受预约"), null=True, blank=True)
    closes = models.TimeField(_("几点以后不接受预约"), null=True, blank=True)
    lead_minutes = models.PositiveIntegerField(_("最晚提前多少分钟预约"), default=60)
    cancel_minutes = models.PositiveIntegerField(_("最晚提前多少分钟取消或改约"), default=60)
    hold_minutes = models.PositiveSmallIntegerField(_("占号保留多少分钟"), default=15)
    a_day = models.PositiveSmallIntegerField(_("同一电话一天最多几次"), default=1)
    hall_letter = models.CharField(_("到场排入大厅的字母"), max_length=1, blank=True)
    rooms = models.ManyToManyField("venues.Room", blank=True, related_name="+", verbose_name=_("使用的场所"))
    is_sealed = models.BooleanField(_("保密，只有接待人能看到"), default=False)
    is_open = models.BooleanField(_("开放预约"), default=True)

    objects = ServiceQuerySet.as_manager()

    class Meta:
        verbose_name = _("预约服务")
        ordering = ["centre", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["centre", "name"], name="appointable_once_a_centre"),
            models.CheckConstraint(condition=Q(minutes__range=(5, 480)), name="appointment_length"),
            models.CheckConstraint(condition=Q(seats__range=(1, 50)), name="appointment_seats"),
            models.CheckConstraint(
                condition=Q(is_sealed=False) | Q(hall_letter=""), name="sealed_stands_in_no_line"
            ),
        ]

    def __str__(self):
        return self.name


class Provider(models.Model):
    """接待人 — a post that gives appointments; woman or man, languages and skills are said only if they chose to.

    Whoever knows `secret` reads the times of their week, and no more (the calendar feed).
    """

    class Gender(models.TextChoices):
        WOMAN = "woman", _("女")
        MAN = "man", _("男")

    post = models.OneToOneField(
        "posts.Post", models.PROTECT, related_name="appointments_given", verbose_name=_("岗位")
    )
    centre = models.ForeignKey("venues.Centre", models.PROTECT, related_name="+", verbose_name=_("中心"))
    services = models.ManyToManyField(Service, related_name="providers", verbose_name=_("可接待的服务"))
    name = models.CharField(_("对外称呼"), max_length=40)
    skills = models.CharField(_("擅长"), max_length=100, blank=True)
    languages = ArrayField(models.CharField(max_length=20), default=list, blank=True, verbose_name=_("语言"))
    gender = models.CharField(_("性别（自愿填写）"), max_length=6, choices=Gender, blank=True)
    secret = models.CharField(max_length=16, unique=True, default=secret, editable=False)
    is_open = models.BooleanField(_("接受预约"), default=True)

    class Meta:
        verbose_name = _("接待人")
        ordering = ["pk"]

    def __str__(self):
        return self.name


class Pattern(models.Model):
    """出诊规律 — every n-th week on a weekday, or the n-th such weekday of each month; from when to when, with a break."""

    provider = models.ForeignKey(Provider, models.CASCADE, related_name="patterns", verbose_name=_("接待人"))
    service = models.ForeignKey(Service, models.CASCADE, related_name="patterns", verbose_name=_("预约服务"))
    weekday = models.PositiveSmallIntegerField(_("星期"))
    every = models.PositiveSmallIntegerField(_("每几周一次"), default=1)
    nth = models.PositiveSmallIntegerField(_("每月第几个"), null=True, blank=True)
    begins = models.TimeField(_("起"))
    ends = models.TimeField(_("止"))
    break_from = models.TimeField(_("休息起"), null=True, blank=True)
    break_until = models.TimeField(_("休息止"), null=True, blank=True)
    valid_from = models.DateField(_("从哪天起"))
    valid_until = models.DateField(_("到哪天止"), null=True, blank=True)

    class Meta:
        verbose_name = _("出诊规律")
        ordering = ["provider", "weekday", "begins"]
        constraints = [
            models.CheckConstraint(condition=Q(ends__gt=F("begins")), name="pattern_ends_after_it_begins"),
            models.CheckConstraint(condition=Q(weekday__range=(1, 7)), name="pattern_on_a_weekday"),
            models.CheckConstraint(condition=Q(every__gte=1), name="pattern_comes_again"),
            models.CheckConstraint(
                condition=Q(break_from=None, break_until=None) | Q(break_until__gt=F("break_from")),
                name="pattern_break_is_whole",
            ),
        ]

    def __str__(self):
        return f"{self.provider_id} {self.weekday} {self.begins:%H:%M}"


class BlackOut(models.Model):
    """停约日 — a day without appointments: of one provider, or of a whole centre."""

    centre = models.ForeignKey("venues.Centre", models.CASCADE, related_name="+", verbose_name=_("中心"))
    provider = models.ForeignKey(
        Provider, models.CASCADE, null=True, blank=True, related_name="black_outs", verbose_name=_("接待人")
    )
    day = models.DateField(_("日期"))

    class Meta:
        verbose_name = _("停约日")
        ordering = ["day"]
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "provider", "day"], name="blacked_out_once", nulls_distinct=False
            )
        ]

    def __str__(self):
        return f"{self.centre_id} {self.day}"
