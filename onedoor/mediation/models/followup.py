"""Return visits after the end, side by side, and what was reminded of already."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from onedoor.kit.keys import uuid7


class FollowUpQuerySet(models.QuerySet):
    """Adjectives of return visits."""

    def open(self):
        return self.filter(done_at=None, dropped_at=None)

    def for_rows(self):
        return self.select_related("side__party__person", "mediation__case", "staff")


class FollowUp(models.Model):
    """调解回访 — one side is asked, 7, 30 and 90 days after an agreement or 30 after a failure.

    What the person answers and what whoever mediates notes beside it are two things, both sealed under the key of that
    side's drawer: nobody of another side ever reads them. `way` is the channel that was used, which may be the safe one.
    """

    class Answered(models.TextChoices):
        ANSWERED = "answered", _("本人作答")
        UNREACHED = "unreached", _("没有联系上")
        DECLINED = "declined", _("不愿回答")

    class Performed(models.TextChoices):
        YES = "yes", _("已经履行")
        PART = "part", _("履行了一部分")
        NO = "no", _("没有履行")
        NOT_DUE = "not_due", _("没有到期")

    class Content(models.TextChoices):
        YES = "yes", _("满意")
        FAIR = "fair", _("基本满意")
        NO = "no", _("不满意")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    mediation = models.ForeignKey("mediation.Mediation", models.PROTECT, related_name="followups")
    side = models.ForeignKey("mediation.Side", models.PROTECT, related_name="followups")
    round = models.PositiveSmallIntegerField(_("第几轮"), default=1)
    after_days = models.PositiveSmallIntegerField(_("第几天回访"))
    due_on = models.DateField(_("回访日期"))
    done_at = models.DateTimeField(_("回访时间"), null=True, blank=True)
    dropped_at = models.DateTimeField(_("不再回访"), null=True, blank=True)
    way = models.CharField(_("回访方式"), max_length=6, blank=True)
    answered = models.CharField(_("回访结果"), max_length=9, choices=Answered, blank=True)
    performed = models.CharField(_("本人说履行情况"), max_length=7, choices=Performed, blank=True)
    content = models.CharField(_("本人说是否满意"), max_length=4, choices=Content, blank=True)
    came_back = models.BooleanField(_("本人说又起纠纷"), null=True, blank=True)
    answer_sealed = models.BinaryField(_("本人的话"), default=b"")
    note_sealed = models.BinaryField(_("回访人了解到的情况"), default=b"")
    staff = models.ForeignKey("posts.Staff", models.PROTECT, null=True, blank=True, related_name="+")

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        verbose_name = _("调解回访")
        ordering = ["due_on", "side__place"]
        constraints = [
            models.UniqueConstraint(fields=["side", "round", "after_days"], name="visited_once_a_time"),
        ]
        indexes = [models.Index(fields=["due_on"], name="followup_open", condition=models.Q(done_at=None))]

    def __str__(self):
        return f"{self.side_id} {self.after_days}"


class Reminder(models.Model):
    """已提醒 — what the nightly errand reminded of already: a due day, the last day of an application, a clock that ran out."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    mediation = models.ForeignKey("mediation.Mediation", models.PROTECT, related_name="reminders")
    what = models.CharField(_("提醒的事"), max_length=20)
    about = models.CharField(_("哪一期"), max_length=60)
    at = models.DateTimeField(_("提醒时间"))

    class Meta:
        verbose_name = _("已提醒")
        constraints = [models.UniqueConstraint(fields=["what", "about"], name="reminded_once")]

    def __str__(self):
        return f"{self.what} {self.about}"
