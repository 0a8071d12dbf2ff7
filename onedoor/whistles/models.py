"""吹哨报到 — a centre calls units to one place about one case; what each said, who came, what was agreed, what was logged."""

import pgtrigger
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from onedoor.kit.keys import uuid7
from onedoor.whistles.lifecycle import GOING_ON, LIFECYCLE, Status


class Unit(models.TextChoices):
    """What a time to answer may be counted in."""

    MINUTES = "minutes", _("分钟")
    HOURS = "hours", _("小时")
    WORKING = "working", _("工作日")


class WhistleClass(models.Model):
    """应哨时限 — how soon units must say whether they come. A whistle keeps its own as it was when it was blown."""

    code = models.SlugField(_("代码"), max_length=20, unique=True)
    name = models.CharField(_("名称"), max_length=20)
    count = models.PositiveSmallIntegerField(
        _("时限"), validators=[MinValueValidator(1), MaxValueValidator(120)]
    )
    unit = models.CharField(_("计量"), max_length=8, choices=Unit)
    is_active = models.BooleanField(_("在用"), default=True)

    class Meta:
        verbose_name = _("应哨时限")

    def __str__(self):
        return self.name


class WhistleQuerySet(models.QuerySet):
    """Whistles by how they stand."""

    def going_on(self):
        return self.filter(status__in=GOING_ON)

    def counted(self):
        """Each with how many units were called, answered, came, and were late."""
        answered = ~Q(calls__answer="") | Q(calls__arrived_at__isnull=False)
        return self.annotate(
            called=Count("calls"),
            answered=Count("calls", filter=answered),
            arrived=Count("calls", filter=Q(calls__arrived_at__isnull=False)),
            late=Count("calls", filter=Q(calls__late_at__isnull=False)),
        )


class Whistle(models.Model):
    """吹哨 — one centre's call to several units, about one case, at one place.

    `is_own_case` says that the case was opened for this whistle and ends with it. `class_name`, `count` and `unit` are the
    class as it was when the whistle was blown: the clocks of calls made later are counted by it, too.
    """

    class Reason(models.TextChoices):
        ALONE = "alone", _("单独办不了")
        JOINT = "joint", _("联合执法")
        EMERGENCY = "emergency", _("突发事件")

    lifecycle = LIFECYCLE

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="whistles", verbose_name=_("案卷"))
    host = models.ForeignKey("posts.Org", models.PROTECT, related_name="+", verbose_name=_("吹哨单位"))
    status = models.CharField(_("状态"), max_length=12, choices=Status, default=Status.CALLED)
    reason = models.CharField(_("吹哨原因"), max_length=10, choices=Reason)
    words = models.TextField(_("要一起办什么"))
    place = models.CharField(_("集合地点"), max_length=120)
    class_name = models.CharField(_("应哨时限"), max_length=20)
    count = models.PositiveSmallIntegerField(_("时限"))
    unit = models.CharField(_("计量"), max_length=8, choices=Unit)
    is_own_case = models.BooleanField(_("为此立案"), default=False)
    blown_at = models.DateTimeField(_("吹哨时间"))
    post = models.ForeignKey("posts.Post", models.PROTECT, related_name="+", verbose_name=_("岗位"))
    gathered_at = models.DateTimeField(_("集结时间"), null=True, blank=True)
    minutes = models.TextField(_("会商纪要"), blank=True)
    present = models.CharField(_("到会"), max_length=300, blank=True)
    minuted_at = models.DateTimeField(_("纪要时间"), null=True, blank=True)
    ended_at = models.DateTimeField(_("结束时间"), null=True, blank=True)
    ending = models.TextField(_("结束或撤哨说明"), blank=True)

    objects = WhistleQuerySet.as_manager()

    class Meta:
        verbose_name = _("吹哨")
        indexes = [
            models.Index(fields=["-blown_at"], name="whistle_blown"),
            models.Index(fields=["host", "-blown_at"], name="whistle_host"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "host"],
                name="one_whistle_a_host",
                condition=Q(status__in=("called", "gathered", "minuted")),
            )
        ]

    def __str__(self):
        return f"{self.case_id} {self.get_reason_display()}"

    @property
    def is_emergency(self) -> bool:
        return self.reason == self.Reason.EMERGENCY

    @property
    def is_going_on(self) -> bool:
        return self.status in GOING_ON


