"""Who has a room when. That two never have it at the same time, the database holds by unique quarters of an hour."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from onedoor.kit.keys import uuid7
from onedoor.venues.models.room import Room


class BookingQuerySet(models.QuerySet):
    def standing(self):
        """Those that were not cancelled, the earliest first."""
        return self.filter(cancelled_at=None).select_related("post__org").order_by("starts_at")

    def between(self, begin, end):
        return self.filter(starts_at__lt=end, ends_at__gt=begin)


class Booking(models.Model):
    """预订 — a room, from when to when, by which post and for what kind of work. Never whose: `case` is for the unit itself.

    Cancelled, the row stays and its slots are free. One without a post is only occupied (已占用): by whom and for what
    nobody is told, nor could be.
    """

    class Work(models.TextChoices):
        MEDIATION = "mediation", _("调解")
        ADVICE = "advice", _("咨询")
        RECEPTION = "reception", _("接访")
        HEARING = "hearing", _("听证评议")
        MEETING = "meeting", _("会议")
        TRAINING = "training", _("培训")
        DUTY = "duty", _("值班值守")
        OTHER = "other", _("其他工作")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    room = models.ForeignKey(Room, models.PROTECT, related_name="bookings", verbose_name=_("场所"))
    starts_at = models.DateTimeField(_("开始时间"))
    ends_at = models.DateTimeField(_("结束时间"))
    work = models.CharField(_("用于"), max_length=10, choices=Work, blank=True)
    post = models.ForeignKey(
        "posts.Post", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("预订岗位")
    )
    staff = models.ForeignKey(
        "posts.Staff", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("预订人")
    )
    case = models.ForeignKey(
        "cases.Case", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("案卷")
    )
    booked_at = models.DateTimeField(_("预订时间"))
    cancelled_at = models.DateTimeField(_("取消时间"), null=True, blank=True)
    cancelled_by = models.ForeignKey(
        "posts.Post", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("取消岗位")
    )
    reason = models.CharField(_("取消原因"), max_length=200, blank=True)

    objects = BookingQuerySet.as_manager()

    class Meta:
        verbose_name = _("预订")
        indexes = [models.Index(fields=["room", "starts_at"], name="booking_room")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="booking_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at__isnull=True, cancelled_by__isnull=True, reason="")
                | Q(cancelled_at__isnull=False, cancelled_by__isnull=False),
                name="booking_cancelled_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(post__isnull=False) & ~Q(work="")
                | Q(
                    post__isnull=True,
                    work="",
                    staff__isnull=True,
                    case__isnull=True,
                    cancelled_at__isnull=True,
                ),
                name="booking_of_nobody_tells_nothing",
            ),
        ]

    def __str__(self):
        return f"{self.room_id} {self.starts_at}"

    @property
    def is_quiet(self) -> bool:
        return self.post_id is None

    @property
    def org(self):
        return self.post and self.post.org

    @property
    def day(self) -> date:
        return timezone.localdate(self.starts_at)


class BookedSlot(models.Model):
    """占用时段 — a quarter of an hour of a room that one booking holds. Two bookings cannot hold the same one."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    booking = models.ForeignKey(Booking, models.CASCADE, related_name="slots", verbose_name=_("预订"))
    room = models.ForeignKey(Room, models.PROTECT, related_name="+", verbose_name=_("场所"))
    starts_at = models.DateTimeField(_("开始时间"))

    class Meta:
        verbose_name = _("占用时段")
        constraints = [models.UniqueConstraint(fields=["room", "starts_at"], name="slot_booked_once")]

    def __str__(self):
        return f"{self.room_id} {self.starts_at}"
