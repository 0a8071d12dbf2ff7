"""The clocks of a case, and every change made to them."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from onedoor.kit.keys import uuid7

OPEN = ("running", "paused", "missed")


class DeadlineQuerySet(models.QuerySet):
    def open(self):
        """Clocks that nothing has ended yet: running, standing still, or run out with the duty still undone."""
        return self.filter(state__in=OPEN)


class Deadline(models.Model):
    """期限 — a clock on a case. `alarm_at` is the next moment something must happen to it.

    `days` counts in `unit` (hours: in hours) from `started_at`; `due_at` is 24:00 of the last day (hours and minutes:
    to the minute). `extra_days` were given back after pauses, `extended_days` granted. `org` is the unit whose clock it is;
    empty: the centre's own. `is_duty` is false for a resident's time to speak up: that passes, it is not missed.
    `within` is the kind of clock this one may not outlast. `label`, `since` and `basis` are frozen from the limit,
    as everything in the record of a case is.
    """

    class State(models.TextChoices):
        RUNNING = "running", _("计时中")
        PAUSED = "paused", _("中止计时")
        MISSED = "missed", _("已超期")
        MET = "met", _("按期完成")
        LATE = "late", _("超期完成")
        PASSED = "passed", _("期满")
        STOPPED = "stopped", _("终止计时")

    class Unit(models.TextChoices):
        WORKING = "working", _("工作日")
        CALENDAR = "calendar", _("日")
        HOURS = "hours", _("小时")
        MINUTES = "minutes", _("分钟")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="deadlines")
    kind = models.CharField(_("期限类别"), max_length=20)
    label = models.CharField(_("期限"), max_length=40)
    since = models.CharField(_("起算事由"), max_length=20)
    org = models.ForeignKey(
        "posts.Org", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("单位")
    )
    is_duty = models.BooleanField(default=True)
    days = models.PositiveSmallIntegerField(_("时限"))
    unit = models.CharField(_("计量"), max_length=8, choices=Unit)
    basis = models.CharField(_("依据"), max_length=80, blank=True)
    within = models.CharField(max_length=20, blank=True)
    roll_forward = models.BooleanField(default=False)
    warn_days = models.PositiveSmallIntegerField(default=1)
    most_extra = models.PositiveSmallIntegerField(default=0)
    started_at = models.DateTimeField(_("起算"))
    extra_days = models.PositiveSmallIntegerField(_("补回"), default=0)
    extended_days = models.PositiveSmallIntegerField(_("延长"), default=0)
    paused_at = models.DateTimeField(_("中止"), null=True, blank=True)
    paused_for = models.CharField(_("中止事由"), max_length=200, blank=True)
    paused_until = models.DateField(_("中止到哪一天"), null=True, blank=True)
    due_at = models.DateTimeField(_("到期"))
    alarm_at = models.DateTimeField(null=True, blank=True)
    warned = models.BooleanField(default=False)
    provisional = models.BooleanField(_("暂定"), default=False)
    state = models.CharField(_("状态"), max_length=8, choices=State, default=State.RUNNING)
    stopped_at = models.DateTimeField(_("停表"), null=True, blank=True)

    objects = DeadlineQuerySet.as_manager()

    class Meta:
        verbose_name = _("期限")
        constraints = [
            models.UniqueConstraint(
                fields=["case", "kind", "org"],
                name="one_clock_a_kind",
                condition=Q(state__in=OPEN),
                nulls_distinct=False,
            )
        ]
        indexes = [models.Index(fields=["alarm_at"], name="deadline_alarm", condition=Q(state="running"))]

    def __str__(self):
        return f"{self.case_id} {self.kind} {self.due_at}"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN


class DeadlineChange(models.Model):
    """期限变动 — what was done to a clock after it started: append-only, and all that the plain explanation needs."""

    class Kind(models.TextChoices):
        PAUSED = "paused", _("中止")
        RESUMED = "resumed", _("恢复")
        EXTENDED = "extended", _("延期")
        RECOUNTED = "recounted", _("重算")
        HANDED = "handed", _("改由其他单位承担")
        STOPPED = "stopped", _("停表")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    deadline = models.ForeignKey(Deadline, models.PROTECT, related_name="changes")
    kind = models.CharField(_("变动"), max_length=10, choices=Kind)
    at = models.DateTimeField(_("时间"))
    days = models.PositiveSmallIntegerField(_("时限"), default=0)
    reason = models.CharField(_("理由"), max_length=200, blank=True)
    post = models.ForeignKey(
        "posts.Post", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("岗位")
    )
    due_at = models.DateTimeField(_("变动后到期"))

    class Meta:
        verbose_name = _("期限变动")
        ordering = ["at", "id"]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self):
        return f"{self.deadline_id} {self.kind}"
