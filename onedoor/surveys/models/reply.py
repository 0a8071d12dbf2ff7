"""What came back: one row for each answer, of the kind that the question asks for."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from onedoor.kit.keys import uuid7


class ReplyQuerySet(models.QuerySet):
    """Adjectives of replies."""

    def under(self, prefixes):
        """Those filled in on this ground."""
        ground = Q(pk=None)
        for prefix in prefixes:
            ground |= Q(region__path__startswith=prefix)
        return self.filter(ground)


class Reply(models.Model):
    """答卷 — one form filled in, once: `instance` is the number the phone gave it. Whose post sent it is kept to answer a
    repeated sending and to refuse a forged one; it is on no page and in no export."""

    class Channel(models.TextChoices):
        PHONE = "phone", _("采集程序")
        PAGE = "page", _("网页")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    survey = models.ForeignKey("surveys.Survey", models.PROTECT, related_name="replies")
    version = models.ForeignKey("surveys.Version", models.PROTECT, related_name="+")
    instance = models.CharField(_("答卷编号"), max_length=64, unique=True)
    digest = models.CharField(max_length=64, editable=False)
    region = models.ForeignKey("places.Region", models.PROTECT, related_name="+", verbose_name=_("网格"))
    post = models.ForeignKey("posts.Post", models.PROTECT, related_name="+")
    channel = models.CharField(_("怎样填的"), max_length=6, choices=Channel)
    at = models.DateTimeField(_("收到时间"))

    objects = ReplyQuerySet.as_manager()

    class Meta:
        verbose_name = _("答卷")
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["survey", "at"], name="survey_reply_at")]

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M}"


class Answer(models.Model):
    """一题的答案 — typed: in the column of its kind. `place` counts within a repeated part of the form (1, 2, 2.1 …)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    reply = models.ForeignKey(Reply, models.CASCADE, related_name="answers")
    position = models.PositiveSmallIntegerField(_("次序"), default=0)
    question = models.CharField(_("题目"), max_length=200)
    place = models.CharField(_("第几个"), max_length=20, blank=True)
    kind = models.CharField(_("题型"), max_length=12)
    text = models.TextField(_("文字"), blank=True)
    number = models.DecimalField(_("数"), max_digits=24, decimal_places=8, null=True, blank=True)
    day = models.DateField(_("日期"), null=True, blank=True)
    moment = models.DateTimeField(_("时刻"), null=True, blank=True)
    chosen = ArrayField(models.CharField(max_length=100), default=list, blank=True, verbose_name=_("选项"))
    lon = models.FloatField(_("经度"), null=True, blank=True)
    lat = models.FloatField(_("纬度"), null=True, blank=True)
    file = models.FileField(_("照片"), upload_to="surveys/%Y/%m", blank=True)

    class Meta:
        verbose_name = _("一题的答案")
        ordering = ["reply", "position"]
        constraints = [
            models.UniqueConstraint(fields=["reply", "question", "place"], name="survey_answer_once")
        ]

    def __str__(self):
        return self.question