class Call(models.Model):
    """应哨 — one unit called: what it is to bring, what it said, what the host decided, when the host saw it arrive.

    Only the host confirms an arrival: nobody's position is asked for. `late_at` is when its clock ran out without an answer.
    """

    class Answer(models.TextChoices):
        COMING = "coming", _("能到场")
        CANNOT = "cannot", _("不能到场")

    class Decision(models.TextChoices):
        EXCUSED = "excused", _("准予不到")
        INSISTED = "insisted", _("仍请到场")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    whistle = models.ForeignKey(Whistle, models.PROTECT, related_name="calls", verbose_name=_("吹哨"))
    org = models.ForeignKey("posts.Org", models.PROTECT, related_name="+", verbose_name=_("单位"))
    bring = models.CharField(_("带什么来"), max_length=200, blank=True)
    called_at = models.DateTimeField(_("呼叫时间"))
    due_at = models.DateTimeField(_("答复期限"))
    answer = models.CharField(_("答复"), max_length=8, choices=Answer, blank=True)
    words = models.CharField(_("答复说明"), max_length=300, blank=True)
    answered_at = models.DateTimeField(_("答复时间"), null=True, blank=True)
    answered_by = models.ForeignKey(
        "posts.Post", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("答复岗位")
    )
    decision = models.CharField(_("吹哨单位决定"), max_length=8, choices=Decision, blank=True)
    decided_words = models.CharField(_("决定说明"), max_length=300, blank=True)
    decided_at = models.DateTimeField(_("决定时间"), null=True, blank=True)
    arrived_at = models.DateTimeField(_("到场时间"), null=True, blank=True)
    late_at = models.DateTimeField(_("超时"), null=True, blank=True)

    class Meta:
        verbose_name = _("应哨")
        ordering = ["called_at", "id"]
        constraints = [models.UniqueConstraint(fields=["whistle", "org"], name="one_call_a_unit")]
        indexes = [
            models.Index(
                fields=["org", "due_at"], name="call_waiting", condition=Q(answer="", arrived_at=None)
            ),
            models.Index(fields=["org", "-called_at"], name="call_org"),
        ]

    def __str__(self):
        return f"{self.whistle_id} {self.org_id}"

    @property
    def is_waiting(self) -> bool:
        """The unit owes a word."""
        return not self.answer and self.arrived_at is None and self.decision != self.Decision.EXCUSED

    @property
    def is_to_decide(self) -> bool:
        """The unit said that it cannot come, and the host has not said what follows from it."""
        return self.answer == self.Answer.CANNOT and not self.decision and self.arrived_at is None

    @property
    def is_expected(self) -> bool:
        return self.decision != self.Decision.EXCUSED


class LogEntry(models.Model):
    """联办记录 — one line of the log of the hours: an order, a report, a note. Append-only."""

    class Kind(models.TextChoices):
        ORDER = "order", _("指令")
        REPORT = "report", _("报告")
        NOTE = "note", _("记录")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    whistle = models.ForeignKey(Whistle, models.PROTECT, related_name="entries", verbose_name=_("吹哨"))
    kind = models.CharField(_("类别"), max_length=8, choices=Kind)
    words = models.TextField(_("内容"))
    to = models.ForeignKey(
        "posts.Org", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("下达给")
    )
    at = models.DateTimeField(_("时间"))
    post = models.ForeignKey("posts.Post", models.PROTECT, related_name="+", verbose_name=_("岗位"))
    staff = models.ForeignKey(
        "posts.Staff", models.PROTECT, null=True, related_name="+", verbose_name=_("工作人员")
    )

    class Meta:
        verbose_name = _("联办记录")
        ordering = ["at", "id"]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self):
        return f"{self.whistle_id} {self.kind}"


class Cooperation(models.Model):
    """配合评价 — how two units worked together at one whistle, in stars and words: about units, never about persons."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    whistle = models.ForeignKey(Whistle, models.PROTECT, related_name="ratings", verbose_name=_("吹哨"))
    by = models.ForeignKey("posts.Org", models.PROTECT, related_name="+", verbose_name=_("评价单位"))
    of = models.ForeignKey("posts.Org", models.PROTECT, related_name="+", verbose_name=_("被评价单位"))
    stars = models.PositiveSmallIntegerField(
        _("配合情况"), validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    words = models.CharField(_("说明"), max_length=300, blank=True)
    at = models.DateTimeField(_("时间"))
    post = models.ForeignKey("posts.Post", models.PROTECT, related_name="+", verbose_name=_("岗位"))

    class Meta:
        verbose_name = _("配合评价")
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["whistle", "by", "of"], name="one_rating_a_pair"),
            models.CheckConstraint(condition=Q(stars__gte=1, stars__lte=5), name="cooperation_stars"),
        ]

    def __str__(self):
        return f"{self.whistle_id} {self.by_id} → {self.of_id}"
