"""The devices of a hall: each opens an address of its own in an ordinary browser."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from onedoor.kit.keys import secret


class Device(models.Model):
    """设备 — a ticket machine or a screen. Whoever has the address is the device: it is taken back by giving a new one."""

    class Kind(models.TextChoices):
        KIOSK = "kiosk", _("自动取号机")
        SCREEN = "screen", _("叫号屏")
        RATER = "rater", _("评价器")

    centre = models.ForeignKey("venues.Centre", models.PROTECT, related_name="devices")
    kind = models.CharField(_("设备类别"), max_length=8, choices=Kind)
    name = models.CharField(_("设备名称"), max_length=40)
    token = models.CharField(max_length=16, unique=True, default=secret)
    windows = models.ManyToManyField(
        "hall.Window", blank=True, related_name="+", verbose_name=_("显示的窗口")
    )
    seen_at = models.DateTimeField(_("最近在线"), null=True, blank=True)
    is_active = models.BooleanField(_("启用"), default=True)

    class Meta:
        verbose_name = _("设备")
        ordering = ["kind", "pk"]

    def __str__(self):
        return self.name
