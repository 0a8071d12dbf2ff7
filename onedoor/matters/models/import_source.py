"""Batches that another agency's file brings: whose file, what stands in which column, how far its rows have been taken."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from onedoor.kit.keys import uuid7
from onedoor.matters.models.matter import Matter


class ImportSource(models.Model):
    """导入来源 — an agency whose files come again and again; `mapping` (heading → field) is remembered for the next one.

    With a `region` everything it brings stays there, apart from the district: at that region's own desk, out of its figures.
    """

    class Kind(models.TextChoices):
        HOTLINE = Matter.Source.HOTLINE.value, _("热线转来")
        PETITION = Matter.Source.PETITION.value, _("信访转来")
        PARTNER = Matter.Source.PARTNER.value, _("部门转来")

    name = models.CharField(_("来源名称"), max_length=40, unique=True)
    kind = models.CharField(_("来源类别"), max_length=10, choices=Kind, default=Kind.HOTLINE)
    mapping = models.JSONField(_("列的对应"), default=dict, blank=True)
    region = models.ForeignKey(
        "places.Region",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("单独存放的区域"),
    )

    class Meta:
        verbose_name = _("导入来源")

    def __str__(self):
        return self.name

    @property
    def is_apart(self) -> bool:
        return self.region_id is not None


class ImportRun(models.Model):
    """一次导入 — one file on its way in. Its rows are kept sealed until all are taken in, then thrown away.

    `taken` counts the rows that were dealt with: whoever goes on, goes on there.
    """

    class State(models.TextChoices):
        READ = "read", _("待核对")
        RUNNING = "running", _("导入中")
        DONE = "done", _("已完成")
        DROPPED = "dropped", _("已放弃")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    source = models.ForeignKey(ImportSource, models.PROTECT, related_name="runs", verbose_name=_("来源"))
    post = models.ForeignKey("posts.Post", models.PROTECT, related_name="+", verbose_name=_("导入岗位"))
    staff = models.ForeignKey(
        "posts.Staff", models.PROTECT, null=True, related_name="+", verbose_name=_("经办人")
    )
    file_name = models.CharField(_("文件名"), max_length=120)
    state = models.CharField(_("状态"), max_length=8, choices=State, default=State.READ)
    headings = models.JSONField(_("列名"), default=list)
    mapping = models.JSONField(_("列的对应"), default=dict, blank=True)
    notes = models.JSONField(_("说明"), default=list)
    rows_sealed = models.BinaryField(_("待导入的行"))
    rows = models.PositiveIntegerField(_("行数"))
    taken = models.PositiveIntegerField(_("已处理"), default=0)
    added = models.PositiveIntegerField(_("新登记"), default=0)
    repeated = models.PositiveIntegerField(_("原已登记"), default=0)
    changed = models.PositiveIntegerField(_("原已登记而内容有变"), default=0)
    refused = models.PositiveIntegerField(_("未导入"), default=0)
    proposed = models.PositiveIntegerField(_("可能重复"), default=0)
    begun_at = models.DateTimeField(_("上传时间"))
    moved_at = models.DateTimeField(_("最近进展"))
    ended_at = models.DateTimeField(_("完成时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("批量导入")
        ordering = ["-begun_at"]
        indexes = [models.Index(fields=["-begun_at"], name="import_run_newest")]
        constraints = [
            models.CheckConstraint(
                condition=Q(taken=F("added") + F("repeated") + F("changed") + F("refused")),
                name="import_run_accounts_for_every_row",
            )
        ]

    def __str__(self):
        return f"{self.source_id} {self.file_name}"

    @property
    def percent(self) -> int:
        return 100 * self.taken // self.rows if self.rows else 100


class ImportedRow(models.Model):
    """未导入的行 — a row that was not taken in, or not as it now stands, with the reason; its cells are sealed."""

    class Kind(models.TextChoices):
        REFUSED = "refused", _("未导入")
        CHANGED = "changed", _("原已登记而内容有变")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="told", verbose_name=_("批量导入"))
    kind = models.CharField(_("结果"), max_length=8, choices=Kind)
    number = models.PositiveIntegerField(_("行号"))
    reason = models.CharField(_("原因"), max_length=300)
    cells_sealed = models.BinaryField(_("原行内容"))

    class Meta:
        verbose_name = _("未导入的行")
        ordering = ["number"]

    def __str__(self):
        return f"{self.run_id} {self.number}"
