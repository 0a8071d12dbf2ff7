"""Sessions: when and where, who is summoned and who came, what was written down and who signed it."""

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from onedoor.kit.keys import uuid7
from onedoor.mediation.courses import SESSION, SessionStatus
from onedoor.mediation.models.side import Side


class SessionQuerySet(models.QuerySet):
    """Adjectives of sessions."""

    def standing(self):
        return self.filter(status__in=(Session.Status.PLANNED, Session.Status.HELD))

    def planned(self):
        return self.filter(status=Session.Status.PLANNED)

    def joint(self):
        return self.filter(side=None)

    def for_rows(self):
        return self.select_related("room__centre", "booking__room__centre", "side__party__person", "staff")


class Session(models.Model):
    """调解会 — all sides at one table, or one side alone (`side`). Moved, it is another row; called off, its room is free.

    What is said when all sit together stands in its `Record`; what one side says alone stands in that side's drawer.
    """

    Status = SessionStatus
    lifecycle = SESSION
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    mediation = models.ForeignKey("mediation.Mediation", models.PROTECT, related_name="sessions")
    number = models.PositiveSmallIntegerField(_("第几次"))
    side = models.ForeignKey(Side, models.PROTECT, null=True, blank=True, related_name="sessions_alone")
    room = models.ForeignKey("venues.Room", models.PROTECT, null=True, blank=True, related_name="+")
    booking = models.ForeignKey("venues.Booking", models.PROTECT, null=True, blank=True, related_name="+")
    place = models.CharField(_("地点"), max_length=120, blank=True)
    starts_at = models.DateTimeField(_("开始时间"))
    ends_at = models.DateTimeField(_("结束时间"))
    status = models.CharField(
        _("调解会状态"), max_length=8, choices=SessionStatus, default=SessionStatus.PLANNED
    )
    post = models.ForeignKey("posts.Post", models.PROTECT, related_name="+")
    staff = models.ForeignKey("posts.Staff", models.PROTECT, null=True, related_name="+")
    planned_at = models.DateTimeField(_("安排时间"))
    held_at = models.DateTimeField(_("开会时间"), null=True, blank=True)
    reason = models.CharField(_("改期、取消的理由"), max_length=300, blank=True)

    objects = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("调解会")
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="session_ends_after_it_starts"
            ),
            # Counted apart: whoever counts the joint ones learns of no other.
            models.UniqueConstraint(
                fields=["mediation", "side", "number"], name="session_number", nulls_distinct=False
            ),
        ]

    def __str__(self):
        return f"{self.mediation_id} {self.number}"

    @property
    def is_joint(self) -> bool:
        return self.side_id is None

    @property
    def where(self) -> str:
        """The room with its centre, or the place as it was written."""
        return f"{self.room.centre} {self.room}" if self.room else self.place


class Summons(models.Model):
    """通知 — one side is told of one session: by which way, when, by whom, and whether it was reached."""

    class Way(models.TextChoices):
        """通知方式 — the side's own way; the safe one, or face to face, is all there is for whoever is protected."""

        PHONE = "phone", _("电话")
        SMS = "sms", _("短信")
        POST = "post", _("书面送达")
        GRID = "grid", _("网格员上门")
        SAFE = "safe", _("安全联系方式")
        FACE = "face", _("当面")

    class Result(models.TextChoices):
        """通知结果 — how it went."""

        WAITING = "waiting", _("待通知")
        REACHED = "reached", _("已通知到")
        UNREACHED = "unreached", _("没有通知到")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    session = models.ForeignKey(Session, models.PROTECT, related_name="summonses")
    side = models.ForeignKey(Side, models.PROTECT, related_name="summonses")
    channel = models.CharField(_("通知方式"), max_length=6, choices=Way)
    is_safe = models.BooleanField(_("只用安全联系方式"), default=False)
    result = models.CharField(_("通知结果"), max_length=9, choices=Result, default=Result.WAITING)
    told_at = models.DateTimeField(_("通知时间"), null=True, blank=True)
    staff = models.ForeignKey("posts.Staff", models.PROTECT, null=True, blank=True, related_name="+")
    tries = models.PositiveSmallIntegerField(_("通知次数"), default=0)

    class Meta:
        verbose_name = _("通知")
        ordering = ["side__place", "pk"]
        constraints = [models.UniqueConstraint(fields=["session", "side"], name="summoned_once")]

    def __str__(self):
        return f"{self.session_id} {self.side_id}"


