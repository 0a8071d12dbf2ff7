"""The days on which a leader receives visitors, known beforehand to everybody."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from onedoor.kit.keys import uuid7


class LeaderDayQuerySet(models.QuerySet):
    """Adjectives of leaders' days."""

    def standing(self):
        return self.filter(cancelled_for="")

    def for_rows(self):
        return self.select_related("post__org", "post__type", "org", "room")


class LeaderDay(models.Model):
    """领导接访日 — when and where the holder of an office receives. The notice names the office, never the person."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    org = models.ForeignKey("posts.Org", models.PROTECT, related_name="+", verbose_name=_("接访单位"))
    post = models.ForeignKey("posts.Post", models.PROTECT, related_name="+", verbose_name=_("接访领导岗位"))
    office = models.CharField(_("公示的职务"), max_length=60)
    day = models.DateField(_("日期"))
    opens = models.TimeField(_("开始时间"))
    closes = models.TimeField(_("结束时间"))
    room = models.ForeignKey(
        "venues.Room", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("场所")
    )
    place = models.CharField(_("接访地点"), max_length=80)
    places = models.PositiveSmallIntegerField(_("接待批数"))
    how = models.CharField(_("怎样预约"), max_length=200, blank=True)
    cancelled_for = models.CharField(_("取消原因"), max_length=100, blank=True)

    objects = LeaderDayQuerySet.as_manager()

    class Meta:
        verbose_name = _("领导接访日")
        ordering = ["day", "opens", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes__gt=F("opens")), name="leader_day_ends_after_it_begins"
            ),
            models.CheckConstraint(condition=Q(places__gte=1), name="leader_day_has_a_place"),
            models.UniqueConstraint(
                fields=["post", "day", "opens"], condition=Q(cancelled_for=""), name="one_leader_day_a_time"
            ),
        ]

    def __str__(self):
        return f"{self.day} {self.office}"
