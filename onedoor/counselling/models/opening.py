"""Who opened what of a talk, and what it took; the person concerned reads these."""

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from onedoor.counselling.models.asking import Asking
from onedoor.counselling.models.talk import Session, Talk
from onedoor.kit.keys import uuid7


class Look(models.Model):
    """打开记录 — one opening of sealed words, written before they leave; it stays as it was written."""

    class What(models.TextChoices):
        NOTE = "note", _("谈话内容")
        CONTACT = "contact", _("联系办法")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    talk = models.ForeignKey(Talk, models.PROTECT, related_name="looks")
    what = models.CharField(_("打开了什么"), max_length=8, choices=What)
    session = models.ForeignKey(Session, models.PROTECT, null=True, related_name="+")
    asking = models.ForeignKey(Asking, models.PROTECT, null=True, related_name="looks")
    staff = models.ForeignKey("posts.Staff", models.PROTECT, related_name="+")
    post = models.ForeignKey("posts.Post", models.PROTECT, related_name="+")
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("打开记录")
        ordering = ["-at", "-id"]
        triggers = [
            pgtrigger.Protect(name="look_stays", operation=pgtrigger.Delete | pgtrigger.Update),
        ]

    def __str__(self):
        return str(self.pk)


class Handover(models.Model):
    """换人 — a talk goes from one counsellor to another: one gives, the other takes, and the person has been told."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    talk = models.ForeignKey(Talk, models.PROTECT, related_name="handovers")
    giver = models.ForeignKey("posts.Staff", models.PROTECT, related_name="+", verbose_name=_("交出人"))
    taker = models.ForeignKey("posts.Staff", models.PROTECT, related_name="+", verbose_name=_("接手人"))
    post = models.ForeignKey("posts.Post", models.PROTECT, related_name="+", verbose_name=_("接手岗位"))
    # Of an offer that a supervisor arranged: whoever takes it tells the person first, or the person says yes themselves.
    told_on = models.DateField(_("告诉本人的日期"), null=True, blank=True)
    asking = models.ForeignKey(Asking, models.PROTECT, null=True, blank=True, related_name="handovers")
    agreed_at = models.DateTimeField(_("本人同意时间"), null=True, blank=True)
    declined_at = models.DateTimeField(_("收回时间"), null=True, blank=True)
    offered_at = models.DateTimeField(_("交出时间"))
    taken_at = models.DateTimeField(_("接手时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("换人")
        constraints = [
            models.UniqueConstraint(
                fields=["talk"],
                condition=models.Q(taken_at=None, declined_at=None),
                name="one_handover_a_time",
            ),
            models.CheckConstraint(condition=~models.Q(giver=models.F("taker")), name="handover_takes_two"),
        ]

    def __str__(self):
        return str(self.pk)

    @property
    def is_waiting(self) -> bool:
        return self.taken_at is None and self.declined_at is None

    @property
    def is_told(self) -> bool:
        return self.told_on is not None or self.agreed_at is not None


class Objection(models.Model):
    """本人提出 — a word of the person on one opening, or that they take their consent back; a person answers in words."""

    class Kind(models.TextChoices):
        UNCLEAR = "unclear", _("我不明白")
        OBJECT = "object", _("我不同意")
        STOP = "stop", _("撤回同意，停止谈话")
        DESTROY = "destroy", _("撤回同意，并请销毁")
        RESUME = "resume", _("不撤了，记录照旧保存")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    talk = models.ForeignKey(Talk, models.PROTECT, related_name="objections")
    look = models.ForeignKey(Look, models.PROTECT, null=True, blank=True, related_name="objections")
    kind = models.CharField(_("提出什么"), max_length=8, choices=Kind)
    words_sealed = models.BinaryField(_("本人的话"), default=b"")
    at = models.DateTimeField(_("提出时间"))
    due_on = models.DateField(_("答复期限"))
    answer_sealed = models.BinaryField(_("答复"), default=b"")
    answered_at = models.DateTimeField(_("答复时间"), null=True, blank=True)
    answered_by = models.ForeignKey("posts.Staff", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("本人提出")
        ordering = ["at", "id"]

    def __str__(self):
        return str(self.pk)


class Report(models.Model):
    """依法报告 — what the law obliges, done by a person: under which article, to whom, when; the words sealed."""

    class Law(models.TextChoices):
        MINOR = "minor", _("未成年人保护法第十一条")
        VIOLENCE = "violence", _("反家庭暴力法第十四条")
        LIFE = "life", _("生命危险，紧急求助")

    class Where(models.TextChoices):
        POLICE = "police", _("公安机关（110）")
        AMBULANCE = "doctors", _("急救（120）")
        CIVIL = "civil", _("民政部门")
        SCHOOL = "school", _("教育部门")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    talk = models.ForeignKey(Talk, models.PROTECT, related_name="reports")
    law = models.CharField(_("依据"), max_length=8, choices=Law)
    to_whom = models.CharField(_("向谁报告"), max_length=8, choices=Where)
    at = models.DateTimeField(_("报告时间"))
    words_sealed = models.BinaryField(_("报告内容"))
    by = models.ForeignKey("posts.Staff", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("依法报告")
        ordering = ["at", "id"]

    def __str__(self):
        return str(self.pk)
