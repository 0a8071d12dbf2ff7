"""Appointments, and who changed what of them. Nothing here says whose they are: the slip's holder knows."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from onedoor.appointments.lifecycle import APPOINTMENT, LIVE, TAKING, AppointmentStatus
from onedoor.appointments.models.offering import Provider
from onedoor.appointments.models.slot import Slot, Wait
from onedoor.kit.keys import uuid7

# Whatever the house forgets to ask: nobody sits where there is no seat.
SEAT_THERE_IS = """
    IF NEW.seat > (SELECT seats FROM appointments_slot WHERE id = NEW.slot_id) THEN
        RAISE EXCEPTION 'no such seat at this time' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
"""


# What somebody may say they need, each a yes or no; told to whoever receives them.
WISHES = ("needs_interpreter", "needs_sign", "brings_somebody", "uses_wheelchair")


class AppointmentQuerySet(models.QuerySet):
    def whole(self):
        return self.select_related(
            "slot__service__centre__region", "slot__provider__post", "slip", "booking__room"
        )

    def live(self):
        return self.filter(status__in=LIVE)

    def open_to(self, by):
        """Their own as a provider; of what is not sealed, also those of the centres on their ground."""
        own = Q(slot__provider__post=by.post) if by.holds("appointment.give") else Q(pk=None)
        if not by.holds("appointment.book"):
            return self.filter(own)
        ground = Q(
            slot__service__is_sealed=False,
            slot__service__centre__region__path__startswith=by.post.region.path,
        )
        return self.filter(own | ground)


class Appointment(models.Model):
    """预约 — a time that somebody has been given. Moved, it becomes another row with the same slip."""

    class Tell(models.TextChoices):
        NONE = "none", _("不用联系我")
        SMS = "sms", _("发短信")
        CALL = "call", _("打电话")

    class Door(models.TextChoices):
        PORTAL = "portal", _("网上预约")
        DESK = "desk", _("工作人员代约")
        WAIT = "wait", _("候补得到")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    slot = models.ForeignKey(Slot, models.PROTECT, related_name="appointments", verbose_name=_("号源"))
    seat = models.PositiveSmallIntegerField(_("座位"), default=1, db_default=1)
    slip = models.ForeignKey("cases.Slip", models.PROTECT, related_name="+", verbose_name=_("小票"))
    status = models.CharField(
        _("预约状态"), max_length=9, choices=AppointmentStatus, default=AppointmentStatus.HELD
    )
    door = models.CharField(_("怎么约的"), max_length=6, choices=Door, default=Door.PORTAL)
    person = models.ForeignKey("persons.Person", models.PROTECT, null=True, blank=True, related_name="+")
    # A keyed fingerprint of the number, for the limit of a day alone.
    contact_index = models.BinaryField(max_length=32, null=True, editable=False)
    tell = models.CharField(_("怎么联系"), max_length=4, choices=Tell, default=Tell.NONE)
    # What whoever receives them should know beforehand; told to nobody else, and gone when it is over.
    needs_interpreter = models.BooleanField(_("需要翻译"), default=False, db_default=False)
    needs_sign = models.BooleanField(_("需要手语"), default=False, db_default=False)
    brings_somebody = models.BooleanField(_("有人陪同"), default=False, db_default=False)
    uses_wheelchair = models.BooleanField(_("坐轮椅"), default=False, db_default=False)
    language = models.CharField(_("翻译成什么语言"), max_length=20, blank=True, default="", db_default="")
    gender = models.CharField(
        _("希望接待人"), max_length=6, choices=Provider.Gender, blank=True, default="", db_default=""
    )
    booking = models.ForeignKey("venues.Booking", models.PROTECT, null=True, blank=True, related_name="+")
    moved_from = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="moved_to")
    held_until = models.DateTimeField(_("占号到"), null=True, blank=True)
    made_at = models.DateTimeField(_("时间"))
    reminded_at = models.DateTimeField(_("提醒时间"), null=True, blank=True)
    # One call is owed: somebody did not come, or has to hear what cannot be sent.
    call_due = models.BooleanField(_("要打一个电话"), default=False)

    objects = AppointmentQuerySet.as_manager()
    lifecycle = APPOINTMENT

    class Meta:
        verbose_name = _("预约")
        constraints = [
            models.UniqueConstraint(
                fields=["slot", "seat"], condition=Q(status__in=TAKING), name="one_appointment_a_seat"
            ),
            models.UniqueConstraint(
                fields=["slip"], condition=Q(status__in=LIVE), name="one_live_appointment_a_slip"
            ),
            models.CheckConstraint(condition=Q(seat__gte=1), name="appointment_seat_counts_from_one"),
            models.CheckConstraint(
                condition=~Q(status="held") | Q(held_until__isnull=False), name="held_until_some_time"
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="seat_there_is",
                operation=pgtrigger.Insert | pgtrigger.Update,
                when=pgtrigger.Before,
                func=SEAT_THERE_IS,
            )
        ]
        indexes = [
            models.Index(fields=["held_until"], name="appointment_held", condition=Q(status="held")),
            models.Index(fields=["contact_index"], name="appointment_contact"),
        ]

    def __str__(self):
        return f"{self.slot_id} {self.status}"

    @property
    def wishes(self) -> list[str]:
        return [one for one in WISHES if vars(self)[one]]

    @property
    def wish_words(self) -> list[str]:
        """For whoever receives them."""
        words = [str(self._meta.get_field(one).verbose_name) for one in self.wishes]
        wished = {"woman": _("希望由女同志接待"), "man": _("希望由男同志接待")}.get(self.gender)
        return [*words, *filter(None, (self.language, wished and str(wished)))]


class Change(models.Model):
    """预约变动 — one move of an appointment, when, and in which post."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    appointment = models.ForeignKey(
        Appointment, models.PROTECT, related_name="changes", verbose_name=_("预约")
    )
    name = models.CharField(_("步骤"), max_length=12)
    at = models.DateTimeField(_("时间"))
    post = models.ForeignKey("posts.Post", models.PROTECT, related_name="+", verbose_name=_("岗位"))

    class Meta:
        verbose_name = _("预约变动")
        ordering = ["at"]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self):
        return f"{self.appointment_id} {self.name}"


class Grip(models.Model):
    """占号来处 — from where a time or a place in a line was taken, for the measure alone: a keyed digest of a network or a browser."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    appointment = models.ForeignKey(
        Appointment, models.CASCADE, null=True, blank=True, related_name="grips", verbose_name=_("预约")
    )
    wait = models.ForeignKey(
        Wait, models.CASCADE, null=True, blank=True, related_name="grips", verbose_name=_("候补")
    )
    mark = models.BinaryField(_("来处摘要"), max_length=32)
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("占号来处")
        constraints = [
            models.CheckConstraint(
                condition=Q(appointment__isnull=False, wait__isnull=True)
                | Q(appointment__isnull=True, wait__isnull=False),
                name="grip_of_one_thing",
            )
        ]
        indexes = [models.Index(fields=["mark", "at"], name="appointment_grip")]

    def __str__(self):
        return f"{self.appointment_id or self.wait_id} {self.at}"
