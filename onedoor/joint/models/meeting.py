"""A joint meeting: who is called, what is on the agenda, what was said and decided."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from onedoor.joint.lifecycle import MEETING, MeetingStatus
from onedoor.kit.keys import uuid7


class Meeting(models.Model):
    """联席会议 — units at one table. Its timeline, and the duties that hang on no other case, are in its own case."""

    lifecycle = MEETING
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.OneToOneField("cases.Case", models.PROTECT, related_name="meeting")
    name = models.CharField(_("会议名称"), max_length=40)
    host = models.ForeignKey("posts.Org", models.PROTECT, related_name="+", verbose_name=_("召集单位"))
    at = models.DateTimeField(_("开会时间"))
    venue = models.CharField(_("地点"), max_length=60)
    status = models.CharField(
        _("会议状态"), max_length=10, choices=MeetingStatus, default=MeetingStatus.PLANNED
    )

    class Meta:
        verbose_name = _("联席会议")

    def __str__(self):
        return self.name


class Attendance(models.Model):
    """参会单位 — a unit that is called, and whether it came. Units, never persons."""

    class Came(models.TextChoices):
        YES = "yes", _("到会")
        EXCUSED = "excused", _("请假")
        NO = "no", _("未到")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="attendances")
    org = models.ForeignKey("posts.Org", models.PROTECT, related_name="+", verbose_name=_("单位"))
    came = models.CharField(_("到会情况"), max_length=8, choices=Came, blank=True)

    class Meta:
        verbose_name = _("参会单位")
        constraints = [models.UniqueConstraint(fields=["meeting", "org"], name="called_once_a_meeting")]

    def __str__(self):
        return f"{self.meeting_id} {self.org_id}"


class AgendaItem(models.Model):
    """议题 — one line of the agenda: a case, or something general. What is left over comes again under one `thread`.

    `follows` is the item of an earlier meeting that this one takes up again. What a page shows beside it, `queries.meetings`
    hangs on it: where its case is read, whether it is sealed from the reader, what was decided now and earlier.
    """

    link: str
    is_hidden: bool
    decided: list
    before: list

    class Why(models.TextChoices):
        LEFT = "left", _("上次留下")
        LISTED = "listed", _("挂牌督办")
        OVERDUE = "overdue", _("已经超期")
        RETURNED = "returned", _("多次退回")
        RULING = "ruling", _("等待裁定")
        OWED = "owed", _("任务超期")
        OWN = "own", _("自行提出")

    class Outcome(models.TextChoices):
        OPEN = "open", _("还没有议")
        DISCUSSED = "discussed", _("已议")
        POSTPONED = "postponed", _("留待下次")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="items")
    number = models.PositiveSmallIntegerField(_("序号"))
    title = models.CharField(_("议题"), max_length=100)
    why = models.CharField(_("列入原因"), max_length=10, choices=Why)
    case = models.ForeignKey(
        "cases.Case", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("案卷")
    )
    follows = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="followed_by", verbose_name=_("上次议题")
    )
    thread = models.UUIDField(editable=False)
    outcome = models.CharField(_("审议情况"), max_length=10, choices=Outcome, default=Outcome.OPEN)
    minutes = models.TextField(_("纪要"), blank=True)

    class Meta:
        verbose_name = _("议题")
        ordering = ["number"]
        indexes = [models.Index(fields=["thread"], name="agenda_thread")]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "case"], name="case_once_a_meeting", condition=Q(case__isnull=False)
            )
        ]

    def __str__(self):
        return self.title


class Decision(models.Model):
    """议定事项 — what was decided on an item: a duty of one unit, with its clock."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="decisions")
    duty = models.OneToOneField("cases.Duty", models.PROTECT, related_name="decision")

    class Meta:
        verbose_name = _("议定事项")
        ordering = ["id"]

    def __str__(self):
        return f"{self.item_id} {self.duty_id}"
