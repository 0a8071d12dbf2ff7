"""The form as it was filled in: about a case, by whom, and item by item how it is known. Whose answer it is stands nowhere."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from onedoor.kit.keys import uuid7


class Grade(models.TextChoices):
    """What a form offers, and how a case stands: which steps protect, and nothing about anybody."""

    S0 = "S0", _("照常办理")
    ASK = "ask", _("知道得还不够，24小时内再问")
    S1 = "S1", _("小心")
    S2 = "S2", _("保护")
    S3 = "S3", _("紧急")


class Checklist(models.Model):
    """安全核对单 — one filling-in of the form for one case. It stays as it was; a correction is a new one."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="+")
    edition = models.CharField(max_length=10)
    has_part_b = models.BooleanField(_("家庭、婚恋纠纷，问了乙部分"), default=False)
    in_private = models.BooleanField(_("单独、安全时、本人愿意"), default=False)
    offered = models.CharField(_("核对结果"), max_length=3, choices=Grade)
    is_known = models.BooleanField(_("知道得够"))
    is_correction = models.BooleanField(_("本人更正"), default=False)
    # Item by item, as one object: no table says what was answered to which item.
    answers_sealed = models.BinaryField(_("各项回答"), default=b"")
    note_sealed = models.BinaryField(_("说明"), default=b"")
    at = models.DateTimeField(_("时间"))
    made_post = models.ForeignKey("posts.Post", models.PROTECT, related_name="+")
    made_staff = models.ForeignKey("posts.Staff", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("安全核对单")
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["case", "-at"], name="safety_checklist_case")]

    def __str__(self):
        return str(self.pk)


class Said(models.TextChoices):
    """What was answered to an item."""

    YES = "yes", _("有")
    LESSER = "lesser", _("有，但较轻")
    NO = "no", _("没有")
    UNKNOWN = "unknown", _("不清楚")
    NOT_ASKED = "not_asked", _("没有问")


class Source(models.TextChoices):
    """How that is known."""

    OWN = "own", _("本人说的")
    SEEN = "seen", _("工作人员看到的")
    OTHER = "other", _("别人说的")
    PAPER = "paper", _("书面材料")
