"""What one grid is asked to go and do."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from onedoor.kit.keys import uuid7
from onedoor.tasks.lifecycle import LIFECYCLE, OPEN, Status


class TaskQuerySet(models.QuerySet):
    """Tasks by how they stand."""

    def open(self):
        return self.filter(status__in=OPEN)

    def checks(self):
        return self.filter(kind=Task.Kind.CHECK)

    def for_rows(self):
        """With all that a list shows of each."""
        return self.select_related("case", "clock", "grid__parent", "post__org", "giver__org")


class Task(models.Model):
    """网格任务 — one thing to go and do in one grid, under one case, by when; `number` counts within the case.

    `post` is the chair in the grid that has it now; a hand-over moves it. Both times of the end are kept: the phone's,
    which may be wrong, and the server's, from which limits count. The position is one that was sent with a press of a
    button, once; nothing is sent by itself.
    """

    lifecycle = LIFECYCLE

    class Kind(models.TextChoices):
        CHECK = "check", _("现场核查")
        VISIT = "visit", _("上门走访")
        ERRAND = "errand", _("民生代办")
        ROUND = "round", _("网格巡查")
        PUBLICITY = "publicity", _("政策宣传")

    class Found(models.TextChoices):
        TRUE = "true", _("属实")
        PARTLY = "partly", _("部分属实")
        FALSE = "false", _("不属实")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="tasks", verbose_name=_("案卷"))
    number = models.PositiveSmallIntegerField(_("序号"))
    kind = models.CharField(_("任务种类"), max_length=10, choices=Kind)
    grid = models.ForeignKey("places.Region", models.PROTECT, related_name="+", verbose_name=_("网格"))
    post = models.ForeignKey("posts.Post", models.PROTECT, related_name="tasks", verbose_name=_("承担岗位"))
    giver = models.ForeignKey("posts.Post", models.PROTECT, related_name="+", verbose_name=_("派发岗位"))
    words = models.CharField(_("要做什么"), max_length=500)
    place = models.CharField(_("到哪里"), max_length=200, blank=True)
    lon = models.FloatField(_("经度"), null=True, blank=True)
    lat = models.FloatField(_("纬度"), null=True, blank=True)
    clock = models.ForeignKey("cases.Deadline", models.PROTECT, related_name="tasks", verbose_name=_("期限"))
    status = models.CharField(_("任务状态"), max_length=8, choices=Status, default=Status.GIVEN)
    given_at = models.DateTimeField(_("派发时间"))
    ended_at = models.DateTimeField(_("办结时间"), null=True, blank=True)
    at_phone = models.DateTimeField(_("手机时间"), null=True, blank=True)
    result = models.TextField(_("结果"), blank=True)
    found = models.CharField(_("核查结论"), max_length=8, choices=Found, blank=True)
    done_lon = models.FloatField(_("所在经度"), null=True, blank=True)
    done_lat = models.FloatField(_("所在纬度"), null=True, blank=True)

    objects = TaskQuerySet.as_manager()

    class Meta:
        verbose_name = _("网格任务")
        constraints = [models.UniqueConstraint(fields=["case", "number"], name="task_numbered")]
        indexes = [
            models.Index(fields=["post", "given_at"], name="task_open", condition=Q(status__in=OPEN)),
            models.Index(fields=["grid", "given_at"], name="task_grid"),
        ]

    def __str__(self):
        return f"{self.case_id} {self.number} {self.kind}"


class TaskPhoto(models.Model):
    """任务照片 — a paper of the case that was taken for one task; the paper itself knows nothing of tasks."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    task = models.ForeignKey(Task, models.PROTECT, related_name="photos", verbose_name=_("网格任务"))
    paper = models.OneToOneField(
        "cases.Paper", models.PROTECT, related_name="of_task", verbose_name=_("照片")
    )

    class Meta:
        verbose_name = _("任务照片")
        ordering = ["id"]

    def __str__(self):
        return f"{self.task_id} {self.paper_id}"
