"""The plan of a hall: who sits at which window on which half day."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from onedoor.posts.models import Tenure


class Seat(models.Model):
    """排班 — one person at one window for half a day; seconded staff come by days (常驻、轮驻、随驻)."""

    class Half(models.TextChoices):
        MORNING = "am", _("上午")
        AFTERNOON = "pm", _("下午")

    window = models.ForeignKey("hall.Window", models.PROTECT, related_name="seats", verbose_name=_("窗口"))
    date = models.DateField(_("日期"))
    half = models.CharField(_("时段"), max_length=2, choices=Half)
    staff = models.ForeignKey("posts.Staff", models.PROTECT, related_name="+", verbose_name=_("坐席人员"))
    kind = models.CharField(_("派驻方式"), max_length=10, choices=Tenure.Kind, default=Tenure.Kind.RESIDENT)

    class Meta:
        verbose_name = _("排班")
        ordering = ["date", "half", "window__number"]
        constraints = [
            models.UniqueConstraint(fields=["window", "date", "half"], name="seat_once_a_window"),
            models.UniqueConstraint(fields=["staff", "date", "half"], name="seat_once_a_person"),
        ]

    def __str__(self):
        return f"{self.window} {self.date} {self.get_half_display()}"
