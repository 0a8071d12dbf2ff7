"""Asking for more time, or for a clock to stand still."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from onedoor.kit.keys import uuid7


class ClockRequestQuerySet(models.QuerySet):
    """Adjectives of requests."""

    def open(self):
        return self.filter(state=ClockRequest.State.ASKED)


class ClockRequest(models.Model):
    """期限申请 — who asked for an extension or a pause, why, on which basis, until when; and who decided what.

    `asker` is on whose wish it is, in words, when somebody entitled acts at once; else the unit of `asked_by` asks.
    """

    class Kind(models.TextChoices):
        EXTEND = "extend", _("延期")
        PAUSE = "pause", _("中止计时")

    class State(models.TextChoices):
        ASKED = "asked", _("待批准")
        GRANTED = "granted", _("已批准")
        REFUSED = "refused", _("未批准")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="clock_requests")
    deadline = models.ForeignKey("cases.Deadline", models.PROTECT, related_name="+", verbose_name=_("期限"))
    kind = models.CharField(_("申请事项"), max_length=8, choices=Kind)
    days = models.PositiveSmallIntegerField(_("延长天数"), null=True, blank=True)
    until = models.DateField(_("中止到哪一天"), null=True, blank=True)
    reason = models.CharField(_("理由"), max_length=200)
    basis = models.CharField(_("依据"), max_length=100)
    asker = models.CharField(_("提出人"), max_length=40, blank=True)
    asked_by = models.ForeignKey("posts.Post", models.PROTECT, related_name="+", verbose_name=_("申请岗位"))
    asked_staff = models.ForeignKey("posts.Staff", models.PROTECT, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField(_("申请时间"))
    state = models.CharField(_("状态"), max_length=8, choices=State, default=State.ASKED)
    decided_by = models.ForeignKey(
        "posts.Post", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("批准岗位")
    )
    decided_staff = models.ForeignKey("posts.Staff", models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(_("批准时间"), null=True, blank=True)
    words = models.CharField(_("批准意见"), max_length=500, blank=True)

    objects = ClockRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("期限申请")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["case"], name="one_request_a_case", condition=Q(state="asked")),
            models.CheckConstraint(
                name="days_or_until",
                condition=Q(kind="extend", days__isnull=False, until=None)
                | Q(kind="pause", until__isnull=False, days=None),
            ),
        ]

    def __str__(self):
        return f"{self.case_id} {self.kind}"
