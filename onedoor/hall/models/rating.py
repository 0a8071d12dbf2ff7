"""What visitors thought of how they were received. Nothing leads from a row to whoever gave it, nor to whoever served."""

from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _


class Rating(models.Model):
    """评价 — one tap about one service in one week. Its key is drawn by lot: one made of the time would tell whose it is."""

    class Stars(models.IntegerChoices):
        GOOD = 3, _("满意")
        FAIR = 2, _("一般")
        POOR = 1, _("不满意")

    class Manner(models.TextChoices):
        """The article's “six ones” of manner."""

        SMILE = "smile", _("一个微笑")
        HELLO = "hello", _("一声问候")
        SEAT = "seat", _("一张座椅")
        WATER = "water", _("一杯热水")
        LISTENING = "listening", _("一次倾听")
        WARMTH = "warmth", _("一份热情")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    service = models.ForeignKey("hall.Service", models.PROTECT, related_name="ratings")
    week = models.DateField(_("周"), help_text=_("当周的星期一。"))
    stars = models.PositiveSmallIntegerField(_("评价"), choices=Stars)
    manners = ArrayField(
        models.CharField(max_length=10, choices=Manner),
        default=list,
        blank=True,
        verbose_name=_("服务六个一"),
    )

    class Meta:
        verbose_name = _("评价")
        indexes = [models.Index(fields=["week", "service"], name="rating_week")]

    def __str__(self):
        return f"{self.service_id} {self.week} {self.stars}"
