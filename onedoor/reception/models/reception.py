"""A visit that was received, and what a leader instructed about it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from onedoor.kit.keys import uuid7
from onedoor.reception.lifecycle import LIFECYCLE, OPEN, Status
from onedoor.reception.models.leader_day import LeaderDay

# What the column takes, and more than ever came at once.
MOST_PEOPLE = 9999


class ReceptionQuerySet(models.QuerySet):
    """Adjectives of receptions."""

    def open(self):
        return self.filter(status__in=OPEN)

    def for_rows(self):
        return self.select_related("case__region", "post__org", "post__type", "day")


class Reception(models.Model):
    """接访 — one visit: what about, how many came, who took it down, and how it ended.

    `post` took it down and answers for it until it is handed over (首问责任). Who came is party to the case, sealed.
    `region` is where the problem lies, if they said so; the case lies there too when the unit reaches it.
    """

    class Willing(models.TextChoices):
        YES = "yes", _("愿意")
        NO = "no", _("不愿意")
        UNSURE = "unsure", _("暂不确定")
        UNASKED = "unasked", _("未询问")

    class Way(models.TextChoices):
        COURT = "court", _("向人民法院起诉")
        ARBITRATION = "arbitration", _("申请仲裁")
        RECONSIDERATION = "reconsideration", _("申请行政复议")
        MEDIATION = "mediation", _("申请人民调解")
        LEGAL_AID = "legal_aid", _("申请法律援助")
        POLICE = "police", _("向公安机关报案")
        ELSEWHERE = "elsewhere", _("向其他有权机关提出")

    lifecycle = LIFECYCLE
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.OneToOneField("cases.Case", models.PROTECT, related_name="reception")
    words = models.TextField(_("反映的内容"))
    region = models.ForeignKey(
        "places.Region", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("发生地")
    )
    address = models.CharField(_("具体地点"), max_length=200, blank=True)
    people = models.PositiveSmallIntegerField(_("来访人数"), default=1)
    willing = models.CharField(_("调解意愿"), max_length=8, choices=Willing, default=Willing.UNASKED)
    status = models.CharField(_("接访状态"), max_length=10, choices=Status, default=Status.RECEIVED)
    post = models.ForeignKey("posts.Post", models.PROTECT, related_name="+", verbose_name=_("首问责任岗位"))
    result = models.TextField(_("接访结果"), blank=True)
    way = models.CharField(_("法定途径"), max_length=15, choices=Way, blank=True)
    day = models.ForeignKey(
        LeaderDay,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="receptions",
        verbose_name=_("领导接访日"),
    )
    turn = models.PositiveSmallIntegerField(_("当日序次"), null=True, blank=True)
    ended_at = models.DateTimeField(_("结束时间"), null=True, blank=True)

    objects = ReceptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("接访")
        constraints = [
            models.CheckConstraint(condition=Q(people__range=(1, MOST_PEOPLE)), name="reception_of_somebody"),
            models.UniqueConstraint(fields=["day", "turn"], name="one_turn_a_leader_day"),
        ]

    def __str__(self):
        return f"{self.case_id} {self.get_status_display()}"

    @property
    def is_group(self) -> bool:
        return self.people > 1


class Instruction(models.Model):
    """接访批示 — what a leader who received the visitor wants done: a duty of one unit, with its clock."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    reception = models.ForeignKey(Reception, models.PROTECT, related_name="instructions")
    post = models.ForeignKey("posts.Post", models.PROTECT, related_name="+", verbose_name=_("批示岗位"))
    duty = models.OneToOneField("cases.Duty", models.PROTECT, related_name="reception_instruction")
    at = models.DateTimeField(_("批示时间"))

    class Meta:
        verbose_name = _("接访批示")
        ordering = ["at", "id"]

    def __str__(self):
        return f"{self.reception_id} {self.duty_id}"
