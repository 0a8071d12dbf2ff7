"""A centre: the building with the one door. A district has its own, every town and street another."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class CentreQuerySet(models.QuerySet):
    def open(self):
        """Those that receive people today, the district's own first."""
        return self.filter(is_open=True).select_related("org", "region").order_by("region__path", "pk")


class Centre(models.Model):
    """中心 — where people are received: an address, hours, a telephone, and a place on the map (WGS 84)."""

    org = models.OneToOneField("posts.Org", models.PROTECT, related_name="centre", verbose_name=_("主管单位"))
    region = models.ForeignKey("places.Region", models.PROTECT, related_name="+", verbose_name=_("服务区域"))
    name = models.CharField(_("中心名称"), max_length=60)
    address = models.CharField(_("地址"), max_length=120, blank=True)
    directions = models.CharField(_("怎么去"), max_length=200, blank=True)
    hours = models.CharField(_("开放时间"), max_length=120, blank=True)
    phone = models.CharField(_("咨询电话"), max_length=20, blank=True)
    lon = models.FloatField(_("经度"), null=True, blank=True)
    lat = models.FloatField(_("纬度"), null=True, blank=True)
    is_open = models.BooleanField(_("对外接待"), default=True)

    objects = CentreQuerySet.as_manager()

    class Meta:
        verbose_name = _("中心")
        constraints = [
            models.CheckConstraint(
                condition=Q(lon__isnull=True, lat__isnull=True) | Q(lon__isnull=False, lat__isnull=False),
                name="centre_on_the_map_or_not",
            )
        ]

    def __str__(self):
        return self.name
