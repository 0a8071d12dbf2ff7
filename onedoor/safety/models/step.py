"""What is done: each step a task of a post, with the moment by which."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from onedoor.kit.keys import uuid7
from onedoor.safety.models.level import Level


class StepQuerySet(models.QuerySet):
    """Adjectives of steps."""

    def open(self):
        return self.filter(ended_at=None)

    def by_clock(self):
        return self.order_by(models.F("due_at").asc(nulls_last=True), "given_at", "pk")

    def for_rows(self):
        return self.select_related("case", "owner__org", "owner__type", "ended_staff", "level")


class Step(models.Model):
    """保护步骤 — one thing that protects, whose post does it and by when. No step watches, restricts or lists anybody."""

    class Kind(models.TextChoices):
        AGAIN = "again", _("有新情况时，再问一遍甲部分前五项")
        SECOND = "second", _("再请一位调解员一起办")
        APART = "apart", _("分开等候，先后离开")
        CALL = "call", _("事后用安全的方式打电话问一问")
        RECHECK = "recheck", _("重新核对")
        READ = "read", _("督导员看案卷，和经办人谈")
        SHUTTLE = "shuttle", _("不开面对面的会：分头谈，或者先停一停")
        CONTACT = "contact", _("和本人约好安全的联系方式")
        OFFER = "offer", _("征得同意，介绍法律援助、心理咨询、妇联、公安")
        COVER = "cover", _("“节点”那天谁在场，定下人来")
        DUTY = "duty", _("核对有没有法定报告义务")
        NOW = "now", _("眼下有危险就打110、120")
        VOICE = "voice", _("督导员和经办人通话")
        STOP = "stop", _("停止调解")
        WISH = "wish", _("问本人想要什么")
        SHELTER = "shelter", _("帮助安排住处、申请人身安全保护令")
        REPORT = "report", _("该报告的，依法报告")
        MEETING = "meeting", _("开安全碰头会，不超过六人，只谈步骤")
        FOLLOW_DAY = "follow1", _("24小时内回访")
        FOLLOW_DAYS = "follow3", _("72小时内回访")
        CARE = "care", _("关怀：有人陪着，当面问，马上找能帮的人")
        ASK = "ask", _("还有几项不清楚，再问")
        CHECK_AGAIN = "lapsed", _("保护级到期，马上重新核对")
        AFTER_WEEK = "after7", _("达成协议后第7日回访")
        AFTER_MONTH = "after30", _("达成协议后第30日回访")
        AFTER_QUARTER = "after90", _("达成协议后第90日回访")

    class Ending(models.TextChoices):
        DONE = "done", _("做了")
        DECLINED = "declined", _("本人不愿意")
        NOT_NEEDED = "not_needed", _("不需要了")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="+")
    level = models.ForeignKey(Level, models.PROTECT, null=True, blank=True, related_name="steps")
    kind = models.CharField(_("步骤"), max_length=8, choices=Kind)
    owner = models.ForeignKey("posts.Post", models.PROTECT, related_name="+", verbose_name=_("谁来做"))
    given_at = models.DateTimeField(_("下达时间"))
    due_at = models.DateTimeField(_("最迟"), null=True, blank=True)
    escalated_at = models.DateTimeField(_("超时上报"), null=True, blank=True)
    ended_at = models.DateTimeField(_("结束时间"), null=True, blank=True)
    ending = models.CharField(_("怎样结束"), max_length=10, choices=Ending, blank=True)
    ended_staff = models.ForeignKey("posts.Staff", models.PROTECT, null=True, blank=True, related_name="+")
    words_sealed = models.BinaryField(_("情况"), default=b"")

    objects = StepQuerySet.as_manager()

    class Meta:
        verbose_name = _("保护步骤")
        constraints = [
            models.UniqueConstraint(
                fields=["case", "kind"], name="safety_step_open_once", condition=Q(ended_at__isnull=True)
            )
        ]
        indexes = [
            models.Index(fields=["owner", "due_at"], name="safety_step_owner", condition=Q(ended_at=None)),
            models.Index(
                fields=["due_at"], name="safety_step_due", condition=Q(ended_at=None, escalated_at=None)
            ),
        ]

    def __str__(self):
        return f"{self.case_id} {self.kind}"
