"""区域树 — district, township or street, area, village or community, grid; depth is data."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Region(models.Model):
    """区域 — a node of the tree. `path` is the chain of codes down to it, each followed by a slash, so a subtree is a prefix."""

    class Kind(models.TextChoices):
        DISTRICT = "district", _("区县")
        TOWN = "town", _("镇")
        STREET = "street", _("街道")
        AREA = "area", _("片区")
        VILLAGE = "village", _("行政村")
        COMMUNITY = "community", _("社区")
        GRID = "grid", _("网格")

    kind = models.CharField(_("区域类别"), max_length=12, choices=Kind)
    name = models.CharField(_("区域名称"), max_length=60)
    code = models.CharField(_("区域代码"), max_length=20)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("上级区域"))
    path = models.CharField(max_length=160, unique=True, editable=False)

    class Meta:
        verbose_name = _("区域")

    def __str__(self):
        return self.name
