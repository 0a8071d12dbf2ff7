"""The states of an appointment and the moves between them; drawn in docs/lifecycles.md."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from onedoor.kit.lifecycle import Lifecycle, Move


class AppointmentStatus(models.TextChoices):
    HELD = "held", _("已占号")
    BOOKED = "booked", _("已约好")
    ARRIVED = "arrived", _("已到场")
    DONE = "done", _("已接待")
    MISSED = "missed", _("未到场")
    CANCELLED = "cancelled", _("已取消")
    MOVED = "moved", _("已改约")
    LAPSED = "lapsed", _("占号过期")


_BOOK, _GIVE = "appointment.book", "appointment.give"
# While an appointment stands so, nobody else has its time.
TAKING = ("held", "booked", "arrived", "done", "missed")
# What somebody still has before them; of these there is one a slip.
LIVE = ("held", "booked", "arrived")
OVER = ("done", "missed", "cancelled", "moved", "lapsed")

APPOINTMENT = Lifecycle(
    AppointmentStatus,
    book=Move(_("确认预约"), ("held",), "booked", _BOOK, "appointment.booked"),
    arrive=Move(_("到场"), ("booked",), "arrived", _BOOK, "appointment.arrived"),
    finish=Move(_("接待完"), ("booked", "arrived"), "done", _GIVE, "appointment.done"),
    miss=Move(_("没有来"), ("booked",), "missed", _GIVE, "appointment.missed"),
    again=Move(_("按错了，改回"), ("done", "missed"), "booked", _GIVE, "appointment.again"),
    cancel=Move(_("取消预约"), ("held", "booked"), "cancelled", _BOOK, "appointment.cancelled"),
    move=Move(_("改约"), ("held", "booked"), "moved", _BOOK, "appointment.moved"),
    lapse=Move(_("占号到期"), ("held",), "lapsed", _BOOK, "appointment.lapsed"),
)
