"""Times that can be booked, made ahead; and those who wait for one."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from onedoor.appointments.models.offering import Provider, Service
from onedoor.kit.keys import uuid7


class Slot(models.Model):
    """号源 — one time of one provider, for as many people as it has seats. Its row is the lock of whatever happens to it."""

    class State(models.TextChoices):
        FREE = "free", _("可约")
        HELD = "held", _("占号中")
        BOOKED = "booked", _("约满")
        CLOSED = "closed", _("停约")
        # Changed with a colleague, or no longer among whoever's times: not made anew, and not opened again with its day.
        GONE = "gone", _("已撤下")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    provider = models.ForeignKey(
        Provider, models.PROTECT, related_name="slots", db_index=False, verbose_name=_("接待人")
    )
    service = models.ForeignKey(
        Service, models.PROTECT, related_name="slots", db_index=False, verbose_name=_("预约服务")
    )
    starts_at = models.DateTimeField(_("开始时间"))
    ends_at = models.DateTimeField(_("结束时间"))
    seats = models.PositiveSmallIntegerField(_("接待几人"), default=1, db_default=1)
    # Free as long as one seat is; held, when only seats that may lapse stand in the way.
    state = models.CharField(_("号源状态"), max_length=6, choices=State, default=State.FREE)

    class Meta:
        verbose_name = _("号源")
        ordering = ["starts_at", "provider"]
        constraints = [
            models.UniqueConstraint(fields=["provider", "starts_at"], name="appointment_slot_once"),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="appointment_slot_has_length"
            ),
            models.CheckConstraint(condition=Q(seats__range=(1, 50)), name="appointment_slot_seats"),
        ]
        indexes = [
            models.Index(
                fields=["service", "starts_at"], name="appointment_slot_free", condition=Q(state="free")
            )
        ]

    def __str__(self):
        return f"{self.provider_id} {self.starts_at}"

    @property
    def day(self) -> date:
        return timezone.localdate(self.starts_at)


class Wait(models.Model):
    """候补 — somebody waits for a time of a service; whoever came first is asked first."""

    class State(models.TextChoices):
        WAITING = "waiting", _("候补中")
        OFFERED = "offered", _("已通知候补")
        TAKEN = "taken", _("候补成功")
        LEFT = "left", _("退出候补")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    service = models.ForeignKey(Service, models.PROTECT, related_name="+", verbose_name=_("预约服务"))
    slip = models.OneToOneField("cases.Slip", models.PROTECT, related_name="+", verbose_name=_("小票"))
    person = models.ForeignKey("persons.Person", models.PROTECT, null=True, blank=True, related_name="+")
    # A keyed fingerprint of the number, for the limit of a day alone.
    contact_index = models.BinaryField(max_length=32, null=True, editable=False)
    gender = models.CharField(_("希望接待人"), max_length=6, choices=Provider.Gender, blank=True)
    state = models.CharField(_("候补状态"), max_length=8, choices=State, default=State.WAITING)
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("候补")
        ordering = ["at"]
        indexes = [
            models.Index(fields=["service", "at"], name="appointment_line", condition=Q(state="waiting"))
        ]

    def __str__(self):
        return f"{self.service_id} {self.at}"
