"""Judicial confirmation: whether it is possible at all, where, with which papers, and what the court answered."""

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from onedoor.kit.keys import uuid7


class Confirmation(models.Model):
    """司法确认 — of one agreement. `answers` keeps what was answered to each question of the check, `barred` those that bar it.

    Both sides apply together within thirty days of effect (人民调解法 第三十三条); whether each wants to is in `Willing`.
    """

    class Status(models.TextChoices):
        CHECKED = "checked", _("可以申请司法确认")
        BARRED = "barred", _("不能申请司法确认")
        APPLIED = "applied", _("已共同申请司法确认")
        ACCEPTED = "accepted", _("法院已受理确认申请")
        CONFIRMED = "confirmed", _("法院裁定确认有效")
        REFUSED = "refused", _("法院不予受理或者驳回")
        WITHDRAWN = "withdrawn", _("已撤回确认申请")

    class CourtBy(models.TextChoices):
        INVITING = "inviting", _("邀请调解的法院")
        DOMICILE = "domicile", _("一方当事人住所地基层法院")
        OBJECT = "object", _("标的物所在地基层法院")
        OFFICE = "office", _("调解组织所在地基层法院")
        HIGHER = "higher", _("有管辖权的中级法院、专门法院")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agreement = models.OneToOneField("mediation.Agreement", models.PROTECT, related_name="confirmation")
    status = models.CharField(_("司法确认状态"), max_length=9, choices=Status)
    answers = models.JSONField(_("核对的回答"), default=dict)
    barred = models.JSONField(_("不能确认的原因"), default=list)
    checked_at = models.DateTimeField(_("核对时间"))
    last_day = models.DateField(_("申请的最后日期"))
    court_by = models.CharField(_("管辖依据"), max_length=8, choices=CourtBy, blank=True)
    court = models.CharField(_("人民法院名称"), max_length=60, blank=True)
    papers = models.JSONField(_("备齐的材料"), default=list)
    applied_on = models.DateField(_("申请日期"), null=True, blank=True)
    accepted_on = models.DateField(_("受理日期"), null=True, blank=True)
    number = models.CharField(_("裁定书文号"), max_length=60, blank=True)
    decided_on = models.DateField(_("裁定日期"), null=True, blank=True)
    reason = models.CharField(_("法院的理由"), max_length=500, blank=True)
    post = models.ForeignKey("posts.Post", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("司法确认")

    def __str__(self):
        return f"{self.agreement_id} {self.status}"


class CourtAnswer(models.Model):
    """法院答复 — each one as it came; after a refusal, or when both took it back, they may ask once more within the thirty days."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    confirmation = models.ForeignKey(Confirmation, models.PROTECT, related_name="court_answers")
    answer = models.CharField(_("法院的答复"), max_length=9, choices=Confirmation.Status)
    on = models.DateField(_("答复日期"))
    number = models.CharField(_("裁定书文号"), max_length=60, blank=True)
    reason = models.CharField(_("法院的理由"), max_length=500, blank=True)
    at = models.DateTimeField(_("登记时间"))
    post = models.ForeignKey("posts.Post", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("法院答复")
        ordering = ["at", "pk"]
        triggers = [pgtrigger.Protect(name="court_answer_stays", operation=pgtrigger.Delete)]

    def __str__(self):
        return f"{self.confirmation_id} {self.answer}"


class Willing(models.Model):
    """申请意愿 — what one side said to applying together; the last word counts."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    confirmation = models.ForeignKey(Confirmation, models.PROTECT, related_name="willing")
    side = models.ForeignKey("mediation.Side", models.PROTECT, related_name="+")
    is_yes = models.BooleanField(_("愿意共同申请"))
    how = models.CharField(_("怎样表示"), max_length=6)
    at = models.DateTimeField(_("表示时间"))
    post = models.ForeignKey("posts.Post", models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("申请意愿")
        ordering = ["at", "pk"]

    def __str__(self):
        return f"{self.confirmation_id} {self.side_id}"