class Postponement(models.Model):
    """改期请求 — a side asks for another date; whoever mediates answers. Why it asks is in its own drawer."""

    class Answer(models.TextChoices):
        """改期答复 — what was said to it."""

        ASKED = "asked", _("等待答复")
        GRANTED = "granted", _("同意改期")
        REFUSED = "refused", _("不同意改期")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    session = models.ForeignKey(Session, models.PROTECT, related_name="postponements")
    side = models.ForeignKey(Side, models.PROTECT, related_name="postponements")
    reason_sealed = models.BinaryField(_("理由"), default=b"")
    asked_at = models.DateTimeField(_("提出时间"))
    answer = models.CharField(_("改期答复"), max_length=8, choices=Answer, default=Answer.ASKED)
    answered_at = models.DateTimeField(_("答复时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("改期请求")
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "side"], name="one_postponement_asked", condition=Q(answer="asked")
            )
        ]

    def __str__(self):
        return f"{self.session_id} {self.side_id}"


class Attendance(models.Model):
    """到场 — who came: a side itself, or one who speaks for it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    session = models.ForeignKey(Session, models.PROTECT, related_name="attendances")
    side = models.ForeignKey(Side, models.PROTECT, related_name="attendances")
    representative = models.ForeignKey(
        "mediation.Representative", models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("到场")
        ordering = ["side__place", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "side", "representative"], name="attends_once", nulls_distinct=False
            )
        ]

    def __str__(self):
        return f"{self.session_id} {self.side_id}"


class Record(models.Model):
    """调解记录 — of a joint session, shared by all sides. Its words lie sealed under a key of its own; read back, they stay.

    `words_sealed` holds one object: statements by the side's number, what was checked, what was warned of, the outcome.
    """

    class Result(models.TextChoices):
        """这次调解的结果 — how the session ended."""

        AGREED = "agreed", _("达成一致")
        AGAIN = "again", _("另定日期再调解")
        FAILED = "failed", _("没有达成一致")

    session = models.OneToOneField(Session, models.PROTECT, primary_key=True, related_name="record")
    key_sealed = models.BinaryField()
    words_sealed = models.BinaryField(_("记录内容"), default=b"")
    rights_told = models.BooleanField(_("告知了权利义务、询问了回避"), default=False)
    result = models.CharField(_("这次调解的结果"), max_length=6, choices=Result, blank=True)
    next_at = models.DateTimeField(_("下次时间"), null=True, blank=True)
    written_at = models.DateTimeField(_("记录时间"))
    staff = models.ForeignKey("posts.Staff", models.PROTECT, related_name="+", verbose_name=_("记录人"))
    read_back_at = models.DateTimeField(_("宣读核对时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("调解记录")
        triggers = [
            pgtrigger.Protect(
                name="record_read_back_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.read_back_at IS NOT NULL AND OLD.words_sealed IS DISTINCT FROM NEW.words_sealed"
                ),
            )
        ]

    def __str__(self):
        return str(self.pk)


class RecordSignature(models.Model):
    """签字 — one hand under a record: drawn on the tablet, on paper scanned in, or refused. It is never changed."""

    class Who(models.TextChoices):
        """签字人 — in which part."""

        SIDE = "side", _("当事人")
        MEDIATOR = "mediator", _("调解员")
        RECORDER = "recorder", _("记录人")

    class Way(models.TextChoices):
        """签字方式 — how."""

        TABLET = "tablet", _("在屏幕上签字")
        PAPER = "paper", _("在纸上签字，已扫描")
        REFUSED = "refused", _("拒绝签字")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    record = models.ForeignKey(Record, models.PROTECT, related_name="signatures")
    who = models.CharField(_("签字人"), max_length=8, choices=Who)
    side = models.ForeignKey(Side, models.PROTECT, null=True, blank=True, related_name="signatures")
    representative = models.ForeignKey(
        "mediation.Representative", models.PROTECT, null=True, blank=True, related_name="+"
    )
    staff = models.ForeignKey("posts.Staff", models.PROTECT, null=True, blank=True, related_name="+")
    way = models.CharField(_("签字方式"), max_length=7, choices=Way)
    drawn_sealed = models.BinaryField(_("笔迹"), default=b"")
    file = models.ForeignKey("mediation.File", models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("签字")
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["record", "who", "side", "staff"], name="signs_once", nulls_distinct=False
            )
        ]
        triggers = [
            pgtrigger.Protect(name="record_signature_stays", operation=pgtrigger.Update),
        ]

    def __str__(self):
        return f"{self.record_id} {self.who}"
