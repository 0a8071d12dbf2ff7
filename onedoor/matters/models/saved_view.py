"""The filters of a list that a member of staff keeps."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SavedView(models.Model):
    """常用筛选 — a worklist's filters, kept by a member of staff under a name of their own."""

    staff = models.ForeignKey(
        "posts.Staff", models.CASCADE, related_name="saved_views", verbose_name=_("工作人员")
    )
    name = models.CharField(_("名称"), max_length=20)
    query = models.CharField(_("筛选条件"), max_length=600)

    class Meta:
        verbose_name = _("常用筛选")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["staff", "name"], name="saved_view_once_a_name")]

    def __str__(self):
        return self.name
