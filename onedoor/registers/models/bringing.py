"""导入 — a file on its way in: read, looked at by a person, then taken in or thrown away."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from onedoor.kit.keys import uuid7
from onedoor.registers.models.entry import Kind


class Bringing(models.Model):
    """台账导入 — one file for one register. `lines` holds allowed columns only; what was refused is named, not kept."""

    class State(models.TextChoices):
        READ = "read", _("待核对")
        DONE = "done", _("已导入")
        DROPPED = "dropped", _("已放弃")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    register = models.CharField(_("台账"), max_length=12, choices=Kind)
    file_name = models.CharField(_("文件名"), max_length=120)
    lines = models.JSONField(_("各行"), default=list)
    told = models.JSONField(_("未导入的列"), default=list)
    state = models.CharField(_("导入状态"), max_length=8, choices=State, default=State.READ)
    at = models.DateTimeField(_("时间"))
    post = models.ForeignKey("posts.Post", models.PROTECT, related_name="+", verbose_name=_("岗位"))
    staff = models.ForeignKey(
        "posts.Staff", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("经办人")
    )
    entered = models.PositiveIntegerField(_("新登记"), default=0)
    proposed = models.PositiveIntegerField(_("提议变更"), default=0)
    same = models.PositiveIntegerField(_("没有变化"), default=0)
    refused = models.PositiveIntegerField(_("未导入的行"), default=0)

    class Meta:
        verbose_name = _("台账导入")
        ordering = ["-at"]

    def __str__(self):
        return self.file_name
